package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWaysToRun(t *testing.T) {
	const source = "console.log('hello', ['world']);"
	const want = "hello [ 'world' ]\n"
	assert.Equal(t, result{stdout: want}, gojs("run", file(t, "hello.js", source)))
	assert.Equal(t, result{stdout: want}, gojs("run", "--eval", source))
	assert.Equal(t, result{stdout: want}, gojs("run", "-e", source))
	assert.Equal(t, result{stdout: want}, invocation{stdin: source, args: []string{"run", "-"}}.run())
	assert.Equal(t, result{}, gojs("run", "--eval", ""))
	assert.Equal(t, result{}, gojs("run", file(t, "empty.js", "")))
}

func TestArguments(t *testing.T) {
	const show = "console.log(JSON.stringify(process.argv.slice(1)))"
	path := file(t, "argv.js", show)
	t.Chdir(filepath.Dir(path))
	here, err := os.Getwd()
	require.NoError(t, err)
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{path}, []string{path}},
		{[]string{"argv.js", "a", "b c", ""}, []string{filepath.Join(here, "argv.js"), "a", "b c", ""}},
		{[]string{path, "--timeout", "x", "-e", "--help", "--", "-"}, []string{path, "--timeout", "x", "-e", "--help", "--", "-"}},
		{[]string{"--", path, "--", "a"}, []string{path, "--", "a"}},
		{[]string{"--keep-going", path, "--keep-going"}, []string{path, "--keep-going"}},
		{[]string{"-"}, []string{"-"}},
		{[]string{"-", "a", "-b"}, []string{"-", "a", "-b"}},
		{[]string{"-e", show}, []string{}},
		{[]string{"-e", show, "a", "--b"}, []string{"a", "--b"}},
		{[]string{"-e", show, "--", "--b"}, []string{"--b"}},
		{[]string{"--eval=" + show, "-"}, []string{"-"}},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			r := invocation{stdin: show, args: append([]string{"run"}, c.args...)}.run()
			assert.Empty(t, r.stderr)
			var got []string
			require.NoError(t, json.Unmarshal([]byte(r.stdout), &got), r.stdout)
			assert.Equal(t, c.want, got)
		})
	}
	executable, err := os.Executable()
	require.NoError(t, err)
	assert.Equal(t, result{stdout: executable + "\n"}, eval("console.log(process.argv[0])"))
}

func TestProcess(t *testing.T) {
	here, err := os.Getwd()
	require.NoError(t, err)
	r := invocation{
		env: []string{"ANSWER=42", "EMPTY=", "EQUALS=a=b"},
		args: []string{"run", "-e", `
			console.log(process.env.ANSWER, '[' + process.env.EMPTY + ']', process.env.EQUALS, process.env.PATH);
			console.log(process.cwd());
			console.log(typeof process.platform, process.versions.node, require('process') === process);`},
	}.run()
	assert.Equal(t, result{stdout: "42 [] a=b undefined\n" + here + "\nstring undefined true\n"}, r)
}

func TestScriptsOfAllKinds(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"byte order mark", "\ufeffconsole.log('bom')", "bom\n"},
		{"interpreter line", "#!/usr/bin/env gojs\nconsole.log('hashbang')", "hashbang\n"},
		{"both", "\ufeff#!/usr/bin/env gojs\r\nconsole.log('both')", "both\n"},
		{"carriage returns", "console.log('a')\r\nconsole.log('b')\r\n", "a\nb\n"},
		{"text of all planes", "console.log('gr\u00fc\u00df dich \U0001f600')", "gr\u00fc\u00df dich \U0001f600\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, result{stdout: c.want}, gojs("run", file(t, "x.js", c.source)))
			assert.Equal(t, result{stdout: c.want}, invocation{stdin: c.source, args: []string{"run", "-"}}.run())
		})
	}
}

func TestLargeStandardInput(t *testing.T) {
	source := "let n = 0;\n" + strings.Repeat("n++; // one more line of a script that a program has written\n", 100_000) + "console.log(n);"
	assert.Equal(t, result{stdout: "100000\n"}, invocation{stdin: source, args: []string{"run", "-"}}.run())
}

