package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// uncaught runs a script that must end with an uncaught exception.
func uncaught(t *testing.T, rt *runtime.Runtime, source string) *runtime.UncaughtError {
	t.Helper()
	err := rt.Run(bg, "main.js", source)
	var e *runtime.UncaughtError
	require.ErrorAs(t, err, &e)
	return e
}

func TestUncaughtError(t *testing.T) {
	for _, c := range []struct {
		name, source, err, stack string
	}{
		{"an error", "\n  throw new TypeError('no')",
			"Uncaught TypeError: no (main.js:2:9)",
			"Uncaught TypeError: no\n    at main.js:2:9"},
		{"in a function", "function f() {\n  missing()\n}\nf()",
			"Uncaught ReferenceError: missing is not defined (main.js:2:10)",
			"Uncaught ReferenceError: missing is not defined\n    at f (main.js:2:10)\n    at main.js:4:2"},
		{"a string", "throw 'text'", "Uncaught text (main.js:1:1)", "Uncaught 'text'\n    at main.js:1:1"},
		{"undefined", "throw undefined", "Uncaught undefined (main.js:1:1)", "Uncaught undefined\n    at main.js:1:1"},
		{"an object", "throw { a: 1 }", "Uncaught #<Object> (main.js:1:1)", "Uncaught { a: 1 }\n    at main.js:1:1"},
		{"a DOMException", "structuredClone(() => {})",
			"Uncaught DataCloneError: Failed to execute 'structuredClone' on 'Window': () => {} could not be cloned. (main.js:1:16)",
			""},
		{"an unhandled rejection", "Promise.reject(new Error('no'))",
			"Uncaught (in promise) Error: no (main.js:1:16)",
			"Uncaught (in promise) Error: no\n    at main.js:1:16"},
		{"a subclass with properties", "class E extends Error { code = 5; name = 'E' }; throw new E('x')",
			"Uncaught E: x (main.js:1:55)",
			""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, _ := newRuntime(t)
			e := uncaught(t, rt, c.source)
			assert.Equal(t, c.err, e.Error())
			if c.stack != "" {
				assert.Equal(t, c.stack, e.Stack)
			}
			assert.NotNil(t, e.Value)
			assert.NoError(t, errors.Unwrap(e))
		})
	}
	t.Run("the value is the very value", func(t *testing.T) {
		rt, _ := newRuntime(t)
		e := uncaught(t, rt, "globalThis.thrown = new Error('x'); throw thrown")
		assert.True(t, e.Value.SameAs(rt.VM().Get("thrown")))
	})
}

// TestGoErrorsComeOut: errors that Go functions return go through the script as exceptions, and out of Run as
// themselves.
func TestGoErrorsComeOut(t *testing.T) {
	_, missing := os.Open("/missing/file")
	require.Error(t, missing)
	for _, c := range []struct{ name, source string }{
		{"thrown through", `fail()`},
		{"from a function", `(() => { fail() })()`},
		{"caught and thrown again", `try { fail() } catch (e) { throw e }`},
		{"in a timer", `setTimeout(fail)`},
		{"in a microtask", `queueMicrotask(fail)`},
		{"as a listener", `addEventListener('x', fail); dispatchEvent(new Event('x'))`},
		{"as onmessage", `const { port1, port2 } = new MessageChannel(); port1.onmessage = fail; port2.postMessage(1)`},
		{"as a reason", `new Promise(() => fail())`},
		{"in an async function", `(async () => { await null; fail() })()`},
		{"in a getter that is cloned", `structuredClone({ get a() { return fail() } })`},
		{"reported", `try { fail() } catch (e) { reportError(e) }`},
		{"rejected by Go", `reject()`},
		{"rejected by a goroutine", `work().then(() => log('not reached'))`},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, l := newRuntime(t)
			vm := rt.VM()
			wrapped := fmt.Errorf("reading: %w", missing)
			require.NoError(t, vm.Set("fail", func() (int, error) { return 0, wrapped }))
			require.NoError(t, vm.Set("reject", func() goja.Value {
				p := rt.NewPromise()
				p.Reject(wrapped)
				return p.JS
			}))
			require.NoError(t, vm.Set("work", func() goja.Value {
				return rt.Go(func(context.Context) (any, error) { return nil, wrapped })
			}))
			e := uncaught(t, rt, c.source)
			assert.ErrorIs(t, e, fs.ErrNotExist)
			var path *fs.PathError
			require.ErrorAs(t, e, &path)
			assert.Equal(t, "/missing/file", path.Path)
			assert.Contains(t, e.Error(), wrapped.Error())
			assert.Empty(t, l.all())
		})
	}
	t.Run("out of Eval and Await", func(t *testing.T) {
		rt, _ := newRuntime(t)
		require.NoError(t, rt.VM().Set("fail", func() error { return io.ErrUnexpectedEOF }))
		_, err := rt.Eval(bg, "fail()")
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		promise, err := rt.Eval(bg, "(async () => fail())()")
		require.NoError(t, err)
		_, err = rt.Await(bg, promise)
		assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	})
	t.Run("a script sees an Error", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.NoError(t, rt.VM().Set("fail", func() error { return io.ErrUnexpectedEOF }))
		require.NoError(t, rt.Run(bg, "x.js", "try { fail() } catch (e) { log(e instanceof Error, e.message) }"))
		assert.Equal(t, []string{"true unexpected EOF"}, l.all())
	})
	t.Run("a script cannot make one of its own", func(t *testing.T) {
		rt, _ := newRuntime(t)
		e := uncaught(t, rt, "throw Object.create(GoError.prototype, { value: { get() { throw 1 } } })")
		assert.NotErrorIs(t, e, io.EOF)
	})
}

