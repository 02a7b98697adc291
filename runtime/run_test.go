package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
	"github.com/gojs-runtime/gojs/runtime"
)

func TestRunGoesOnUntilNothingCanHappen(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"an empty script", ``, []string{}},
		{"tasks, microtasks, timers in order", `
			setTimeout(() => log('timer'));
			Promise.resolve().then(() => log('job'));
			queueMicrotask(() => log('microtask'));
			log('script')`,
			[]string{"script", "job", "microtask", "timer"}},
		{"a port that stays open", `
			const { port1, port2 } = new MessageChannel();
			port2.onmessage = e => log(e.data);
			port1.postMessage('one');
			port1.postMessage('two')`,
			[]string{"one", "two"}},
		{"messages from within messages", `
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = e => { log(e.data); if (e.data < 3) port1.postMessage(e.data + 1) };
			port2.onmessage = e => port2.postMessage(e.data);
			port2.postMessage(0)`,
			[]string{"0", "1", "2", "3"}},
		{"a promise that nobody settles", `new Promise(() => {}).then(() => log('never'))`, []string{}},
		{"an interval that clears itself", `let n = 0; const id = setInterval(() => { log(++n); if (n === 3) clearInterval(id) })`,
			[]string{"1", "2", "3"}},
		{"a timeout of an AbortSignal holds nothing", `AbortSignal.timeout(1e9).onabort = () => log('aborted')`, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { assert.Equal(t, c.want, run(t, c.source)) })
		})
	}
}

func TestRunKeepsTheGlobalsOfScriptsBefore(t *testing.T) {
	rt, l := newRuntime(t)
	require.NoError(t, rt.Run(bg, "a.js", "var a = 1; let b = 2"))
	require.NoError(t, rt.Run(bg, "b.js", "log(a + b)"))
	assert.Equal(t, []string{"3"}, l.all())
}

func TestRunFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}

	t.Run("stack traces have the absolute path", func(t *testing.T) {
		t.Chdir(dir)
		write("fails.js", "\nthrow new Error('x')")
		rt, _ := newRuntime(t)
		var uncaught *runtime.UncaughtError
		require.ErrorAs(t, rt.RunFile(bg, "fails.js"), &uncaught)
		want, err := filepath.Abs("fails.js")
		require.NoError(t, err)
		assert.Equal(t, want, uncaught.File)
		assert.Equal(t, 2, uncaught.Line)
	})
	t.Run("a byte order mark and a hashbang", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.NoError(t, rt.RunFile(bg, write("bom.js", "\xEF\xBB\xBF#!/usr/bin/env gojs\nlog('ran')")))
		assert.Equal(t, []string{"ran"}, l.all())
	})

	for _, c := range []struct{ name, path, message string }{
		{"missing", filepath.Join(dir, "missing.js"), "missing.js: no such file"},
		{"directory", dir, ": is a directory: name a script in it"},
		{"not UTF-8", write("latin1.js", "// fine\nlog('\xE9')"), "latin1.js: line 2 is not UTF-8: save the file in that encoding"},
		{"a path through a file", filepath.Join(write("file.js", ""), "x.js"), "x.js: not a directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, _ := newRuntime(t)
			err := rt.RunFile(bg, c.path)
			var input *runtime.InputError
			require.ErrorAs(t, err, &input)
			assert.Contains(t, err.Error(), c.message)
			assert.NotContains(t, err.Error(), "\n")
			assert.Equal(t, c.path, input.Name)
		})
	}
	t.Run("errors.Is finds the error of the file system", func(t *testing.T) {
		rt, _ := newRuntime(t)
		assert.ErrorIs(t, rt.RunFile(bg, filepath.Join(dir, "missing.js")), fs.ErrNotExist)
	})
	t.Run("unreadable", func(t *testing.T) {
		path := write("secret.js", "")
		require.NoError(t, os.Chmod(path, 0))
		if f, err := os.Open(path); err == nil {
			f.Close()
			t.Skip("this user may read every file")
		}
		rt, _ := newRuntime(t)
		err := rt.RunFile(bg, path)
		assert.ErrorIs(t, err, fs.ErrPermission)
		assert.Equal(t, path+": no permission to read it", err.Error())
	})
}

