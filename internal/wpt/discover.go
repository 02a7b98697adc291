package wpt

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A Scope is the kind of global object that a test runs in: a keyword of META: global=.
type Scope string

// The scopes that a [Runner] supports.
const (
	Window          Scope = "window"
	DedicatedWorker Scope = "dedicatedworker"
	SharedWorker    Scope = "sharedworker"
)

// scopeSuffixes has, for each scope, the suffix of the page that runs an .any.js file.
//
// https://web-platform-tests.org/writing-tests/testharness.html#tests-for-other-or-multiple-globals-any-js
var scopeSuffixes = map[Scope]string{
	Window:                           ".html",
	DedicatedWorker:                  ".worker.html",
	"dedicatedworker-module":         ".worker-module.html",
	SharedWorker:                     ".sharedworker.html",
	"sharedworker-module":            ".sharedworker-module.html",
	"serviceworker":                  ".https.any.serviceworker.html",
	"serviceworker-module":           ".https.any.serviceworker-module.html",
	"shadowrealm-in-window":          ".shadowrealm-in-window.html",
	"shadowrealm-in-shadowrealm":     ".shadowrealm-in-shadowrealm.html",
	"shadowrealm-in-dedicatedworker": ".shadowrealm-in-dedicatedworker.html",
	"jsshell":                        ".jsshell",
}

// scopeGroups has the keywords that stand for several scopes.
var scopeGroups = map[string][]Scope{
	"worker":      {DedicatedWorker, SharedWorker, "serviceworker"},
	"shadowrealm": {"shadowrealm-in-window", "shadowrealm-in-shadowrealm", "shadowrealm-in-dedicatedworker"},
}

// A Test is a test file with a scope and a variant.
type Test struct {
	Path    string `json:"file"` // from the root, with slashes: dom/events/x.any.js
	Scope   Scope  `json:"scope"`
	Variant string `json:"variant,omitempty"` // the query, with its question mark

	Long bool `json:"-"` // META: timeout=long
}

// String returns the path with the variant, and the scope if it is not Window.
func (t Test) String() string {
	if t.Scope == Window {
		return t.Path + t.Variant
	}
	return t.Path + t.Variant + " (" + string(t.Scope) + ")"
}

// Page returns the path of the page that runs the test in a browser, from the root and with the
// variant, as other runners of web-platform-tests report it.
func (t Test) Page() string { return t.pagePath() + t.Variant }

func (t Test) pagePath() string {
	base, isScript := strings.CutSuffix(t.Path, ".js")
	if !isScript {
		return "/" + t.Path
	}
	switch {
	case strings.HasSuffix(base, ".any") && strings.HasPrefix(scopeSuffixes[t.Scope], ".https."):
		base = strings.TrimSuffix(strings.TrimSuffix(base, ".any"), ".https") + scopeSuffixes[t.Scope]
	case strings.HasSuffix(base, ".any"):
		base += scopeSuffixes[t.Scope]
	default:
		base += ".html"
	}
	return "/" + base
}

// URL returns the URL of the page on the server of web-platform-tests. Flags in the file's name
// select the scheme and the host.
//
// https://web-platform-tests.org/writing-tests/file-names.html
func (t Test) URL() *url.URL {
	u := &url.URL{Scheme: "http", Host: mainHost, Path: t.pagePath()}
	if variant, err := url.Parse(t.Variant); err == nil {
		u.RawQuery, u.Fragment = variant.RawQuery, variant.Fragment
	}
	flags := strings.Split(path.Base(t.Path), ".")[1:]
	port := ports["http"][0]
	if slices.Contains(flags, "https") || slices.Contains(flags, "serviceworker") {
		u.Scheme, port = "https", ports["https"][0]
	}
	if slices.Contains(flags, "h2") {
		u.Scheme, port = "https", ports["h2"][0]
	}
	if slices.Contains(flags, "www") {
		u.Host = "www." + u.Host
	}
	u.Host += ":" + port
	return u
}

