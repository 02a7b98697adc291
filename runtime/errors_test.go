package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
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

// An error that a Go function returns is an exception in the script, and errors.Is finds it in the error of Run.
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

// paths are all ways in which a script can throw without a catch. THROW is replaced by a statement that throws.
var paths = []struct {
	name, source string
	promise      bool
}{
	{"the script", `setTimeout(() => log('after')); THROW`, false},
	{"a timer", `setTimeout(() => { THROW }); setTimeout(() => log('after'), 1)`, false},
	{"an interval", `const id = setInterval(() => { clearInterval(id); THROW }); setTimeout(() => log('after'), 1)`, false},
	{"a string timer", `setTimeout("THROW"); setTimeout(() => log('after'), 1)`, false},
	{"a microtask", `queueMicrotask(() => { THROW }); setTimeout(() => log('after'))`, false},
	{"a microtask in a microtask", `queueMicrotask(() => queueMicrotask(() => { THROW })); setTimeout(() => log('after'))`, false},
	{"a listener", `addEventListener('x', () => { THROW }); setTimeout(() => log('after')); dispatchEvent(new Event('x'))`, false},
	{"a listener in a nested dispatch", `
		addEventListener('x', () => dispatchEvent(new Event('y')));
		addEventListener('y', () => { THROW });
		setTimeout(() => log('after'));
		dispatchEvent(new Event('x'))`, false},
	{"handleEvent", `addEventListener('x', { handleEvent() { THROW } }); setTimeout(() => log('after')); dispatchEvent(new Event('x'))`, false},
	{"a getter for handleEvent", `addEventListener('x', { get handleEvent() { THROW } }); setTimeout(() => log('after')); dispatchEvent(new Event('x'))`, false},
	{"onmessage", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = e => { if (e.data === 0) { THROW } log('after') };
		port2.postMessage(0);
		port2.postMessage(1)`, false},
	{"a listener for messages", `
		const { port1, port2 } = new MessageChannel();
		port1.addEventListener('message', e => { if (e.data === 0) { THROW } log('after') });
		port1.start();
		port2.postMessage(0);
		port2.postMessage(1)`, false},
	{"onclose", `
		const { port1, port2 } = new MessageChannel();
		port1.onclose = () => { setTimeout(() => log('after')); THROW };
		port2.close()`, false},
	{"onabort", `
		const controller = new AbortController();
		controller.signal.onabort = () => { THROW };
		setTimeout(() => log('after'));
		controller.abort()`, false},
	{"an abort by timeout", `
		AbortSignal.timeout(1).onabort = () => { setTimeout(() => log('after')); THROW };
		setTimeout(() => {}, 5)`, false},
	{"reportError", `setTimeout(() => log('after')); try { THROW } catch (e) { reportError(e) }`, false},
	{"a rejection", `setTimeout(() => log('after'), 1); new Promise(() => { THROW })`, true},
	{"a rejection in a job", `setTimeout(() => log('after'), 1); Promise.resolve().then(() => { THROW })`, true},
	{"a rejection later", `setTimeout(() => log('after'), 5); new Promise((_, r) => setTimeout(() => { try { THROW } catch (e) { r(e) } }, 1))`, true},
	{"an async function", `setTimeout(() => log('after'), 1); (async () => { await null; THROW })()`, true},
	{"a rejection in onmessage", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = async e => { if (e.data === 0) { THROW } log('after') };
		port2.postMessage(0);
		setTimeout(() => port2.postMessage(1), 5)`, true},
}

var thrown = []struct{ name, code, message string }{
	{"an error", `throw new RangeError('far')`, "RangeError: far"},
	{"a string", `throw 'text'`, "text"},
	{"undefined", `throw undefined`, "undefined"},
	{"null", `throw null`, "null"},
	{"a symbol", `throw Symbol('s')`, "Symbol(s)"},
	{"an object", `throw { a: 1 }`, "#<Object>"},
	{"a DOMException", `throw new DOMException('m', 'AbortError')`, "AbortError: m"},
	{"a revoked proxy", `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy`, "#<Object>"},
	{"an error without a prototype", `throw Object.setPrototypeOf(new Error('bare'), null)`, "Error: bare"},
	{"a DOMException with a getter for the stack", `throw Object.defineProperty(new DOMException('m', 'AbortError'), 'stack', { get() { throw 1 } })`, "AbortError: m"},
}

