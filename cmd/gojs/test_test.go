package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tree writes files, given as name and content by turns, into a new folder and changes to it.
func tree(t *testing.T, files ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	writeFiles(t, files...)
}

func writeFiles(t *testing.T, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		require.NoError(t, os.MkdirAll(filepath.Dir(files[i]), 0o700))
		require.NoError(t, os.WriteFile(files[i], []byte(files[i+1]), 0o600))
	}
}

const (
	passing = "// META: global=window\ntest(() => {}, 'passes');\n"
	failing = "// META: global=window\ntest(() => assert_equals(1, 2), 'fails');\n"
)

var seconds = regexp.MustCompile(`\d+\.\d s\b`)

// untimed returns r without the time that the tests took.
func untimed(r result) result {
	r.stdout = seconds.ReplaceAllString(r.stdout, "0.0 s")
	return r
}

func TestTestText(t *testing.T) {
	tree(t, "a/passes.any.js", passing, "a/fails.any.js", failing+"console.log('from the file');",
		"b/broken.any.js", "// META: global=window\n(")
	assert.Equal(t, result{code: exitFailed, stdout: `FAIL a/fails.any.js: 0 of 1 subtest
  FAIL fails
    assert_equals: expected 2 but got 1
    at a/fails.any.js:2:25
    at a/fails.any.js:2:5
  console:
    from the file
PASS a/passes.any.js: 1 subtest
FAIL b/broken.any.js: ERROR, 0 subtests
  Uncaught SyntaxError: Unexpected end of input
  at b/broken.any.js:2:2

2 of 3 runs failed, 3 files, 0.0 s
2 subtests: 1 passed, 1 failed
`}, untimed(gojs("test")))
	assert.Equal(t, result{stdout: "PASS passes.any.js: 1 subtest\n  PASS passes\n\n1 run passed, 1 file, 0.0 s\n1 subtest: 1 passed\n"},
		untimed(gojs("test", "-v", "a/passes.any.js")))
}

// Whatever one file does, the others have their results.
func TestTestBrokenFiles(t *testing.T) {
	tree(t,
		"a.window.js", passing,
		"b.window.js", "for (;;);",
		"c.window.js", "test(() => {}, 'before'); throw new Error('at top level');",
		"d.window.js", "(",
		"e.window.js", "test(() => {}, 'x'); done(); done();",
		"f.window.js", "Array.prototype.push = () => {}; test(() => {}, 'x');",
		"g.window.js", "const { port1, port2 } = new MessageChannel(); port1.onmessage = port2.onmessage = (e) => e.target.postMessage(1);\n"+
			"port1.postMessage(1); async_test(() => {}, 'flooded');",
		"h.window.js", "// META: script=gone.js\ntest(() => {}, 'x');",
		"i.window.js", "test(() => { eval(`'\\\\u{10FFFF}'`); }, 'crashes the engine');",
		"j.window.js", "",
		"k.window.js", passing,
	)
	r := gojs("test", "--timeout-multiplier", "0.1")
	assert.Equal(t, exitFailed, r.code)
	assert.Empty(t, r.stderr)
	for _, line := range []string{
		"PASS a.window.js: 1 subtest\n", "FAIL b.window.js: TIMEOUT, 0 subtests", "FAIL c.window.js: ERROR, 1 subtest",
		"FAIL d.window.js: ERROR, 0 subtests", "e.window.js", "PASS f.window.js: 1 subtest", "FAIL g.window.js: TIMEOUT, 0 of 1 subtest",
		"FAIL h.window.js: ERROR, ", "FAIL i.window.js: CRASH, 0 of 1 subtest", "FAIL j.window.js: TIMEOUT, 0 subtests", "PASS k.window.js: 1 subtest\n",
		" of 11 runs failed, 11 files",
	} {
		assert.Contains(t, r.stdout, line)
	}
}

