package wpt_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

func discover(t *testing.T, files map[string]string, paths ...string) []wpt.Test {
	t.Helper()
	root := fstest.MapFS{}
	for name, source := range files {
		root[name] = &fstest.MapFile{Data: []byte(source)}
	}
	tests, err := wpt.Discover(root, paths...)
	require.NoError(t, err)
	return tests
}

func TestDiscover(t *testing.T) {
	tests := discover(t, map[string]string{
		"b/y.window.js":           "",
		"a/x.any.js":              "",
		"a/w.worker.js":           "",
		"a/helper.js":             "",
		"a/x.any.html":            "",
		"a/.any.js":               "",
		"a/any.js":                "",
		"a/resources/r.any.js":    "",
		"b/support/s.any.js":      "",
		"common/c.any.js":         "",
		"b/common/ok.window.js":   "",
		"b/.hidden/h.any.js":      "",
		"b/z.https.any.js":        "// META: global=serviceworker",
		"b/z.optional.sub.any.js": "// META: global=window",
	}, ".")
	var names, pages []string
	for _, test := range tests {
		names = append(names, test.String())
		pages = append(pages, test.Page())
	}
	assert.Equal(t, []string{
		"a/w.worker.js (dedicatedworker)",
		"a/x.any.js",
		"a/x.any.js (dedicatedworker)",
		"b/common/ok.window.js",
		"b/y.window.js",
		"b/z.https.any.js (serviceworker)",
		"b/z.optional.sub.any.js",
	}, names)
	assert.Equal(t, []string{
		"/a/w.worker.html",
		"/a/x.any.html",
		"/a/x.any.worker.html",
		"/b/common/ok.window.html",
		"/b/y.window.html",
		"/b/z.https.any.serviceworker.html",
		"/b/z.optional.sub.any.html",
	}, pages)
}

func TestDiscoverPaths(t *testing.T) {
	files := map[string]string{"a/x.any.js": "// META: global=window", "a/resources/y.window.js": "", "a/helper.js": ""}
	assert.Len(t, discover(t, files, "a/x.any.js", "a/resources"), 2, "a directory that is named is looked into")

	root := fstest.MapFS{"a/helper.js": {}}
	_, err := wpt.Discover(root, "a/helper.js")
	assert.EqualError(t, err, "wpt: a/helper.js is no test: the names of tests end in .any.js, .window.js, .worker.js, .html, .htm, .xhtml or .xht")
	_, err = wpt.Discover(root, "b")
	assert.ErrorContains(t, err, "b: file does not exist")
}

func TestMeta(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []wpt.Test
	}{
		{"all", `// META: title=A title = with signs
//META:timeout=long
// META: script=resources/a.js
// META: script=../b.js
// META: script=/common/c.js
// META: global=window
`, []wpt.Test{{
			Path: "d/x.any.js", Scope: wpt.Window, Long: true,
		}}},
		{"variants", "// META: variant=?1-10\n// META: variant=?11-last\n// META: global=window\r\n", []wpt.Test{
			{Path: "d/x.any.js", Scope: wpt.Window, Variant: "?1-10"},
			{Path: "d/x.any.js", Scope: wpt.Window, Variant: "?11-last"},
		}},
		{"worker is three scopes", "// META: global=worker, window,nonsense", []wpt.Test{
			{Path: "d/x.any.js", Scope: "dedicatedworker"},
			{Path: "d/x.any.js", Scope: "sharedworker"},
			{Path: "d/x.any.js", Scope: "serviceworker"},
			{Path: "d/x.any.js", Scope: wpt.Window},
		}},
		{"each scope once", "// META: global=dedicatedworker,worker,dedicatedworker-module", []wpt.Test{
			{Path: "d/x.any.js", Scope: "dedicatedworker"},
			{Path: "d/x.any.js", Scope: "sharedworker"},
			{Path: "d/x.any.js", Scope: "serviceworker"},
			{Path: "d/x.any.js", Scope: "dedicatedworker-module"},
		}},
		{"only at the top", "'use strict';\n// META: title=no\n// META: global=window\n", []wpt.Test{
			{Path: "d/x.any.js", Scope: wpt.Window},
			{Path: "d/x.any.js", Scope: wpt.DedicatedWorker},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, discover(t, map[string]string{"d/x.any.js": c.source}, "d"))
		})
	}
}