func TestEval(t *testing.T) {
	t.Run("completion values", func(t *testing.T) {
		rt, _ := newRuntime(t)
		for source, want := range map[string]any{
			`1 + 1`:                int64(2),
			`'text'`:               "text",
			`var x = 5`:            nil, // undefined
			`if (true) 'branch'`:   "branch",
			`({ a: 1 }).a`:         int64(1),
			`let y = 7; y`:         int64(7),
			`this === globalThis`:  true,
			`[1, 2].map(n => 2*n)`: []any{int64(2), int64(4)},
		} {
			v, err := rt.Eval(bg, source)
			require.NoError(t, err, source)
			assert.Equal(t, want, v.Export(), source)
		}
	})
	t.Run("does not wait", func(t *testing.T) {
		rt, l := newRuntime(t)
		v, err := rt.Eval(bg, "setTimeout(() => log('timer')); queueMicrotask(() => log('microtask')); 'value'")
		require.NoError(t, err)
		assert.Equal(t, "value", v.String())
		assert.Equal(t, []string{"microtask"}, l.all())
		require.NoError(t, rt.Wait(bg))
		assert.Equal(t, []string{"microtask", "timer"}, l.all())
	})
	t.Run("runs after what is queued", func(t *testing.T) {
		rt, l := newRuntime(t)
		rt.Post(func(*goja.Runtime) { l.add("posted") })
		_, err := rt.Eval(bg, "log('script')")
		require.NoError(t, err)
		assert.Equal(t, []string{"posted", "script"}, l.all())
	})
	t.Run("an exception is returned and reported nowhere else", func(t *testing.T) {
		rt, l := newRuntime(t, runtime.WithUncaught(func(*runtime.UncaughtError) bool {
			t.Error("reported")
			return true
		}))
		_, err := rt.Eval(bg, "onerror = () => log('onerror'); throw new RangeError('far')")
		var uncaught *runtime.UncaughtError
		require.ErrorAs(t, err, &uncaught)
		assert.Equal(t, "RangeError: far", uncaught.Message)
		assert.Equal(t, "<eval>", uncaught.File)
		assert.Empty(t, l.all())
	})
	t.Run("a queued task that fails", func(t *testing.T) {
		rt, l := newRuntime(t)
		rt.Post(func(vm *goja.Runtime) { panic(vm.ToValue("posted")) })
		_, err := rt.Eval(bg, "log('never')")
		require.ErrorContains(t, err, "Uncaught posted")
		require.NoError(t, rt.Wait(bg))
		assert.Empty(t, l.all(), "the script of the failed Eval ran with the next")
	})
}

