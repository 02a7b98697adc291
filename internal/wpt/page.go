package wpt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"

	"github.com/gojs-runtime/gojs/internal/encoding"
	"github.com/gojs-runtime/gojs/runtime"
)

// Paths from the root of the harness and of the script that reports its results.
const (
	harnessPath = "resources/testharness.js"
	reportPath  = "resources/testharnessreport.js"
)

// A page is the part of an HTML page that matters without a document: its scripts, in the order in
// which they run.
type page struct {
	title    string
	long     bool     // <meta name=timeout content=long>
	variants []string // <meta name=variant content=…>
	scripts  []pageScript
}

// A pageScript is a script element.
type pageScript struct {
	element
	source string // of an inline script
	line   int    // line at which source begins, from 1
	column int    // column at which source begins, in characters, from 0
}

// An element has the attributes of a script element.
type element struct {
	external bool
	src      string
	kind     string // type or language, in lower case
	charset  string
	deferred bool
}

// errNoModules is the error for pages with scripts of type=module.
var errNoModules = errors.New("module scripts are not supported yet")

// isJavaScript reports whether the element is a classic script. Others, such as data blocks, do not
// run.
//
// https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element
func (e *element) isJavaScript() bool {
	switch e.kind {
	case "", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript",
		"application/x-javascript", "application/x-ecmascript", "text/x-javascript", "text/x-ecmascript",
		"text/jscript", "text/livescript",
		"text/javascript1.0", "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4", "text/javascript1.5":
		return true
	}
	return false
}

// isTestPage reports whether a page loads the harness.
func (p *page) isTestPage(at string) bool {
	base := &url.URL{Path: "/" + at}
	for _, s := range p.scripts {
		if s.external && isHarness(base, s.src) {
			return true
		}
	}
	return false
}

func isHarness(base *url.URL, src string) bool {
	u, err := base.Parse(strings.TrimSpace(src))
	return err == nil && u.Host == base.Host && u.Path == "/"+harnessPath
}

// parsePage reads a page. The end of its name tells whether it is XML.
func parsePage(name string, body []byte, contentType string) (*page, error) {
	kind, parameters, _ := mime.ParseMediaType(contentType)
	isXML := strings.HasSuffix(kind, "xml") || kind == "" && (path.Ext(name) == ".xhtml" || path.Ext(name) == ".xht")
	body = []byte(encoding.Decode(body, pageEncoding(parameters["charset"], body)))
	if isXML {
		return parseXML(body)
	}
	return parseHTML(body)
}

// pageEncoding returns the encoding that the Content-Type names, or else the page itself in its
// first 1024 bytes, or else UTF-8.
//
// https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
func pageEncoding(charset string, body []byte) *encoding.Encoding {
	if e := encoding.Get(charset); e != nil {
		return e
	}
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), 1024)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return encoding.UTF8
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data != "meta" {
				continue
			}
			attributes := attributesOf(t)
			charset := attributes["charset"]
			if strings.EqualFold(attributes["http-equiv"], "content-type") {
				_, parameters, _ := mime.ParseMediaType(attributes["content"])
				charset = parameters["charset"]
			}
			if e := encoding.Get(charset); e != nil && !strings.HasPrefix(strings.ToLower(e.Name()), "utf-16") {
				return e
			}
		}
	}
}

func attributesOf(t html.Token) map[string]string {
	attributes := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		if _, again := attributes[a.Key]; !again {
			attributes[a.Key] = a.Val
		}
	}
	return attributes
}

// parseHTML reads an HTML page. It reads tokens, not a tree, because only tokens give the position
// of a script.
func parseHTML(body []byte) (*page, error) {
	p := &page{}
	b := builder{page: p}
	z := html.NewTokenizer(bytes.NewReader(body))
	line, column := 1, 0 // position of the token's end
	for {
		kind := z.Next()
		raw := z.Raw()
		startLine, startColumn := line, column
		line, column = advance(raw, line, column)
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return nil, err
			}
			b.end()
			return p, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			b.start(t.Data, attributesOf(t))
		case html.EndTagToken:
			name, _ := z.TagName()
			b.close(string(name))
		case html.TextToken:
			b.text(string(raw), startLine, startColumn)
		}
	}
}

// advance returns the position after raw.
func advance(raw []byte, line, column int) (int, int) {
	lines := bytes.Count(raw, []byte("\n"))
	if lines > 0 {
		column = 0
		raw = raw[bytes.LastIndexByte(raw, '\n')+1:]
	}
	return line + lines, column + bytes.Count(raw, nil) - 1
}

