package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	goruntime "runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

// What users of goja, k6, Node, Deno, Bun and others reported, as far as it takes Go to see it. The rest is in
// js_tests, in files that are named after the behaviour. Each test links what was reported.

// scripted is a runtime for a test, with what its scripts print.
type scripted struct {
	*runtime.Runtime
	out bytes.Buffer
}

func newScripted(t *testing.T, opts ...runtime.Option) *scripted {
	t.Helper()
	s := &scripted{}
	rt, err := runtime.New(append([]runtime.Option{runtime.WithStdout(&s.out), runtime.WithStderr(&s.out)}, opts...)...)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, rt.Close()) })
	s.Runtime = rt
	return s
}

// run runs a script to its end, which must come by itself.
func (s *scripted) run(t *testing.T, source string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	require.NoError(t, s.Run(ctx, "test.js", source))
}

// TestReportedOpenPortsKeepNothingUp: React's scheduler, which makes a channel when it is loaded, kept Node from
// ending, and Playwright had to unref its port. https://github.com/react/react/issues/20756,
// https://github.com/react/react/issues/26608, https://github.com/microsoft/playwright/pull/30271
func TestReportedOpenPortsKeepNothingUp(t *testing.T) {
	for name, test := range map[string]struct{ source, out string }{
		"loaded and never used": {`
			const channel = new MessageChannel();
			const port = channel.port2;
			channel.port1.onmessage = () => console.log('never');`, ""},
		"used": {`
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = e => console.log('got', e.data);
			port2.onmessage = e => { console.log('got', e.data); port2.postMessage('pong'); };
			port1.postMessage('ping');`, "got ping\ngot pong\n"},
		"started by hand": {`
			const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', () => {});
			port1.start();
			port2.start();`, ""},
		"with a close listener": {`
			new MessageChannel().port1.onclose = () => console.log('never');`, ""},
		"in transit to nobody": {`
			const a = new MessageChannel(), b = new MessageChannel();
			a.port1.postMessage('never received', [b.port2]);
			b.port1.postMessage('nor this');`, ""},
		"with messages that wait for start": {`
			const { port1, port2 } = new MessageChannel();
			port2.addEventListener('message', () => console.log('never'));
			port1.postMessage(1);`, ""},
		"ten thousand": {`
			for (let i = 0; i < 10000; i++) new MessageChannel().port1.onmessage = () => {};`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t)
			s.run(t, test.source)
			assert.Equal(t, test.out, s.out.String())
		})
	}
}

// TestReportedNoOrderOfListenersKeepsAPortUp: elsewhere it depends on the order of ref, unref, on and start whether a
// port keeps the process alive. Here no port does. https://github.com/nodejs/node/issues/53036,
// https://github.com/oven-sh/bun/pull/38144, https://github.com/oven-sh/bun/pull/38009,
// https://github.com/denoland/deno/pull/23278
func TestReportedNoOrderOfListenersKeepsAPortUp(t *testing.T) {
	steps := []string{
		"p.onmessage = f;", "p.addEventListener('message', f);", "p.start();", "p.onmessage = null;",
		"p.removeEventListener('message', f);", "p.onclose = f;", "q.postMessage(1);",
	}
	for i := range steps {
		for j := range steps {
			for k := range steps {
				s := newScripted(t)
				s.run(t, "const { port1: p, port2: q } = new MessageChannel(); const f = () => {};"+
					steps[i]+steps[j]+steps[k])
			}
		}
	}
}

// TestReportedForgottenInterval: it hung Run for ever. https://github.com/dop251/goja_nodejs/issues/69
func TestReportedForgottenInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt, err := runtime.New(runtime.WithStdout(&bytes.Buffer{}))
		require.NoError(t, err)
		defer rt.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour+time.Millisecond)
		defer cancel()
		begin := time.Now()
		err = rt.Run(ctx, "test.js", "let n = 0; setInterval(() => { n++; }, 60000)")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Hour+time.Millisecond, time.Since(begin))
		n, err := rt.Eval(t.Context(), "n")
		require.NoError(t, err)
		assert.EqualValues(t, 60, n.Export())
	})
}

