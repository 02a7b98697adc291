package runtime_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

func TestLimitCallStack(t *testing.T) {
	depth := func(opts ...runtime.Option) int64 {
		rt, _ := newRuntime(t, opts...)
		e := uncaught(t, rt, "var depth = 0; (function f() { depth++; f() })()")
		assert.Equal(t, "RangeError: Maximum call stack size exceeded", e.Message)
		return rt.VM().Get("depth").ToInteger()
	}
	assert.InDelta(t, 100, depth(limited(runtime.Limits{CallStack: 100})), 2)
	assert.InDelta(t, runtime.DefaultCallStack, depth(), 2)
	assert.InDelta(t, runtime.DefaultCallStack, depth(limited(runtime.Limits{Timers: 1})), 2, "another limit is no reason for none")
}

func TestLimitQueuedMessages(t *testing.T) {
	t.Run("a script's post past it throws, and nothing is lost or transferred", func(t *testing.T) {
		assert.Equal(t, []string{
			"QuotaExceededError true true", "8 false",
			"0", "1", "2", "again",
		}, run(t, `
			const { port1, port2 } = new MessageChannel();
			const extra = new MessageChannel(), buffer = new ArrayBuffer(8);
			let detached = false;
			extra.port1.onclose = () => { detached = true };
			for (let i = 0; i < 3; i++) port1.postMessage(i);
			try { port1.postMessage('lost', [extra.port2, buffer]) } catch (e) {
				log(e.name, e instanceof QuotaExceededError, e.message.includes('3 messages are waiting'));
			}
			log(buffer.byteLength, detached);
			structuredClone(null, { transfer: [extra.port2] }); // it is still ours
			port2.onmessage = e => {
				log(e.data);
				if (e.data === 2) port1.postMessage('again');
			}`, limited(runtime.Limits{QueuedMessages: 3})))
	})
	t.Run("a getter that fills the queue", func(t *testing.T) {
		assert.Equal(t, []string{"QuotaExceededError", "8", "0", "inner"}, run(t, `
			const { port1, port2 } = new MessageChannel();
			const buffer = new ArrayBuffer(8);
			port1.postMessage(0);
			try { port1.postMessage({ get a() { port1.postMessage('inner'); return 1 }, buffer }) } catch (e) { log(e.name) }
			port2.onmessage = e => log(e.data);
			setTimeout(() => log(buffer.byteLength))`, limited(runtime.Limits{QueuedMessages: 2})))
	})
	t.Run("both ends and transferred ports have it", func(t *testing.T) {
		assert.Equal(t, []string{"port2 1", "transferred 1"}, run(t, `
			function fill(name, port) {
				let n = 0;
				try { for (;;) { port.postMessage(n); n++ } } catch (e) { log(name, n) }
			}
			const a = new MessageChannel(), b = new MessageChannel();
			fill('port2', a.port2);
			b.port1.onmessage = e => fill('transferred', e.data);
			const c = new MessageChannel();
			b.port2.postMessage(c.port1, [c.port1])`, limited(runtime.Limits{QueuedMessages: 1})))
	})
	t.Run("a Go end gets ErrQueueFull and keeps its ports", func(t *testing.T) {
		rt, port, l := withHost(t, limited(runtime.Limits{QueuedMessages: 2}))
		extra := rt.NewChannel()
		require.NoError(t, port.Post(0))
		require.NoError(t, port.Post(1))
		assert.ErrorIs(t, port.Post(2), runtime.ErrQueueFull)
		assert.ErrorIs(t, port.Post(2, extra.Go), runtime.ErrQueueFull)
		require.NoError(t, extra.Go.Post("still there"))
		extra.Go.Close()
		_, err := rt.Eval(bg, "host.onmessage = e => log(e.data)")
		require.NoError(t, err)
		require.NoError(t, waitFor(rt, func() bool { return len(l.all()) == 2 }))
		require.NoError(t, port.Post(3))
		port.Close()
		require.NoError(t, rt.Wait(bg))
		assert.Equal(t, []string{"0", "1", "3"}, l.all())
	})
	t.Run("a script that floods Go", func(t *testing.T) {
		rt, port, _ := withHost(t, limited(runtime.Limits{QueuedMessages: 10}))
		v, err := rt.Eval(bg, "let n = 0; try { for (;;) { host.postMessage(n); n++ } } catch (e) { } n")
		require.NoError(t, err)
		assert.EqualValues(t, 10, v.ToInteger())
		for want := range int64(10) {
			m, err := port.Receive(bg)
			require.NoError(t, err)
			assert.Equal(t, want, m.Data)
		}
	})
	t.Run("no port is lost when many goroutines post past it", func(t *testing.T) {
		rt, port, _ := withHost(t, limited(runtime.Limits{QueuedMessages: 5}))
		var mu sync.Mutex
		posted, kept := 0, 0
		var posting sync.WaitGroup
		for range 8 {
			extra := make([]*runtime.Port, 10)
			for i := range extra {
				extra[i] = rt.NewChannel().Go
			}
			posting.Go(func() {
				for _, e := range extra {
					err := port.Post(nil, e)
					mu.Lock()
					if err == nil {
						posted++
					} else if assert.ErrorIs(t, err, runtime.ErrQueueFull) && assert.NoError(t, e.Post("still there")) {
						kept++
					}
					mu.Unlock()
					e.Close()
				}
			})
		}
		posting.Wait()
		assert.Equal(t, 5, posted)
		assert.Equal(t, 75, kept)
	})
}

