package bindings_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
)

// Without WithUncaught the exceptions go to the console's error output, and everything goes on.
func TestUncaughtGoesToStderr(t *testing.T) {
	e := newEngine(t)
	assert.Equal(t, []string{"goes on"}, e.run(`
		setTimeout(() => log('goes on'), 5);
		Promise.reject(new RangeError('rejected'));
		throw new Error('thrown')`))
	assert.Equal(t, "Uncaught Error: thrown\n    at test.js:4:9\nUncaught (in promise) RangeError: rejected\n    at test.js:3:18\n", e.stderr.String())
}

func TestUncaught(t *testing.T) {
	var got []*bindings.Uncaught
	e := newEngine(t, bindings.WithUncaught(func(u *bindings.Uncaught) { got = append(got, u) }))
	e.set("fail", func() error { return io.ErrUnexpectedEOF })
	e.run(`
		var thrown = new Error('thrown');
		function f() { throw thrown }
		setTimeout(fail);
		Promise.reject(thrown);
		f()`)
	require.Len(t, got, 3)
	assert.True(t, got[0].Value.SameAs(e.vm.Get("thrown")))
	assert.False(t, got[0].Promise)
	assert.Equal(t, 2, got[0].Stack[0].Position().Line, "where it was made")
	assert.True(t, got[1].Promise || got[2].Promise)

	for _, u := range got {
		d := e.scope.Explain(u)
		switch {
		case u.Promise:
			assert.Equal(t, "Uncaught (in promise) Error: thrown\n    at test.js:2:16", d.Text)
		case errors.Is(d.Err, io.ErrUnexpectedEOF):
			assert.Equal(t, "GoError: unexpected EOF", d.Message)
		default:
			assert.Equal(t, bindings.Explanation{Value: u.Value, Message: "Error: thrown",
				Text: "Uncaught Error: thrown\n    at test.js:2:16", File: "test.js", Line: 2, Column: 16}, d)
		}
	}
}

func TestReportException(t *testing.T) {
	report := func(t *testing.T, handler string, make func(e *engine) error) (lines, uncaught []string) {
		e := newEngine(t, bindings.WithUncaught(func(u *bindings.Uncaught) { uncaught = append(uncaught, u.Value.String()) }))
		e.run(handler)
		e.scope.ReportException(make(e))
		return e.take(), uncaught
	}
	for _, c := range []struct {
		name     string
		handler  string
		make     func(e *engine) error
		lines    []string
		uncaught []string
	}{
		{"an exception", `onerror = m => log(m)`, func(e *engine) error {
			_, err := e.vm.RunString("throw 'thrown'")
			return err
		}, []string{"Uncaught thrown"}, []string{"thrown"}},
		{"one that a script handles", `onerror = m => { log(m); return true }`, func(e *engine) error {
			_, err := e.vm.RunString("throw 'thrown'")
			return err
		}, []string{"Uncaught thrown"}, nil},
		{"a syntax error", `onerror = m => log(m)`, func(e *engine) error {
			_, err := e.vm.RunString("a b")
			return err
		}, []string{"Uncaught SyntaxError: (anonymous): Line 1:3 Unexpected identifier (and 1 more errors)"}, []string{"SyntaxError: x"}},
		{"a stack overflow", ``, func(e *engine) error {
			e.vm.SetMaxCallStackSize(100)
			_, err := e.vm.RunString("(function f() { f() })()")
			return err
		}, nil, []string{"RangeError: Maximum call stack size exceeded"}},
		{"an interrupt", `onerror = m => log(m)`, func(e *engine) error {
			e.vm.Interrupt("enough")
			_, err := e.vm.RunString("for (;;);")
			return err
		}, nil, nil},
		{"a Go error", `onerror = m => log(m)`, func(*engine) error { return io.EOF }, []string{"Uncaught GoError: EOF"}, []string{"GoError: EOF"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, uncaught := report(t, c.handler, c.make)
			if c.name == "a syntax error" {
				require.Len(t, lines, 1)
				assert.Regexp(t, "^Uncaught SyntaxError: ", lines[0])
				assert.Len(t, uncaught, 1)
				return
			}
			assert.Equal(t, c.lines, lines)
			assert.Equal(t, c.uncaught, uncaught)
		})
	}
}

