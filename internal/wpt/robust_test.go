package wpt_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// hostileFiles are test files that would bring down a naive runner.
var hostileFiles = []struct {
	name, source string
	status       wpt.HarnessStatus
	message      string // a part of it
	passed, all  int
	only         string // the harness to run it in, "ours" or "theirs"; both if empty
}{
	{
		name:   "endless",
		source: `test(() => {}, 'a'); async_test('b').step(() => { for (;;) {} });`,
		status: wpt.HarnessTimeout, message: "a script was still running 1s after the time limit of 2s", passed: 1, all: 2,
	},
	{
		name:   "endless-microtasks",
		source: `test(() => {}, 'a'); promise_test(async () => { for (;;) await null; }, 'b');`,
		status: wpt.HarnessTimeout, message: "a script was still running", passed: 1, all: 2,
	},
	{
		name: "endless-messages",
		source: `const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => { port1.postMessage(0); };
			port2.onmessage = () => { port2.postMessage(0); };
			port1.postMessage(0);
			async_test((t) => { t.step_timeout(() => t.done(), 1); }, 'a');
			async_test('b');`,
		status: wpt.HarnessTimeout, passed: 1, all: 2,
	},
	{
		name: "flood",
		source: `async_test((t) => {
				const { port1, port2 } = new MessageChannel();
				let n = 0;
				port2.onmessage = t.step_func(() => { if (++n === 3e5) t.done(); });
				for (let i = 0; i < 3e5; i++) port1.postMessage(i);
			}, 'a flood of messages');`,
		status: wpt.HarnessOK, passed: 1, all: 1,
	},
	{
		name: "flood-behind",
		source: `test(() => {}, 'a');
			const { port1, port2 } = new MessageChannel();
			port2.onmessage = () => { throw new Error('too late'); };
			for (let i = 0; i < 1e6; i++) port1.postMessage(i);`,
		status: wpt.HarnessOK, passed: 1, all: 1,
	},
	{
		name:   "throws",
		source: `test(() => {}, 'a'); throw new RangeError('at the top');`,
		status: wpt.HarnessError, message: "Uncaught RangeError: at the top", passed: 1, all: 1,
	},
	{
		name:   "throws-first",
		source: `null.x; test(() => {}, 'a');`,
		status: wpt.HarnessError, message: "Uncaught TypeError: ",
	},
	{
		name:   "throws-undefined",
		source: `test(() => {}, 'a'); throw undefined;`,
		status: wpt.HarnessError, message: "Uncaught undefined", passed: 1, all: 1,
	},
	{
		name:   "syntax",
		source: `test(() => {}, 'a'); if (`,
		status: wpt.HarnessError, message: "Uncaught SyntaxError: ",
	},
	{
		name:   "done-twice",
		source: `setup({ explicit_done: true }); test(() => {}, 'a'); done(); done(); test(() => {}, 'b');`,
		status: wpt.HarnessOK, passed: 2, all: 2,
	},
	{
		name:   "test-done-twice",
		source: `async_test((t) => { t.done(); t.done(); t.step(() => { throw 1; }); }, 'a');`,
		status: wpt.HarnessOK, passed: 1, all: 1,
	},
	{
		name:   "never-done",
		source: `setup({ explicit_done: true }); test(() => {}, 'a');`,
		status: wpt.HarnessTimeout, message: "nothing is left to happen that could end the file", passed: 1, all: 1,
	},
	{
		name:   "no-tests",
		source: `1;`,
		status: wpt.HarnessTimeout, message: "nothing is left to happen that could end the file",
	},
	{
		name:   "missing-script",
		source: "// META: script=/no/such.js\ntest(() => {}, 'a');",
		status: wpt.HarnessError, message: "script /no/such.js: status 404: open no/such.js: file does not exist",
	},
	{
		name:   "replaced-push",
		source: `Array.prototype.push = () => { throw new Error('no'); }; test(() => {}, 'a'); async_test((t) => { setTimeout(t.step_func_done()); }, 'b');`,
		status: wpt.HarnessOK, passed: 2, all: 2, only: "ours",
	},
	{
		name:   "replaced-push-there",
		source: `Array.prototype.push = () => { throw new Error('no'); }; test(() => {}, 'a');`,
		status: wpt.HarnessError, message: "Uncaught Error: no", all: 0, only: "theirs",
	},
	{
		name:   "many",
		source: `for (let i = 0; i < 10000; i++) test(() => {}, 'test ' + i);`,
		status: wpt.HarnessOK, passed: 10_000, all: 10_000,
	},
	{
		name:   "giant-message",
		source: `const text = 'x'.repeat(3e6); test(() => { throw new Error(text); }, 'a'); test(() => {}, 'b');`,
		status: wpt.HarnessOK, passed: 1, all: 2,
	},
	{
		name:   "giant-name",
		source: `test(() => {}, 'x'.repeat(1e6)); test(() => {}, 'b');`,
		status: wpt.HarnessOK, passed: 2, all: 2,
	},
	{
		name:   "exotic",
		source: `test(() => { throw { get message() { throw 1; } }; }, { toString() { throw 2; } });`,
		status: wpt.HarnessOK, all: 1, only: "ours",
	},
	{
		name:   "exotic",
		source: `test(() => { throw { get message() { throw 1; } }; }, { toString() { throw 2; } });`,
		status: wpt.HarnessError, message: "harness: 2 at toString", only: "theirs",
	},
	{
		// goja's parser panics at \u{10FFFF}. Once it does not, this needs another way to crash the
		// engine.
		name:   "crash",
		source: "test(() => {}, 'a'); test(() => { eval(`'\\\\u{10FFFF}'`); }, 'b');",
		status: wpt.HarnessCrash, message: "panic: ", passed: 1, all: 2,
	},
	{
		name:   "recursion",
		source: `test(() => {}, 'a'); (function f() { f(); })();`,
		status: wpt.HarnessError, message: "Uncaught RangeError: Maximum call stack size exceeded", passed: 1, all: 1,
	},
	{
		name:   "globals",
		source: `for (const name of ['setTimeout', 'addEventListener', 'dispatchEvent', 'reportError', 'Promise', 'Map', 'Event']) delete globalThis[name]; test(() => {}, 'a');`,
		status: wpt.HarnessOK, passed: 1, all: 1,
	},
	{
		name:   "fine",
		source: `promise_test(async () => {}, 'a');`,
		status: wpt.HarnessOK, passed: 1, all: 1,
	},
}