func TestLimitMessageBytes(t *testing.T) {
	const limit = 10_000
	for _, c := range []struct{ name, value string }{
		{"a string", `'x'.repeat(20_000)`},
		{"a buffer", `new ArrayBuffer(20_000)`},
		{"a typed array", `new Float64Array(2_000)`},
		{"an array", `new Array(2_000).fill(1)`},
		{"an object with many properties", `Object.fromEntries(new Array(1_000).fill(0).map((_, i) => ['p' + i, i]))`},
		{"a Map", `new Map(new Array(2_000).fill(0).map((_, i) => [i, i]))`},
		{"a Set", `new Set(new Array(2_000).fill(0).map((_, i) => i))`},
		{"nested arrays", `(() => { let a = []; for (let i = 0; i < 1_000; i++) a = [a]; return a })()`},
		{"an error with a long message", `new Error('x'.repeat(20_000))`},
		{"a long BigInt", `2n ** 200_000n`},
		{"a Blob", `new Blob(['x'.repeat(20_000)])`},
		{"a File", `new File([new Uint8Array(20_000)], 'name')`},
		{"a long regular expression", `new RegExp('x'.repeat(20_000))`},
		{"a long name", `({ ['x'.repeat(20_000)]: 1 })`},
		{"a DOMException with a long message", `new DOMException('x'.repeat(20_000))`},
		{"string objects", `Object('x'.repeat(20_000))`},
	} {
		t.Run(c.name, func(t *testing.T) {
			source := fmt.Sprintf(`
				const value = %s;
				const { port1, port2 } = new MessageChannel();
				const buffer = new ArrayBuffer(8);
				for (const f of [() => port1.postMessage([value, buffer], [buffer]), () => structuredClone([value, buffer], { transfer: [buffer] })])
					try { f(); log('no error') } catch (e) { log(e.name, buffer.byteLength) }
				port2.onmessage = e => log(typeof e.data);
				port1.postMessage('next')`, c.value)
			assert.Equal(t, []string{"QuotaExceededError 8", "QuotaExceededError 8", "string"}, run(t, source, limited(runtime.Limits{MessageBytes: limit})))
			assert.Equal(t, []string{"no error", "QuotaExceededError 8"}[:1], run(t, source)[:1], "without a limit")
		})
	}
	t.Run("a transferred buffer counts", func(t *testing.T) {
		assert.Equal(t, []string{"QuotaExceededError 20000"}, run(t, `
			const buffer = new ArrayBuffer(20_000);
			try { structuredClone(buffer, { transfer: [buffer] }) } catch (e) { log(e.name, buffer.byteLength) }`,
			limited(runtime.Limits{MessageBytes: limit})))
	})
	t.Run("small ones pass", func(t *testing.T) {
		assert.Equal(t, []string{"ok"}, run(t, `structuredClone({ id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } }); log('ok')`,
			limited(runtime.Limits{MessageBytes: limit})))
	})
	t.Run("what Go sends is not limited", func(t *testing.T) {
		_, port, _ := withHost(t, limited(runtime.Limits{MessageBytes: limit}))
		assert.NoError(t, port.Post(make([]byte, 20_000)))
	})
}

func TestLimitTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		assert.Equal(t, []string{"QuotaExceededError", "QuotaExceededError", "cleared", "ran", "nested", "interval", "interval"}, run(t, `
			const a = setTimeout(() => log('never'), 10);
			setTimeout(() => { log('ran'); setTimeout(() => log('nested'), 1) }, 1);
			try { setTimeout(() => log('never'), 5) } catch (e) { log(e.name) }
			try { setInterval(() => log('never'), 5) } catch (e) { log(e.name) }
			clearTimeout(a);
			log('cleared');
			let n = 0;
			const id = setInterval(() => { log('interval'); if (++n === 2) clearInterval(id) }, 20)`,
			limited(runtime.Limits{Timers: 2})))
	})
	synctest.Test(t, func(t *testing.T) {
		assert.Equal(t, []string{"QuotaExceededError", "aborted", "armed again"}, run(t, `
			AbortSignal.timeout(1).onabort = () => { log('aborted'); AbortSignal.timeout(1); log('armed again') };
			setTimeout(() => {}, 5);
			try { AbortSignal.timeout(1) } catch (e) { log(e.name) }`,
			limited(runtime.Limits{Timers: 2})))
	})
}