// TestReportedTimersLeaveNoGoroutines: a loop that was stopped left a goroutine for each timer.
// https://github.com/dop251/goja_nodejs/issues/81
func TestReportedTimersLeaveNoGoroutines(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for range 20 {
		rt, err := runtime.New()
		require.NoError(t, err)
		stop := errors.New("stop")
		ctx, cancel := context.WithCancelCause(t.Context())
		require.NoError(t, rt.VM().Set("stop", func() { cancel(stop) }))
		require.ErrorIs(t, rt.Run(ctx, "test.js", `
			for (let i = 0; i < 10; i++) setInterval(() => {}, 1);
			setTimeout(() => {}, 1000000);
			AbortSignal.timeout(1000000);
			setTimeout(stop, 3)`), stop)
		require.NoError(t, rt.Close())
	}
}

// TestReportedEndlessScriptIsInterrupted: there was no obvious way to do so, and a worker that was terminated went on
// burning a thread. https://github.com/dop251/goja_nodejs/issues/50, https://github.com/denoland/deno/pull/35657
func TestReportedEndlessScriptIsInterrupted(t *testing.T) {
	for name, source := range map[string]string{
		"script":             "started(); while (true) {}",
		"timer":              "setTimeout(() => { started(); while (true) {} })",
		"microtask":          "queueMicrotask(() => { started(); for (;;) {} })",
		"endless microtasks": "const again = () => queueMicrotask(again); queueMicrotask(started); again()",
		"promise job":        "Promise.resolve().then(() => { started(); for (;;) {} })",
		"listener":           "const t = new EventTarget(); t.addEventListener('x', () => { started(); for (;;) {} }); t.dispatchEvent(new Event('x'))",
		"onmessage":          "const c = new MessageChannel(); c.port2.onmessage = () => { started(); for (;;) {} }; c.port1.postMessage(1)",
		"getter of a clone":  "structuredClone({ get a() { started(); for (;;) {} } })",
		"message loop": `const { port1, port2 } = new MessageChannel(); port2.onmessage = () => port1.postMessage(1);
			port1.postMessage(1); setTimeout(started)`,
		"error listener": "addEventListener('error', () => { started(); for (;;) {} }); throw 1",
		"catch":          "started(); for (;;) { try { for (;;) {} } catch (e) {} finally {} }",
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t)
			stop := errors.New("stop")
			ctx, cancel := context.WithCancelCause(t.Context())
			started := make(chan struct{})
			require.NoError(t, s.VM().Set("started", func() { close(started) }))
			go func() {
				<-started
				cancel(stop)
			}()
			require.ErrorIs(t, s.Run(ctx, "test.js", source), stop)

			v, err := s.Eval(t.Context(), "'alive'")
			require.NoError(t, err)
			assert.Equal(t, "alive", v.Export())
		})
	}
}

// TestReportedErrorsAreNotSilent: a throw in a timer was swallowed in another engine and is so in goja_nodejs; k6 lost
// rejections. https://github.com/nooga/paserati/issues/484, https://github.com/grafana/k6/issues/2318,
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

// TestReportedStackOverflowIsReported: on every path a script can be called from.
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

// TestReportedAwaitFromGo: there was no way to wait for a promise from outside.
// https://github.com/dop251/goja/issues/694
func TestReportedAwaitFromGo(t *testing.T) {
	s := newScripted(t)
	for source, want := range map[string]any{
		"Promise.resolve(1)": int64(1),
		"new Promise(resolve => setTimeout(resolve, 1, 'late'))":  "late",
		"(async () => { await null; await null; return true })()": true,
		"42": int64(42),
		"const c = new MessageChannel(); c.port1.postMessage('m'); new Promise(r => { c.port2.onmessage = e => r(e.data) })": "m",
	} {
		p, err := s.Eval(t.Context(), source)
		require.NoError(t, err)
		v, err := s.Await(t.Context(), p)
		require.NoError(t, err)
		assert.Equal(t, want, v.Export())
	}

	p, err := s.Eval(t.Context(), "Promise.reject(new TypeError('no'))")
	require.NoError(t, err)
	_, err = s.Await(t.Context(), p)
	var uncaught *runtime.UncaughtError
	require.ErrorAs(t, err, &uncaught)
	assert.Equal(t, "TypeError: no", uncaught.Message)

	p, err = s.Eval(t.Context(), "new Promise(() => {})")
	require.NoError(t, err)
	_, err = s.Await(t.Context(), p)
	require.ErrorIs(t, err, runtime.ErrNeverSettles)
}