func TestTestBadUsage(t *testing.T) {
	tree(t, "a/x.any.js", passing, "empty/README", "", "helper.js", "", "e.json", "{\n\"a\": 1}", "wpt/x.any.js", passing)
	for _, c := range []struct {
		args string
		want string
	}{
		{"test -j 0", "-j must be at least 1\nSee \"gojs help test\".\n"},
		{"test -j x", "invalid argument \"x\" for \"-j\" flag: parse error\nSee \"gojs help test\".\n"},
		{"test --timeout-multiplier 0", "--timeout-multiplier must be more than 0, and at most a million\nSee \"gojs help test\".\n"},
		{"test --timeout-multiplier NaN", "--timeout-multiplier must be more than 0, and at most a million\nSee \"gojs help test\".\n"},
		{"test --json --tap", "--json and --tap exclude each other: both write to standard output\nSee \"gojs help test\".\n"},
		{"test --update", "--update needs --expect: the file or folder to update\nSee \"gojs help test\".\n"},
		{"test --reason x", "--reason needs --update: it is the reason of the expectations that --update adds\nSee \"gojs help test\".\n"},
		{"test --expect=", "--expect must not be empty\nSee \"gojs help test\".\n"},
		{"test --watch --json", "--watch is for people: take out --json, --tap, --junit, --log-wptreport and --update\nSee \"gojs help test\".\n"},
		{"test --nope", "unknown flag: --nope\nSee \"gojs help test\".\n"},
		{"test --filter (", "--filter: error parsing regexp: missing closing ): `(`\n"},
		{"test nope", "nope: no such file or directory\n"},
		{"test a nope", "nope: no such file or directory\n"},
		{"test --root nope", "nope: no such file or directory\n"},
		{"test --root helper.js", "helper.js is no folder\n"},
		{"test --root a b", "b: no such file or directory: paths are those from a\n"},
		{"test --root a ../empty", "../empty is not in a\n"},
		{"test --wpt wpt", "--wpt wpt is no checkout of web-platform-tests: there is no resources/testharness.js in it\n"},
		{"test empty", "no tests in $PWD/empty: the names of tests end in .any.js, .window.js or .worker.js; pages that are tests have a script element for /resources/testharness.js\n"},
		{"test --root . empty", "no tests in empty: the names of tests end in .any.js, .window.js or .worker.js; pages that are tests have a script element for /resources/testharness.js\n"},
		{"test --filter nope", "no test's path matches \"nope\"\n"},
		{"test --scope nope a", "no test has the scope nope: there are window\n"},
		{"test --scope nope --scope no a", "no test has the scope nope or no: there are window\n"},
		{"test --expect nope.json", "nope.json: no such file or directory: to write it, use --update\n"},
		{"test --expect e.json", "expectations: e.json:2: \"a\" must be true or an object, such as {\"fail\": {\"name of a subtest\": \"reason\"}}, not 1\n"},
		{"test --junit nope/x.xml", "open nope/x.xml: no such file or directory\n"},
	} {
		t.Run(c.args, func(t *testing.T) {
			pwd, err := os.Getwd()
			require.NoError(t, err)
			want := "gojs: " + strings.ReplaceAll(c.want, "$PWD", pwd)
			assert.Equal(t, result{code: exitUsage, stderr: want}, gojs(strings.Split(c.args, " ")...))
		})
	}
	r := gojs("test", "helper.js")
	assert.Equal(t, exitUsage, r.code)
	assert.Contains(t, r.stderr, "helper.js is no test: the names of tests end in .any.js, ")
}

// files returns the names of the tests that a run reports, in order.
func files(t *testing.T, r result) []string {
	t.Helper()
	var all []string
	for _, line := range strings.Split(strings.TrimSpace(r.stdout), "\n") {
		var test struct{ Type, File, Variant, Scope string }
		require.NoError(t, json.Unmarshal([]byte(line), &test), "%s%s", line, r.stderr)
		if test.Type == "test" {
			all = append(all, test.File+test.Variant)
		}
	}
	return all
}

func TestTestPaths(t *testing.T) {
	tree(t, "p/a/x.any.js", passing, "p/b/y.any.js", passing, "p/z.any.js", passing, "q/w.any.js", passing)
	pwd, err := os.Getwd()
	require.NoError(t, err)
	for _, c := range []struct {
		args string
		want []string
	}{
		{"", []string{"p/a/x.any.js", "p/b/y.any.js", "p/z.any.js", "q/w.any.js"}},
		{".", []string{"p/a/x.any.js", "p/b/y.any.js", "p/z.any.js", "q/w.any.js"}},
		{"p", []string{"a/x.any.js", "b/y.any.js", "z.any.js"}},
		{"p/", []string{"a/x.any.js", "b/y.any.js", "z.any.js"}},
		{pwd + "/p", []string{"a/x.any.js", "b/y.any.js", "z.any.js"}},
		{"p/a/x.any.js", []string{"x.any.js"}},
		{"p/b p/a", []string{"b/y.any.js", "a/x.any.js"}},
		{"p/a p/a/x.any.js", []string{"x.any.js"}},
		{"p/a p", []string{"a/x.any.js", "b/y.any.js", "z.any.js"}},
		{"p/a q", []string{"p/a/x.any.js", "q/w.any.js"}},
		{"--root p", []string{"a/x.any.js", "b/y.any.js", "z.any.js"}},
		{"--root p a z.any.js", []string{"a/x.any.js", "z.any.js"}},
		{"--root p " + pwd + "/p/b", []string{"b/y.any.js"}},
		{"--filter [xw][.]", []string{"p/a/x.any.js", "q/w.any.js"}},
		{"--filter ^p/.*js$", []string{"p/a/x.any.js", "p/b/y.any.js", "p/z.any.js"}},
	} {
		r := gojs(append([]string{"test", "--json"}, strings.Fields(c.args)...)...)
		assert.Equal(t, 0, r.code, c.args)
		assert.Equal(t, c.want, files(t, r), c.args)
	}
}

