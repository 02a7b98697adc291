package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// All consoles of a host share one writer, which need not be safe for concurrent use.
func TestWorkersWriteByTurns(t *testing.T) {
	var out bytes.Buffer
	files := scripts{"job.js": `for (let i = 0; i < 100; i++) { console.log('line'); console.error('line') }`}
	runWith(t, files, `for (let i = 0; i < 8; i++) new Worker('job.js')`, runtime.WithStdout(&out), runtime.WithStderr(&out))
	assert.Equal(t, strings.Repeat("line\n", 1600), out.String())
}

// A broadcast reaches the runtimes of its host, and no runtime of another host.
func TestBroadcastBetweenRuntimes(t *testing.T) {
	host := runtime.NewHost()
	defer host.Close()
	var logs [3]*log
	var all [3]*runtime.Runtime
	for i := range all {
		var err error
		if i < 2 {
			all[i], err = host.New()
			require.NoError(t, err)
			logs[i] = &log{}
			require.NoError(t, all[i].VM().Set("log", func(s string) { logs[i].add(s) }))
		} else {
			all[i], logs[i] = newRuntime(t)
		}
		require.NoError(t, all[i].Run(bg, "x.js", "const news = new BroadcastChannel('news'); news.onmessage = e => log(e.data)"))
	}
	_, err := all[0].Eval(bg, "news.postMessage('from 0')")
	require.NoError(t, err)
	require.NoError(t, all[1].Wait(bg))
	require.NoError(t, all[2].Wait(bg))
	assert.Equal(t, []string{"from 0"}, logs[1].all())
	assert.Empty(t, logs[2].all())

	require.NoError(t, all[1].Close())
	_, err = all[0].Eval(bg, "news.postMessage('to nobody')")
	require.NoError(t, err)
	require.NoError(t, all[0].Wait(bg))
}

// Runtimes share the bytes of blobs. The race detector finds any write.
func TestBlobsSharedByRuntimes(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "port", 1, "port")
	noErrors(t, r.run(bg,
		`const blob = new Blob(['x'.repeat(100000)]);
		for (let i = 0; i < 20; i++) {
			port.postMessage(blob.slice(i));
			blob.bytes().then((bytes) => { bytes.fill(0); });
			new TextDecoder().decode(new TextEncoder().encode('y'.repeat(i)));
		}
		blob.text().then((s) => log(s === 'x'.repeat(100000)));`,
		`let n = 0;
		port.onmessage = async ({ data }) => {
			(await data.bytes()).fill(1);
			if ((await data.text()) === 'x'.repeat(data.size) && ++n === 20) log('all');
		};`))
	assert.Equal(t, []string{"true"}, r.logs[0].all())
	assert.Equal(t, []string{"all"}, r.logs[1].all())
}

// Hosts are closed at any time, from any goroutine, while their runtimes start, run, talk to workers and close. Nothing
// hangs, and TestMain checks that no goroutine is left.
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
