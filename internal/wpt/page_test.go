package wpt_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

const head = "<!doctype html>\n<script src=/resources/testharness.js></script>\n<script src=/resources/testharnessreport.js></script>\n"

// runPages runs the tests of some files in each harness and compares the names and statuses of all
// subtests with want.
func runPages(t *testing.T, sources map[string]string, want map[string][]string) {
	t.Helper()
	root := files(sources)
	for harness, checkout := range checkouts() {
		tests, err := wpt.Discover(root, ".")
		require.NoError(t, err)
		runner := wpt.Runner{FS: root, WPT: checkout}
		got := map[string][]string{}
		require.NoError(t, runner.RunAll(t.Context(), tests, 4, func(r wpt.Result) {
			lines := []string{}
			if r.Status != wpt.HarnessOK {
				lines = append(lines, fmt.Sprintf("%s: %s", r.Status, r.Message))
			}
			for _, s := range r.Subtests {
				line := fmt.Sprintf("%s %s", s.Status, s.Name)
				if s.Message != "" {
					line += ": " + s.Message
				}
				lines = append(lines, line)
			}
			got[r.Test.String()] = lines
		}))
		assert.Equal(t, want, got, harness)
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	// log() records what happened; the last script of each page makes a test of the record.
	const log = "<script>setup({ allow_uncaught_exception: true }); var seen = []; const log = (what) => { seen.push(what); };</script>\n"
	last := func(name string) string {
		return "<script>addEventListener('load', () => { test(() => { throw seen.join(' '); }, '" + name + "'); done(); }); setup({ explicit_done: true });</script>"
	}
	runPages(t, map[string]string{
		"a/order.html": head + log + `
			<script>log('one'); Promise.resolve().then(() => log('checkpoint'));</script>
			<script src=x.js></script>
			<script defer src="deferred.js"></script>
			<script src=../x.js></script><script src="/x.js?query"></script>
			<script src="//web-platform.test:8000/x.js"></script>
			<script>throw new Error('only this one ends');</script>
			<!-- <script>log('comment')</script> -->
			<template><script>log('template')</script></template>
			<textarea><script>log('text')</script></textarea>
			<style><script>log('style')</script></style>
			<noscript><script>log('noscript')</script></noscript>
			<script type="text/plain">log('data')</script>
			<script type=" Text/JavaScript ">log('typed')</script>
			<script type="">log('untyped')</script>
			<script language="JavaScript1.5">log('language')</script>
			<script>log('unclosed')` +
			"</script>" + last("order") + "<script>log('never')",
		"a/x.js":        "log('a/x');",
		"x.js":          "log('x');",
		"a/deferred.js": "log('deferred');",

		"a/title.html":     "<title>\n The &amp; title </title><title>second</title>" + head + `<script>test(() => {}); test(() => {}, 'named');</script>`,
		"a/untitled.html":  head + `<script>test(() => {});</script>`,
		"a/module.html":    head + "\n<script type=module>import 'x';</script>",
		"a/missing.html":   head + "<script src=no.js></script>",
		"a/elsewhere.html": head + "<script src=http://example.com/a.js></script>",
		"a/document.html":  head + "<script>document.title;</script>",
		"a/relative.htm":   "<script src=../resources/testharness.js></script><script>test(() => {}, 'a');</script>",
		"a/variants.html":  head + "<meta name=variant content='?a=1'><meta name=variant content=?b#c><script>test(() => { throw location.search + location.hash; }, 'where');</script>",
		"a/sub.sub.html":   head + "<script>test(() => { throw '{{domains[www]}}:{{ports[http][0]}} {{GET[x]}}'; }, 'what');</script>",
		"a/bad.sub.html":   head + "<script>'{{nonsense}}';</script>",
		"a/latin.html":     head + "<meta charset=windows-1252><script>test(() => { throw '\xE9'; }, 'what');</script>",
		"a/utf16.html":     "\uFEFF" + head + "<script>test(() => { throw 'é'; }, 'what');</script>",
		"a/xml.xhtml": `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x &lt; y</title>
			<script src="/resources/testharness.js"/></head><body><script><![CDATA[ if (1 < 2) test(() => {}); ]]></script><p>&nbsp;</p></body></html>`,
		"a/host.https.html": head + "<script>test(() => { throw origin; }, 'where');</script>",
		"a/www.www.html":    head + "<script>test(() => { throw location.origin; }, 'where');</script>",

		"a/reference.html":      "<p>no harness",
		"a/says-so.html":        "<!-- testharness.js -->",
		"a/broken.xhtml":        "<script src='/resources/testharness.js'><",
		"a/look-manual.html":    head,
		"a/resources/page.html": head,
	}, map[string][]string{
		"a/order.html": {"FAIL order: one checkpoint a/x x x x typed untyped language unclosed deferred"},
		"a/title.html": {"PASS The & title", "PASS named"}, "a/untitled.html": {"PASS untitled"},
		"a/module.html":    {"ERROR: line 5: module scripts are not supported yet"},
		"a/missing.html":   {"ERROR: script no.js: status 404: open a/no.js: file does not exist"},
		"a/elsewhere.html": {"ERROR: script http://example.com/a.js: the URL is not one of the server of web-platform-tests"},
		"a/document.html":  {"ERROR: Uncaught ReferenceError: document is not defined"},
		"a/relative.htm":   {"PASS a"},
		"a/variants.html?a=1": {
			"FAIL where: ?a=1",
		},
		"a/variants.html?b#c": {"FAIL where: ?b#c"},
		"a/sub.sub.html":      {"FAIL what: www.web-platform.test:8000 "},
		"a/bad.sub.html":      {"ERROR: status 500: a/bad.sub.html: substitution {{nonsense}}: unknown name nonsense"},
		"a/latin.html":        {"FAIL what: é"},
		"a/utf16.html":        {"FAIL what: é"},
		"a/xml.xhtml":         {"PASS x < y"},
		"a/host.https.html":   {"FAIL where: https://web-platform.test:8443"},
		"a/www.www.html":      {"FAIL where: http://www.web-platform.test:8000"},
	})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	runPages(t, map[string]string{
		"a/meta.any.js": `// META: title=a title = with <signs>
// META: script=resources/one.js
// META: script=../two.js
// META: script=/two.js?b
// META: global=window
// META: unknown=what
test(() => {
  throw seen.join(' ');
});
test(() => { throw [GLOBAL.isWindow(), GLOBAL.isWorker(), GLOBAL.isShadowRealm(), location.href].join(' '); }, 'where');`,
		"a/resources/one.js": "var seen = ['one'];",
		"two.js":             "seen.push('two');",
		"a/w.window.js":      "test(() => { throw typeof GLOBAL; }, 'GLOBAL'); test(() => {});",
		"a/s.sub.window.js":  "test(() => { throw '{{host}}'; }, 'host');",
		"a/fetch.window.js": `
promise_test(async () => {
  const r = await fetch('data.json?x#y');
  throw [r.ok, r.status, r.url, r.headers.get('Content-Type'), r.headers.get('x-a'), JSON.stringify(await r.json())].join(' ');
}, 'json');
promise_test(async () => { throw (await (await fetch('/a/text.txt')).text()); }, 'text');
promise_test(async () => { throw new Uint8Array(await (await fetch('text.txt')).arrayBuffer()).join(' '); }, 'arrayBuffer');
promise_test(async () => { const b = await (await fetch('text.txt')).blob(); throw b.type + ' ' + await b.text(); }, 'blob');
promise_test(async () => { const r = await fetch('none'); throw r.ok + ' ' + r.status; }, 'a file that is missing');
promise_test((t) => promise_rejects_js(t, TypeError, fetch('http://example.com/')), 'another server');
promise_test((t) => promise_rejects_js(t, TypeError, fetch('http://www.web-platform.test:8000/a/text.txt')), 'another origin');
promise_test(async () => { throw (await fetch('http://www.web-platform.test:8000/a/data.json')).status; }, 'another origin that allows it');
promise_test((t) => promise_rejects_js(t, TypeError, fetch('http://a b')), 'no URL');
promise_test((t) => promise_rejects_js(t, TypeError, fetch('text.txt', { method: 'POST' })), 'another method');
promise_test(async (t) => {
  const r = await fetch('text.txt');
  await r.text();
  await promise_rejects_js(t, TypeError, r.text());
}, 'a body that was read');
promise_test(async () => { throw new Uint8Array(await new Response(new Blob(['é'])).arrayBuffer()).join(' '); }, 'Response');`,
		"a/data.json":         `{"a": 1}`,
		"a/data.json.headers": "X-A: b\nAccess-Control-Allow-Origin: *\n",
		"a/text.txt":          "é",
	}, map[string][]string{
		"a/meta.any.js": {
			"FAIL a title = with <signs>: one two two",
			"FAIL where: true false false http://web-platform.test:8000/a/meta.any.html",
		},
		"a/w.window.js":     {"FAIL GLOBAL: undefined", "PASS w"},
		"a/s.sub.window.js": {"FAIL host: web-platform.test"},
		"a/fetch.window.js": {
			`FAIL json: promise_test: Unhandled rejection with value: "true 200 http://web-platform.test:8000/a/data.json?x application/json b {\"a\":1}"`,
			`FAIL text: promise_test: Unhandled rejection with value: "é"`,
			`FAIL arrayBuffer: promise_test: Unhandled rejection with value: "195 169"`,
			`FAIL blob: promise_test: Unhandled rejection with value: "text/plain é"`,
			`FAIL a file that is missing: promise_test: Unhandled rejection with value: "false 404"`,
			"PASS another server", "PASS another origin",
			"FAIL another origin that allows it: promise_test: Unhandled rejection with value: 200",
			"PASS no URL", "PASS another method", "PASS a body that was read",
			`FAIL Response: promise_test: Unhandled rejection with value: "195 169"`,
		},
	})
}

// Positions in inline scripts are those in the page.
func TestInlineScriptPlaces(t *testing.T) {
	t.Parallel()
	runner := wpt.Runner{FS: files(map[string]string{
		"x.html": head + "<p>é</p> <script>test(() => { null.x; }, 'a');\n test(() => { null.x; }, 'b');</script>\n\n <script>\n  if (</script>",
	})}
	r := runner.Run(t.Context(), wpt.Test{Path: "x.html", Scope: wpt.Window})
	require.Len(t, r.Subtests, 2)
	assert.Equal(t, "at x.html:4:36\nat x.html:4:22", strings.ReplaceAll(r.Subtests[0].Stack, "http://web-platform.test:8000/", ""))
	assert.Contains(t, r.Subtests[1].Stack, "x.html:5:")
	assert.Equal(t, "at x.html:8:7", r.Stack)
}

func TestServerWrappers(t *testing.T) {
	t.Parallel()
	s := &wpt.Server{}
	s.Roots = append(s.Roots, files(map[string]string{
		"a/x.any.js":           "// META: title=</script> & \u2028 \U0001F600\n// META: script=/b.js\n// META: timeout=long\n",
		"a/y.worker.js":        "importScripts('/resources/testharness.js'); done();",
		"a/real.any.html":      "real",
		"a/z.window.html":      "no window.js beside it",
		"a/q\"<b>.window.js":   "",
		"a/w.https.any.js":     "",
		"resources/other.html": "",
	}))
	worker := string(get(t, s, base+"/a/x.any.worker.js").Body)
	assert.Contains(t, worker, "isWorker: () => true")
	assert.Contains(t, worker, `self.META_TITLE = "\u003c/script\u003e \u0026 \u2028 😀";`)
	assert.Regexp(t, `(?s)importScripts\("/resources/testharness.js"\);.*importScripts\("/b.js"\);.*importScripts\("/a/x.any.js"\);.*done\(\);`, worker)
	assert.Equal(t, "text/javascript", get(t, s, base+"/a/x.any.worker.js").Header.Get("Content-Type"))

	page := get(t, s, base+"/a/x.any.html?variant")
	assert.Equal(t, "text/html", page.Header.Get("Content-Type"))
	assert.Contains(t, string(page.Body), "<title>&lt;/script&gt; &amp; ")
	assert.Contains(t, string(page.Body), "<meta name=timeout content=long>")
	for name, want := range map[string]string{
		"/a/x.any.worker.html":       `fetch_tests_from_worker(new Worker("/a/x.any.worker.js" + location.search))`,
		"/a/x.any.sharedworker.html": `fetch_tests_from_worker(new SharedWorker("/a/x.any.worker.js" + location.search))`,
		"/a/y.worker.html":           `fetch_tests_from_worker(new Worker("/a/y.worker.js" + location.search))`,
		"/a/real.any.html":           "real",
		"/a/z.window.html":           "no window.js beside it",
		"/a/w.https.any.html":        `<script src="/a/w.https.any.js">`,
		"/a/q%22%3Cb%3E.window.html": `<script src="/a/q&#34;&lt;b&gt;.window.js">`,
	} {
		r := get(t, s, base+name)
		assert.Equal(t, 200, r.Status, name)
		assert.Contains(t, string(r.Body), want, name)
	}
	for _, name := range []string{"/a/.any.html", "/.any.html", "/a/none.any.html", "/a/y.any.worker.js", "/a/z.window.js"} {
		assert.Equal(t, 404, get(t, s, base+name).Status, name)
	}
}

func TestDiscoverPages(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{}
	for name, source := range map[string]string{
		"a/long.html":        head + "<meta name=timeout content=long>",
		"a/long.any.js":      "// META: timeout=long\n// META: global=window",
		"a/look-manual.html": head,
		"a/reference.html":   "",
	} {
		root[name] = &fstest.MapFile{Data: []byte(source)}
	}
	tests, err := wpt.Discover(root, "a")
	require.NoError(t, err)
	assert.Equal(t, []wpt.Test{
		{Path: "a/long.any.js", Scope: wpt.Window, Long: true},
		{Path: "a/long.html", Scope: wpt.Window, Long: true},
	}, tests)
	tests, err = wpt.Discover(root, "a/look-manual.html")
	require.NoError(t, err)
	assert.Len(t, tests, 1, "what is named is run")
	_, err = wpt.Discover(root, "a/reference.html")
	assert.EqualError(t, err, "wpt: a/reference.html is no test: it has no script element for /resources/testharness.js")
}