func TestTestFilterAndScope(t *testing.T) {
	tree(t, "x.any.js", "// META: variant=?1-10\n// META: variant=?11-last\ntest(() => {}, 'x');", "y.window.js", passing)
	assert.Equal(t, []string{"x.any.js?11-last"}, files(t, gojs("test", "--json", "--scope", "window", "--filter", `x.any.js\?11`)))
	assert.Equal(t, []string{"x.any.js?1-10", "x.any.js?11-last", "y.window.js"}, files(t, gojs("test", "--json", "--scope", "window,jsshell")))
}

// The root is / to the tests.
func TestTestRoot(t *testing.T) {
	tree(t, "p/resources/add.js", "const add = (a, b) => a + b;",
		"p/a/x.window.js", "// META: script=/resources/add.js\ntest(() => assert_equals(add(1, 1), 2), 'x');")
	assert.Equal(t, 0, gojs("test", "p").code)
	assert.Equal(t, 0, gojs("test", "--root", "p", "a/x.window.js").code)
	assert.Equal(t, exitFailed, gojs("test", "p/a/x.window.js").code)
}

// checkout writes a checkout of web-platform-tests with a very small testharness.js of our own.
func checkout(t *testing.T) {
	t.Helper()
	tree(t, "wpt/resources/testharness.js", `
		const tests = [], callbacks = [];
		function test(f, name) {
			const result = { name, status: 0, message: null, stack: null, PASS: 0, FAIL: 1, TIMEOUT: 2, NOTRUN: 3, PRECONDITION_FAILED: 4 };
			try { f(); } catch (e) { result.status = 1; result.message = 'from the checkout: ' + e.message; }
			tests.push(result);
		}
		throw new Error('this harness is no harness');`,
		"wpt/a/x.window.js", passing, "own/x.window.js", passing)
}

func TestTestWPT(t *testing.T) {
	checkout(t)
	// The checkout's harness is used even if it is broken.
	for _, args := range [][]string{{"--wpt", "wpt"}, {"--wpt", "wpt", "a"}, {"--wpt", "wpt", "--root", "own"}} {
		r := gojs(append([]string{"test"}, args...)...)
		assert.Equal(t, exitFailed, r.code)
		assert.Contains(t, r.stdout, "ERROR")
		assert.Contains(t, r.stdout, "this harness is no harness")
	}
}

func TestTestJobs(t *testing.T) {
	root := filepath.Join("..", "..", "internal", "wpt", "testdata")
	args := []string{"test", "--root", root, "--timeout-multiplier", "0.3", "--filter", "^[a-eg-m]|^s", "--json"}
	strip := regexp.MustCompile(`"duration":\d+`)
	one, eight := gojs(append(args, "-j", "1")...), gojs(append(args, "-j", "8")...)
	assert.Equal(t, exitFailed, one.code)
	assert.Equal(t, strip.ReplaceAllString(one.stdout, ""), strip.ReplaceAllString(eight.stdout, ""))
	assert.Greater(t, len(files(t, one)), 20)
}

