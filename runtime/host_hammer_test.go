package runtime_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// Hosts are closed at any time, from any goroutine, while their runtimes run, start, talk to workers and are closed
// themselves. Nothing hangs, and nothing is left: see TestMain.
func TestHammerHosts(t *testing.T) {
	rounds := 60
	if testing.Short() || raceDetector {
		rounds = 20
	}
	files := scripts{
		"busy.js":   `postMessage(1); for (;;);`,
		"nested.js": `const w = new Worker('echo.js'); onmessage = e => w.postMessage(e.data); w.onmessage = e => postMessage(e.data)`,
		"echo.js":   `onmessage = e => { postMessage(e.data); if (e.data === 'close') close() }`,
		"hub.js":    `const b = new BroadcastChannel('x'); onconnect = e => { e.ports[0].onmessage = m => { b.postMessage(m.data); e.ports[0].postMessage(m.data) } }`,
	}
	const main = `
		const hub = new SharedWorker('hub.js').port, b = new BroadcastChannel('x');
		b.onmessage = () => {};
		let n = 0;
		(function more() {
			const w = new Worker(['busy.js', 'nested.js', 'echo.js', 'go:echo'][n % 4]);
			w.onerror = e => e.preventDefault();
			w.onmessage = () => { if (n++ % 3) w.terminate(); hub.postMessage(n) };
			w.postMessage(n % 5 ? 'text' : 'close');
		})();
		hub.onmessage = e => setTimeout(() => { const w = new Worker('echo.js'); w.onmessage = () => { w.terminate(); hub.postMessage(n++) }; w.postMessage('x') })`
	for range rounds {
		h := runtime.NewHost(files.option())
		h.Handle("echo", func(ctx context.Context, p *runtime.Port) error {
			for m := range p.Messages(ctx) {
				if err := p.Post(m.Data); err != nil {
					return err
				}
			}
			return nil
		})
		var running, started sync.WaitGroup
		for i := range 3 {
			started.Add(1)
			running.Go(func() {
				rt, err := h.New()
				if err != nil {
					started.Done()
					assert.ErrorIs(t, err, runtime.ErrClosed)
					return
				}
				assert.NoError(t, rt.VM().Set("started", started.Done))
				if err = rt.Run(bg, "main.js", "started();"+main); err != nil {
					assert.ErrorIs(t, err, runtime.ErrClosed)
				}
				if i == 0 {
					rt.Close()
				}
			})
			running.Go(func() {
				w, err := h.NewWorker("echo.js", runtime.WorkerOptions{})
				if err != nil {
					assert.ErrorIs(t, err, runtime.ErrClosed)
					return
				}
				defer w.Port.Close()
				if err := w.Port.Post("x"); err == nil {
					_, err = w.Port.Receive(bg)
					if err != nil {
						assert.ErrorIs(t, err, runtime.ErrPortClosed)
					}
				}
				w.Terminate()
				assert.NoError(t, w.Wait(bg))
			})
		}
		running.Go(func() { h.Stats() })
		started.Wait()
		running.Go(func() { assert.NoError(t, h.Close()) })
		require.NoError(t, h.Close())
		running.Wait()
		_, err := h.New()
		require.True(t, errors.Is(err, runtime.ErrClosed))
	}
}
