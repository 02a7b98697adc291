package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

func newHost(t testing.TB, opts ...runtime.Option) *runtime.Host {
	h := runtime.NewHost(opts...)
	t.Cleanup(func() { require.NoError(t, h.Close()) })
	return h
}

// newIn makes a runtime of a host, with a function log(…).
func newIn(t testing.TB, h *runtime.Host, opts ...runtime.Option) (*runtime.Runtime, *log) {
	rt, err := h.New(opts...)
	require.NoError(t, err)
	l := &log{}
	require.NoError(t, rt.VM().Set("log", func(call goja.FunctionCall) goja.Value {
		l.add(fmt.Sprint(call.Argument(0)))
		return goja.Undefined()
	}))
	return rt, l
}

func double(ctx context.Context, p *runtime.Port) error {
	for m := range p.Messages(ctx) {
		if m.Err != nil {
			return m.Err
		}
		n, ok := m.Data.(int64)
		if !ok {
			return fmt.Errorf("%v is no number", m.Data)
		}
		if err := p.Post(2 * n); err != nil {
			return err
		}
	}
	return nil
}

// A worker in Go that waits keeps no program up; what it was sent before is answered.
func TestWorkerInGo(t *testing.T) {
	h := newHost(t)
	h.Handle("double", double)
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('go:double');
		w.onmessage = e => { log(e.data); if (e.data < 8) w.postMessage(e.data) };
		w.postMessage(1)`))
	assert.Equal(t, []string{"2", "4", "8"}, l.all())
}

func TestWorkerInGoFails(t *testing.T) {
	h := newHost(t)
	h.Handle("double", double)
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('go:double', { name: 'd' });
		w.onmessage = e => log(e.data);
		w.onerror = e => { log(e.constructor.name + ' ' + e.message); e.preventDefault() };
		w.postMessage(1); w.postMessage('x'); w.postMessage(2);
		new Worker('go:nobody').onerror = e => log(e.message)`))
	assert.ElementsMatch(t, []string{"2", "ErrorEvent Uncaught Error: x is no number",
		`The script of the worker cannot be loaded: no worker written in Go has the name "nobody" (Host.Handle)`}, l.all())

	err := rt.Run(bg, "main.js", `new Worker('go:double', { name: 'd' }).postMessage('y')`)
	var uncaught *runtime.UncaughtError
	require.ErrorAs(t, err, &uncaught)
	assert.Equal(t, "[worker d] Uncaught Error: y is no number", uncaught.Error())
	assert.EqualError(t, errors.Unwrap(uncaught), "y is no number")
}

func TestWorkerInGoIsTerminated(t *testing.T) {
	h := newHost(t)
	ended := make(chan error, 1)
	h.Handle("waits", func(ctx context.Context, p *runtime.Port) error {
		if err := p.Post("here"); err != nil {
			return err
		}
		<-ctx.Done()
		_, err := p.Receive(context.Background())
		ended <- err
		return ctx.Err()
	})
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `const w = new Worker('go:waits'); w.onmessage = e => { log(e.data); w.terminate() }`))
	assert.Equal(t, []string{"here"}, l.all())
	assert.ErrorIs(t, <-ended, runtime.ErrPortClosed)
}

// A pool of goroutines that receive from one port, and a program that stays up while one of them is at work.
func TestWorkerInGoWithAPool(t *testing.T) {
	h := newHost(t)
	h.Handle("pool", func(ctx context.Context, p *runtime.Port) error {
		var pool sync.WaitGroup
		for range 4 {
			pool.Go(func() { assert.NoError(t, double(ctx, p)) })
		}
		pool.Wait()
		return nil
	})
	rt, l := newIn(t, h)
	require.NoError(t, rt.Run(bg, "main.js", `
		const w = new Worker('go:pool'); let n = 0, sum = 0;
		w.onmessage = e => { sum += e.data; if (++n === 1000) log(sum) };
		for (let i = 0; i < 1000; i++) w.postMessage(i)`))
	assert.Equal(t, []string{fmt.Sprint(999 * 1000)}, l.all())
}