func TestAwait(t *testing.T) {
	eval := func(t *testing.T, source string) (*runtime.Runtime, goja.Value, *log) {
		rt, l := newRuntime(t)
		v, err := rt.Eval(bg, source)
		require.NoError(t, err)
		return rt, v, l
	}
	for _, c := range []struct {
		name, source string
		want         any
	}{
		{"settled", `Promise.resolve(1)`, int64(1)},
		{"a timer settles it", `new Promise(r => setTimeout(() => r('late'), 1))`, "late"},
		{"an async function", `(async () => { await null; return 3 })()`, int64(3)},
		{"a subclass", `new (class P extends Promise {})(r => setTimeout(() => r(4)))`, int64(4)},
		{"no promise", `5`, int64(5)},
		{"a thenable is no promise", `({ a: 6, then: undefined })`, map[string]any{"a": int64(6), "then": nil}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, promise, _ := eval(t, c.source)
			v, err := rt.Await(bg, promise)
			require.NoError(t, err)
			assert.Equal(t, c.want, v.Export())
		})
	}
	t.Run("stops when it is settled", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			rt, promise, l := eval(t, `setTimeout(() => log('later'), 5); new Promise(r => setTimeout(r, 1))`)
			_, err := rt.Await(bg, promise)
			require.NoError(t, err)
			assert.Empty(t, l.all())
			require.NoError(t, rt.Wait(bg))
			assert.Equal(t, []string{"later"}, l.all())
		})
	})
	t.Run("a rejection is returned and reported nowhere else", func(t *testing.T) {
		rt, promise, l := eval(t, `
			onunhandledrejection = () => log('unhandledrejection');
			new Promise((_, reject) => setTimeout(() => reject(new TypeError('no')), 1))`)
		_, err := rt.Await(bg, promise)
		var uncaught *runtime.UncaughtError
		require.ErrorAs(t, err, &uncaught)
		assert.True(t, uncaught.Promise)
		assert.Equal(t, "TypeError: no", uncaught.Message)
		assert.Equal(t, "Uncaught (in promise) TypeError: no (<eval>:3:55)", err.Error())
		require.NoError(t, rt.Wait(bg))
		assert.Empty(t, l.all())
	})
	t.Run("rejected when it is awaited", func(t *testing.T) {
		rt, promise, l := eval(t, `onunhandledrejection = () => log('unhandledrejection'); Promise.reject(1)`)
		_, err := rt.Await(bg, promise)
		require.ErrorContains(t, err, "Uncaught (in promise) 1")
		require.NoError(t, rt.Wait(bg))
		assert.Empty(t, l.all())
	})
	t.Run("never settles", func(t *testing.T) {
		rt, promise, _ := eval(t, `new Promise(() => setTimeout(() => {}, 1))`)
		_, err := rt.Await(bg, promise)
		assert.ErrorIs(t, err, runtime.ErrNeverSettles)
	})
	t.Run("hostile values", func(t *testing.T) {
		for _, source := range []string{
			`({ get a() { log('ran'); throw 1 } })`,
			`new Proxy({}, { get() { log('ran'); throw 2 }, ownKeys() { log('ran'); throw 3 } })`,
			`(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()`,
			`Object.defineProperty(Promise.resolve(), 'then', { get() { log('ran'); throw 4 } })`,
			`Promise.prototype.then = () => { log('ran'); throw 5 }; Promise.resolve()`,
		} {
			rt, v, l := eval(t, source)
			_, err := rt.Await(bg, v)
			assert.NoError(t, err, source)
			assert.Empty(t, l.all(), source)
		}
		rt, v, _ := eval(t, `Object.defineProperty(Promise.resolve(), 'constructor', { get() { throw new Error('mine') } })`)
		_, err := rt.Await(bg, v)
		assert.ErrorContains(t, err, "Error: mine")
		rt, v, _ = eval(t, `Object.defineProperty(Promise.resolve(), 'constructor', { get() { for (;;); } })`)
		ctx, cancel := context.WithCancelCause(bg)
		time := errors.New("time")
		cancel(time)
		_, err = rt.Await(ctx, v)
		assert.ErrorIs(t, err, time)
	})
}

