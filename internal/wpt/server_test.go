package wpt_test

import (
	"bytes"
	"net/url"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

func files(sources map[string]string) fstest.MapFS {
	root := fstest.MapFS{}
	for name, source := range sources {
		root[name] = &fstest.MapFile{Data: []byte(source)}
	}
	return root
}

func get(t *testing.T, s *wpt.Server, address string) *wpt.Response {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	r, err := s.Get(u, wpt.Header{"x-test": {"given"}})
	require.NoError(t, err)
	return r
}

const base = "http://web-platform.test:8000"

func TestServerFiles(t *testing.T) {
	t.Parallel()
	s := &wpt.Server{}
	s.Roots = append(s.Roots,
		files(map[string]string{"a/x.js": "first", "a/y.html": "<p>", "a/y.html.headers": "content-type: text/plain\nX-A: 1\nX-A: 2\n"}),
		files(map[string]string{
			"a/x.js": "second", "b/z.bin": "\xFF", "resources/webidl2/lib/webidl2.js": "parser",
			"b/__dir__.headers": "X-Dir: yes\nX-Both: dir", "b/z.bin.sub.headers": "X-Both: {{host}}",
		}))
	for _, c := range []struct {
		address     string
		status      int
		contentType string
		body        string
	}{
		{base + "/a/x.js", 200, "text/javascript", "first"},
		{base + "/a/b/../x.js?q#f", 200, "text/javascript", "first"},
		{base + "/a/%78.js", 200, "text/javascript", "first"},
		{base + "/a/y.html", 200, "text/plain", "<p>"},
		{base + "/b/z.bin", 200, "application/octet-stream", "\xFF"},
		{base + "/resources/WebIDLParser.js", 200, "text/javascript", "parser"},
		{"https://www1.not-web-platform.test:8443/a/x.js", 200, "text/javascript", "first"},
		{base + "/a/", 404, "text/plain", "/a/: file does not exist"},
		{base + "/a", 404, "text/plain", "open a: file does not exist"},
		{base + "/no.js", 404, "text/plain", "open no.js: file does not exist"},
		{base + "/../../x", 404, "text/plain", "open x: file does not exist"},
		{base + "/a/x.py", 500, "text/plain", "a/x.py: server-side scripts are not run"},
		{base + "/a/x.js?pipe=header(Content-Type,text/html)|status(201)", 201, "text/html", "first"},
		{base + "/a/x.js?pipe=trickle(d1)", 500, "text/plain", "a/x.js: the pipe trickle is not supported"},
	} {
		r := get(t, s, c.address)
		assert.Equal(t, c.status, r.Status, c.address)
		assert.Equal(t, c.contentType, r.Header.Get("Content-Type"), c.address)
		if c.body != "" {
			assert.Equal(t, c.body, string(r.Body), c.address)
		}
	}
	assert.Equal(t, []string{"1", "2"}, get(t, s, base+"/a/y.html").Header.Values("X-A"))
	z := get(t, s, base+"/b/z.bin")
	assert.Equal(t, "yes", z.Header.Get("X-Dir"))
	assert.Equal(t, []string{"web-platform.test"}, z.Header.Values("X-Both"), "a file's own header replaces that of its directory")

	for _, address := range []string{"http://example.com/", base[:len(base)-1] + "9/a/x.js", "ftp://web-platform.test/x", "http://web-platform.test/a/x.js"} {
		u, err := url.Parse(address)
		require.NoError(t, err)
		_, err = s.Get(u, nil)
		assert.ErrorContains(t, err, "not one of the server", address)
	}
	u, err := url.Parse(base + "/no.js")
	require.NoError(t, err)
	_, _, err = s.Open(u)
	assert.EqualError(t, err, "status 404: open no.js: file does not exist")
}

func TestSubstitutions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expression, want string }{
		{"host", "web-platform.test"},
		{"domains[]", "web-platform.test"},
		{"domains[www]", "www.web-platform.test"},
		{"domains[www.www1]", "www.www1.web-platform.test"},
		{"domains[élève]", "xn--lve-6lad.web-platform.test"},
		{"hosts[alt][]", "not-web-platform.test"},
		{"hosts[][www2]", "www2.web-platform.test"},
		{"not_domains[nonexistent]", "nonexistent.web-platform.test"},
		{"ports[http][0]", "8000"},
		{"ports[https][1]", "8444"},
		{"location[server]", base},
		{"location[host]", "web-platform.test:8000"},
		{"location[path]", "/a/x.sub.js"},
		{"location[query]", "?q=%3Cb%3E"},
		{"GET[q]", "<b>"},
		{"GET[none]", ""},
		{"headers[x-test]", "given"},
		{"header_or_default(X-Test, none)", "given"},
		{"header_or_default(X-Other, none)", "none"},
		{"fs_path(y.txt)", "/a/y.txt"},
		{"file_hash(md5, y.txt)", "XUFAKrxLKna5cZ2REBfFkg=="},
		{"file_hash(sha256, /a/y.txt)", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="},
		{"url_base", "/"},
	} {
		s := &wpt.Server{}
		s.Roots = append(s.Roots, files(map[string]string{"a/x.sub.js": "-{{" + c.expression + "}}-", "a/y.txt": "hello"}))
		r := get(t, s, base+"/a/x.sub.js?q=%3Cb%3E")
		assert.Equal(t, 200, r.Status, "%s: %s", c.expression, r.Body)
		assert.Equal(t, "-"+c.want+"-", string(r.Body), c.expression)
	}
	for _, c := range []struct{ expression, want string }{
		{"nonsense", "unknown name nonsense"},
		{"", "neither a name with indexes nor a function"},
		{"domains[nowhere]", `there is no entry "nowhere"`},
		{"domains", "domains takes 1 indexes in brackets, not 0"},
		{"hosts[other][]", `unknown host "other"`},
		{"ports[http][9]", "there is no such port"},
		{"headers[X-None]", "the request has no header X-None"},
		{"file_hash(crc, y.txt)", "unknown algorithm crc"},
		{"file_hash(md5, z.txt)", "file does not exist"},
	} {
		s := &wpt.Server{}
		s.Roots = append(s.Roots, files(map[string]string{"a/x.sub.js": "{{" + c.expression + "}}"}))
		r := get(t, s, base+"/a/x.sub.js")
		assert.Contains(t, []int{404, 500}, r.Status, c.expression)
		assert.Contains(t, string(r.Body), "a/x.sub.js: substitution {{"+c.expression+"}}: ", c.expression)
		assert.Contains(t, string(r.Body), c.want, c.expression)
	}
	s := &wpt.Server{}
	s.Roots = append(s.Roots, files(map[string]string{
		"x.sub.html": "{{GET[q]}} {{$a:uuid()}} {{$a}}", "x.html": "{{host}}",
	}))
	assert.Regexp(t, `^&lt;b&gt; ([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}) `, string(get(t, s, base+"/x.sub.html?q=<b>").Body))
	words := bytes.Fields(get(t, s, base+"/x.sub.html").Body)
	assert.Equal(t, words[0], words[1], "a variable keeps its value")
	assert.Equal(t, "{{host}}", string(get(t, s, base+"/x.html").Body))
	assert.Equal(t, "web-platform.test", string(get(t, s, base+"/x.html?pipe=sub").Body))
}