func eachPath(t *testing.T, f func(t *testing.T, source, message string, promise bool)) {
	for _, path := range paths {
		for _, v := range thrown {
			t.Run(path.name+" throws "+v.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					f(t, replaceThrow(path.source, v.code), v.message, path.promise)
				})
			})
		}
	}
}

func replaceThrow(source, code string) string { return strings.Replace(source, "THROW", code, 1) }

func TestUncaughtEndsTheRun(t *testing.T) {
	eachPath(t, func(t *testing.T, source, message string, promise bool) {
		rt, l := newRuntime(t)
		e := uncaught(t, rt, source)
		assert.Equal(t, message, e.Message)
		assert.Equal(t, promise, e.Promise)
		assert.Empty(t, l.all(), "it went on")
	})
}

func TestUncaughtGoesToTheHook(t *testing.T) {
	eachPath(t, func(t *testing.T, source, message string, promise bool) {
		var reports []string
		rt, l := newRuntime(t, runtime.WithUncaught(func(e *runtime.UncaughtError) bool {
			assert.Equal(t, promise, e.Promise)
			reports = append(reports, e.Message)
			return true
		}))
		require.NoError(t, rt.Run(bg, "main.js", source))
		assert.Equal(t, []string{message}, reports)
		assert.Equal(t, []string{"after"}, l.all())
	})
}

// A listener that cancels the event has handled the exception: neither Run nor the hook gets it.
func TestScriptHandlesUncaught(t *testing.T) {
	eachPath(t, func(t *testing.T, source, message string, promise bool) {
		rt, l := newRuntime(t, runtime.WithUncaught(func(*runtime.UncaughtError) bool {
			t.Error("reported")
			return true
		}))
		require.NoError(t, rt.VM().Set("message", message))
		_, err := rt.Eval(bg, `
			addEventListener('error', e => { log('error', e.message === 'Uncaught ' + message); e.preventDefault() });
			addEventListener('unhandledrejection', e => { log('unhandledrejection'); e.preventDefault() })`)
		require.NoError(t, err)
		require.NoError(t, rt.Run(bg, "main.js", source))
		if promise {
			assert.Equal(t, []string{"unhandledrejection", "after"}, l.all())
		} else {
			assert.Equal(t, []string{"error true", "after"}, l.all())
		}
	})
}

func TestStackOverflowOnEveryPath(t *testing.T) {
	for _, path := range paths {
		for _, overflow := range []string{
			`(function f() { f() })()`,
			`[...(function* () { (function f() { f() })() })()]`,
			`(async () => { (function f() { f() })() })()`,
		} {
			t.Run(path.name+" "+overflow, func(t *testing.T) {
				if source := path.source + overflow; strings.Contains(source, "async") || strings.Contains(source, "function*") {
					enginetest.RequireFast(t) // which repairs the stacks
				}
				rt, l := newRuntime(t, limited(runtime.Limits{CallStack: 500}))
				e := uncaught(t, rt, replaceThrow(path.source, overflow))
				assert.Equal(t, "RangeError: Maximum call stack size exceeded", e.Message)
				require.NoError(t, rt.Wait(bg))
				require.NoError(t, rt.Run(bg, "next.js", "Promise.resolve().then(() => log('job'))"))
				assert.Contains(t, l.all(), "job")
			})
		}
	}
}

func TestErrorEvent(t *testing.T) {
	rt, l := newRuntime(t)
	require.NoError(t, rt.Run(bg, "main.js", `
		onerror = (message, file, line, column, error) => {
			log(message, file, line, column, error.name);
			return true;
		};
		addEventListener('error', e => log(e.type, e.cancelable, e.isTrusted, e.defaultPrevented, e.error.message));
		throw new TypeError('no')`))
	assert.Equal(t, []string{"Uncaught TypeError: no main.js 7 9 TypeError", "error true true true no"}, l.all())
}

// An exception while one is reported fires no second event, but reaches the hook.
func TestErrorInTheErrorHandler(t *testing.T) {
	var reports []string
	rt, l := newRuntime(t, runtime.WithUncaught(func(e *runtime.UncaughtError) bool {
		reports = append(reports, e.Message)
		return true
	}))
	require.NoError(t, rt.Run(bg, "main.js", `
		onerror = m => { log(m); throw 'second' };
		setTimeout(() => log('after'));
		throw 'first'`))
	assert.Equal(t, []string{"Uncaught first", "after"}, l.all())
	assert.Equal(t, []string{"second", "first"}, reports)

	rt, _ = newRuntime(t)
	assert.Equal(t, "second", uncaught(t, rt, `onunhandledrejection = () => { throw 'second' }; Promise.reject('first')`).Message)
}

