package wpt_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var update = flag.Bool("update", false, "write what the files of testdata report as their expected results")

// A golden is the part of a result that testdata/golden.json has, by the test's name.
type golden struct {
	Status   wpt.HarnessStatus `json:"status"`
	Message  string            `json:"message,omitempty"`
	Subtests []wpt.Subtest     `json:"subtests"`
}

// The files of testdata fail on purpose, in every possible way. The golden file has the results
// that must be reported.
func TestReports(t *testing.T) {
	const goldenFile = "testdata/golden.json"
	root := os.DirFS("testdata")
	tests, err := wpt.Discover(root, ".")
	require.NoError(t, err)
	require.NotEmpty(t, tests)

	expected := map[string]golden{}
	if b, err := os.ReadFile(goldenFile); err == nil {
		require.NoError(t, json.Unmarshal(b, &expected))
	}
	got := map[string]golden{}
	var mu sync.Mutex
	runner := wpt.Runner{FS: root, Timeout: time.Minute} // enough for every file that ends
	t.Run("files", func(t *testing.T) {
		for _, test := range tests {
			if test.Scope != wpt.Window {
				continue
			}
			t.Run(test.String(), func(t *testing.T) {
				t.Parallel()
				runner := runner
				if strings.HasPrefix(test.Path, "endless") {
					runner.Timeout = 3 * time.Second
				}
				result := runner.Run(t.Context(), test)
				g := golden{Status: result.Status, Message: result.Message, Subtests: result.Subtests}
				if test.Path != "stack.any.js" {
					for i := range g.Subtests {
						g.Subtests[i].Stack = ""
					}
				}
				mu.Lock()
				got[test.String()] = g
				mu.Unlock()
				if !*update {
					assert.Equal(t, expected[test.String()], g)
				}
			})
		}
	})
	if *update {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		require.NoError(t, e.Encode(got))
		require.NoError(t, os.WriteFile(filepath.FromSlash(goldenFile), b.Bytes(), 0o666))
		return
	}
	for name := range expected {
		assert.Contains(t, got, name, "in the golden file, but no longer a test")
	}
}

func runSource(t *testing.T, runner wpt.Runner, source string) wpt.Result {
	t.Helper()
	runner.FS = fstest.MapFS{"x.any.js": {Data: []byte(source)}}
	return runner.Run(t.Context(), wpt.Test{Path: "x.any.js", Scope: wpt.Window})
}

func TestConsole(t *testing.T) {
	t.Parallel()
	r := runSource(t, wpt.Runner{}, `
		console.log('out', 1);
		console.error('err');
		async_test((t) => { setTimeout(t.step_func_done(), 5); }, 'goes on');
		null.x;`)
	assert.Contains(t, r.Console, "out 1\nerr\n")
	assert.Contains(t, r.Console, "TypeError", "what nobody caught stands in the console too")
	assert.Equal(t, wpt.HarnessError, r.Status)
	assert.Contains(t, r.Message, "TypeError")
	assert.Equal(t, "at x.any.js:5:8", r.Stack)
	assert.Equal(t, "x.any.js: ERROR, 1 of 1 passed: "+r.Message, r.String())

	r = runSource(t, wpt.Runner{}, `for (let i = 0; i < 10000; i++) console.log('a line of text'); test(() => {}, 'a');`)
	assert.Less(t, len(r.Console), 65<<10)
	assert.True(t, strings.HasSuffix(r.Console, "[cut off]\n"))
	assert.True(t, r.Passed())
}

func TestTimers(t *testing.T) {
	t.Parallel()
	// The multiplier applies to step_timeout and the time limit, but not to setTimeout.
	r := runSource(t, wpt.Runner{Timeout: 100 * time.Millisecond, Multiplier: 3}, `
		async_test((t) => {
			const begin = performance.now();
			t.step_timeout(t.step_func_done(() => { assert_greater_than_equal(performance.now() - begin, 149); }), 50);
		}, 'stretched');
		async_test((t) => { setTimeout(t.step_func_done(), 150); }, 'within the stretched limit');`)
	assert.True(t, r.Passed(), "%s", r)
	// Timers that were unref'd do not keep a program running, but they keep a test file running.
	r = runSource(t, wpt.Runner{}, `async_test((t) => {
		const signal = AbortSignal.timeout(5);
		signal.onabort = t.step_func_done();
	}, 'AbortSignal.timeout');`)
	assert.True(t, r.Passed(), "%s", r)
}

