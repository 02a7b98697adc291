package scope_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
)

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
			e := bindingstest.New(t, bindings.WithUncaught(func(u *bindings.Uncaught) { reported = append(reported, u.Value.String()) }))
			e.Set("interrupt", func() { e.VM.Interrupt("enough") })
			assert.Empty(t, e.Run(c.source))
			assert.Empty(t, reported, "an interrupt is not reported, nor what it cut off")

			assert.Equal(t, []string{"listener 1", "listener 2", "microtask", "message"}, e.Run(`
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