// A runtime can run again after each kind of failure.
func TestRunAgainAfterAFailure(t *testing.T) {
	for _, c := range []struct {
		name string
		fail func(t *testing.T, rt *runtime.Runtime) error
	}{
		{"syntax error", func(_ *testing.T, rt *runtime.Runtime) error { return rt.Run(bg, "x.js", "a b") }},
		{"uncaught exception", func(_ *testing.T, rt *runtime.Runtime) error { return rt.Run(bg, "x.js", "throw 1") }},
		{"unhandled rejection", func(_ *testing.T, rt *runtime.Runtime) error { return rt.Run(bg, "x.js", "Promise.reject(1)") }},
		{"stack overflow", func(_ *testing.T, rt *runtime.Runtime) error { return rt.Run(bg, "x.js", "(function f() { f() })()") }},
		{"process.exit", func(_ *testing.T, rt *runtime.Runtime) error { return rt.Run(bg, "x.js", "process.exit(7)") }},
		{"process.exit in a nested dispatch", func(_ *testing.T, rt *runtime.Runtime) error {
			return rt.Run(bg, "x.js", `
				const t = new EventTarget();
				t.addEventListener('x', () => process.exit(7));
				try { t.dispatchEvent(new Event('x')) } finally { log('not reached') }`)
		}},
		{"process.exitCode", func(_ *testing.T, rt *runtime.Runtime) error { return rt.Run(bg, "x.js", "process.exitCode = 7") }},
		{"exception of Eval", func(_ *testing.T, rt *runtime.Runtime) error {
			_, err := rt.Eval(bg, "throw 1")
			return err
		}},
		{"process.exit in Eval", func(_ *testing.T, rt *runtime.Runtime) error {
			_, err := rt.Eval(bg, "process.exit(0)")
			return err
		}},
		{"process.exit in Await", func(t *testing.T, rt *runtime.Runtime) error {
			v, err := rt.Eval(bg, "new Promise(() => setTimeout(() => process.exit(0)))")
			require.NoError(t, err)
			_, err = rt.Await(bg, v)
			return err
		}},
		{"process.exit while Await looks at the promise", func(t *testing.T, rt *runtime.Runtime) error {
			v, err := rt.Eval(bg, "Object.defineProperty(Promise.resolve(), 'constructor', { get() { process.exit(3) } })")
			require.NoError(t, err)
			_, err = rt.Await(bg, v)
			return err
		}},
		{"cancelled before it began", func(_ *testing.T, rt *runtime.Runtime) error {
			ctx, cancel := context.WithCancel(bg)
			cancel()
			return rt.Run(ctx, "x.js", "log('not reached')")
		}},
		{"cancelled", func(_ *testing.T, rt *runtime.Runtime) error {
			ctx, cancel := context.WithCancel(bg)
			defer cancel()
			if err := rt.VM().Set("cancel", cancel); err != nil {
				return err
			}
			return rt.Run(ctx, "x.js", "queueMicrotask(() => log('not reached')); cancel(); for (;;);")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, l := newRuntime(t, runtime.WithNode(nil, nil))
			require.Error(t, c.fail(t, rt))
			v, err := rt.VM().RunString("1 + 1") // the engine is the owner's between two runs
			require.NoError(t, err)
			assert.EqualValues(t, 2, v.ToInteger())

			require.NoError(t, rt.Run(bg, "next.js", `
				queueMicrotask(() => log('microtask'));
				setTimeout(() => log('timer'));
				const target = new EventTarget();
				target.addEventListener('x', () => log('listener'));
				target.dispatchEvent(new Event('x'));`))
			assert.Equal(t, []string{"listener", "microtask", "timer"}, l.all())
			v, err = rt.Eval(bg, "'value'")
			require.NoError(t, err)
			assert.Equal(t, "value", v.String())
			require.NoError(t, rt.Wait(bg))
		})
	}
}

// Tasks and timers that a failed run left run once, in the next run.
func TestFailedRunLeavesItsTasks(t *testing.T) { synctest.Test(t, failedRunLeavesItsTasks) }

func failedRunLeavesItsTasks(t *testing.T) {
	rt, l := newRuntime(t)
	err := rt.Run(bg, "a.js", `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = e => { log(e.data); if (e.data === 1) throw new Error('one') };
		for (let i = 0; i < 4; i++) port2.postMessage(i);
		setTimeout(() => log('timer'), 1)`)
	require.ErrorContains(t, err, "Error: one")
	assert.Equal(t, []string{"0", "1"}, l.all())
	require.NoError(t, rt.Wait(bg))
	assert.Equal(t, []string{"0", "1", "2", "3", "timer"}, l.all())
}

