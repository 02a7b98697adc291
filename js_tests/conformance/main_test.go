package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
	"github.com/gojs-runtime/gojs/internal/wpt/report"
)

// The expectations of this repository are valid: they have no duplicate name and no missing reason.
func TestExpectations(t *testing.T) {
	_, err := expect.Load(filepath.Join("..", "wpt-expectations"))
	require.NoError(t, err)
}

func TestPeers(t *testing.T) {
	p, err := loadPeers()
	require.NoError(t, err)
	for _, scope := range []wpt.Scope{wpt.Window, wpt.DedicatedWorker} {
		for _, r := range rowsOf(scope) {
			if r.group == "" {
				continue
			}
			peer, ok := p.Scopes[scope][r.group]
			if assert.True(t, ok, "%s: peers.json has no group %s", scope, r.group) {
				names, passed := peer.best()
				for _, name := range names {
					assert.Contains(t, p.Versions, strings.ToLower(name))
				}
				assert.NotEmpty(t, names)
				assert.LessOrEqual(t, passed, peer.Subtests)
			}
		}
	}
}

func TestPage(t *testing.T) {
	p := page{
		peers: &peers{
			Versions: map[string]string{"node": "1", "deno": "2", "bun": "3"},
			Scopes:   map[wpt.Scope]map[string]peer{wpt.Window: {"g": {Files: 1, Runs: 1, Subtests: 2000, Passed: map[string]int{"node": 1998, "deno": 1999, "bun": 1}}}},
		},
		corpus: []string{"a/b at c (d)"},
	}
	c := &counted{row: row{name: "a row", scope: wpt.Window, group: "g"}, summary: &report.Summary{}}
	for _, o := range []report.Outcome{
		{Result: wpt.Result{Test: wpt.Test{Path: "x.any.js", Scope: wpt.Window}, Status: wpt.HarnessError, Subtests: []wpt.Subtest{
			{Name: "passes", Status: wpt.Pass}, {Name: "a `b`\n[c](d)", Status: wpt.Fail}, {Name: "e", Status: wpt.Timeout},
		}}, Verdict: expect.Verdict{StatusReason: "why s", Reasons: map[string]string{"a `b`\n[c](d)": "why f", "e": "why f"}}},
		{Result: wpt.Result{Test: wpt.Test{Path: "y.html", Scope: wpt.Window}}, Ignored: "it needs a mouse"},
		{Result: wpt.Result{Test: wpt.Test{Path: "z.html", Scope: wpt.Window}}, Ignored: "it needs a mouse"},
	} {
		require.NoError(t, c.Report(o))
		c.summary.Add(o)
	}
	p.counts = []*counted{c}
	text := p.markdown()
	for _, want := range []string{
		"later ones over earlier ones: a/b at c (d).\n",
		"passes most of Node 1, Deno 2 and Bun 3 on",
		"| a row | 1 | 1 | 2000 | 1 | 0.1% | 99.9%, Deno |\n",
		"### a row, window\n\n- `x.any.html`\n  - why f: `` a `b` [c] (d) ``, `e`\n  - why s: the harness: ERROR\n- not run, it needs a mouse: `y.html`, `z.html`\n",
	} {
		assert.Contains(t, text, want)
	}
}

func TestShare(t *testing.T) {
	for want, c := range map[string][2]int{"100.0%": {5, 5}, "99.9%": {99_999, 100_000}, "0.0%": {0, 0}, "50.0%": {1, 2}} {
		assert.Equal(t, want, share(c[0], c[1]))
	}
}

func TestLongLists(t *testing.T) {
	assert.Equal(t, "11 subtests, among them x, x, x", some(strings.Split(strings.Repeat("x", 11), "")))
	assert.Equal(t, "`"+strings.Repeat("ä", 100)+"…`", code(strings.Repeat("ä", 101)))
}

// If the checkout is not one, or if a result is not as expected, the page does not change.
func TestFailures(t *testing.T) {
	t.Chdir(t.TempDir())
	var out bytes.Buffer
	assert.ErrorContains(t, run(t.Context(), nil, &out), "--wpt must name a checkout")
	require.NoError(t, os.Mkdir("expectations", 0o700))
	args := []string{"--wpt", ".", "--expect", "expectations", "--page", "page.md"}
	assert.ErrorContains(t, run(t.Context(), args, &out), "webmessaging")
	assert.NoFileExists(t, "page.md")
}
