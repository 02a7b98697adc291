package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
)

// uncaught has scripts that fail, in each way there is, and the reports. The tests add a line before each script.
var uncaught = []struct {
	name, source, want string
}{
	{
		"in the script",
		"function f() {\n  null.x;\n}\nf();",
		"Uncaught TypeError: Cannot read property 'x' of undefined\n    at f ([eval]:3:8)\n    at [eval]:5:2\n",
	},
	{
		"in a timer",
		"setTimeout(function tick() { throw new RangeError('too far') });",
		"Uncaught RangeError: too far\n    at tick ([eval]:2:36)\n",
	},
	{
		"in an interval",
		"const id = setInterval(() => { clearInterval(id); throw new Error('once') });",
		"Uncaught Error: once\n    at [eval]:2:57\n",
	},
	{
		"in a microtask",
		"queueMicrotask(() => { throw new Error('micro') });",
		"Uncaught Error: micro\n    at [eval]:2:30\n",
	},
	{
		"in a listener",
		"const t = new EventTarget();\nt.addEventListener('a', function listener() { throw new Error('heard') });\nt.dispatchEvent(new Event('a'));",
		"Uncaught Error: heard\n    at listener ([eval]:3:53)\n    at dispatchEvent (<native>)\n    at [eval]:4:16\n",
	},
	{
		"in a listener of a dispatch in a listener",
		"const t = new EventTarget();\nt.addEventListener('a', () => t.dispatchEvent(new Event('b')));\n" +
			"t.addEventListener('b', () => { throw new Error('deep') });\nt.dispatchEvent(new Event('a'));",
		"Uncaught Error: deep\n    at [eval]:4:39\n    at dispatchEvent (<native>)\n    at [eval]:3:46\n    at dispatchEvent (<native>)\n    at [eval]:5:16\n",
	},
	{
		"in handleEvent",
		"const t = new EventTarget();\nt.addEventListener('a', { handleEvent() { throw new Error('handled') } });\nt.dispatchEvent(new Event('a'));",
		"Uncaught Error: handled\n    at handleEvent ([eval]:3:49)\n    at dispatchEvent (<native>)\n    at [eval]:4:16\n",
	},
	{
		"in an abort listener",
		"const c = new AbortController();\nc.signal.onabort = () => { throw new Error('aborted') };\nc.abort();",
		"Uncaught Error: aborted\n    at [eval]:3:34\n    at abort (<native>)\n    at [eval]:4:8\n",
	},
	{
		"in onmessage",
		"const { port1, port2 } = new MessageChannel();\nport1.onmessage = e => { throw new Error('got ' + e.data) };\nport2.postMessage(1);",
		"Uncaught Error: got 1\n    at [eval]:3:32\n",
	},
	{
		"in a message listener",
		"const { port1, port2 } = new MessageChannel();\nport1.addEventListener('message', e => { e.data.x.y });\nport1.start();\nport2.postMessage({});",
		"Uncaught TypeError: Cannot read property 'y' of undefined\n    at [eval]:3:51\n",
	},
	{
		"in onclose",
		"const { port1, port2 } = new MessageChannel();\nport1.onclose = () => { throw new Error('gone') };\nport2.close();",
		"Uncaught Error: gone\n    at [eval]:3:31\n",
	},
	{
		"in a getter that is cloned",
		"structuredClone({\n  get secret() { throw new Error('mine') } });",
		"Uncaught Error: mine\n    at secret ([eval]:3:24)\n    at structuredClone (<native>)\n    at [eval]:2:16\n",
	},
	{
		"of a clone",
		"structuredClone({ f: () => {} });",
		"Uncaught DOMException [DataCloneError]: Failed to execute 'structuredClone' on 'Window': () => {} could not be cloned.\n    at structuredClone (<native>)\n    at [eval]:2:16\n",
	},
	{
		"rejection",
		"Promise.reject(new Error('rejected'));",
		"Uncaught (in promise) Error: rejected\n    at [eval]:2:16\n",
	},
	{
		"rejection of an async function",
		"async function f() {\n  await null;\n  throw new TypeError('async');\n}\nf();",
		"Uncaught (in promise) TypeError: async\n    at f ([eval]:4:9)\n",
	},
	{
		"rejection with no Error",
		"Promise.reject({ code: 1 });",
		"Uncaught (in promise) { code: 1 }\n",
	},
	{
		"rejection with nothing",
		"new Promise((_, reject) => reject());",
		"Uncaught (in promise) undefined\n",
	},
	{
		"a string",
		"throw 'text';",
		"Uncaught 'text'\n    at [eval]:2:1\n",
	},
	{
		"a number, in a timer",
		"setTimeout(() => { throw 42 });",
		"Uncaught 42\n    at [eval]:2:20\n",
	},
	{
		"null",
		"function f() { throw null }\nf();",
		"Uncaught null\n    at f ([eval]:2:16)\n    at [eval]:3:2\n",
	},
	{
		"undefined",
		"throw undefined;",
		"Uncaught undefined\n    at [eval]:2:1\n",
	},
	{
		"a symbol",
		"throw Symbol('sign');",
		"Uncaught Symbol(sign)\n    at [eval]:2:1\n",
	},
	{
		"an object",
		"throw { a: 1, b: [2] };",
		"Uncaught { a: 1, b: [ 2 ] }\n    at [eval]:2:1\n",
	},
	{
		"a function",
		"throw function f() {};",
		"Uncaught [Function: f]\n    at [eval]:2:1\n",
	},
	{
		"a revoked proxy",
		"const { proxy, revoke } = Proxy.revocable({}, {});\nrevoke();\nthrow proxy;",
		"Uncaught <Revoked Proxy>\n    at [eval]:4:1\n",
	},
	{
		"rejection with a revoked proxy",
		"const { proxy, revoke } = Proxy.revocable({}, {});\nrevoke();\nPromise.reject(proxy);",
		"Uncaught (in promise) <Revoked Proxy>\n",
	},
	{
		"an error with properties and a cause",
		"const e = new Error('outer', { cause: 'inner' });\ne.code = 'E_X';\nthrow e;",
		"Uncaught Error: outer\n    at [eval]:2:11 {\n  code: 'E_X',\n  [cause]: 'inner'\n}\n",
	},
	{
		"an error whose name throws",
		"const e = new Error('x');\nObject.defineProperty(e, 'name', { get() { throw 1 } });\nthrow e;",
		"Uncaught Error: x\n    at [eval]:2:11\n",
	},
	{
		"an error of a class",
		"class AppError extends Error { name = 'AppError' }\nthrow new AppError('mine');",
		"Uncaught AppError: mine\n    at [eval]:3:7\n",
	},
	{
		"a DOMException",
		"throw new DOMException('no', 'AbortError');",
		"Uncaught DOMException [AbortError]: no\n    at [eval]:2:7\n",
	},
	{
		"of eval",
		"eval('1 +');",
		"Uncaught SyntaxError: SyntaxError: <eval>: Line 1:4 Unexpected end of input\n    at [eval]:2:5\n    at [eval]:2:5\n", // the engine's words
	},
	{
		"reportError",
		"reportError(new Error('reported'));",
		"Uncaught Error: reported\n    at [eval]:2:13\n",
	},
	{
		"stack overflow",
		"function f() {\n  f() }\nf();",
		"Uncaught RangeError: Maximum call stack size exceeded\n" + strings.Repeat("    at f ([eval]:3:4)\n", 10),
	},
	{
		"stack overflow in onmessage",
		"const { port1, port2 } = new MessageChannel();\nport1.onmessage = function f() { f() };\nport2.postMessage(1);",
		"Uncaught RangeError: Maximum call stack size exceeded\n" + strings.Repeat("    at f ([eval]:3:35)\n", 10),
	},
}