// TestReportedGoWorkKeepsTheProgramUp: the process ended before a goroutine could settle its promise; k6 built an event
// loop for that. https://github.com/dop251/goja/issues/562, https://github.com/grafana/k6/pull/2228
func TestReportedGoWorkKeepsTheProgramUp(t *testing.T) {
	s := newScripted(t)
	boom := errors.New("boom")
	require.NoError(t, s.VM().Set("work", func(call goja.FunctionCall) goja.Value {
		n := call.Argument(0).ToInteger()
		p := s.NewPromise()
		go func() {
			if n < 0 {
				p.Reject(boom)
				return
			}
			p.Resolve(map[string]any{"n": n, "bytes": []byte{1, 2}})
		}()
		return p.JS
	}))
	s.run(t, `
		(async () => {
			const all = await Promise.all([work(1), work(2), work(3)]);
			console.log(all.map(r => r.n + r.bytes.length).join());
			await work(-1).catch(e => console.log(e.message));
		})()`)
	assert.Equal(t, "3,4,5\nboom\n", s.out.String())

	err := s.Run(t.Context(), "test.js", "work(-1)")
	require.ErrorIs(t, err, boom)
}

// TestReportedValuesBetweenRuntimes: sharing values between engines was asked for again and again, and is not even safe
// for reading. Clones are what crosses. https://github.com/dop251/goja/issues/232,
// https://github.com/dop251/goja/issues/195, https://github.com/dop251/goja/issues/295,
// https://github.com/dop251/goja/pull/412
func TestReportedValuesBetweenRuntimes(t *testing.T) {
	group := eventloop.NewGroup()
	left, right := newScripted(t, runtime.WithGroup(group)), newScripted(t, runtime.WithGroup(group))

	// Both ends are made in the left runtime; the second one is given to the right one by way of Go.
	bridge := left.NewChannel()
	require.NoError(t, left.VM().Set("near", bridge.JS))
	far, err := right.NewMessagePort(bridge.Go)
	require.NoError(t, err)
	require.NoError(t, right.VM().Set("far", far))
	// Neither may find that nothing can happen before the other one has begun.
	require.NoError(t, left.VM().Set("begun", group.Hold().Release))
	require.NoError(t, right.VM().Set("begun", group.Hold().Release))

	const rounds = 200
	var wg sync.WaitGroup
	wg.Go(func() {
		assert.NoError(t, left.Run(t.Context(), "left.js", fmt.Sprintf(`
			let round = 0;
			const shared = { list: [], text: 'ü'.repeat(100), map: new Map() };
			near.onmessage = ({ data }) => {
				if (data.list.length !== round + 1 || data.list[round] !== 'right') throw new Error('mixed up');
				shared.list.push('right');
				shared.map.set(round, data.text);
				if (++round < %d) near.postMessage(shared);
				else { console.log('done', shared.map.size); near.close(); }
			};
			near.postMessage(shared);
			begun()`, rounds)))
	})
	wg.Go(func() {
		assert.NoError(t, right.Run(t.Context(), "right.js", `
			far.onmessage = ({ data }) => {
				data.list.push('right');
				data.text += '!';
				data.text = data.text.slice(0, 100);
				far.postMessage(data);
				data.list.length = 0;
			};
			far.onclose = () => console.log('closed');
			begun()`))
	})
	wg.Wait()
	assert.Equal(t, fmt.Sprintf("done %d\n", rounds), left.out.String())
	assert.Equal(t, "closed\n", right.out.String())
}