func TestTestReportFiles(t *testing.T) {
	tree(t, "x.any.js", passing, "y.any.js", failing)
	r := gojs("test", "--junit", "j.xml", "--log-wptreport", "w.json", "--tap")
	assert.Equal(t, exitFailed, r.code)
	assert.True(t, strings.HasPrefix(r.stdout, "TAP version 14\n"))
	junit, err := os.ReadFile("j.xml")
	require.NoError(t, err)
	assert.Contains(t, string(junit), `<testsuites name="gojs test" tests="2" failures="1" errors="0" skipped="0"`)
	b, err := os.ReadFile("w.json")
	require.NoError(t, err)
	var wptReport struct {
		RunInfo struct{ Product string } `json:"run_info"`
		Results []struct{ Test, Status string }
	}
	require.NoError(t, json.Unmarshal(b, &wptReport))
	assert.Equal(t, "gojs", wptReport.RunInfo.Product)
	require.Len(t, wptReport.Results, 2)
	assert.Equal(t, "/x.any.html", wptReport.Results[0].Test)
}

func TestTestExpectations(t *testing.T) {
	tree(t, "p/a/passes.any.js", passing, "p/a/fails.any.js", failing, "p/hangs.window.js", "// META: timeout=long\nasync_test(() => {}, 'x'); done();")
	run := func(args ...string) result {
		return gojs(append([]string{"test", "p", "--timeout-multiplier", "0.05", "--expect", "expectations"}, args...)...)
	}
	// Without a reason, only entries that need none are written.
	r := run("--update")
	assert.Equal(t, exitFailed, r.code)
	assert.Equal(t, "gojs: wrote "+filepath.Join("expectations", "a.json")+
		"\ngojs: 2 of the runs need a reason that --update does not invent: give one with --reason, or write it by hand\n", r.stderr)
	assert.Contains(t, r.stdout, "PASS a/passes.any.js")
	assert.Contains(t, r.stdout, "FAIL a/fails.any.js")
	b, err := os.ReadFile("expectations/a.json")
	require.NoError(t, err)
	assert.JSONEq(t, `{"a": {"passes.any.html": true}}`, string(b))

	r = run("--update", "--reason", "the first")
	assert.Equal(t, 0, r.code, r.stdout)
	assert.Equal(t, 2, strings.Count(r.stderr, "gojs: wrote "))
	r = run()
	assert.Equal(t, 0, r.code, r.stdout)
	assert.Contains(t, r.stdout, "PASS a/fails.any.js: 0 of 1 subtest, 1 fail as expected\n")
	assert.Contains(t, r.stdout, "3 runs as expected, 3 files")
	r = run("--update", "--reason", "the second")
	assert.Equal(t, result{}, result{r.code, "", r.stderr}, "nothing is written that was written before")

	// Every way in which a result can differ from its expectation.
	writeFiles(t, "p/a/fails.any.js", passing, "p/a/passes.any.js", failing, "p/a/new.any.js", passing)
	require.NoError(t, os.Remove("p/hangs.window.js"))
	r = run()
	assert.Equal(t, exitFailed, r.code)
	for _, want := range []string{
		"FAIL a/fails.any.js: 1 subtest\n  ---- fails\n    no subtest: in expectations/a.json take it out of \"fail\"\n",
		"FAIL a/new.any.js: 1 subtest\n  no entry: in expectations/a.json give it the entry \"new.any.html\": true, or use --update\n",
		"    unexpected failure: in expectations/a.json give it \"fail\": {\"fails\": \"a reason, see --reason\"}\n",
		"FAIL hangs.window.html\n  no test: take the entry out of expectations/root.json, or use --update\n",
		"3 of 3 runs not as expected, 3 files",
		"1 expectation for no test\n",
	} {
		assert.Contains(t, filepath.ToSlash(r.stdout), want)
	}
	assert.Equal(t, 0, run("--update", "--reason", "the third").code)
	assert.Equal(t, 0, run().code)
	b, err = os.ReadFile("expectations/a.json")
	require.NoError(t, err)
	assert.JSONEq(t, `{"a": {"fails.any.html": true, "new.any.html": true, "passes.any.html": {"fail": {"fails": "the third"}}}}`, string(b))

	// A run of some tests says nothing about the entries of the others.
	writeFiles(t, "expectations/a.json", `{"a": {"fails.any.html": true, "gone.any.html": true, "passes.any.html": {"ignore": "why"}}}`)
	r = gojs("test", "--root", "p", "--expect", "expectations", "a/fails.any.js")
	assert.Equal(t, 0, r.code, r.stdout)
	r = gojs("test", "--root", "p", "--expect", "expectations", "--filter", "fails", "a")
	assert.Equal(t, exitFailed, r.code)
	assert.Contains(t, r.stdout, "FAIL a/gone.any.html\n")
	assert.Contains(t, r.stdout, "0 of 1 run not as expected")
	r = run("-v")
	assert.Contains(t, r.stdout, "SKIP a/passes.any.js: ignored: why\n")
	assert.Contains(t, r.stdout, "\n1 ignored\n")
}

