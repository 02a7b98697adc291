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

// made says how the name of a page or worker script that is made around a file differs from the file's, longest first.
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

// wrapper makes the page or script that name stands for, if it is one that is made.
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

// wrapped is a file that a page or script is made around. Paths are from the root, with a slash.
type wrapped struct {
	file, stem string
	meta       meta
}

// The object GLOBAL tells tests where they run.
const (
	windowGlobal = "self.GLOBAL = { isWindow: () => true, isWorker: () => false, isShadowRealm: () => false };"
	workerGlobal = "self.GLOBAL = { isWindow: () => false, isWorker: () => true, isShadowRealm: () => false };"
)

// page is a page with the harness, around a body.
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

// literal is a string as a script has it.
func literal(s string) string {
	b, err := json.Marshal(s) // with <, > and & escaped, so that it may stand in a page
	if err != nil {
		panic(err)
	}
	return string(b)
}

func scriptElement(src string) string {
	return fmt.Sprintf("<script src=\"%s\"></script>\n", html.EscapeString(src))
}

// scripts are the scripts that META comments name, and the file.
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

// worker is the script of a page that runs the tests in a worker.
func (w wrapped) worker(constructor, suffix string) string {
	return fmt.Sprintf("<script>fetch_tests_from_worker(new %s(%s + location.search));</script>\n", constructor, literal(w.stem+suffix))
}

// workerScript is the script of a worker that runs the file.
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