func TestExitCode(t *testing.T) {
	for _, c := range []struct {
		source string
		want   int
	}{
		{`process.exit()`, 0},
		{`process.exit(0)`, 0},
		{`process.exit(3)`, 3},
		{`process.exit('4')`, 4},
		{`process.exit(256 + 5)`, 5},
		{`process.exit(-1)`, 255},
		{`process.exit(2 ** 52 + 7)`, 7},
		{`process.exit(-(2 ** 52) - 1)`, 255},
		{`process.exit(1e300)`, 0},
		{`process.exitCode = 6`, 6},
		{`process.exitCode = 6; process.exit()`, 6},
		{`process.exitCode = 6; process.exit(0)`, 0},
		{`process.exitCode = 6; process.exitCode = undefined`, 0},
		{`setTimeout(() => process.exit(7)); setInterval(() => {}, 1)`, 7},
		{`try { process.exit(8) } catch { } finally { process.exitCode = 1 }`, 8},
		{`Promise.resolve().then(() => process.exit(9)); queueMicrotask(() => { throw 1 })`, 9},
	} {
		t.Run(c.source, func(t *testing.T) {
			rt, _ := newRuntime(t, runtime.WithNode(nil, nil))
			err := rt.Run(bg, "exit.js", c.source)
			if c.want == 0 {
				require.NoError(t, err)
				return
			}
			var exit *runtime.ExitError
			require.ErrorAs(t, err, &exit)
			assert.Equal(t, c.want, exit.ExitCode())
		})
	}
	t.Run("a code that is none throws", func(t *testing.T) {
		rt, _ := newRuntime(t, runtime.WithNode(nil, nil))
		assert.ErrorContains(t, rt.Run(bg, "x.js", "process.exit(1.5)"), "TypeError: The exit code must be an integer. Received 1.5")
	})
	t.Run("an Eval leaves process.exitCode for the end", func(t *testing.T) {
		rt, _ := newRuntime(t, runtime.WithNode(nil, nil))
		v, err := rt.Eval(bg, "process.exitCode = 3; 42")
		require.NoError(t, err)
		assert.EqualValues(t, 42, v.ToInteger())
		var exit *runtime.ExitError
		require.ErrorAs(t, rt.Wait(bg), &exit)
		assert.Equal(t, 3, exit.Code)
		require.NoError(t, rt.Wait(bg), "the next run begins with no code")
	})
	t.Run("process.exit leaves an Eval and an Await without a value", func(t *testing.T) {
		rt, _ := newRuntime(t, runtime.WithNode(nil, nil))
		var exit *runtime.ExitError
		_, err := rt.Eval(bg, "process.exit(0)")
		require.ErrorAs(t, err, &exit)
		assert.Zero(t, exit.Code)
		promise, err := rt.Eval(bg, "new Promise(() => setTimeout(() => process.exit(0)))")
		require.NoError(t, err)
		_, err = rt.Await(bg, promise)
		require.ErrorAs(t, err, &exit)
		assert.Zero(t, exit.Code)
	})
}

// process.exit works in a getter that a task runs, without a script around it.
func TestExitWhileHandleEventIsLookedUp(t *testing.T) {
	rt, err := runtime.New(runtime.WithNode(nil, nil))
	require.NoError(t, err)
	defer rt.Close()
	err = rt.Run(t.Context(), "exit.js", `
		const { port1, port2 } = new MessageChannel();
		port1.addEventListener('message', { get handleEvent() { process.exit(3) } });
		port1.addEventListener('message', () => { throw new Error('not reached') });
		port1.start();
		port2.postMessage(1);`)
	var exit *runtime.ExitError
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, 3, exit.Code)
}

func TestContextEndsEndlessScripts(t *testing.T) {
	enough := errors.New("enough")
	eachEndless(t, func(_ *testing.T, _ *runtime.Runtime, cancel context.CancelCauseFunc) { cancel(enough) },
		func(t *testing.T, rt *runtime.Runtime, err error) {
			assert.ErrorIs(t, err, enough)
			if strings.Contains(t.Name(), "generator") || strings.Contains(t.Name(), "async") {
				enginetest.RequireFast(t) // which repairs the stacks
			}
			v, err := rt.Eval(bg, "var jobs = 0; Promise.resolve().then(() => { jobs++ }); 'alive'")
			require.NoError(t, err)
			assert.Equal(t, "alive", v.String())
			assert.EqualValues(t, 1, rt.VM().Get("jobs").ToInteger(), "promise jobs run")
		})
}

