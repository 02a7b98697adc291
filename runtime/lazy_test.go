package runtime_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/runtime"
)

// walk writes down everything that can be reached from the global object: the keys of each object in their order, the
// attributes of its properties, its prototype, and what kind of object it is.
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
	slot.Eagerly(func() { eager = run() })
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
			slot.Eagerly(func() { eager = run() })
			assert.Equal(t, eager, run())
		})
	}
}

// What a script does to the global object before anything has asked for what it does it to.
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
				// The walk is a script of its own, so that its own needs are met: it keeps what it needs from before.
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
				slot.Eagerly(func() { eager = run() })
				assert.Equal(t, eager, run(), name)
			}
		})
	}
}

// The order in which things are asked for makes no difference.
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

// What console.log shows of objects that were not asked for anything yet, and what structuredClone makes of them.
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
			slot.Eagerly(func() { eager = run() })
			assert.NotEmpty(t, eager)
			assert.Equal(t, eager, run())
		})
	}
}

var numbers = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