func TestLimitWallTime(t *testing.T) {
	t.Run("waiting", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			rt, _ := newRuntime(t, limited(runtime.Limits{WallTime: time.Minute}))
			start := time.Now()
			assert.ErrorIs(t, rt.Run(bg, "test.js", "setInterval(() => {}, 1000)"), runtime.ErrTimeLimit)
			assert.Equal(t, time.Minute, time.Since(start))
		})
	})
	t.Run("all runs together", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			rt, l := newRuntime(t, limited(runtime.Limits{WallTime: time.Minute}))
			for range 2 {
				require.NoError(t, rt.Run(bg, "test.js", "setTimeout(() => log('ran'), 29_000)"))
			}
			time.Sleep(time.Hour) // time between the runs does not count
			start := time.Now()
			assert.ErrorIs(t, rt.Run(bg, "test.js", "setTimeout(() => log('late'), 29_000)"), runtime.ErrTimeLimit)
			assert.Equal(t, 2*time.Second, time.Since(start))
			assert.ErrorIs(t, rt.Run(bg, "test.js", "log('late')"), runtime.ErrTimeLimit)
			_, err := rt.Eval(bg, "log('late')")
			assert.ErrorIs(t, err, runtime.ErrTimeLimit)
			assert.Equal(t, []string{"ran", "ran"}, l.all())
		})
	})
	t.Run("an endless loop", func(t *testing.T) {
		rt, _ := newRuntime(t, limited(runtime.Limits{WallTime: 20 * time.Millisecond}))
		assert.ErrorIs(t, rt.Run(bg, "test.js", "for (;;);"), runtime.ErrTimeLimit)
	})
}

func TestLimitsOfWorkers(t *testing.T) {
	files := scripts{"deep.js": `
		postMessage('depth');
		try {
			const w = new Worker('deep.js');
			w.onmessage = e => postMessage(e.data);
		} catch (e) { postMessage(e.name + ' ' + e.message) }`, "idle.js": ``}
	assert.Equal(t, []string{"depth", "depth", "QuotaExceededError Failed to construct 'Worker': Workers may be nested 2 deep, no deeper."},
		runWith(t, files, `new Worker('deep.js').onmessage = e => log(e.data)`, runtime.WithLimits(runtime.Limits{WorkerDepth: 2})))

	h := newHost(t, files.option(), runtime.WithLimits(runtime.Limits{Workers: 2}))
	a, logA := newIn(t, h)
	b, logB := newIn(t, h)
	const try = `try { new Worker('idle.js'); log('made') } catch (e) { log(e.name + ' ' + e.message) };`
	const refused = "QuotaExceededError Failed to construct 'Worker': 2 workers are there already, and no more are allowed: terminate one."
	require.NoError(t, a.Run(bg, "a.js", try+try+try))
	require.NoError(t, b.Run(bg, "b.js", try))
	assert.Equal(t, []string{"made", "made", refused}, logA.all())
	assert.Equal(t, []string{refused}, logB.all())
	require.NoError(t, a.Close())
	require.NoError(t, b.Run(bg, "b.js", try))
	assert.Equal(t, []string{refused, "made"}, logB.all())

	_, err := h.New(runtime.WithLimits(runtime.Limits{Workers: -1}))
	assert.EqualError(t, err, "runtime: the limit Workers is negative: use 0 for none")
	_, err = h.New(runtime.WithGroup(eventloop.NewGroup()))
	assert.ErrorContains(t, err, "make WithGroup an option of NewHost")
}

func TestWindowLimits(t *testing.T) {
	rt, err := runtime.New(runtime.WithWindow("https://example.org/"), runtime.WithLimits(runtime.Limits{QueuedMessages: 2, MessageBytes: 1000}))
	require.NoError(t, err)
	defer rt.Close()
	v, err := rt.Eval(t.Context(), `
		function attempt(...args) { try { postMessage(...args); return 'posted' } catch (e) { return e.name + ': ' + e.message } }
		const buffer = new ArrayBuffer(2);
		[attempt(1), attempt(2, 'https://elsewhere.example'), attempt(buffer, { transfer: [buffer] }), buffer.byteLength].join('\n')`)
	require.NoError(t, err)
	assert.Equal(t, "posted\nposted\n"+
		"QuotaExceededError: Failed to execute 'postMessage' on 'Window': 2 messages are waiting for this window already.\n2", v.String())
	require.NoError(t, rt.Wait(t.Context()))
	v, err = rt.Eval(t.Context(), `[attempt(1), attempt('x'.repeat(2000))].join('\n')`)
	require.NoError(t, err)
	assert.Equal(t, "posted\n"+
		"QuotaExceededError: Failed to execute 'postMessage' on 'Window': The message is larger than the limit of 1000 bytes.", v.String())
}

func limited(l runtime.Limits) runtime.Option { return runtime.WithLimits(l) }