func TestGoStartsWorkers(t *testing.T) {
	h := newHost(t, scripts{"job.js": `onmessage = e => { if (e.data === 'throw') throw new Error('mine'); if (e.data === 'close') close(); postMessage(name + e.data) }`}.option())
	w, err := h.NewWorker("job.js", runtime.WorkerOptions{Name: "job "})
	require.NoError(t, err)
	require.NoError(t, w.Port.Post(1))
	m, err := w.Port.Receive(bg)
	require.NoError(t, err)
	assert.Equal(t, "job 1", m.Data)
	require.NoError(t, w.Port.Post("close"))
	m, err = w.Port.Receive(bg)
	require.NoError(t, err)
	assert.Equal(t, "job close", m.Data)
	require.NoError(t, w.Wait(bg))
	_, err = w.Port.Receive(bg)
	assert.ErrorIs(t, err, runtime.ErrPortClosed)

	w, err = h.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	require.NoError(t, w.Port.Post("throw"))
	var uncaught *runtime.UncaughtError
	require.ErrorAs(t, w.Wait(bg), &uncaught)
	assert.Equal(t, "Error: mine", uncaught.Message)
	require.ErrorAs(t, w.Wait(bg), &uncaught, "again")

	w, err = h.NewWorker("missing.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	assert.ErrorContains(t, w.Wait(bg), "runtime: the worker file:///missing.js: open missing.js: file does not exist")
	w.Port.Close()

	w, err = h.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancelCause(bg)
	cancel(io.EOF)
	assert.ErrorIs(t, w.Wait(ctx), io.EOF)
	w.Terminate()
	require.NoError(t, w.Wait(bg))

	_, err = h.NewWorker("http://", runtime.WorkerOptions{})
	assert.ErrorContains(t, err, "runtime: the URL of the worker: ")
	_, err = newHost(t).NewWorker("data:,", runtime.WorkerOptions{})
	assert.ErrorContains(t, err, "SecurityError")
	require.NoError(t, h.Close())
	_, err = h.NewWorker("job.js", runtime.WorkerOptions{})
	assert.ErrorIs(t, err, runtime.ErrClosed)
	_, err = h.New()
	assert.ErrorIs(t, err, runtime.ErrClosed)
}

// A runtime's own worker ends with it.
func TestWorkerOfARuntimeEndsWithIt(t *testing.T) {
	rt, err := runtime.New(scripts{"job.js": `postMessage(1); for (;;);`}.option())
	require.NoError(t, err)
	w, err := rt.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	_, err = w.Port.Receive(bg)
	require.NoError(t, err)
	require.NoError(t, rt.Close())
	require.NoError(t, w.Wait(bg))
	w.Port.Close()
	_, err = rt.NewWorker("job.js", runtime.WorkerOptions{})
	assert.ErrorIs(t, err, runtime.ErrClosed)
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

// All output goes to one writer, which need not be safe for several goroutines.
func TestWorkersWriteByTurns(t *testing.T) {
	var out bytes.Buffer
	files := scripts{"job.js": `for (let i = 0; i < 100; i++) { console.log('line'); console.error('line') }`}
	runWith(t, files, `for (let i = 0; i < 8; i++) new Worker('job.js')`, runtime.WithStdout(&out), runtime.WithStderr(&out))
	assert.Equal(t, strings.Repeat("line\n", 1600), out.String())
}

// A slow loader keeps the program up, and is told when the worker is terminated.
func TestLoaderOfWorkers(t *testing.T) {
	started, told := make(chan struct{}), make(chan error, 1)
	loader := runtime.LoaderFunc(func(ctx context.Context, u *url.URL) ([]byte, error) {
		switch u.Path {
		case "/dir/hangs.js":
			close(started)
			<-ctx.Done()
			told <- ctx.Err()
			return nil, ctx.Err()
		case "/dir/bytes.js":
			return []byte("\xEF\xBB\xBFpostMessage('\xff.')"), nil
		case "/dir/imports.js":
			return []byte("importScripts('hangs.js')"), nil
		}
		return nil, errors.New("the database is down")
	})
	for _, name := range []string{"hangs.js", "imports.js"} {
		started = make(chan struct{})
		rt, l := newRuntime(t, runtime.WithScripts(loader), runtime.WithLocation("https://example.org/dir/main.js"))
		require.NoError(t, rt.VM().Set("started", func() { <-started }))
		require.NoError(t, rt.Run(bg, "main.js", `const w = new Worker('`+name+`'); w.onerror = e => log(e.message); started(); w.terminate()`))
		assert.ErrorIs(t, <-told, context.Canceled)
		assert.Empty(t, l.all())
	}
	assert.Equal(t, []string{"\uFFFD."}, run(t, `new Worker('bytes.js').onmessage = e => log(e.data)`,
		runtime.WithScripts(loader), runtime.WithLocation("https://example.org/dir/main.js")))
	assert.Equal(t, []string{"The script of the worker cannot be loaded: the database is down"},
		run(t, `new Worker('other.js').onerror = e => log(e.message)`,
			runtime.WithScripts(loader), runtime.WithLocation("https://example.org/dir/main.js")))
}

// process.exit in a worker ends the worker, not the program.
func TestExitInWorker(t *testing.T) {
	files := scripts{"job.js": `postMessage('before'); process.exit(3); postMessage('after')`}
	assert.Equal(t, []string{"before", "main"}, runWith(t, files,
		`new Worker('job.js').onmessage = e => { log(e.data); setTimeout(() => log('main')) }`, runtime.WithNode(nil, nil)))
}

// What Go adds to workers is there before their scripts run, in nested ones too.
func TestWorkerSetup(t *testing.T) {
	files := scripts{
		"outer.js": `new Worker('inner.js').onmessage = e => postMessage([greet(), e.data].join())`,
		"inner.js": `postMessage(greet())`,
	}
	broken := errors.New("the database is down")
	setup := func(fail bool) runtime.Option {
		return runtime.WithWorkerSetup(func(worker *runtime.Runtime) error {
			if fail {
				return broken
			}
			return worker.VM().Set("greet", func() string { return "hello from " + worker.URL().Path })
		})
	}
	assert.Equal(t, []string{"hello from /outer.js,hello from /inner.js", "undefined"}, runWith(t, files,
		`new Worker('outer.js').onmessage = e => { log(e.data); log(typeof greet) }`, setup(false)))
	rt, _ := newRuntime(t, files.option(), setup(true))
	assert.ErrorIs(t, rt.Run(bg, "main.js", `new Worker('inner.js')`), broken)
}

func TestLocationOfWorkers(t *testing.T) {
	_, err := runtime.New(runtime.WithLocation("main.js"))
	assert.EqualError(t, err, `runtime: the URL of the program: "main.js" is no absolute URL`)
	var asked []string
	loader := runtime.LoaderFunc(func(_ context.Context, u *url.URL) ([]byte, error) {
		asked = append(asked, u.String())
		return []byte("postMessage(1); close()"), nil
	})
	run(t, `new Worker('../b/job.js?x#y')`, runtime.WithScripts(loader), runtime.WithLocation("file:///srv/a/main.js"))
	h := newHost(t, runtime.WithScripts(loader), runtime.WithLocation("https://example.org/a/main.js"))
	w, err := h.NewWorker("job.js", runtime.WorkerOptions{})
	require.NoError(t, err)
	require.NoError(t, w.Wait(bg))
	w.Port.Close()
	assert.Equal(t, []string{"file:///srv/b/job.js?x#y", "https://example.org/a/job.js"}, asked)
}
