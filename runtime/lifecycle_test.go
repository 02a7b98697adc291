package runtime_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

// scripts that go on for ever, in every way there is. They call started() when they are at it.
var endless = []struct{ name, source string }{
	{"a loop", `started(); for (;;);`},
	{"a loop in a timer", `setTimeout(() => { started(); for (;;); })`},
	{"a loop in a microtask", `queueMicrotask(() => { started(); for (;;); })`},
	{"a loop in a promise job", `Promise.resolve().then(() => { started(); for (;;); })`},
	{"microtasks without end", `started(); (function f() { queueMicrotask(f) })()`},
	{"promise jobs without end", `started(); (function f() { Promise.resolve().then(f) })()`},
	{"a loop that catches", `started(); for (;;) { try { for (;;); } catch {} finally {} }`},
	{"a loop in a nested dispatch", `
		const target = new EventTarget();
		target.addEventListener('x', () => target.dispatchEvent(new Event('y')));
		target.addEventListener('y', () => { started(); for (;;); });
		target.addEventListener('y', () => { log('the next listener') });
		try { target.dispatchEvent(new Event('x')) } finally { log('the script') }`},
	{"a loop in a message", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = e => { started(); while (e.data === 1); };
		port2.postMessage(1);
		port2.postMessage(2);`},
	{"a loop in a getter that is cloned", `structuredClone({ get a() { started(); for (;;); } })`},
	{"a loop in an error handler", `onerror = () => { started(); for (;;); }; throw 1`},
	{"a loop in a rejection handler", `onunhandledrejection = () => { started(); for (;;); }; Promise.reject(1)`},
	{"a loop in abort steps", `
		const controller = new AbortController();
		controller.signal.onabort = () => { started(); for (;;); };
		controller.abort()`},
	{"a loop of one bytecode and a native call", `started(); for (;;) [1, 2, 3].map(n => n)`},
	{"a generator", `started(); for (const _ of (function* () { for (;;) yield 1 })());`},
	{"a generator that a built-in runs", `[...(function* () { started(); for (;;); })()]`},
	{"an async function", `(async () => { started(); for (;;); })()`},
	{"an async function, later", `(async () => { await null; started(); for (;;); })()`},
	{"an async listener", `addEventListener('x', async () => { started(); for (;;); }); dispatchEvent(new Event('x')); log('the script')`},
	{"messages without end", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => { started(); port2.postMessage(1) };
		port2.postMessage(1)`},
	{"an interval", `setInterval(started, 0)`},
	{"nothing but a hold", `hold(); started()`},
}

// eachEndless runs each endless script and calls stop once it is at it, on another goroutine. It returns what Run
// returned.
func eachEndless(t *testing.T, stop func(t *testing.T, rt *runtime.Runtime, cancel context.CancelCauseFunc), check func(t *testing.T, rt *runtime.Runtime, err error)) {
	for _, c := range endless {
		t.Run(c.name, func(t *testing.T) {
			rt, l := newRuntime(t)
			ctx, cancel := context.WithCancelCause(bg)
			defer cancel(nil)
			var once sync.Once
			var stopping sync.WaitGroup
			require.NoError(t, rt.VM().Set("started", func() {
				once.Do(func() { stopping.Go(func() { stop(t, rt, cancel) }) })
			}))
			require.NoError(t, rt.VM().Set("hold", func() { rt.Hold() }))
			err := rt.Run(ctx, "endless.js", c.source)
			stopping.Wait()
			check(t, rt, err)
			assert.Empty(t, l.all(), "a script ran on after the interrupt")
		})
	}
}

func TestContextEndsEndlessScripts(t *testing.T) {
	enough := errors.New("enough")
	eachEndless(t, func(_ *testing.T, _ *runtime.Runtime, cancel context.CancelCauseFunc) { cancel(enough) },
		func(t *testing.T, rt *runtime.Runtime, err error) {
			assert.ErrorIs(t, err, enough)
			v, err := rt.Eval(bg, "var jobs = 0; Promise.resolve().then(() => { jobs++ }); 'alive'")
			require.NoError(t, err)
			assert.Equal(t, "alive", v.String())
			assert.EqualValues(t, 1, rt.VM().Get("jobs").ToInteger(), "promise jobs run")
		})
}

func TestCloseEndsEndlessScripts(t *testing.T) {
	eachEndless(t, func(t *testing.T, rt *runtime.Runtime, _ context.CancelCauseFunc) { assert.NoError(t, rt.Close()) },
		func(t *testing.T, rt *runtime.Runtime, err error) {
			assert.ErrorIs(t, err, runtime.ErrClosed)
			assert.ErrorIs(t, rt.Run(bg, "next.js", ""), runtime.ErrClosed)
		})
}

