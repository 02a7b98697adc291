package wpt_test

import (
	"testing"
	"time"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// A page includes the tests of its worker, whatever the worker does.
func TestWorkers(t *testing.T) {
	t.Parallel()
	const nothing = "nothing is left to happen that could end the file"
	for _, c := range []struct {
		name, source string
		status       wpt.HarnessStatus
		message      string
		passed, all  int
		only         string
	}{
		{"passes", `
			test(() => { assert_true(GLOBAL.isWorker()); assert_equals(typeof window, 'undefined'); }, 'a');
			promise_test(async () => { await new Promise((resolve) => setTimeout(resolve)); }, 'b');
			test((t) => { t.add_cleanup(() => {}); });`, wpt.HarnessOK, "", 3, 3, ""},
		{"fails", `test(() => { throw new Error('x'); }, 'a'); async_test((t) => t.done(), 'b');`, wpt.HarnessOK, "", 1, 2, ""},
		{"never-done", `async_test('a'); test(() => {}, 'b');`, wpt.HarnessTimeout, nothing, 1, 2, ""},
		{"throws", `test(() => {}, 'a'); throw new RangeError('r');`, wpt.HarnessError, "RangeError: r", 1, 1, ""},
		{"rejects", `test(() => {}, 'a'); async_test((t) => { setTimeout(t.step_func_done(), 200); }, 'b'); Promise.reject(new RangeError('r'));`,
			wpt.HarnessError, "r", 2, 2, "ours"},
		{"allowed", `setup({ allow_uncaught_exception: true }); test(() => {}, 'a'); null.x; // done() is not reached`, wpt.HarnessTimeout, nothing, 1, 1, ""},
		{"syntax", `test(() => {}, 'a'); if (`, wpt.HarnessError, "SyntaxError", 0, 0, "ours"},
		{"missing", "// META: script=no.js\ntest(() => {}, 'a');", wpt.HarnessError, "no.js", 0, 0, "ours"},
		{"no-tests", "1;", wpt.HarnessError, "done() was called without first defining any tests", 0, 0, ""},
		{"twice", "test(() => {}, 'a'); test(() => {}, 'a');", wpt.HarnessError, `1 duplicate test name: "a"`, 2, 2, ""},
		{"closes", "test(() => {}, 'a'); async_test('b'); close();", wpt.HarnessTimeout, nothing, 1, 2, "ours"},
		{"fetches", "promise_test(async () => { assert_equals(await (await fetch('text.txt')).text(), 'text'); }, 'a');", wpt.HarnessOK, "", 1, 1, ""},
		{"endless", "test(() => {}, 'a'); for (;;) {}", wpt.HarnessTimeout, "", 1, 1, ""},
	} {
		root := files(map[string]string{c.name + ".any.js": c.source, "text.txt": "text"})
		for harness, checkout := range checkouts() {
			if c.only != "" && c.only != harness {
				continue
			}
			for _, scope := range []wpt.Scope{wpt.DedicatedWorker, wpt.SharedWorker} {
				if scope == wpt.SharedWorker && (c.name == "closes" || c.name == "endless") {
					continue // the worker ends or hangs before the page is connected to it
				}
				t.Run(harness+"/"+c.name+"/"+string(scope), func(t *testing.T) {
					runner := wpt.Runner{FS: root, WPT: checkout, Timeout: time.Minute}
					if c.name == "endless" {
						runner.Timeout = 2 * time.Second
					}
					check(t, runner.Run(t.Context(), wpt.Test{Path: c.name + ".any.js", Scope: scope}), c.status, c.message, c.passed, c.all)
				})
			}
		}
	}
}