// An uncaught error ends the program with a report and exit code 1. With --keep-going the program goes on after the report;
// the exit code stays 1.
func TestUncaught(t *testing.T) {
	// The first line of each script: it runs after everything else in the script.
	const later = "setTimeout(() => console.log('went on'), 100);\n"
	for _, c := range uncaught {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "an error whose name throws" {
				enginetest.RequireFast(t) // for the frames
			}
			assert.Equal(t, result{code: exitFailed, stderr: c.want}, eval(later+c.source))
			assert.Equal(t, result{exitFailed, "went on\n", c.want}, eval(later+c.source, "--keep-going"))
		})
	}
}

// An error that the script handles is not reported.
func TestHandled(t *testing.T) {
	for _, source := range []string{
		"try { null.x } catch {}",
		"onerror = () => true; setTimeout(() => null.x)",
		"addEventListener('error', e => e.preventDefault()); reportError(1)",
		"addEventListener('unhandledrejection', e => e.preventDefault()); Promise.reject(1)",
		"onunhandledrejection = () => false; Promise.reject(1)",
		"Promise.reject(1).catch(() => {})",
		"const p = Promise.reject(1); queueMicrotask(() => p.catch(() => {}))",
		"(async () => { try { await Promise.reject(1) } catch {} })()",
	} {
		assert.Equal(t, result{}, eval(source), source)
		assert.Equal(t, result{}, eval(source, "--keep-going"), source)
	}
}

