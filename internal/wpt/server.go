package wpt

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// A Server answers requests as the server of web-platform-tests does, but without a network. It
// serves files of the tree, with substitutions in .sub. files and the headers of .headers files,
// and generates the pages and worker scripts for x.any.js, x.window.js and x.worker.js. It runs no
// server-side scripts (.py). Its methods may be called from several goroutines at once.
//
//	body, contentType, err := server.Open(u) // http://web-platform.test:8000/a/x.any.worker.js
//
// https://web-platform-tests.org/writing-tests/server-features.html
type Server struct {
	// Roots are searched for a file one after another.
	Roots []fs.FS
	// ownHarness, if not 0, makes the server serve harness.js for workers as
	// resources/testharness.js, with this multiplier for timeouts.
	ownHarness float64
}

// A Response is the answer to a request. Status is 404 if there is no such file and 500 if
// something else failed, such as a substitution; Body is then the reason.
type Response struct {
	URL    *url.URL
	Status int
	Header Header
	Body   []byte
}

// errNotServed is the error for URLs of other servers.
var errNotServed = errors.New("the URL is not one of the server of web-platform-tests")

// Open returns the body and the content type of a script or page. Every status but 2xx is an error.
func (s *Server) Open(u *url.URL) (body []byte, contentType string, err error) {
	r, err := s.Get(u, nil)
	if err != nil {
		return nil, "", err
	}
	if r.Status < 200 || r.Status > 299 {
		return nil, "", fmt.Errorf("status %d: %s", r.Status, r.Body)
	}
	return r.Body, r.Header.Get("Content-Type"), nil
}

// Get answers a request with these headers. It returns an error only for URLs of other servers.
func (s *Server) Get(u *url.URL, header Header) (*Response, error) {
	if !served(u.Scheme, u.Hostname(), portOf(u)) {
		return nil, errNotServed
	}
	r := &Response{URL: u, Status: 200, Header: Header{}}
	if err := s.answer(r, header); err != nil {
		r.Status = 500
		if errors.Is(err, fs.ErrNotExist) {
			r.Status = 404
		}
		r.Header = Header{"content-type": {"text/plain"}}
		r.Body = []byte(err.Error())
	}
	return r, nil
}

func (s *Server) answer(r *Response, header Header) error {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if strings.HasSuffix(r.URL.Path, "/") || name == "" {
		return fmt.Errorf("%s: %w", r.URL.Path, fs.ErrNotExist)
	}
	if path.Ext(name) == ".py" {
		return fmt.Errorf("%s: server-side scripts are not run", name)
	}
	r.Header.Set("Content-Type", contentTypeOf(name))
	sub := &substitution{server: s, url: r.URL, header: header}
	body, made, err := s.wrapper(name)
	if err == nil && !made {
		body, err = s.read(name)
	}
	if err != nil {
		return err
	}
	substituted := made // generated pages have no expressions
	for _, file := range []string{path.Join(path.Dir(name), "__dir__"), name} {
		if err := s.addHeaders(r.Header, file, sub); err != nil {
			return err
		}
	}
	if isSubstituted(name) && !substituted {
		substituted = true
		if body, err = sub.replace(body, name); err != nil {
			return err
		}
	}
	for _, p := range pipes(r.URL.Query().Get("pipe")) {
		switch {
		case p.name == "sub" && !substituted:
			substituted = true
			if body, err = sub.replace(body, name); err != nil {
				return err
			}
		case p.name == "sub":
		case p.name == "header" && len(p.arguments) >= 2:
			r.Header.Set(p.arguments[0], p.arguments[1])
		case p.name == "status" && len(p.arguments) == 1:
			if r.Status, err = strconv.Atoi(p.arguments[0]); err != nil {
				return fmt.Errorf("%s: pipe status: %w", name, err)
			}
		default:
			return fmt.Errorf("%s: the pipe %s is not supported", name, p.name)
		}
	}
	r.Body = body
	return nil
}

// read reads a file. Its name is relative to the root and does not begin with a slash.
func (s *Server) read(name string) ([]byte, error) {
	err := error(&fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist})
	if !fs.ValidPath(name) {
		return nil, err
	}
	if s.ownHarness != 0 && name == harnessPath {
		return []byte(workerHarness(s.ownHarness)), nil
	}
	if alias, ok := aliases[name]; ok {
		if b, err := s.read(alias); err == nil {
			return b, nil
		}
	}
	for _, root := range s.Roots {
		b, readErr := fs.ReadFile(root, name)
		if readErr == nil {
			return b, nil
		}
		if info, statErr := fs.Stat(root, name); statErr == nil && !info.IsDir() {
			return nil, readErr
		}
	}
	return nil, err
}

// aliases has further names under which the server serves files.
var aliases = map[string]string{"resources/WebIDLParser.js": "resources/webidl2/lib/webidl2.js"}

// isSubstituted reports whether a file has .sub. in its name.
func isSubstituted(name string) bool { return strings.Contains(path.Base(name), ".sub.") }

// addHeaders adds the headers in file.headers or file.sub.headers.
func (s *Server) addHeaders(header Header, file string, sub *substitution) error {
	for _, suffix := range []string{".headers", ".sub.headers"} {
		b, err := s.read(file + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if suffix == ".sub.headers" {
			if b, err = sub.replace(b, file+suffix); err != nil {
				return err
			}
		}
		own := map[string]bool{}
		for line := range strings.Lines(string(b)) {
			key, value, ok := strings.Cut(line, ":")
			key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
			switch {
			case !ok || key == "":
			case own[key]:
				header.Add(key, value)
			default: // replaces that of the folder
				header.Set(key, value)
				own[key] = true
			}
		}
	}
	return nil
}

type pipe struct {
	name      string
	arguments []string
}

var pipeExpression = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\w+)(?:\(([^)]*)\))?(?:\||$)`) })

// pipes returns the pipes of a query such as ?pipe=header(Name,value)|status(404).
func pipes(query string) []pipe {
	var list []pipe
	for _, m := range pipeExpression().FindAllStringSubmatch(query, -1) {
		p := pipe{name: m[1]}
		if m[2] != "" {
			for argument := range strings.SplitSeq(m[2], ",") {
				p.arguments = append(p.arguments, strings.TrimSpace(argument))
			}
		}
		list = append(list, p)
	}
	return list
}

// portOf returns the port of a URL, or the default port of its scheme.
func portOf(u *url.URL) string {
	switch port := u.Port(); {
	case port != "":
		return port
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

var contentTypes = map[string]string{
	".html": "text/html", ".htm": "text/html", ".xht": "application/xhtml+xml", ".xhtml": "application/xhtml+xml",
	".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".css": "text/css",
	".txt": "text/plain", ".md": "text/plain", ".idl": "text/plain", ".xml": "text/xml", ".svg": "image/svg+xml",
	".png": "image/png", ".gif": "image/gif", ".jpg": "image/jpeg", ".wasm": "application/wasm",
}

func contentTypeOf(name string) string {
	if t, ok := contentTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}