func TestRejectionEvents(t *testing.T) {
	t.Run("handled in time", func(t *testing.T) {
		assert.Empty(t, run(t, `
			onunhandledrejection = () => log('unhandledrejection');
			const p = Promise.reject(1);
			queueMicrotask(() => p.catch(() => {}))`))
	})
	t.Run("handled late", func(t *testing.T) {
		rt, l := newRuntime(t, runtime.WithUncaught(func(*runtime.UncaughtError) bool { return true }))
		require.NoError(t, rt.Run(bg, "main.js", `
			onrejectionhandled = e => log('rejectionhandled', e.reason, e.promise === p);
			const p = Promise.reject(1);
			setTimeout(() => p.catch(r => log('caught', r)), 1)`))
		assert.Equal(t, []string{"caught 1", "rejectionhandled 1 true"}, l.all())
	})
	t.Run("several at a time", func(t *testing.T) {
		var reports []string
		rt, _ := newRuntime(t, runtime.WithUncaught(func(e *runtime.UncaughtError) bool {
			reports = append(reports, e.Message)
			return true
		}))
		require.NoError(t, rt.Run(bg, "main.js", `Promise.reject(1); Promise.reject(2); Promise.reject(3)`))
		assert.Equal(t, []string{"1", "2", "3"}, reports)
	})
}

// The run ends with the first of several uncaught exceptions, and the hook gets each.
func TestTheFirstUncaughtEndsTheRun(t *testing.T) {
	var seen []string
	rt, _ := newRuntime(t, runtime.WithUncaught(func(e *runtime.UncaughtError) bool {
		seen = append(seen, e.Message)
		return false
	}))
	assert.Equal(t, "1", uncaught(t, rt, `Promise.reject(1); Promise.reject(2)`).Message)
	assert.Equal(t, []string{"1", "2"}, seen)
}

// Scripts throw values that run code, or panic, when their properties are read. The error message reads none.
func TestHostileThrows(t *testing.T) {
	const revoked = `const { proxy, revoke } = Proxy.revocable(function () {}, {}); revoke(); `
	for _, c := range []struct{ name, source, message string }{
		{"a revoked proxy", revoked + `throw proxy`, "#<Object>"},
		{"a revoked proxy in a timer", revoked + `setTimeout(() => { throw proxy })`, "#<Object>"},
		{"a revoked proxy as a reason", revoked + `Promise.reject(proxy)`, "#<Object>"},
		{"a revoked proxy from a getter", revoked + `structuredClone({ get a() { throw proxy } })`, "#<Object>"},
		{"a proxy with traps", `throw new Proxy({}, { getPrototypeOf() { process.exit(3) }, get() { process.exit(3) } })`, "#<Object>"},
		{"an error under a proxy", `throw Object.setPrototypeOf(new Error('x'), new Proxy({}, { get() { for (;;); } }))`, "Error: x"},
		{"an accessor for the name", `throw Object.defineProperty(new Error('x'), 'name', { get() { for (;;); } })`, "Error: x"},
		{"an accessor for the stack", `throw Object.defineProperty(new Error('x'), 'stack', { get() { process.exit(3) } })`, "Error: x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, err := runtime.New(runtime.WithNode(nil, nil), runtime.WithStdout(io.Discard), runtime.WithStderr(io.Discard))
			require.NoError(t, err)
			defer rt.Close()
			err = rt.Run(t.Context(), "hostile.js", c.source)
			uncaught, ok := err.(*runtime.UncaughtError)
			require.True(t, ok, "%T %v", err, err)
			assert.Equal(t, c.message, uncaught.Message)
			var exit *runtime.ExitError
			assert.False(t, errors.As(err, &exit), "looking for an error in it ran code of the script")
		})
	}
}