func TestSyntaxError(t *testing.T) {
	for _, c := range []struct {
		name, source string
		line, column int
		text         string
		module       bool
	}{
		{"first line", "a b", 1, 3, "a b", false},
		{"later line", "ok()\n\n  let x = ;\nmore()", 3, 11, "  let x = ;", false},
		{"CRLF", "ok()\r\n'use'; a b\r\nmore()", 2, 10, "'use'; a b", false},
		{"multi-byte characters before it", "'äöü€'; a b", 1, 11, "'äöü€'; a b", false},
		{"characters beyond the BMP before it", "'😀'; a b", 1, 8, "'😀'; a b", false},
		{"multi-byte characters in the lines before", "// äöü\n// 😀\na b", 3, 3, "a b", false},
		{"tabs", "\t\ta b", 1, 5, "\t\ta b", false},
		{"the end", "f(", 1, 3, "f(", false},
		{"the end after a newline", "f(\n", 2, 1, "", false},
		{"found by the compiler", "let x;\nlet x;", 2, 5, "let x;", false},
		{"after a hashbang", "#!/usr/bin/env gojs\na b", 2, 3, "a b", false},
		{"return outside a function", "\nreturn 1", 2, 1, "return 1", false},
		{"import", "'ä';\nimport x from 'y'", 2, 1, "import x from 'y'", true},
		{"export", "export const a = 1", 1, 1, "export const a = 1", true},
		{"top-level await", "\nawait f()", 2, 1, "await f()", true},
		{"top-level await of a parenthesis", "const x = await (f())", 1, 11, "const x = await (f())", true},
		{"for await", "async function f(xs) {\n\tfor await (const x of xs) f(x)\n}", 2, 6, "\tfor await (const x of xs) f(x)", false},
		{"an async generator", "async function* f() { yield 1 }", 1, 1, "async function* f() { yield 1 }", false},
		{"an async generator as a method", "({ async *f() { yield 1 } })", 1, 4, "({ async *f() { yield 1 } })", false},
		{"an unterminated string", "x = 'abc\ny", 1, 5, "x = 'abc", false},
		{"an invalid regular expression", "/(/", 1, 1, "/(/", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, _ := newRuntime(t)
			err := rt.Run(bg, "dir/main.js", c.source)
			var e *runtime.SyntaxError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, "dir/main.js", e.File)
			assert.Equal(t, [2]int{c.line, c.column}, [2]int{e.Line, e.Column}, e.Error())
			assert.Equal(t, c.text, e.Text)
			assert.Equal(t, c.module, e.Module)
			_, err = rt.Eval(bg, c.source)
			assert.ErrorAs(t, err, &e, "Eval")
		})
	}
	t.Run("message", func(t *testing.T) {
		rt, _ := newRuntime(t)
		assert.EqualError(t, rt.Run(bg, "main.js", "ok()\n\tf('ä', a b)"),
			"main.js:2:11\n\tf('ä', a b)\n\t         ^\nSyntaxError: Unexpected identifier")
		assert.ErrorContains(t, rt.Run(bg, "main.js", "import x from 'y'"),
			"SyntaxError: import makes this an ES module, and modules are not supported yet")
	})
	t.Run("message of what is not supported", func(t *testing.T) {
		rt, _ := newRuntime(t)
		for source, message := range map[string]string{
			"async () => { for await (const x of y); }": "SyntaxError: for await is not supported yet: await each promise in a loop",
			"class A { async *f() {} }":                 "SyntaxError: Async generators are not supported yet",
			"class A { static async * f() {} }":         "SyntaxError: Async generators are not supported yet",
		} {
			assert.ErrorContains(t, rt.Run(bg, "main.js", source), message)
		}
	})
	t.Run("nothing ran", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.Error(t, rt.Run(bg, "main.js", "log('ran'); a b"))
		require.NoError(t, rt.Wait(bg))
		assert.Empty(t, l.all())
	})
	t.Run("scripts for which await is a name", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.NoError(t, rt.Run(bg, "main.js", "var await = 5; log(await)"))
		require.NoError(t, rt.Run(bg, "main.js", "log(({ await: 6 }).await)"))
		assert.Equal(t, []string{"5", "6"}, l.all())
	})
}

func TestNewRefusesABadConfiguration(t *testing.T) {
	for _, c := range []struct {
		option  runtime.Option
		message string
	}{
		{runtime.WithLimits(runtime.Limits{Timers: -1}), "the limit Timers is negative: use 0 for none"},
		{runtime.WithLimits(runtime.Limits{CallStack: -1}), "the limit CallStack is negative: use 0 for none"},
		{runtime.WithLimits(runtime.Limits{WallTime: -1}), "the limit WallTime is negative: use 0 for none"},
		{runtime.WithStdout(nil), "a nil writer for the console: use io.Discard to drop its output"},
		{runtime.WithStderr(nil), "a nil writer for the console"},
	} {
		rt, err := runtime.New(c.option)
		assert.Nil(t, rt)
		assert.ErrorContains(t, err, c.message)
	}
}
