package runtime_test

import (
	"context"
	"errors"
	"io"
	goruntime "runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestPromiseThatGoSettles(t *testing.T) {
	// settle is called on a goroutine of its own; the script logs how the promise was settled.
	after := func(t *testing.T, settle func(*runtime.Promise)) []string {
		rt, l := newRuntime(t)
		var settling sync.WaitGroup
		require.NoError(t, rt.VM().Set("start", func() goja.Value {
			p := rt.NewPromise()
			settling.Go(func() { settle(p) })
			return p.JS
		}))
		require.NoError(t, rt.Run(bg, "test.js", `
			start().then(v => log('resolved', JSON.stringify(v)), e => log('rejected', e.name, e.message, e instanceof Error))`))
		settling.Wait()
		return l.all()
	}
	for _, c := range []struct {
		name   string
		settle func(*runtime.Promise)
		want   string
	}{
		{"a value", func(p *runtime.Promise) { p.Resolve(map[string]any{"a": []int{1, 2}}) }, `resolved {"a":[1,2]}`},
		{"a struct", func(p *runtime.Promise) { p.Resolve(point{X: 1, Label: "l"}) }, `resolved {"x":1,"label":"l","tags":null,"Plain":false}`},
		{"nil", func(p *runtime.Promise) { p.Resolve(nil) }, `resolved null`},
		{"an error", func(p *runtime.Promise) { p.Reject(io.ErrUnexpectedEOF) }, `rejected GoError unexpected EOF true`},
		{"an error as a value", func(p *runtime.Promise) { p.Resolve(io.ErrUnexpectedEOF) }, `resolved {}`},
		{"what is no value", func(p *runtime.Promise) { p.Resolve(func() {}) },
			`rejected GoError DataCloneError: The Go value of type func() could not be cloned. true`},
		{"the first settling counts", func(p *runtime.Promise) { p.Resolve(1); p.Resolve(2); p.Reject(io.EOF) }, `resolved 1`},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, []string{c.want}, after(t, c.settle)) })
	}
	t.Run("a nil error is a mistake", func(t *testing.T) {
		rt, _ := newRuntime(t)
		p := rt.NewPromise()
		assert.PanicsWithValue(t, "runtime: Reject of a promise with a nil error: use Resolve", func() { p.Reject(nil) })
		p.Resolve(nil)
	})
	t.Run("after the end", func(t *testing.T) {
		rt, err := runtime.New()
		require.NoError(t, err)
		p := rt.NewPromise()
		require.NoError(t, rt.Close())
		p.Resolve(1)
		p.Reject(io.EOF)
	})
	t.Run("settled in the task that made it", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.NoError(t, rt.VM().Set("now", func() goja.Value {
			p := rt.NewPromise()
			p.Resolve("now")
			return p.JS
		}))
		require.NoError(t, rt.Run(bg, "test.js", "now().then(log); log('script')"))
		assert.Equal(t, []string{"script", "now"}, l.all())
	})
	t.Run("an interrupt in a reaction ends the run", func(t *testing.T) {
		rt, l := newRuntime(t)
		ctx, cancel := context.WithCancel(bg)
		require.NoError(t, rt.VM().Set("cancel", cancel))
		p := rt.NewPromise()
		require.NoError(t, rt.VM().Set("promise", p.JS))
		p.Resolve(1)
		assert.ErrorIs(t, rt.Run(ctx, "test.js", "promise.then(() => { cancel(); for (;;); }); promise.then(() => log('never'))"), context.Canceled)
		require.NoError(t, rt.Wait(bg))
		assert.Empty(t, l.all())
	})
}

func TestPromiseHoldsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt, l := newRuntime(t)
		require.NoError(t, rt.VM().Set("sleep", func(ms int64) goja.Value {
			return rt.Go(func(ctx context.Context) (any, error) {
				select {
				case <-time.After(time.Duration(ms) * time.Millisecond):
					return ms, nil
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			})
		}))
		start := time.Now()
		require.NoError(t, rt.Run(bg, "test.js", `
			(async () => {
				log('slept', await sleep(60_000));
				log('slept', await Promise.race([sleep(2_000), sleep(1_000)]));
			})()`))
		assert.Equal(t, 62*time.Second, time.Since(start), "the slower of the two is waited for as well")
		assert.Equal(t, []string{"slept 60000", "slept 1000"}, l.all())
	})
}

func TestGo(t *testing.T) {
	t.Run("many at a time", func(t *testing.T) {
		rt, _ := newRuntime(t)
		require.NoError(t, rt.VM().Set("square", func(n int) goja.Value {
			return rt.Go(func(context.Context) (any, error) { return n * n, nil })
		}))
		promise, err := rt.Eval(bg, "Promise.all(Array.from({ length: 200 }, (_, i) => square(i))).then(all => all.reduce((a, b) => a + b))")
		require.NoError(t, err)
		v, err := rt.Await(bg, promise)
		require.NoError(t, err)
		assert.EqualValues(t, 2646700, v.ToInteger())
	})
	t.Run("Close ends its context and waits", func(t *testing.T) {
		rt, l := newRuntime(t)
		var cause error
		require.NoError(t, rt.VM().Set("forever", func() goja.Value {
			return rt.Go(func(ctx context.Context) (any, error) {
				<-ctx.Done()
				cause = ctx.Err()
				return nil, ctx.Err()
			})
		}))
		require.NoError(t, rt.VM().Set("close", func() { assert.NoError(t, rt.Close()) }))
		assert.ErrorIs(t, rt.Run(bg, "test.js", "forever().catch(log); close()"), runtime.ErrClosed)
		assert.ErrorIs(t, cause, context.Canceled)
		assert.Empty(t, l.all())
	})
	t.Run("a cancelled run leaves it to go on", func(t *testing.T) {
		rt, l := newRuntime(t)
		release := make(chan struct{})
		require.NoError(t, rt.VM().Set("wait", func() goja.Value {
			return rt.Go(func(context.Context) (any, error) {
				<-release
				return "released", nil
			})
		}))
		ctx, cancel := context.WithCancelCause(bg)
		enough := errors.New("enough")
		require.NoError(t, rt.VM().Set("cancel", func() { cancel(enough) }))
		assert.ErrorIs(t, rt.Run(ctx, "test.js", "wait().then(log); cancel()"), enough)
		close(release)
		require.NoError(t, rt.Wait(bg))
		assert.Equal(t, []string{"released"}, l.all())
	})
}

func TestGoWhoseGoroutineEnds(t *testing.T) {
	rt, _ := newRuntime(t)
	p := rt.Go(func(context.Context) (any, error) {
		goruntime.Goexit()
		return nil, nil
	})
	_, err := rt.Await(bg, p)
	require.ErrorContains(t, err, "runtime.Goexit")
}

// The program waits for the work of Go. Elsewhere the process ended before a goroutine could settle its promise; k6 built
// an event loop for that. https://github.com/dop251/goja/issues/562, https://github.com/grafana/k6/pull/2228
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