func TestRequireIsRelativeToTheScript(t *testing.T) {
	path := file(t, "main.js", "console.log(require('./lib').twice(21), require('./data.json').a)")
	dir := filepath.Dir(path)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "lib.js"), []byte("exports.twice = x => 2 * x"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "data.json"), []byte(`{ "a": [1] }`), 0o600))
	want := result{stdout: "42 [ 1 ]\n"}
	assert.Equal(t, want, gojs("run", path), "from elsewhere")
	t.Chdir(dir)
	assert.Equal(t, want, gojs("run", "main.js"))
	source, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, want, eval(string(source)), "--eval is in the working directory")
}

func TestUnreadableInput(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing.js")
	latin1 := file(t, "latin1.js", "// first line\nconsole.log('gr\xfc\xdf dich')")
	assert.Equal(t, result{code: exitUsage, stderr: "gojs: " + missing + ": no such file\n"}, gojs("run", missing))
	assert.Equal(t, result{code: exitUsage, stderr: "gojs: " + dir + ": is a directory: name a script in it\n"}, gojs("run", dir))
	assert.Equal(t, result{code: exitUsage, stderr: "gojs: " + latin1 + ": line 2 is not UTF-8: save the file in that encoding\n"},
		gojs("run", latin1))
	assert.Equal(t, result{code: exitUsage, stderr: "gojs: standard input: line 1 is not UTF-8: save the file in that encoding\n"},
		invocation{stdin: "'\xff'", args: []string{"run", "-"}}.run())
	assert.Equal(t, result{code: exitUsage, stderr: "gojs: --eval: line 1 is not UTF-8: save the file in that encoding\n"}, eval("'\xff'"))
	assert.Equal(t, result{code: exitUsage, stderr: "gojs: " + latin1 + "/x.js: not a directory\n"}, gojs("run", latin1+"/x.js"))

	if runtime.GOOS != "windows" && os.Geteuid() != 0 {
		secret := file(t, "secret.js", "")
		require.NoError(t, os.Chmod(secret, 0))
		assert.Equal(t, result{code: exitUsage, stderr: "gojs: " + secret + ": no permission to read it\n"}, gojs("run", secret))
	}
}

func TestStandardInputThatFails(t *testing.T) {
	var stdout, stderr strings.Builder
	code := cli([]string{"run", "-"}, io.MultiReader(strings.NewReader("console.log(1)"), failingReader{}), &stdout, &stderr, nil)
	assert.Equal(t, result{exitUsage, "", "gojs: standard input: no carrier\n"}, result{code, stdout.String(), stderr.String()})
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errors.New("no carrier") }

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"token", "let a = 1;\nlet b = ;", "2:9\nlet b = ;\n        ^\nSyntaxError: Unexpected token ;\n"},
		{"behind a tab", "\tlet = = 1", "1:8\n\tlet = = 1\n\t      ^\nSyntaxError: Unexpected token =\n"},
		{"early error", "'use strict';\nlet a;\nlet a;", "3:5\nlet a;\n    ^\nSyntaxError: Identifier 'a' has already been declared\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := file(t, "bad.js", "console.log('never');\n"+c.source)
			r := gojs("run", path)
			assert.Equal(t, exitFailed, r.code)
			assert.Empty(t, r.stdout)
			line := strings.Replace(c.want, c.want[:1], string(c.want[0]+1), 1)
			assert.Equal(t, path+":"+line, r.stderr)
			assert.Equal(t, "[eval]:"+c.want, eval(c.source).stderr)
			assert.Equal(t, "[stdin]:"+c.want, invocation{stdin: c.source, args: []string{"run", "-"}}.run().stderr)
		})
	}
}