func TestDeadlines(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"a timer that is far away", `setTimeout(() => {}, 1e9)`},
		{"an interval", `setInterval(() => {}, 1000)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rt, _ := newRuntime(t)
				ctx, cancel := context.WithTimeout(bg, time.Minute)
				defer cancel()
				start := time.Now()
				assert.ErrorIs(t, rt.Run(ctx, "x.js", c.source), context.DeadlineExceeded)
				assert.Equal(t, time.Minute, time.Since(start))
			})
		})
	}
	t.Run("Await and Eval", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			rt, _ := newRuntime(t)
			promise, err := rt.Eval(bg, "new Promise(r => setTimeout(r, 1e6, 'done'))")
			require.NoError(t, err)
			ctx, cancel := context.WithTimeout(bg, time.Minute)
			defer cancel()
			_, err = rt.Await(ctx, promise)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			_, err = rt.Eval(ctx, "1")
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			v, err := rt.Await(bg, promise) // the timer was not lost
			require.NoError(t, err)
			assert.Equal(t, "done", v.String())
		})
	})
}

func TestVirtualTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		assert.Equal(t, []string{"10", "20", "20", "3600000"}, run(t, `
			const start = performance.now();
			const at = () => log(Math.round(performance.now() - start));
			setTimeout(at, 3600_000);
			setTimeout(at, 20);
			setTimeout(at, 10);
			setTimeout(at, 20)`))
		assert.Equal(t, time.Hour, time.Since(start))
	})
}

func TestClose(t *testing.T) {
	t.Run("a runtime that never ran, twice", func(t *testing.T) {
		rt, err := runtime.New()
		require.NoError(t, err)
		require.NoError(t, rt.Close())
		require.NoError(t, rt.Close())
		assert.ErrorIs(t, rt.Run(bg, "x.js", ""), runtime.ErrClosed)
		_, err = rt.Eval(bg, "1")
		assert.ErrorIs(t, err, runtime.ErrClosed)
		assert.ErrorIs(t, rt.Wait(bg), runtime.ErrClosed)
		_, err = rt.Await(bg, rt.VM().ToValue(1))
		assert.NoError(t, err, "what is no promise needs no run")
		assert.False(t, rt.Post(func(*goja.Runtime) { t.Error("ran") }))
	})
	t.Run("from a task", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.NoError(t, rt.VM().Set("close", func() { assert.NoError(t, rt.Close()) }))
		assert.ErrorIs(t, rt.Run(bg, "x.js", "setTimeout(() => log('timer')); close(); log('the script goes on')"), runtime.ErrClosed)
		assert.Empty(t, l.all())
	})
	t.Run("from many goroutines", func(t *testing.T) {
		rt, _ := newRuntime(t)
		var closing sync.WaitGroup
		require.NoError(t, rt.VM().Set("started", func() {
			for range 20 {
				closing.Go(func() { assert.NoError(t, rt.Close()) })
			}
		}))
		assert.ErrorIs(t, rt.Run(bg, "x.js", "started(); for (;;);"), runtime.ErrClosed)
		closing.Wait()
	})
	t.Run("while runs begin and end", func(t *testing.T) {
		for range 100 {
			rt, err := runtime.New()
			require.NoError(t, err)
			var closing sync.WaitGroup
			closing.Go(func() { assert.NoError(t, rt.Close()) })
			for err == nil {
				err = rt.Run(bg, "x.js", "setTimeout(() => {})")
			}
			assert.ErrorIs(t, err, runtime.ErrClosed)
			closing.Wait()
		}
	})
	t.Run("tells the other ends of its ports", func(t *testing.T) {
		rt, err := runtime.New()
		require.NoError(t, err)
		ch := rt.NewChannel()
		require.NoError(t, rt.VM().Set("host", ch.JS))
		_, err = rt.Eval(bg, "host.postMessage('last')")
		require.NoError(t, err)
		require.NoError(t, rt.Close())
		m, err := ch.Go.Receive(bg)
		require.NoError(t, err)
		assert.Equal(t, "last", m.Data)
		_, err = ch.Go.Receive(bg)
		assert.ErrorIs(t, err, runtime.ErrPortClosed)
	})
	t.Run("waits for the goroutines that it started", func(t *testing.T) {
		rt, _ := newRuntime(t)
		var ended bool
		require.NoError(t, rt.VM().Set("work", func() goja.Value {
			return rt.Go(func(ctx context.Context) (any, error) {
				<-ctx.Done()
				ended = true
				return nil, ctx.Err()
			})
		}))
		_, err := rt.Eval(bg, "work()")
		require.NoError(t, err)
		require.NoError(t, rt.Close())
		assert.True(t, ended)
	})
}

func TestOnlyOneRunAtATime(t *testing.T) {
	rt, _ := newRuntime(t)
	nested := map[string]error{}
	require.NoError(t, rt.VM().Set("nest", func() {
		nested["Run"] = rt.Run(bg, "nested.js", "")
		_, nested["Eval"] = rt.Eval(bg, "1")
		nested["Wait"] = rt.Wait(bg)
		promise, _, _ := rt.VM().NewPromise()
		_, nested["Await"] = rt.Await(bg, rt.VM().ToValue(promise))
		var other sync.WaitGroup
		other.Go(func() { nested["another goroutine"] = rt.Run(bg, "other.js", "") })
		other.Wait()
	}))
	require.NoError(t, rt.Run(bg, "x.js", "nest()"))
	assert.Len(t, nested, 5)
	for name, err := range nested {
		assert.ErrorIs(t, err, runtime.ErrRunning, name)
	}
}

func TestPost(t *testing.T) {
	t.Run("from many goroutines while scripts run", func(t *testing.T) {
		rt, _ := newRuntime(t)
		const posters, posts = 8, 500
		counts := map[int]int{} // the last post of each poster: they must come in order
		var posting sync.WaitGroup
		require.NoError(t, rt.VM().Set("start", func() {
			for poster := range posters {
				hold := rt.Hold()
				posting.Go(func() {
					defer hold.Release()
					for i := range posts {
						assert.True(t, rt.Post(func(vm *goja.Runtime) {
							if counts[poster] == i {
								counts[poster]++
							}
							if _, err := vm.RunString("n++"); err != nil {
								t.Error(err)
							}
						}))
					}
				})
			}
		}))
		require.NoError(t, rt.Run(bg, "x.js", "var n = 0; start()"))
		posting.Wait()
		assert.EqualValues(t, posters*posts, rt.VM().Get("n").ToInteger())
		for poster := range posters {
			assert.Equal(t, posts, counts[poster])
		}
	})
	t.Run("what it throws is reported", func(t *testing.T) {
		for name, f := range map[string]func(*goja.Runtime){
			"a value":   func(vm *goja.Runtime) { panic(vm.NewTypeError("thrown")) },
			"a getter":  func(vm *goja.Runtime) { vm.Get("o").(*goja.Object).Get("getter") },
			"a setter":  func(vm *goja.Runtime) { panic(vm.Get("o").(*goja.Object).Set("getter", 1)) },
			"in script": func(vm *goja.Runtime) { vm.Get("o").(*goja.Object).Get("deep") },
		} {
			t.Run(name, func(t *testing.T) {
				rt, l := newRuntime(t)
				_, err := rt.Eval(bg, `'use strict'; var o = {
					get getter() { throw new Error('thrown') },
					get deep() { queueMicrotask(() => log('microtask')); throw new Error('thrown') } };
					addEventListener('error', e => log(e.message))`)
				require.NoError(t, err)
				rt.Post(f)
				var uncaught *runtime.UncaughtError
				require.ErrorAs(t, rt.Wait(bg), &uncaught)
				assert.NotEmpty(t, l.all())
			})
		}
	})
	t.Run("an interrupt ends it", func(t *testing.T) {
		rt, _ := newRuntime(t)
		_, err := rt.Eval(bg, `var o = { get getter() { cancel(); for (;;); } }`)
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(bg)
		require.NoError(t, rt.VM().Set("cancel", cancel))
		rt.Post(func(vm *goja.Runtime) { vm.Get("o").(*goja.Object).Get("getter") })
		assert.ErrorIs(t, rt.Wait(ctx), context.Canceled)
	})
	t.Run("a panic of Go goes to the caller, and the runtime can run again", func(t *testing.T) {
		rt, l := newRuntime(t)
		rt.Post(func(*goja.Runtime) { panic(errors.New("bug")) })
		assert.PanicsWithError(t, "bug", func() { _ = rt.Wait(bg) })
		require.NoError(t, rt.Run(bg, "x.js", "log('again')"))
		assert.Equal(t, []string{"again"}, l.all())
	})
	t.Run("events are dispatched in it after an interrupt", func(t *testing.T) {
		rt, l := newRuntime(t)
		ctx, cancel := context.WithCancel(bg)
		require.NoError(t, rt.VM().Set("cancel", cancel))
		require.ErrorIs(t, rt.Run(ctx, "x.js", `
			addEventListener('x', () => log('listener'));
			addEventListener('endless', () => { cancel(); for (;;); });
			dispatchEvent(new Event('endless'))`), context.Canceled)
		rt.Post(func(vm *goja.Runtime) {
			_, err := vm.RunString("dispatchEvent(new Event('x'))")
			assert.NoError(t, err)
		})
		require.NoError(t, rt.Wait(bg))
		assert.Equal(t, []string{"listener"}, l.all())
	})
}

func TestHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt, l := newRuntime(t)
		hold := rt.Hold()
		time.AfterFunc(time.Hour, func() {
			rt.Post(func(*goja.Runtime) { l.add("posted") })
			hold.Release()
			hold.Release()
		})
		start := time.Now()
		require.NoError(t, rt.Run(bg, "x.js", "log('script')"))
		assert.Equal(t, time.Hour, time.Since(start))
		assert.Equal(t, []string{"script", "posted"}, l.all())
		require.NoError(t, rt.Wait(bg))
	})
}