func TestStackOverflowShowsTheInnermostCalls(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	err = rt.Run(t.Context(), "deep.js", "setTimeout(function f() {\n  f() })")
	uncaught, ok := err.(*runtime.UncaughtError)
	require.True(t, ok, "%T %v", err, err)
	assert.Equal(t, "Uncaught RangeError: Maximum call stack size exceeded"+strings.Repeat("\n    at f (deep.js:2:4)", 10), uncaught.Stack)
	assert.Equal(t, "deep.js:2:4", strings.TrimSuffix(strings.SplitAfter(uncaught.Error(), " (")[1], ")"))
}

// Errors are never silent. Another engine swallowed a throw in a timer, as goja_nodejs does; k6 lost rejections.
// https://github.com/nooga/paserati/issues/484, https://github.com/grafana/k6/issues/2318,
// https://github.com/denoland/deno/issues/2444
func TestReportedErrorsAreNotSilent(t *testing.T) {
	for name, test := range map[string]struct {
		source, message string
		line            int
		promise         bool
	}{
		"script":          {source: "\nthrow new Error('m')", message: "Error: m", line: 2},
		"timer":           {source: "\nsetTimeout(() => { throw new TypeError('m') })", message: "TypeError: m", line: 2},
		"interval":        {source: "setInterval(() => { throw 'text' }, 1)", message: "text", line: 1},
		"microtask":       {source: "queueMicrotask(() => {\n throw null })", message: "null", line: 2},
		"listener":        {source: "const t = new EventTarget(); t.addEventListener('x', () => { throw 1 }); t.dispatchEvent(new Event('x'))", message: "1", line: 1},
		"onmessage":       {source: "const c = new MessageChannel();\nc.port2.onmessage = () => { throw new Error('m') }; c.port1.postMessage(1)", message: "Error: m", line: 2},
		"undefined":       {source: "setTimeout(() => { throw undefined })", message: "undefined", line: 1},
		"symbol":          {source: "throw Symbol('s')", message: "Symbol(s)", line: 1},
		"rejection":       {source: "Promise.reject(new Error('m'))", message: "Error: m", line: 1, promise: true},
		"async function":  {source: "(async () => { await null;\n throw new RangeError('m') })()", message: "RangeError: m", line: 2, promise: true},
		"late rejection":  {source: "setTimeout(() => Promise.reject(5))", message: "5", promise: true},
		"reaction":        {source: "Promise.resolve().then(() => { throw new Error('m') })", message: "Error: m", line: 1, promise: true},
		"handler rejects": {source: "const c = new MessageChannel(); c.port2.onmessage = async () => { throw new Error('m') }; c.port1.postMessage(1)", message: "Error: m", line: 1, promise: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t)
			err := s.Run(t.Context(), "test.js", test.source)
			var uncaught *runtime.UncaughtError
			require.ErrorAs(t, err, &uncaught)
			assert.Equal(t, test.message, uncaught.Message)
			assert.Equal(t, test.promise, uncaught.Promise)
			if test.line > 0 {
				assert.Equal(t, test.line, uncaught.Line)
				assert.Equal(t, "test.js", uncaught.File)
			}
		})
	}
}

// A stack overflow is reported, however the script was called.
func TestReportedStackOverflowIsReported(t *testing.T) {
	for name, source := range map[string]string{
		"script":    "f()",
		"timer":     "setTimeout(f)",
		"microtask": "queueMicrotask(f)",
		"listener":  "const t = new EventTarget(); t.addEventListener('x', f); t.dispatchEvent(new Event('x'))",
		"nested":    "const t = new EventTarget(); t.addEventListener('x', () => t.dispatchEvent(new Event('x'))); t.dispatchEvent(new Event('x'))",
		"onmessage": "const c = new MessageChannel(); c.port2.onmessage = f; c.port1.postMessage(1)",
		"getter":    "structuredClone({ get a() { return f() } })",
		"clone":     "structuredClone({ get a() { return structuredClone(this) } })",
		"toString":  "new Event({ toString() { return new Event(this).type } })",
		"iterator":  "AbortSignal.any({ [Symbol.iterator]() { return AbortSignal.any(this) } })",
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t, runtime.WithLimits(runtime.Limits{CallStack: 500}))
			err := s.Run(t.Context(), "test.js", "function f() { return f() + 1 }\n"+source)
			var uncaught *runtime.UncaughtError
			require.ErrorAs(t, err, &uncaught)
			assert.Equal(t, "RangeError: Maximum call stack size exceeded", uncaught.Message)
		})
	}
}