// parseXML reads an XHTML page.
func parseXML(body []byte) (*page, error) {
	p := &page{}
	b := builder{page: p}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // decoded already
	for {
		line, column := d.InputPos()
		token, err := d.Token()
		if err == io.EOF {
			b.end()
			return p, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the page is not well-formed: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			attributes := map[string]string{}
			for _, a := range t.Attr {
				attributes[a.Name.Local] = a.Value
			}
			b.start(t.Name.Local, attributes)
		case xml.EndElement:
			b.close(t.Name.Local)
		case xml.CharData:
			b.text(string(t), line, column-1)
		}
	}
}

// A builder makes a page from its tags and text.
type builder struct {
	page      *page
	templates int // number of open template elements; scripts in them do not run
	inTitle   bool
	script    *pageScript // the open script element
	deferred  []pageScript
}

func (b *builder) start(name string, attributes map[string]string) {
	has := func(key string) bool { _, ok := attributes[key]; return ok }
	switch name {
	case "template":
		b.templates++
	case "title":
		b.inTitle = b.page.title == ""
	case "meta":
		switch attributes["name"] {
		case "timeout":
			b.page.long = b.page.long || attributes["content"] == "long"
		case "variant":
			b.page.variants = append(b.page.variants, attributes["content"])
		}
	case "script":
		kind, given := attributes["type"]
		if language := attributes["language"]; !given && language != "" {
			kind = "text/" + language
		}
		b.script = &pageScript{element: element{
			external: has("src"),
			src:      attributes["src"],
			kind:     strings.ToLower(strings.TrimSpace(kind)),
			charset:  attributes["charset"],
			deferred: has("src") && has("defer") && !has("async"),
		}}
	}
}

func (b *builder) text(s string, line, column int) {
	switch {
	case b.inTitle:
		b.page.title += html.UnescapeString(s)
	case b.script != nil:
		if b.script.source == "" {
			b.script.line, b.script.column = line, column
		}
		b.script.source += s
	}
}

func (b *builder) close(name string) {
	switch name {
	case "template":
		b.templates = max(b.templates-1, 0)
	case "title":
		if b.inTitle {
			b.page.title = strings.Join(strings.Fields(b.page.title), " ")
			b.inTitle = false
		}
	case "script":
		s := b.script
		b.script = nil
		switch {
		case s == nil || b.templates > 0:
		case s.deferred:
			b.deferred = append(b.deferred, *s)
		default:
			b.page.scripts = append(b.page.scripts, *s)
		}
	}
}

// end appends the deferred scripts to the others. A script element that was not closed does not
// run.
func (b *builder) end() { b.page.scripts = append(b.page.scripts, b.deferred...) }

// load fetches the scripts of a page, except those of the harness. at is the page's URL.
func (p *page) load(server *Server, at *url.URL) ([]runtime.Script, error) {
	var scripts []runtime.Script
	for _, s := range p.scripts {
		switch {
		case s.kind == "module":
			return nil, fmt.Errorf("line %d: %w", s.line, errNoModules)
		case !s.isJavaScript():
		case s.external:
			u, err := at.Parse(strings.TrimSpace(s.src))
			if err != nil {
				return nil, fmt.Errorf("script: %w", err)
			}
			if isHarness(at, s.src) || u.Host == at.Host && u.Path == "/"+reportPath {
				continue
			}
			body, contentType, err := server.Open(u)
			if err != nil {
				return nil, fmt.Errorf("script %s: %w", s.src, err)
			}
			scripts = append(scripts, runtime.Script{Name: u.String(), Source: encoding.Decode(body, scriptEncoding(contentType, s.charset))})
		default:
			// Pad the script so that its positions are those in the page.
			padding := strings.Repeat("\n", s.line-1) + strings.Repeat(" ", s.column)
			scripts = append(scripts, runtime.Script{Name: at.String(), Source: padding + s.source})
		}
	}
	return scripts, nil
}

// scriptEncoding returns the encoding that the server names, or else the script element, or else
// UTF-8.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-script
func scriptEncoding(contentType, charset string) *encoding.Encoding {
	_, parameters, _ := mime.ParseMediaType(contentType)
	for _, label := range []string{parameters["charset"], charset} {
		if e := encoding.Get(label); e != nil {
			return e
		}
	}
	return encoding.UTF8
}