// The error of an error handler is reported first. With --keep-going the report of the original error follows.
func TestErrorInAnErrorHandler(t *testing.T) {
	const source = "addEventListener('error', e => { throw new Error('while handling ' + e.error.message) });\n" +
		"setTimeout(() => { throw new Error('first') });"
	const handler = "Uncaught Error: while handling first\n    at [eval]:1:40\n"
	assert.Equal(t, result{code: exitFailed, stderr: handler}, eval(source))
	assert.Equal(t, result{code: exitFailed, stderr: handler + "Uncaught Error: first\n    at [eval]:2:26\n"}, eval(source, "--keep-going"))

	const rejection = "onunhandledrejection = e => { throw new Error('while handling ' + e.reason) };\nPromise.reject('first');"
	const listener = "Uncaught Error: while handling first\n    at onunhandledrejection ([eval]:1:37)\n"
	assert.Equal(t, result{code: exitFailed, stderr: listener}, eval(rejection))
	assert.Equal(t, result{code: exitFailed, stderr: listener + "Uncaught (in promise) 'first'\n"}, eval(rejection, "--keep-going"))
}

func TestKeepGoing(t *testing.T) {
	const two = "setTimeout(() => { throw 1 }); setTimeout(() => { throw 2 }); setTimeout(() => console.log('end'));"
	const both = "Uncaught 1\n    at [eval]:1:20\nUncaught 2\n    at [eval]:1:51\n"
	assert.Equal(t, result{exitFailed, "end\n", both}, eval(two, "--keep-going"))
	r := eval("process.exitCode = 7; throw 1", "--keep-going")
	assert.Equal(t, 7, r.code, "the script's own exit code")
	r = eval("setTimeout(() => process.exit(0)); throw 1", "--keep-going")
	assert.Equal(t, exitFailed, r.code, "an error is never a success")
}

// An error handler gets the message and the position that a report has.
func TestErrorHandlersGetEverything(t *testing.T) {
	path := file(t, "main.js", `onerror = (message, file, line, column, error) => {
	console.log(message, '|', file, '|', line, column, '|', error.code);
	return true;
};
setTimeout(() => { throw Object.assign(new Error('late'), { code: 7 }) });
`)
	assert.Equal(t, result{stdout: "Uncaught Error: late | " + path + " | 5 40 | 7\n"}, gojs("run", path))
}

func TestStacksNameTheFile(t *testing.T) {
	path := file(t, "main.js", "const lib = require('./lib.js');\nsetTimeout(function tick() {\n  lib.fail();\n});\n")
	lib := filepath.Join(filepath.Dir(path), "lib.js")
	require.NoError(t, os.WriteFile(lib, []byte("exports.fail = function fail() {\n  throw new Error('from afar');\n};\n"), 0o600))
	assert.Equal(t, result{
		code:   exitFailed,
		stderr: "Uncaught Error: from afar\n    at fail (" + lib + ":2:9)\n    at tick (" + path + ":3:11)\n",
	}, gojs("run", path))
}