// Cancelling ends the running task, and no queued task begins: it would run for ever.
func TestCancelBeginsNoOtherTask(t *testing.T) {
	for range 50 {
		rt, err := runtime.New()
		require.NoError(t, err)
		ctx, cancel := context.WithCancelCause(context.Background())
		enough := errors.New("enough")
		require.NoError(t, rt.VM().Set("cancel", func() { cancel(enough) }))
		err = rt.Run(ctx, "endless.js", `
			for (let i = 0; i < 3; i++) {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => { cancel(); for (;;); };
				port2.postMessage(i);
			}`)
		assert.ErrorIs(t, err, enough)
		require.NoError(t, rt.Close())
	}
}

// The error is the context's cause even if the loop finds its group quiescent before it finds the context done.
func TestCancelledScriptThatLeavesNothingToDo(t *testing.T) {
	enough := errors.New("enough")
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	cancellable := func() context.Context {
		ctx, cancel := context.WithCancelCause(t.Context())
		require.NoError(t, rt.VM().Set("cancel", func() { cancel(enough) }))
		return ctx
	}
	for range 100 {
		require.ErrorIs(t, rt.Run(cancellable(), "loop.js", "cancel(); for (;;);"), enough)

		ctx := cancellable()
		promise, err := rt.Eval(t.Context(), "new Promise(() => { setTimeout(() => { cancel(); for (;;); }) })")
		require.NoError(t, err)
		_, err = rt.Await(ctx, promise)
		require.ErrorIs(t, err, enough)
	}
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

// The program waits for a FileReader.
func TestPendingReadKeepsTheProgramUp(t *testing.T) {
	assert.Equal(t, []string{"end of script", "loadstart", "abc", "progress", "load abc", "loadend"}, run(t, `
		const reader = new FileReader();
		for (const type of ['loadstart', 'progress', 'loadend']) reader.addEventListener(type, () => log(type));
		reader.onload = () => log('load', reader.result);
		reader.readAsText(new Blob(['abc']));
		new Blob(['abc']).text().then(log);
		log('end of script');
	`))
}

func TestPendingReadOfAClosedRuntime(t *testing.T) {
	rt, l := newRuntime(t)
	_, err := rt.Eval(bg, `new Blob(['abc']).text().then(log); new FileReader().readAsText(new Blob(['abc'])); undefined`)
	require.NoError(t, err)
	require.NoError(t, rt.Close())
	assert.Empty(t, l.all())
}

// An interrupt in a listener ends the task, so loadend is not fired.
func TestReadInterrupted(t *testing.T) {
	rt, l := newRuntime(t)
	ctx, cancel := context.WithCancelCause(bg)
	enough := errors.New("enough")
	require.NoError(t, rt.VM().Set("cancel", func() { cancel(enough) }))
	err := rt.Run(ctx, "test.js", `
		const reader = new FileReader();
		reader.onload = () => { cancel(); for (;;); };
		reader.onloadend = () => log('loadend');
		reader.readAsText(new Blob(['abc']));
	`)
	require.ErrorIs(t, err, enough)
	assert.Empty(t, l.all())
}

// Go can await the promise of a Blob.
func TestAwaitBlob(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	promise, err := rt.Eval(bg, `new Blob(['abc']).arrayBuffer()`)
	require.NoError(t, err)
	v, err := rt.Await(bg, promise)
	require.NoError(t, err)
	assert.Equal(t, []byte("abc"), v.Export().(goja.ArrayBuffer).Bytes())
}

// A forgotten interval does not hang Run for ever if its context has a deadline. https://github.com/dop251/goja_nodejs/issues/69
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

// Timers leave no goroutines. A loop that was stopped left one for each timer.
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

// An endless script can be interrupted. There was no obvious way to do it, and a terminated worker kept its thread busy.
// https://github.com/dop251/goja_nodejs/issues/50, https://github.com/denoland/deno/pull/35657
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

// Go can wait for a promise. There was no way to do so from outside.
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

// AbortSignal.timeout does not keep the program running.
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
