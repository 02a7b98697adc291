package runtime_test

import (
	goruntime "runtime"
	"testing"
	"weak"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// heap is how many bytes are live.
func heap() int64 {
	var m goruntime.MemStats
	goruntime.GC()
	goruntime.GC()
	goruntime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// Runtimes that were closed leave nothing behind, whatever their scripts left.
func TestClosedRuntimesAreCollected(t *testing.T) {
	const runtimes = 2000
	work := func() {
		rt, err := runtime.New()
		require.NoError(t, err)
		ch := rt.NewChannel()
		require.NoError(t, rt.VM().Set("host", ch.JS))
		_, err = rt.Eval(bg, `
			const kept = new MessageChannel();
			kept.port1.onmessage = () => {};
			kept.port2.postMessage('never taken');
			host.postMessage(new Uint8Array(1000));
			setInterval(() => {}, 1e9);
			new Promise(() => {});
			AbortSignal.any([AbortSignal.timeout(1e9), new AbortController().signal]).onabort = () => {}`)
		require.NoError(t, err)
		if _, err := ch.Go.Receive(bg); err != nil {
			t.Error(err)
		}
		require.NoError(t, rt.Close())
	}
	for range 50 {
		work()
	}
	before := heap()
	for range runtimes {
		work()
	}
	grown := heap() - before
	assert.Less(t, grown, int64(4<<20), "%d bytes for each closed runtime", grown/runtimes)
}

// collected collects garbage until the object is gone, but not for ever.
func collected[T any](p weak.Pointer[T]) bool {
	for range 20 {
		if p.Value() == nil {
			return true
		}
		goruntime.GC()
	}
	return false
}

func TestUnreachableChannelsAreCollected(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"never used", `var port = new MessageChannel().port1`},
		{"with listeners", `{ const c = new MessageChannel(); c.port2.onmessage = e => log(e.data, c); c.port1.onclose = () => {}; var port = c.port1 }`},
		{"with messages that were received", `{ const c = new MessageChannel(); c.port2.onmessage = () => {}; c.port1.postMessage(1); var port = c.port1 }`},
		{"with messages that nobody will receive", `{ const c = new MessageChannel(); c.port1.postMessage(new ArrayBuffer(1000)); var port = c.port2 }`},
		{"closed", `{ const c = new MessageChannel(); c.port1.close(); var port = c.port2 }`},
		{"in its own queue", `{ const a = new MessageChannel(), b = new MessageChannel(); a.port1.postMessage(null, [b.port1]); b.port2.postMessage(null, [a.port2]); var port = b.port2 }`},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, _ := newRuntime(t)
			require.NoError(t, rt.Run(bg, "test.js", c.source))
			port := weak.Make(rt.VM().Get("port").(*goja.Object))
			require.NotNil(t, port.Value())
			// The engine's stacks keep the scopes of the last calls until others take their places.
			_, err := rt.Eval(bg, "port = null; (function f(n) { try { if (n > 0) f(n - 1) } catch {} })(20)")
			require.NoError(t, err)
			assert.True(t, collected(port))
			goruntime.KeepAlive(rt)
		})
	}
	t.Run("one after another, they take no memory", func(t *testing.T) {
		rt, _ := newRuntime(t)
		count := 100_000
		if testing.Short() || raceDetector {
			count = 10_000
		}
		require.NoError(t, rt.VM().Set("COUNT", count))
		source := `
			{
				let n = 0;
				(function next() {
					const { port1, port2 } = new MessageChannel();
					port1.onmessage = () => { if (++n < COUNT) next() };
					port2.postMessage(null);
				})();
			}`
		require.NoError(t, rt.Run(bg, "test.js", source))
		before := heap()
		require.NoError(t, rt.Run(bg, "test.js", source))
		assert.Less(t, heap()-before, int64(1<<20))
		goruntime.KeepAlive(rt)
	})
}

// A channel between two runtimes does not keep one of them alive once it is closed.
func TestGoEndKeepsNoClosedRuntimeAlive(t *testing.T) {
	ch, vm := func() (*runtime.Channel, weak.Pointer[goja.Runtime]) {
		rt, err := runtime.New()
		require.NoError(t, err)
		ch := rt.NewChannel()
		require.NoError(t, rt.Close())
		return &runtime.Channel{Go: ch.Go}, weak.Make(rt.VM())
	}()
	_, err := ch.Go.Receive(bg)
	require.ErrorIs(t, err, runtime.ErrPortClosed)
	assert.True(t, collected(vm))
	goruntime.KeepAlive(ch)
}

// Listeners that come and go leave nothing with a signal that stays.
func TestListenersOfALastingSignal(t *testing.T) {
	rt, _ := newRuntime(t)
	require.NoError(t, rt.Run(bg, "test.js", `
		var controller = new AbortController(), target = new EventTarget();
		function comeAndGo(n) {
			for (let i = 0; i < n; i++) {
				const f = () => {};
				target.addEventListener('x', f, { signal: controller.signal });
				if (i % 2) target.removeEventListener('x', f);
				else { target.addEventListener('y', f, { signal: controller.signal, once: true }); target.removeEventListener('x', f); }
			}
			target.dispatchEvent(new Event('y'));
		}
		comeAndGo(1000)`))
	before := heap()
	require.NoError(t, rt.Run(bg, "test.js", `comeAndGo(50_000)`))
	assert.Less(t, heap()-before, int64(1<<20))
	goruntime.KeepAlive(rt)
}
