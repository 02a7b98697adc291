package wpt

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"path"
	"strings"
)

// made lists how the names of generated pages and worker scripts differ from the name of their
// file, longest suffix first.
//
// https://web-platform-tests.org/writing-tests/testharness.html#tests-for-other-or-multiple-globals-any-js
var made = []struct {
	suffix, file string
	make         func(wrapped) string
}{
	{".any.html", ".any.js", func(w wrapped) string { return w.page(windowGlobal, w.elements()) }},
	{".any.worker.html", ".any.js", func(w wrapped) string { return w.page("", w.worker("Worker", ".any.worker.js")) }},
	{".any.sharedworker.html", ".any.js", func(w wrapped) string { return w.page("", w.worker("SharedWorker", ".any.worker.js")) }},
	{".any.worker.js", ".any.js", wrapped.workerScript},
	{".window.html", ".window.js", func(w wrapped) string { return w.page("", w.elements()) }},
	{".worker.html", ".worker.js", func(w wrapped) string { return w.page("", w.worker("Worker", ".worker.js")) }},
}

// wrapper generates the page or script with this name. ok is false if name is not that of a
// generated one.
func (s *Server) wrapper(name string) (body []byte, ok bool, err error) {
	for _, m := range made {
		stem, found := strings.CutSuffix(name, m.suffix)
		if !found || path.Base(stem) == "." || strings.HasSuffix(stem, "/") || stem == "" {
			continue
		}
		source, err := s.read(stem + m.file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, false, err
		}
		return []byte(m.make(wrapped{file: "/" + stem + m.file, stem: "/" + stem, meta: readMeta(source)})), true, nil
	}
	return nil, false, nil
}

// A wrapped is a file for which a page or script is generated. Paths are from the root, with a
// slash.
type wrapped struct {
	file, stem string
	meta       meta
}

// The object GLOBAL tells tests in which scope they run.
const (
	windowGlobal = "self.GLOBAL = { isWindow: () => true, isWorker: () => false, isShadowRealm: () => false };"
	workerGlobal = "self.GLOBAL = { isWindow: () => false, isWorker: () => true, isShadowRealm: () => false };"
)

// page returns a page with the harness and this body.
func (w wrapped) page(setup, body string) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<meta charset=utf-8>\n")
	if title := w.meta.last("title"); title != "" {
		fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(title))
	}
	if w.meta.last("timeout") == "long" {
		b.WriteString("<meta name=timeout content=long>\n")
	}
	if setup != "" {
		fmt.Fprintf(&b, "<script>%s</script>\n", setup)
	}
	b.WriteString(scriptElement("/" + harnessPath))
	b.WriteString(scriptElement("/" + reportPath))
	b.WriteString("<div id=log></div>\n")
	b.WriteString(body)
	return b.String()
}

// literal returns s as a JavaScript string literal.
func literal(s string) string {
	b, err := json.Marshal(s) // Marshal escapes <, > and &, so the literal is safe in a page
	if err != nil {
		panic(err)
	}
	return string(b)
}

func scriptElement(src string) string {
	return fmt.Sprintf("<script src=\"%s\"></script>\n", html.EscapeString(src))
}

// scripts returns the scripts that META comments name, and then the file.
func (w wrapped) scripts() []string {
	return append(w.meta["script"][:len(w.meta["script"]):len(w.meta["script"])], w.file)
}

func (w wrapped) elements() string {
	var b strings.Builder
	for _, src := range w.scripts() {
		b.WriteString(scriptElement(src))
	}
	return b.String()
}

// worker returns the script element of a page that runs the tests in a worker.
func (w wrapped) worker(constructor, suffix string) string {
	return fmt.Sprintf("<script>fetch_tests_from_worker(new %s(%s + location.search));</script>\n", constructor, literal(w.stem+suffix))
}

// workerScript returns the script of a worker that runs the file.
func (w wrapped) workerScript() string {
	var b strings.Builder
	b.WriteString(workerGlobal + "\n")
	if title := w.meta.last("title"); title != "" {
		fmt.Fprintf(&b, "self.META_TITLE = %s;\n", literal(title))
	}
	for _, src := range append([]string{"/" + harnessPath}, w.scripts()...) {
		fmt.Fprintf(&b, "importScripts(%s);\n", literal(src))
	}
	b.WriteString("done();\n")
	return b.String()
}
