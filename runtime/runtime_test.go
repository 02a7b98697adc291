package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	goruntime "runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/runtime"
)

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

func TestCloseEndsEndlessScripts(t *testing.T) {
	eachEndless(t, func(t *testing.T, rt *runtime.Runtime, _ context.CancelCauseFunc) { assert.NoError(t, rt.Close()) },
		func(t *testing.T, rt *runtime.Runtime, err error) {
			assert.ErrorIs(t, err, runtime.ErrClosed)
			assert.ErrorIs(t, rt.Run(bg, "next.js", ""), runtime.ErrClosed)
		})
}

func TestPost(t *testing.T) {
	t.Run("from many goroutines while scripts run", func(t *testing.T) {
		rt, _ := newRuntime(t)
		const posters, posts = 8, 500
		counts := map[int]int{} // the last post of each poster: its posts must arrive in order
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

// walk is a script that lists everything reachable from the global object: of each object its kind, its prototype, its
// keys in order, and the attributes of its properties.
const walk = `(() => {
	const own = Reflect.ownKeys, describe = Object.getOwnPropertyDescriptor, prototypeOf = Object.getPrototypeOf
	const ids = new Map(), queue = [], lines = []
	const text = v => {
		if (typeof v !== 'object' && typeof v !== 'function' || v === null) {
			return typeof v === 'symbol' ? String(v) : typeof v + ' ' + v
		}
		if (!ids.has(v)) {
			ids.set(v, ids.size)
			queue.push(v)
		}
		return typeof v + ' #' + ids.get(v)
	}
	text(globalThis)
	for (let o; o = queue.shift();) {
		lines.push(text(o) + ' ' + Object.isExtensible(o) + ' ' + Object.prototype.toString.call(o) + ' < ' + text(prototypeOf(o)))
		for (const key of own(o)) {
			const d = describe(o, key)
			let line = '  ' + String(key) + ' ' + ['writable', 'enumerable', 'configurable'].map(a => d[a]).join()
			for (const part of ['value', 'get', 'set']) {
				if (part in d) {
					line += ' ' + part + ' ' + text(d[part])
				}
			}
			lines.push(line)
		}
	}
	return lines.join('\n')
})()`

func eachWay(t *testing.T, options []runtime.Option, script string) (eager, lazy string) {
	run := func() string {
		rt, err := runtime.New(options...)
		require.NoError(t, err)
		defer rt.Close()
		v, err := rt.Eval(t.Context(), script)
		if err != nil {
			return "throws " + strings.SplitN(err.Error(), "\n", 2)[0]
		}
		return v.String()
	}
	engine.Eagerly(func() { eager = run() })
	return eager, run()
}

func TestGlobalsAreTheSameWhenMadeLazily(t *testing.T) {
	for name, options := range map[string][]runtime.Option{
		"library": nil,
		"command": {runtime.WithNode([]string{"a"}, []string{"b=c"})},
		"page":    {runtime.WithWindow("http://example.org/")},
	} {
		t.Run(name, func(t *testing.T) {
			eager, lazy := eachWay(t, options, walk)
			require.Greater(t, strings.Count(eager, "\n"), 1000)
			assert.Equal(t, strings.Split(eager, "\n"), strings.Split(lazy, "\n"))
		})
	}
}

func TestGlobalsOfEveryKind(t *testing.T) {
	for name, kind := range map[string]bindings.Kind{
		"shell": bindings.Shell, "window": bindings.Window, "worker": bindings.DedicatedWorker, "shared worker": bindings.SharedWorker,
	} {
		t.Run(name, func(t *testing.T) {
			run := func() []string {
				vm := goja.New()
				_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithKind(kind))
				require.NoError(t, err)
				v, err := vm.RunString(walk)
				require.NoError(t, err)
				return strings.Split(v.String(), "\n")
			}
			var eager []string
			engine.Eagerly(func() { eager = run() })
			assert.Equal(t, eager, run())
		})
	}
}

// firstTouches are scripts that change a global which has not been made yet.
var firstTouches = []string{
	`delete globalThis.%[1]s`,
	`'use strict'; delete globalThis.%[1]s`,
	`var %[1]s`,
	`var %[1]s = 1`,
	`let %[1]s = 1`,
	`const %[1]s = 1`,
	`class %[1]s {}`,
	`function %[1]s() {}`,
	`%[1]s = 1`,
	`'use strict'; %[1]s = 1`,
	`globalThis.%[1]s = 1`,
	`delete globalThis.%[1]s; globalThis.%[1]s = 1`,
	`delete globalThis.%[1]s; var %[1]s`,
	`Object.defineProperty(globalThis, '%[1]s', { value: 1 })`,
	`Object.defineProperty(globalThis, '%[1]s', { get() { return 1 }, enumerable: true, configurable: false })`,
	`Object.defineProperty(globalThis, '%[1]s', { writable: false })`,
	`Object.freeze(globalThis)`,
	`Object.seal(globalThis); 'use strict'; globalThis.%[1]s = 1`,
	`Object.preventExtensions(globalThis); var unknown`,
	`typeof %[1]s`,
	`'%[1]s' in globalThis`,
	`Object.hasOwn(globalThis, '%[1]s')`,
	`globalThis.hasOwnProperty('%[1]s') + typeof unknown`,
	`with (globalThis) { %[1]s = 1 }`,
	`with ({}) { typeof %[1]s }`,
	`new Proxy(globalThis, {}).%[1]s = 1`,
	`delete new Proxy(globalThis, {}).%[1]s`,
	`Reflect.set(globalThis, '%[1]s', 1, {})`,
	`Object.create(globalThis).%[1]s = 1`,
	`'use strict'; const o = Object.create(globalThis); o.%[1]s = 1; Object.keys(o)`,
	`var unknown = 1; function unknownToo() {}`,
	`Object.keys(globalThis).join()`,
	`const names = []; for (const k in globalThis) { names.push(k) } names.join()`,
	`Object.getOwnPropertyNames({ ...globalThis }).join()`,
	`JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, '%[1]s'))`,
	`for (const k in globalThis) { delete globalThis[k] }`,
	`globalThis[0] = 1; globalThis.z = 1; Object.getOwnPropertyNames(globalThis).join()`,
	`Object.setPrototypeOf(globalThis, null); typeof %[1]s`,
	`Object.prototype.value = Object.prototype.get = Object.prototype.writable = 1; typeof %[1]s`,
	`Object.defineProperty(Object.prototype, 'p', { set() { throw 1 }, get() { return 2 } }); typeof %[1]s`,
	`globalThis.Object = globalThis.Function = globalThis.Map = globalThis.Promise = undefined; typeof %[1]s`,
	`eval('var %[1]s = 1'); delete globalThis.%[1]s`,
	`eval('function %[1]s() {}')`,
	`(function f() { try { f() } finally { typeof %[1]s } })()`,
}

func TestFirstTouches(t *testing.T) {
	options := []runtime.Option{runtime.WithNode(nil, nil), runtime.WithLimits(runtime.Limits{CallStack: 200})}
	for _, touch := range firstTouches {
		t.Run(touch, func(t *testing.T) {
			for _, name := range []string{"MessageEvent", "setTimeout", "onerror", "self", "console", "URL", "process", "Error"} {
				script := touch
				if strings.Contains(touch, "%[1]s") {
					script = fmt.Sprintf(touch, name)
				}
				// The walk keeps the built-ins that it needs from before the script.
				before := "globalThis[Symbol.for('walk')] = [Reflect.ownKeys, Object.getOwnPropertyDescriptor, Object.getPrototypeOf];"
				after := `; (([own, describe, prototypeOf]) => {
					const list = o => own(o).map(k => {
						const d = describe(o, k)
						return String(k) + ' ' + d.writable + d.enumerable + d.configurable + typeof d.value + typeof d.get + typeof d.set
					}).join('\n')
					return list(globalThis) + '\n' + (prototypeOf(globalThis) && list(prototypeOf(globalThis)))
				})(globalThis[Symbol.for('walk')])`
				run := func() string {
					rt, err := runtime.New(options...)
					require.NoError(t, err)
					defer rt.Close()
					var out []string
					for _, s := range []string{before, script, after} {
						v, err := rt.Eval(t.Context(), s)
						if err != nil {
							out = append(out, strings.SplitN(err.Error(), "\n", 2)[0])
						} else {
							out = append(out, v.String())
						}
					}
					return strings.Join(out, "\n---\n")
				}
				var eager string
				engine.Eagerly(func() { eager = run() })
				assert.Equal(t, eager, run(), name)
			}
		})
	}
}

// The order in which globals are made makes no difference.
func TestGlobalsInAnyOrder(t *testing.T) {
	eager, _ := eachWay(t, nil, walk)
	for seed := range uint64(10) {
		random := rand.New(rand.NewPCG(seed, 0))
		touches := fmt.Sprintf(`
			let seed = %d;
			const random = n => (seed = (seed * 1103515245 + 12345) %% 2147483648) %% n;
			const names = Object.getOwnPropertyNames(globalThis);
			for (let i = 0; i < 60; i++) {
				const v = globalThis[names[random(names.length)]];
				if (typeof v === 'function' && v.prototype) {
					const members = Object.getOwnPropertyNames(v.prototype);
					Object.getOwnPropertyDescriptor(v.prototype, members[random(members.length)]);
				}
			}`, random.IntN(1<<30))
		_, lazy := eachWay(t, nil, "{"+touches+"}"+walk)
		require.Equal(t, strings.Split(eager, "\n"), strings.Split(lazy, "\n"), "seed %d", seed)
	}
}

// console.log and structuredClone treat globals that are not made yet like the others.
func TestInspectionOfUntouchedGlobals(t *testing.T) {
	for _, script := range []string{
		`console.log(globalThis)`,
		`console.log(EventTarget, EventTarget.prototype, MessageEvent.prototype, console)`,
		`console.dir(new Event('x'), { showHidden: true, depth: 5 }); console.log(new MessageChannel(), performance)`,
		`console.log(URL, URLSearchParams.prototype, new URL('http://a/b'), process.argv.length, Buffer)`,
		`console.log(Object.assign(Object.create(MessagePort.prototype), { a: 1 }))`,
		`for (const v of [EventTarget.prototype, DOMException.prototype, console, navigator, globalThis]) {
			try { console.log(structuredClone(v)) } catch (e) { console.log(String(e)) }
		}`,
		`console.table([new Event('x')]); console.log('%o %O', Event, Event.prototype)`,
		`console.log(JSON.stringify(EventTarget.prototype), JSON.stringify(console), Object.entries(AbortSignal).length)`,
	} {
		t.Run(script, func(t *testing.T) {
			run := func() string {
				var out strings.Builder
				rt, err := runtime.New(runtime.WithNode(nil, nil), runtime.WithStdout(&out), runtime.WithStderr(&out))
				require.NoError(t, err)
				defer rt.Close()
				_, err = rt.Eval(t.Context(), script)
				require.NoError(t, err)
				return numbers.ReplaceAllString(out.String(), "N") // times
			}
			var eager string
			engine.Eagerly(func() { eager = run() })
			assert.NotEmpty(t, eager)
			assert.Equal(t, eager, run())
		})
	}
}

var numbers = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// Closed runtimes are collected, whatever their scripts left.
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

// A long-lived signal keeps nothing of listeners that were removed.
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

// structuredClone works on a bare engine. goja declined it as not part of ECMAScript; k6 waits for it.
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