// TestReportedGoValuesIntoAPort: the other half of it, a Go API for posting values to a script.
func TestReportedGoValuesIntoAPort(t *testing.T) {
	s := newScripted(t)
	ch := s.NewChannel()
	require.NoError(t, s.VM().Set("host", ch.JS))
	type row struct {
		Name string    `json:"name"`
		At   time.Time `json:"at"`
	}
	var got []any
	var wg sync.WaitGroup
	wg.Go(func() {
		defer ch.Go.Close()
		for i := range 3 {
			assert.NoError(t, ch.Go.Post(row{fmt.Sprint("r", i), time.UnixMilli(int64(i))}))
		}
		for m := range ch.Go.Messages(t.Context()) {
			if got = append(got, m.Data); len(got) == 3 {
				return
			}
		}
	})
	s.run(t, "host.onmessage = ({ data }) => host.postMessage(data.name + data.at.getTime())")
	wg.Wait()
	assert.Equal(t, []any{"r00", "r11", "r22"}, got)
}

// TestReportedStructuredCloneOfABareEngine: goja declined structuredClone as not part of ECMAScript, k6 waits for it.
// https://github.com/dop251/goja/issues/652, https://github.com/grafana/k6/issues/4083
func TestReportedStructuredCloneOfABareEngine(t *testing.T) {
	vm := goja.New()
	v, err := vm.RunString("const o = { m: new Map([[1, new Date(5)]]) }; o.self = o; o")
	require.NoError(t, err)
	record, err := clone.Serialize(vm, v, clone.Options{})
	require.NoError(t, err)
	copied, _, err := record.Deserialize(vm)
	require.NoError(t, err)
	require.NoError(t, vm.Set("copied", copied))
	ok, err := vm.RunString("copied !== o && copied.self === copied && copied.m.get(1).getTime() === 5")
	require.NoError(t, err)
	assert.True(t, ok.ToBoolean())

	loop := eventloop.New()
	defer loop.Close()
	_, err = bindings.Install(vm, bindings.OnLoop(loop))
	require.NoError(t, err)
	ok, err = vm.RunString("structuredClone(o).m.size === 1")
	require.NoError(t, err)
	assert.True(t, ok.ToBoolean())
}

// TestReportedUnreachableChannelsAreCollected: comlink's proxies never were, because a port that has a listener was a
// root. https://github.com/GoogleChromeLabs/comlink/issues/63
func TestReportedUnreachableChannelsAreCollected(t *testing.T) {
	s := newScripted(t)
	const channels = 300
	var collected atomic.Int32
	require.NoError(t, s.VM().Set("token", func() any {
		o := &[1024]byte{}
		goruntime.AddCleanup(o, func(int) { collected.Add(1) }, 0)
		return o
	}))
	s.run(t, fmt.Sprintf(`
		for (let i = 0; i < %d; i++) {
			const { port1, port2 } = new MessageChannel();
			const held = token();
			port1.onmessage = () => { held; };
			port2.onclose = () => { held; };
			if (i %% 3 === 0) port1.postMessage('never received');
			if (i %% 3 === 1) { const c = new MessageChannel(); c.port1.postMessage(null, [port2]); }
			new AbortController().signal.onabort = () => { held; };
		}`, channels))
	for range 20 {
		if goruntime.GC(); collected.Load() >= channels-10 { // the last ones may still be in the engine's registers
			break
		}
		goruntime.Gosched()
	}
	assert.GreaterOrEqual(t, collected.Load(), int32(channels-10))
	goruntime.KeepAlive(s)
}

// TestReportedDeliveryDoesNotDependOnTheCollector: calls that were under way got lost when a port was collected.
// https://github.com/GoogleChromeLabs/comlink/issues/692
func TestReportedDeliveryDoesNotDependOnTheCollector(t *testing.T) {
	s := newScripted(t)
	require.NoError(t, s.VM().Set("collect", func() { goruntime.GC(); goruntime.GC() }))
	s.run(t, `
		let received = 0;
		for (let i = 0; i < 30; i++) {
			(() => {
				const outer = new MessageChannel();
				const inner = new MessageChannel();
				inner.port1.postMessage('in the queue');
				outer.port1.postMessage(null, [inner.port2]);
				outer.port2.onmessage = e => {
					collect();
					e.ports[0].onmessage = () => { if (++received === 30) console.log('all'); };
				};
			})();
			collect();
		}`)
	assert.Equal(t, "all\n", s.out.String())
}