// Discover returns the tests at the paths below root, in lexical order. The paths are files or
// directories. An HTML file is a test if it has a script element for /resources/testharness.js. As
// in the manifest of web-platform-tests, directories named resources, support or tools, /common,
// names that begin with a dot and files whose name ends in -manual have no tests, unless they are
// among the paths.
func Discover(root fs.FS, paths ...string) ([]Test, error) {
	var tests []Test
	for _, start := range paths {
		start = path.Clean(start)
		info, err := fs.Stat(root, start)
		if err != nil {
			return nil, fmt.Errorf("wpt: %w", err)
		}
		if !info.IsDir() && kindOf(start) == "" {
			return nil, fmt.Errorf("wpt: %s is no test: the names of tests end in .any.js, .window.js, .worker.js, .html, .htm, .xhtml or .xht", start)
		}
		err = fs.WalkDir(root, start, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && name != start && holdsNoTests(name):
				return fs.SkipDir
			case entry.IsDir() || kindOf(name) == "" || isManual(name) && name != start:
				return nil
			}
			found, err := readTests(root, name)
			if err == nil && len(found) == 0 && name == start {
				err = fmt.Errorf("%s is no test: it has no script element for /%s", name, harnessPath)
			}
			tests = append(tests, found...)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("wpt: %w", err)
		}
	}
	return tests, nil
}

func holdsNoTests(dir string) bool {
	base := path.Base(dir)
	return dir == "common" || strings.HasPrefix(base, ".") || slices.Contains([]string{"resources", "support", "tools"}, base)
}

// isManual reports whether the test needs a person.
func isManual(name string) bool {
	stem, _, _ := strings.Cut(path.Base(name), ".")
	return strings.HasSuffix(stem, "-manual")
}

// kindOf returns "any", "window", "worker" or "page", or "" if name is not that of a test.
func kindOf(name string) string {
	parts := strings.Split(path.Base(name), ".")
	n := len(parts)
	if n < 2 || parts[0] == "" {
		return ""
	}
	switch parts[n-1] {
	case "html", "htm", "xhtml", "xht":
		return "page"
	case "js":
		if n > 2 && slices.Contains([]string{"any", "window", "worker"}, parts[n-2]) {
			return parts[n-2]
		}
	}
	return ""
}

// readTests returns the tests of a file, which its META comments or meta elements define.
func readTests(root fs.FS, name string) ([]Test, error) {
	source, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	base := Test{Path: name}
	var variants []string
	scopes := []Scope{Window}
	if kind := kindOf(name); kind == "page" {
		if !bytes.Contains(source, []byte("testharness.js")) {
			return nil, nil
		}
		p, err := parsePage(name, source, "")
		if err != nil || !p.isTestPage(name) {
			return nil, nil // not a page, so it has no tests
		}
		base.Long, variants = p.long, p.variants
	} else {
		m := readMeta(source)
		base.Long, variants = m.last("timeout") == "long", m["variant"]
		switch kind {
		case "worker":
			scopes = []Scope{DedicatedWorker}
		case "any":
			scopes = anyScopes(m.last("global"))
		}
	}
	if len(variants) == 0 {
		variants = []string{""}
	}
	var tests []Test
	for _, scope := range scopes {
		for _, variant := range variants {
			t := base
			t.Scope, t.Variant = scope, variant
			tests = append(tests, t)
		}
	}
	return tests, nil
}

// anyScopes returns the scopes that META: global= names. By default they are Window and
// DedicatedWorker.
func anyScopes(global string) []Scope {
	if global == "" {
		return []Scope{Window, DedicatedWorker}
	}
	var scopes []Scope
	for keyword := range strings.SplitSeq(global, ",") {
		keyword = strings.TrimSpace(keyword)
		group, ok := scopeGroups[keyword]
		if _, known := scopeSuffixes[Scope(keyword)]; !ok && known {
			group = []Scope{Scope(keyword)}
		}
		for _, scope := range group {
			if !slices.Contains(scopes, scope) {
				scopes = append(scopes, scope)
			}
		}
	}
	return scopes
}

// meta holds the META comments: the values of each key, in order.
type meta map[string][]string

func (m meta) last(key string) string {
	if values := m[key]; len(values) > 0 {
		return values[len(values)-1]
	}
	return ""
}

var metaComment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^//\s*META:\s*(\w*)=(.*)$`) })

// readMeta reads the META comments at the top of a file, up to the first other line.
func readMeta(source []byte) meta {
	m := meta{}
	lines := bufio.NewScanner(bytes.NewReader(source))
	lines.Buffer(nil, len(source)+1)
	for lines.Scan() {
		match := metaComment().FindStringSubmatch(strings.TrimSpace(lines.Text()))
		if match == nil {
			break
		}
		m[match[1]] = append(m[match[1]], strings.TrimSpace(match[2]))
	}
	return m
}