func TestModulesAreRefused(t *testing.T) {
	for _, source := range []string{
		"import fs from 'fs'",
		"import 'x'",
		"export const a = 1",
		"export default {}",
		"const r = await fetch('x')",
		"await (async () => {})()",
	} {
		r := eval("console.log('never')\n" + source)
		assert.Equal(t, exitFailed, r.code, source)
		assert.Empty(t, r.stdout, source)
		assert.Contains(t, r.stderr, "[eval]:2:", source)
		assert.Contains(t, r.stderr, "modules are not supported yet", source)
	}
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		source string
		code   int
		stdout string
	}{
		{"process.exit()", 0, ""},
		{"console.log('a'); process.exit(0); console.log('b')", 0, "a\n"},
		{"process.exit(3)", 3, ""},
		{"process.exit('4')", 4, ""},
		{"process.exit(256 + 5)", 5, ""},
		{"process.exit(-1)", 255, ""},
		{"process.exitCode = 6; console.log('a')", 6, "a\n"},
		{"process.exitCode = 6; process.exit()", 6, ""},
		{"process.exitCode = 6; process.exit(0)", 0, ""},
		{"process.exitCode = 6; process.exitCode = undefined", 0, ""},
		{"setTimeout(() => { process.exitCode = 7 })", 7, ""},
		{"setInterval(() => process.exit(8), 1)", 8, ""},
		{"Promise.resolve().then(() => process.exit(9)); setTimeout(() => console.log('b'))", 9, ""},
		{"queueMicrotask(() => process.exit(10)); queueMicrotask(() => console.log('b'))", 10, ""},
		{"try { process.exit(11) } catch { console.log('b') } finally { console.log('c') }", 11, ""},
		{"[2, 1].sort(() => process.exit(12)); console.log('b')", 12, ""},
		{"structuredClone({ get a() { process.exit(13) } }); console.log('b')", 13, ""},
		{"const t = new EventTarget(); t.addEventListener('a', () => process.exit(14)); " +
			"t.addEventListener('a', () => console.log('b')); t.dispatchEvent(new Event('a')); console.log('c')", 14, ""},
		{"const { port1, port2 } = new MessageChannel(); port1.onmessage = () => process.exit(15); " +
			"port2.postMessage(1); port2.postMessage(2)", 15, ""},
		{"onerror = () => process.exit(16); throw new Error('x')", 16, ""},
		{"addEventListener('unhandledrejection', () => process.exit(17)); Promise.reject(1)", 17, ""},
		{"new AbortController().signal.constructor.abort(); const c = new AbortController(); " +
			"c.signal.onabort = () => process.exit(18); c.abort(); console.log('b')", 18, ""},
	} {
		t.Run(c.source, func(t *testing.T) {
			assert.Equal(t, result{code: c.code, stdout: c.stdout}, eval(c.source))
		})
	}
}

func TestTimeout(t *testing.T) {
	for _, source := range []string{
		"for (;;);",
		"setInterval(() => {}, 5)",
		"setTimeout(() => {}, 3_600_000)",
		"const f = () => Promise.resolve().then(f); f()",
		"const f = () => setTimeout(f); f()",
		"const { port1, port2 } = new MessageChannel(); port1.onmessage = () => port2.postMessage(1); port2.postMessage(1)",
		"try { for (;;); } finally { console.log('never') }",
	} {
		t.Run(source, func(t *testing.T) {
			assert.Equal(t, result{code: exitTimeout, stderr: "gojs: [eval]: timed out after 30ms\n"}, eval(source, "--timeout", "30ms"))
		})
	}
	assert.Equal(t, result{stdout: "in time\n"}, eval("console.log('in time')", "--timeout", "1m"))
}

// TestOutputThatCannotBeWritten runs an endless loop that writes: the failed write ends it.
func TestOutputThatCannotBeWritten(t *testing.T) {
	for _, c := range []struct {
		err  error
		want result
	}{
		{io.ErrClosedPipe, result{code: exitBrokenPipe}},
		{&os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, result{code: exitBrokenPipe}},
		{errors.New("no space left on device"), result{code: exitFailed, stderr: "gojs: cannot write the output: no space left on device\n"}},
	} {
		var stderr strings.Builder
		code := cli([]string{"run", "-e", "for (let i = 0; ; i++) console.log(i)"}, nil, &failingWriter{after: 3, err: c.err}, &stderr, nil)
		assert.Equal(t, c.want, result{code: code, stderr: stderr.String()}, "%v", c.err)
	}
}

// failingWriter fails after a number of writes.
type failingWriter struct {
	after int
	err   error
}

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.after--; w.after < 0 {
		return 0, w.err
	}
	return len(b), nil
}
