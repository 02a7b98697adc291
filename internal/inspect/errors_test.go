package inspect_test

import (
	"errors"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
	"github.com/gojs-runtime/gojs/internal/inspect"
)

func run(t *testing.T, vm *goja.Runtime, source string) goja.Value {
	t.Helper()
	v, err := vm.RunScript("script.js", source)
	require.NoError(t, err)
	return v
}

func TestErrorStack(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"calls", "function f() { return new Error('x') }\nfunction g() { return f() }\ng()",
			"Error: x\n    at f (script.js:1:23)\n    at g (script.js:2:24)\n    at script.js:3:2"},
		{"native function between", "[1].map(function f() { return new TypeError('x') })[0]",
			"TypeError: x\n    at f (script.js:1:31)\n    at map (<native>)\n    at script.js:1:8"},
		{"no message", "new RangeError()", "RangeError\n    at script.js:1:1"},
		{"in an object", "({ e: new Error('x') })", "{\n  e: Error: x\n      at script.js:1:7\n}"},
		{"subclass", "class HTTPError extends Error {}; new HTTPError('x')", "HTTPError: x\n    at script.js:1:35"},
		{"subclass that sets its name", "class E extends Error { constructor(m) { super(m); this.name = 'Own' } }; new E('x')",
			"Own: x\n    at script.js:1:47\n    at script.js:1:75"},
		{"properties", "Object.assign(new Error('x'), { code: 'ENOENT' })", "Error: x\n    at script.js:1:15 {\n  code: 'ENOENT'\n}"},
		{"cause", "new Error('x', { cause: new TypeError('y') })",
			"Error: x\n    at script.js:1:1 {\n  [cause]: TypeError: y\n      at script.js:1:25\n}"},
		{"errors", "new AggregateError([new Error('a'), 1], 'x')",
			"AggregateError: x\n    at script.js:1:1 {\n  [errors]: [\n    Error: a\n        at script.js:1:21,\n    1\n  ]\n}"},
		{"thrown by the engine", "(() => { try { undefined.x } catch (e) { return e } })()",
			"TypeError: Cannot read property 'x' of undefined\n    at script.js:1:26\n    at script.js:1:55"},
		{"a message with what looks like a call", "new Error('a\\n\\tat b (c:1:2(3))')", "Error: a\n    at b (c:1:2)\n    at script.js:1:1"},
		{"a lone surrogate", `Object.assign(new Error('a\ud83db'), { f: { ['\ud83d']() {} } })`,
			"Error: a\uFFFDb\n    at script.js:1:15 {\n  f: { '\\ud83d': [Function: \uFFFD] }\n}"},
		{"a stack that is gone", "(() => { const e = new Error('x'); delete e.stack; return [e] })()", "[ [Error: x] ]"},
		{"shared calls", `
function f(n) { return n ? f(n - 1) : new Error('inner') }
function g(n) { return n ? g(n - 1) : new Error('outer', { cause: f(0) }) }
g(5)`,
			"Error: outer\n    at g (script.js:3:39)\n    at g (script.js:3:29)\n" +
				"    ... 4 lines matching cause stack trace ...\n    at script.js:4:2 {\n  [cause]: Error: inner\n      at f (script.js:2:39)\n" +
				"      at g (script.js:3:68)\n      at g (script.js:3:29)\n      at g (script.js:3:29)\n      at g (script.js:3:29)\n" +
				"      at g (script.js:3:29)\n      at g (script.js:3:29)\n      at script.js:4:2\n}"},
	} {
		vm := goja.New()
		assert.Equal(t, c.want, inspect.Format(vm, run(t, vm, c.source), inspect.Options{}), c.name)
	}
}

func TestErrorWithAccessors(t *testing.T) {
	enginetest.RequireFast(t)
	vm := goja.New()
	assert.Equal(t, "E [Error]\n    at script.js:1:1", inspect.Format(vm, run(t, vm,
		"new (class E extends Error { get name() { throw 1 } get message() { throw 2 } })()"), inspect.Options{}))
}

func TestStack(t *testing.T) {
	vm := goja.New()
	assert.Equal(t, "Error: x\n    at script.js:1:15",
		inspect.Stack(vm, run(t, vm, `Object.assign(new Error('x', { cause: 1 }), { a: 1 })`).(*goja.Object)))
	assert.Equal(t, "", inspect.Stack(vm, run(t, vm, `({ a: 1 })`).(*goja.Object)))
	assert.Equal(t, "", inspect.Stack(vm, run(t, vm, `(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()`).(*goja.Object)))
	assert.Equal(t, "Error: x\n    at script.js:1:11", inspect.Stack(vm, run(t, vm, `new Proxy(new Error('x'), {})`).(*goja.Object)))
}

func TestFrames(t *testing.T) {
	vm := goja.New()
	var frames []goja.StackFrame
	require.NoError(t, vm.Set("frames", func() { frames = vm.CaptureCallStack(0, nil) }))
	run(t, vm, "function f() { frames() }\n[1].forEach(() => f())")
	assert.Equal(t, "    at inspect_test.TestFrames.func1 (<native>)\n    at f (script.js:1:22)\n    at script.js:2:20\n    at forEach (<native>)\n    at script.js:2:12",
		inspect.Frames(frames))
	assert.Equal(t, "", inspect.Frames(nil))
}

func TestUncaught(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"error", `throw new TypeError('no')`, "Uncaught TypeError: no\n    at script.js:1:7"},
		{"error with properties", `throw Object.assign(new Error('no'), { code: 1 })`, "Uncaught Error: no\n    at script.js:1:21 {\n  code: 1\n}"},
		{"string", `throw 'no'`, "Uncaught 'no'\n    at script.js:1:1"},
		{"undefined", `throw undefined`, "Uncaught undefined\n    at script.js:1:1"},
		{"object", `function f() { throw { a: 1 } }; f()`, "Uncaught { a: 1 }\n    at f (script.js:1:16)\n    at script.js:1:35"},
		{"error without a stack", `throw Object.assign(new Error('no'), { stack: '' })`, "Uncaught [Error: no]\n    at script.js:1:21"},
		{"revoked proxy", `const r = Proxy.revocable({}, {}); r.revoke(); throw r.proxy`, "Uncaught <Revoked Proxy>\n    at script.js:1:48"},
		{"an error whose text throws", `throw { toString() { throw 1 }, get stack() { throw 2 } }`,
			"Uncaught { toString: [Function: toString], stack: [Getter] }\n    at script.js:1:1"},
		{"by the engine", `undefined.x`, "Uncaught TypeError: Cannot read property 'x' of undefined\n    at script.js:1:11"},
	} {
		vm := goja.New()
		_, err := vm.RunScript("script.js", c.source)
		var thrown *goja.Exception
		require.True(t, errors.As(err, &thrown), c.name)
		assert.Equal(t, c.want, inspect.Uncaught(vm, thrown.Value(), thrown.Stack(), inspect.Options{}), c.name)
	}
}

func TestGoError(t *testing.T) {
	vm := goja.New()
	require.NoError(t, vm.Set("fail", func() error { return errors.New("disk full") }))
	v := run(t, vm, `(() => { try { fail() } catch (e) { return e } })()`)
	assert.Equal(t, "GoError: disk full\n    at inspect_test.TestGoError.func1 (<native>)\n    at script.js:1:20\n    at script.js:1:50", inspect.Format(vm, v, inspect.Options{}))
}