// checkouts returns the values of Runner.WPT to test: nil, for harness.js, and the checkout that
// GOJS_WPT names, for its testharness.js.
func checkouts() map[string]fs.FS {
	checkouts := map[string]fs.FS{"ours": nil}
	if dir := os.Getenv("GOJS_WPT"); dir != "" {
		checkouts["theirs"] = os.DirFS(dir)
	}
	return checkouts
}

func TestHostileFiles(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{}
	for _, f := range hostileFiles {
		root[f.name+".window.js"] = &fstest.MapFile{Data: []byte(f.source)}
	}
	for harness, checkout := range checkouts() {
		t.Run(harness, func(t *testing.T) {
			runner := wpt.Runner{FS: root, WPT: checkout, Timeout: time.Minute}
			for _, f := range hostileFiles {
				if f.only != "" && f.only != harness {
					continue
				}
				t.Run(f.name, func(t *testing.T) {
					runner := runner
					if f.status == wpt.HarnessTimeout {
						runner.Timeout = 2 * time.Second
					}
					check(t, runner.Run(t.Context(), wpt.Test{Path: f.name + ".window.js", Scope: wpt.Window}), f.status, f.message, f.passed, f.all)
				})
			}
		})
	}
}

func check(t *testing.T, r wpt.Result, status wpt.HarnessStatus, message string, passed, all int) {
	t.Helper()
	assert.Equal(t, status, r.Status)
	if message == "" {
		assert.Empty(t, r.Message)
	}
	assert.Contains(t, r.Message, message)
	ok := 0
	for _, s := range r.Subtests {
		if s.Status == wpt.Pass {
			ok++
		}
	}
	assert.Equal(t, passed, ok, "passed")
	assert.Equal(t, all, len(r.Subtests), "subtests") // Len would print all of them
}