// An interrupt ends the task: no other listener of it runs, nor does what called them. The next task works again.
func TestInterruptEndsTheTask(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"listeners of one event", `
			const target = new EventTarget();
			target.addEventListener('x', () => { interrupt(); for (;;); });
			target.addEventListener('x', () => log('the next listener'));
			target.dispatchEvent(new Event('x'));
			log('the script')`},
		{"a nested dispatch", `
			const a = new EventTarget(), b = new EventTarget();
			a.addEventListener('x', () => { b.dispatchEvent(new Event('y')); log('after the nested one') });
			a.addEventListener('x', () => log('the next listener'));
			b.addEventListener('y', () => { interrupt(); for (;;); });
			b.addEventListener('y', () => log('the next inner listener'));
			try { a.dispatchEvent(new Event('x')) } catch { log('caught') } finally { log('finally') }`},
		{"an event that the loop fires", `
			const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', () => { interrupt(); for (;;); });
			port1.addEventListener('message', () => log('the next listener'));
			port1.start();
			port2.postMessage(1)`},
		{"the close event", `
			const { port1, port2 } = new MessageChannel();
			port1.addEventListener('close', () => { interrupt(); for (;;); });
			port1.addEventListener('close', () => log('the next listener'));
			port2.close()`},
		{"signals that depend on each other", `
			const controller = new AbortController();
			const any = AbortSignal.any([controller.signal]);
			controller.signal.onabort = () => { interrupt(); for (;;); };
			any.onabort = () => log('the next signal');
			controller.abort();
			log('the script')`},
		{"microtasks", `queueMicrotask(() => { interrupt(); for (;;); }); queueMicrotask(() => log('the next microtask'))`},
		{"the error event", `
			addEventListener('error', () => { interrupt(); for (;;); });
			addEventListener('error', () => log('the next listener'));
			throw 'thrown'`},
		{"rejections", `
			addEventListener('unhandledrejection', () => { interrupt(); for (;;); });
			Promise.reject(1);
			Promise.reject(2)`},
		{"an interval", `
			let n = 0;
			const id = setInterval(() => { if (n++) return clearInterval(id); interrupt(); for (;;); })`},
		{"a getter that is cloned", `structuredClone({ get a() { interrupt(); for (;;); } }); log('the script')`},
		{"the start of a stream", `new ReadableStream({ start() { interrupt(); for (;;); } }); log('the script')`},
		{"the pull of a stream", `
			const reader = new ReadableStream({ pull() { interrupt(); for (;;); } }).getReader();
			reader.read().then(() => log('read'), () => log('rejected'));
			queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => log('the next microtask'))))`},
		{"the size of a chunk", `
			let controller;
			new ReadableStream({ start(c) { controller = c } }, { size() { interrupt(); for (;;); } });
			try { controller.enqueue(1) } catch { log('caught') }
			log('the script')`},
		{"the write of a stream that is piped to", `
			const done = new ReadableStream({ start(c) { c.enqueue(1); c.close() } })
				.pipeTo(new WritableStream({ write() { interrupt(); for (;;); }, close() { log('closed') } }));
			done.then(() => log('done'), () => log('failed'))`},
		{"the transform of a stream", `
			const { readable, writable } = new TransformStream({ transform() { interrupt(); for (;;); } });
			writable.getWriter().write(1).then(() => log('written'), () => log('failed'));
			readable.getReader().read().then(() => log('read'), () => log('failed'))`},
		{"the then of what a source returns", `
			new ReadableStream({ start() { return { get then() { interrupt(); for (;;); } } } });
			log('the script')`},
		{"a sequence that is iterated", `AbortSignal.any({ *[Symbol.iterator]() { interrupt(); for (;;); } }); log('the script')`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var reported []string
			if strings.Contains(c.source, "*[Symbol.iterator]") {
				enginetest.RequireFast(t) // which repairs the stacks
			}
			e := newEngine(t, bindings.WithUncaught(func(u *bindings.Uncaught) { reported = append(reported, u.Value.String()) }))
			e.set("interrupt", func() { e.vm.Interrupt("enough") })
			assert.Empty(t, e.run(c.source))
			assert.Empty(t, reported, "an interrupt is not reported, nor what it cut off")

			assert.Equal(t, []string{"listener 1", "listener 2", "microtask", "message"}, e.run(`
				removeEventListener('error', undefined);
				const t = new EventTarget();
				t.addEventListener('x', () => log('listener 1'));
				t.addEventListener('x', () => log('listener 2'));
				t.dispatchEvent(new Event('x'));
				queueMicrotask(() => log('microtask'));
				const c = new MessageChannel();
				c.port1.onmessage = () => log('message');
				c.port2.postMessage(1)`))
		})
	}
}

// A stack overflow is no interrupt: the task goes on, and microtasks find their own callbacks.
func TestStackOverflowDropsNoOneElsesMicrotask(t *testing.T) {
	e := newEngine(t, bindings.WithUncaught(func(*bindings.Uncaught) {}))
	e.vm.SetMaxCallStackSize(100)
	e.run(`
		function f() { f() }
		Promise.resolve().then(f); // the engine drops the jobs behind it
		queueMicrotask(() => log('first'))`)
	assert.Equal(t, []string{"second"}, e.run("queueMicrotask(() => log('second'))"))
	assert.Equal(t, []string{"listener 2", "after"}, e.run(`
		const target = new EventTarget();
		target.addEventListener('x', f);
		target.addEventListener('x', () => log('listener 2'));
		target.dispatchEvent(new Event('x'));
		log('after')`))
}

func TestDo(t *testing.T) {
	var reported []string
	e := newEngine(t, bindings.WithUncaught(func(u *bindings.Uncaught) { reported = append(reported, u.Value.String()) }))
	e.set("interrupt", func() { e.vm.Interrupt("enough") })
	e.run(`
		var target = new EventTarget(), o = { get endless() { interrupt(); for (;;); }, get fails() { throw 'thrown' } };
		target.addEventListener('endless', () => { interrupt(); for (;;); });
		target.addEventListener('x', () => log('listener'))`)
	do := func(f func(vm *goja.Runtime)) {
		e.loop.Post(eventloop.TaskFunc(func() { e.scope.Do(f) }))
		require.NoError(t, e.loop.Run(t.Context()))
	}
	get := func(name string) { do(func(vm *goja.Runtime) { vm.Get("o").(*goja.Object).Get(name) }) }
	dispatch := func(typ string) {
		do(func(vm *goja.Runtime) {
			if _, err := vm.RunString("target.dispatchEvent(new Event('" + typ + "'))"); err != nil {
				panic(err)
			}
		})
	}
	dispatch("endless")
	dispatch("x")
	get("endless")
	get("fails")
	dispatch("x")
	do(func(vm *goja.Runtime) { panic(vm.NewTypeError("mine")) })
	assert.Equal(t, []string{"listener", "listener"}, e.take())
	assert.Equal(t, []string{"thrown", "TypeError: mine"}, reported)
	assert.PanicsWithValue(t, "bug", func() { e.scope.Do(func(*goja.Runtime) { panic("bug") }) })
}