func TestContext(t *testing.T) {
	t.Parallel()
	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := context.AfterFunc(ctx, func() {})
	defer stop()
	time.AfterFunc(500*time.Millisecond, func() { cancel(cause) })
	runner := wpt.Runner{FS: fstest.MapFS{"x.any.js": {Data: []byte(`test(() => {}, 'a'); for (;;) {}`)}}}
	r := runner.Run(ctx, wpt.Test{Path: "x.any.js", Scope: wpt.Window})
	assert.Equal(t, wpt.HarnessError, r.Status)
	assert.Equal(t, "enough", r.Message)
	require.Len(t, r.Subtests, 1)
	assert.Equal(t, wpt.Pass, r.Subtests[0].Status)
}

// goja's parser panics at \u{10FFFF}. Once it does not, this test needs another way to crash the
// engine.
func TestCrash(t *testing.T) {
	t.Parallel()
	r := runSource(t, wpt.Runner{}, "test(() => {}, 'before'); test(() => { eval(`'\\\\u{10FFFF}'`); }, 'crashes'); test(() => {}, 'after');")
	assert.Equal(t, wpt.HarnessCrash, r.Status)
	assert.Contains(t, r.Message, "panic: ")
	assert.Contains(t, r.Stack, "goja")
	assert.Equal(t, []wpt.Subtest{
		{Name: "before", Status: wpt.Pass},
		{Name: "crashes", Status: wpt.Fail, Message: "the file ended in it: " + r.Message},
	}, r.Subtests)
}

func TestCrashOfAWorker(t *testing.T) {
	t.Parallel()
	runner := wpt.Runner{FS: fstest.MapFS{
		"x.window.js": {Data: []byte("test(() => {}, 'before'); async_test(() => { new Worker('nested.js'); }, 'starts');")},
		"nested.js":   {Data: []byte("new Worker('crash.js');")},
		"crash.js":    {Data: []byte("eval(`'\\\\u{10FFFF}'`)")},
	}}
	r := runner.Run(t.Context(), wpt.Test{Path: "x.window.js", Scope: wpt.Window})
	assert.Equal(t, wpt.HarnessCrash, r.Status, r.Console)
	assert.Contains(t, r.Message, "panic in a worker: ")
	assert.Contains(t, r.Stack, "goja")
	require.Len(t, r.Subtests, 2)
	assert.Equal(t, wpt.Pass, r.Subtests[0].Status)
	assert.NotEqual(t, wpt.Pass, r.Subtests[1].Status)
}

func TestTooManySubtests(t *testing.T) {
	t.Parallel()
	r := runSource(t, wpt.Runner{Timeout: time.Minute}, `for (;;) async_test('a');`)
	assert.Equal(t, wpt.HarnessError, r.Status)
	assert.Equal(t, "more than 100000 subtests in one file", r.Message)
	assert.Len(t, r.Subtests, 100_000)
}

func TestUnsupportedScope(t *testing.T) {
	t.Parallel()
	runner := wpt.Runner{FS: fstest.MapFS{}}
	r := runner.Run(t.Context(), wpt.Test{Path: "x.any.js", Scope: "serviceworker"})
	assert.Equal(t, "the scope serviceworker is not supported yet", r.Skipped)
	assert.False(t, r.Passed())
	assert.Equal(t, "x.any.js (serviceworker): skipped: the scope serviceworker is not supported yet", r.String())
}

func TestResultJSON(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal(wpt.Result{
		Test:     wpt.Test{Path: "a/x.any.js", Scope: wpt.Window, Variant: "?1"},
		Status:   wpt.HarnessOK,
		Subtests: []wpt.Subtest{{Name: "n", Status: wpt.Fail, Message: "m"}},
		Duration: time.Millisecond,
	})
	require.NoError(t, err)
	assert.JSONEq(t, `{"file": "a/x.any.js", "scope": "window", "variant": "?1", "status": "OK",
		"subtests": [{"name": "n", "status": "FAIL", "message": "m"}], "duration": 1000000}`, string(b))
}