// Files do not affect each other, however many run at a time.
func TestRunAll(t *testing.T) {
	t.Parallel()
	root := fstest.MapFS{}
	for _, f := range hostileFiles {
		switch f.name {
		case "endless", "endless-microtasks", "endless-messages", "flood", "flood-behind", "many", "giant-name", "giant-message", "recursion", "crash":
			continue // these take long, or their message differs from run to run
		}
		root["hostile/"+f.name+".any.js"] = &fstest.MapFile{Data: []byte(f.source)}
		root["hostile/"+f.name+"-after.window.js"] = &fstest.MapFile{Data: []byte(`test(() => {}, 'fine');`)}
	}
	tests, err := wpt.Discover(root, ".")
	require.NoError(t, err)
	runner := wpt.Runner{FS: root, Timeout: time.Minute}
	run := func(jobs int) (results []wpt.Result) {
		require.NoError(t, runner.RunAll(t.Context(), tests, jobs, func(r wpt.Result) {
			r.Duration = 0
			results = append(results, r)
		}))
		return results
	}
	one, eight := run(1), run(8)
	require.Len(t, one, len(tests))
	for i, test := range tests {
		assert.Equal(t, test, one[i].Test, "in the order of the tests")
		if strings.HasSuffix(test.Path, "-after.window.js") {
			assert.True(t, one[i].Passed(), "%s", one[i])
		}
	}
	for i := range one {
		if !reflect.DeepEqual(one[i], eight[i]) { // Equal would print long messages
			t.Errorf("with 1 job: %.300s\nwith 8 jobs: %.300s", fmt.Sprint(one[i]), fmt.Sprint(eight[i]))
		}
	}
}

func TestRunAllEnds(t *testing.T) {
	t.Parallel()
	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	root := files(map[string]string{
		"a.window.js": `test(() => {}, 'a');`,
		"b.window.js": `for (;;) {}`,
		"c.window.js": `test(() => {}, 'c');`,
	})
	tests, err := wpt.Discover(root, ".")
	require.NoError(t, err)
	var seen []string
	runner := wpt.Runner{FS: root, Timeout: time.Hour}
	err = runner.RunAll(ctx, tests, 2, func(r wpt.Result) {
		seen = append(seen, r.Path)
		cancel(cause)
	})
	assert.Equal(t, cause, err)
	assert.Equal(t, []string{"a.window.js"}, seen, "what was under way is not reported")
	assert.NoError(t, runner.RunAll(t.Context(), nil, 0, nil), "no tests")
}

// If the checkout's harness is missing or broken, the result of each file says so.
func TestMissingHarness(t *testing.T) {
	t.Parallel()
	runner := wpt.Runner{FS: files(map[string]string{"a.window.js": `test(() => {}, 'a');`})}
	test := wpt.Test{Path: "a.window.js", Scope: wpt.Window}
	runner.WPT = fstest.MapFS{}
	check(t, runner.Run(t.Context(), test), wpt.HarnessError,
		"no harness, is this a checkout of web-platform-tests? open resources/testharness.js: file does not exist", 0, 0)
	runner.WPT = files(map[string]string{"resources/testharness.js": "this is (no script"})
	check(t, runner.Run(t.Context(), test), wpt.HarnessError, "SyntaxError", 0, 0)
	runner.WPT = files(map[string]string{"resources/testharness.js": "self.test = () => {};"})
	check(t, runner.Run(t.Context(), test), wpt.HarnessError, "TypeError", 0, 0)
	runner.WPT = files(map[string]string{"resources/testharness.js": "throw new RangeError('no harness');"})
	check(t, runner.Run(t.Context(), test), wpt.HarnessError, "RangeError: no harness", 0, 0)
}