// The tests in js_tests pass with the command too.
func TestTestOwnTests(t *testing.T) {
	r := gojs("test", filepath.Join("..", "..", "js_tests"), "--filter", "^harness/|^dom/")
	assert.Equal(t, 0, r.code, r.stdout)
}

func TestTestSignals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals to another on Windows")
	}
	tree(t, "a.window.js", passing, "b.window.js", "for (;;);", "c.window.js", "test(() => {}, 'x'); /(a+)+\\1$/.test('a'.repeat(60) + 'b');", "d.window.js", passing)
	for _, filter := range []string{"^[abd]", "^[acd]"} {
		p := start(t, "test", "-j", "1", "--filter", filter)
		require.Equal(t, "PASS a.window.js: 1 subtest", p.line())
		p.signal(syscall.SIGINT)
		r := untimed(p.wait())
		assert.Equal(t, result{130, "\nended by the signal interrupt: 1 of 3 runs, 0.0 s\n1 subtest: 1 passed\n", ""}, r)
	}
}

func TestTestClosedPipe(t *testing.T) {
	tree(t, "a.window.js", passing, "b.window.js", passing, "c.window.js", "for (;;);")
	p := start(t, "test", "-j", "1", "--timeout-multiplier", "2")
	require.Equal(t, "PASS a.window.js: 1 subtest", p.line())
	require.NoError(t, p.stdout.Close())
	r := p.wait()
	assert.Empty(t, r.stderr)
	if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		assert.Equal(t, syscall.SIGPIPE, status.Signal())
	} else {
		assert.Equal(t, exitBrokenPipe, r.code)
	}
}

func TestTestWatch(t *testing.T) {
	tree(t, "p/a.window.js", passing, "p/sub/b.window.js", failing, "p/node_modules/c.js", "", "other/e.json", `{"a.window.html": true, "sub": {"b.window.html": true}}`)
	p := start(t, "test", "p", "--watch", "-j", "1", "--expect", "other/e.json")
	until := func(prefix string) string {
		t.Helper()
		for {
			if line := p.line(); strings.HasPrefix(line, prefix) {
				return seconds.ReplaceAllString(line, "0.0 s")
			}
		}
	}
	assert.Equal(t, "1 of 2 runs not as expected, 2 files, 0.0 s", until("1 of"))
	until("waiting")
	// A file in a subfolder changes as by an editor: a new file replaces it.
	writeFiles(t, "p/sub/.b.window.js.swp", passing)
	require.NoError(t, os.Rename("p/sub/.b.window.js.swp", "p/sub/b.window.js"))
	assert.Equal(t, "2 runs as expected, 2 files, 0.0 s", until("2 runs"))
	until("waiting")
	// The expectations, which are not below the root, change.
	writeFiles(t, "other/e.json", "{")
	until("waiting")
	writeFiles(t, "other/e.json", `{"a.window.html": true, "sub": {"b.window.html": true}, "new": {"c.window.html": true}}`)
	until("1 expectation for no test")
	until("waiting")
	// A new folder with a new file.
	writeFiles(t, "p/new/c.window.js", passing)
	assert.Equal(t, "3 runs as expected, 3 files, 0.0 s", until("3 runs"))
	until("waiting")
	// A change during a run starts it again.
	writeFiles(t, "p/new/c.window.js", "for (;;);")
	until("PASS a.window.js")
	writeFiles(t, "p/new/helper.js", "")
	until("a file changed: 1 of 3 runs")
	writeFiles(t, "p/new/c.window.js", passing)
	assert.Equal(t, "3 runs as expected, 3 files, 0.0 s", until("3 runs"))
	if runtime.GOOS == "windows" {
		require.NoError(t, p.cmd.Process.Kill())
		p.wait()
		return
	}
	until("waiting")
	p.signal(syscall.SIGINT)
	r := p.wait()
	assert.Equal(t, 130, r.code)
	assert.Contains(t, r.stderr, "e.json:1: the file ends too early")
}

func TestTestWPTAndOwnTests(t *testing.T) {
	checkout(t)
	assert.Equal(t, result{code: exitUsage, stderr: "gojs: own: no such file or directory: paths are those from wpt; for tests of your own add --root own\n"},
		gojs("test", "--wpt", "wpt", "own"))
}
