package runtime_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// paths are the ways in which an exception can come up that no script catches. THROW is replaced by what is thrown.
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

// A listener that cancels the event has handled the exception: nobody else hears of it.
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

// Of several uncaught exceptions the run ends with the first, and the hook sees each.
func TestTheFirstUncaughtEndsTheRun(t *testing.T) {
	var seen []string
	rt, _ := newRuntime(t, runtime.WithUncaught(func(e *runtime.UncaughtError) bool {
		seen = append(seen, e.Message)
		return false
	}))
	assert.Equal(t, "1", uncaught(t, rt, `Promise.reject(1); Promise.reject(2)`).Message)
	assert.Equal(t, []string{"1", "2"}, seen)
}
