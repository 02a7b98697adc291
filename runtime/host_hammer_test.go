package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// Runtimes of one host, each on a goroutine, start workers of all kinds that talk with everybody, while they are
// cancelled and closed from other goroutines, and in the end the host is closed while all are at it: everything ends, with
// one of the errors that say so, and leaves no goroutine.
func TestHost_hammer(t *testing.T) {
	rounds := 10
	if testing.Short() || raceDetector {
		rounds = 3
	}
	files := scripts{
		"job.js": `
			const b = new BroadcastChannel('all');
			b.onmessage = e => { if (e.data === 'spin') for (;;); if (e.data === 'close') close() };
			onmessage = e => { for (const p of e.ports) { p.postMessage('here'); p.onmessage = e => p.postMessage(e.data, e.ports) } };
			if (Math.random() < 0.3) new Worker('job.js').postMessage(0);
			const { port } = new SharedWorker('hub.js', String(Math.random() * 3 | 0));
			port.onmessage = e => { if (e.data === 'throw') throw new Error('asked for') };
			port.postMessage(['throw', 'x', 'close'][Math.random() * 30 | 0])`,
		"hub.js": `
			const ports = [];
			onconnect = e => {
				const [port] = e.ports;
				ports.push(port);
				port.onmessage = e => { if (e.data === 'close') close(); else for (const p of ports) p.postMessage(e.data) };
			}`,
	}
	const main = `
		onerror = () => true;
		onunhandledrejection = e => e.preventDefault();
		const b = new BroadcastChannel('all'), workers = [];
		b.onmessage = () => {};
		for (let i = 0; i < 8; i++) {
			const w = new Worker(i % 4 ? 'job.js' : i % 8 ? 'go:echo' : URL.createObjectURL(new Blob(['postMessage(0)'])));
			w.onerror = e => e.preventDefault();
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => workers.shift()?.terminate();
			w.postMessage('hello', [port2]);
			workers.push(w);
		}
		setTimeout(() => b.postMessage(['x', 'spin', 'close'][Math.random() * 3 | 0]), Math.random() * 5);
		setTimeout(() => workers.forEach(w => w.terminate()), 20);`

	expected := func(err error) bool {
		var uncaught *runtime.UncaughtError
		return err == nil || errors.Is(err, runtime.ErrClosed) || errors.Is(err, context.Canceled) ||
			errors.Is(err, context.DeadlineExceeded) || errors.Is(err, runtime.ErrPortClosed) || errors.As(err, &uncaught)
	}
	for range rounds {
		host := runtime.NewHost(files.option(), runtime.WithStdout(io.Discard), runtime.WithStderr(io.Discard),
			runtime.WithUncaught(func(*runtime.UncaughtError) bool { return true }))
		host.Handle("echo", func(ctx context.Context, p *runtime.Port) error {
			for m := range p.Messages(ctx) {
				for _, other := range m.Ports {
					_ = other.Post("here")
					defer other.Close()
				}
			}
			return nil
		})
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				for range 3 {
					rt, err := host.New()
					if !assert.True(t, expected(err), "%v", err) || err != nil {
						return
					}
					ctx, cancel := context.WithTimeout(bg, time.Duration(rand.IntN(30))*time.Millisecond)
					if rand.IntN(3) == 0 {
						time.AfterFunc(time.Duration(rand.IntN(10))*time.Millisecond, func() { _ = rt.Close() })
					}
					for range 2 {
						err = rt.Run(ctx, "main.js", "{"+main+"}")
						assert.True(t, expected(err), "%v", err)
					}
					cancel()
					assert.NoError(t, rt.Close())
				}
			})
		}
		all.Go(func() {
			for i := range 5 {
				w, err := host.NewWorker("job.js", runtime.WorkerOptions{Name: fmt.Sprint("of Go ", i)})
				if !assert.True(t, expected(err), "%v", err) || err != nil {
					return
				}
				_ = w.Port.Post(i)
				if i%2 == 0 {
					w.Terminate()
				}
				ctx, cancel := context.WithTimeout(bg, 5*time.Millisecond)
				assert.True(t, expected(w.Wait(ctx)))
				cancel()
				w.Port.Close()
			}
		})
		if rand.IntN(2) == 0 {
			all.Wait()
		}
		require.NoError(t, host.Close())
		all.Wait()
	}
}