// TestReportedEndOfARuntimeClosesItsPorts: a port that was moved to a worker that ended, or never began, stayed open
// for ever. https://github.com/oven-sh/bun/pull/43374, https://github.com/whatwg/html/issues/1766,
// https://github.com/denoland/deno/issues/21964
func TestReportedEndOfARuntimeClosesItsPorts(t *testing.T) {
	t.Run("that has one", func(t *testing.T) {
		s := newScripted(t)
		other, err := runtime.New()
		require.NoError(t, err)
		bridge := s.NewChannel()
		require.NoError(t, s.VM().Set("near", bridge.JS))
		far, err := other.NewMessagePort(bridge.Go)
		require.NoError(t, err)
		require.NoError(t, other.VM().Set("far", far))
		require.NoError(t, other.Run(t.Context(), "other.js", "far.onmessage = () => {}; far.postMessage('last words')"))
		require.NoError(t, other.Close())
		s.run(t, "near.onmessage = e => console.log(e.data); near.onclose = () => console.log('close')")
		assert.Equal(t, "last words\nclose\n", s.out.String())
	})

	t.Run("to which one is on its way", func(t *testing.T) {
		s := newScripted(t)
		other, err := runtime.New()
		require.NoError(t, err)
		bridge := s.NewChannel()
		require.NoError(t, s.VM().Set("near", bridge.JS))
		far, err := other.NewMessagePort(bridge.Go)
		require.NoError(t, err)
		require.NoError(t, other.VM().Set("far", far))
		s.run(t, `
			const { port1, port2 } = new MessageChannel();
			near.postMessage('never received', [port2]);
			port1.onclose = () => console.log('close')`)
		assert.Empty(t, s.out.String())
		require.NoError(t, other.Close())
		require.NoError(t, s.Wait(t.Context()))
		assert.Equal(t, "close\n", s.out.String())
	})

	t.Run("that is closed already", func(t *testing.T) {
		s := newScripted(t)
		other, err := runtime.New()
		require.NoError(t, err)
		bridge := s.NewChannel()
		require.NoError(t, s.VM().Set("near", bridge.JS))
		require.NoError(t, other.Close())
		_, err = s.Eval(t.Context(), "near.onclose = () => console.log('close'); near.postMessage('never received')")
		require.NoError(t, err)
		_, err = other.NewMessagePort(bridge.Go)
		require.NoError(t, err)
		require.NoError(t, s.Wait(t.Context()))
		assert.Equal(t, "close\n", s.out.String())
	})
}

// TestReportedFloodFromGoStarvesNoTimer: a flood from one worker, or two ports that talk without end, kept timers from
// firing. https://github.com/oven-sh/bun/pull/36314, https://github.com/nodejs/node/pull/29315
func TestReportedFloodFromGoStarvesNoTimer(t *testing.T) {
	s := newScripted(t)
	ch := s.NewChannel()
	require.NoError(t, s.VM().Set("host", ch.JS))
	var wg sync.WaitGroup
	wg.Go(func() {
		for ch.Go.Post(1) == nil {
		}
	})
	s.run(t, `
		let received = 0;
		host.onmessage = () => { received++; };
		let ticks = 0;
		const id = setInterval(() => {
			if (++ticks < 3) return;
			clearInterval(id);
			host.close();
			console.log(received > 0);
		}, 1)`)
	ch.Go.Close()
	wg.Wait()
	assert.Equal(t, "true\n", s.out.String())
}

// TestReportedPingPongStarvesNoTimer is the same within one runtime, where the loop never sleeps.
func TestReportedPingPongStarvesNoTimer(t *testing.T) {
	s := newScripted(t)
	s.run(t, `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => port1.postMessage(1);
		port2.onmessage = () => port2.postMessage(1);
		port1.postMessage(1);
		setTimeout(() => { port1.close(); console.log('timer'); }, 3)`)
	assert.Equal(t, "timer\n", s.out.String())
}

// TestReportedTimeoutSignalKeepsNothingUp: AbortSignal.timeout is for what else there is to do.
func TestReportedTimeoutSignalKeepsNothingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt, err := runtime.New()
		require.NoError(t, err)
		defer rt.Close()
		begin := time.Now()
		require.NoError(t, rt.Run(t.Context(), "test.js", "AbortSignal.timeout(3600000).onabort = () => { throw new Error() }"))
		assert.Zero(t, time.Since(begin))
	})
}
