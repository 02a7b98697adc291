package engine

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
	"weak"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// way is one of the implementations. Every test here holds for each of them.
type way struct {
	name   string
	attach func(*goja.Object, any)
	of     func(*goja.Object) (any, bool)
}

// ways returns the implementations of this build. The safe one is in every build, so that it is
// always tested.
func ways() []way {
	all := []way{{"safe", attachSafe, stateSafe}}
	if Fast() {
		all = append(all, way{"fast", attachFast, stateFast})
	}
	return append(all, way{"exported", Attach, StateOf})
}

func each(t *testing.T, test func(t *testing.T, w way)) {
	for _, w := range ways() {
		t.Run(w.name, func(t *testing.T) { test(t, w) })
	}
}

// newRuntime returns a runtime with a class Host whose instances have a state, state(o) that
// returns it or undefined, and equal(a, b) that throws if a and b are not the same.
func newRuntime(t testing.TB, w way) *goja.Runtime {
	vm := goja.New()
	require.NoError(t, vm.Set("Host", func(call goja.ConstructorCall) *goja.Object {
		w.attach(call.This, call.Argument(0).String())
		return nil
	}))
	require.NoError(t, vm.Set("state", func(call goja.FunctionCall) goja.Value {
		if o, ok := call.Argument(0).(*goja.Object); ok {
			if s, ok := w.of(o); ok {
				return vm.ToValue(s)
			}
		}
		return goja.Undefined()
	}))
	_, err := vm.RunString(`function equal(a, b) {
		if (!Object.is(a, b)) throw new Error(String(a) + ' is not ' + String(b));
	}
	function throws(type, f) {
		try { f() } catch (e) { if (e instanceof type) return; throw e }
		throw new Error(f + ' did not throw');
	}`)
	require.NoError(t, err)
	return vm
}

func TestOrdinary(t *testing.T) {
	for _, test := range []struct{ name, script string }{
		{"state", `equal(state(new Host('a')), 'a')`},
		{"expando", `const o = new Host('a'); o.x = 1; o[2] = 3; equal(o.x, 1); equal(o[2], 3); equal(state(o), 'a')`},
		{"symbol", `const o = new Host('a'), s = Symbol('s'); o[s] = 1; equal(o[s], 1);
			equal(Object.getOwnPropertySymbols(o).includes(s), true); delete o[s]; equal(s in o, false)`},
		{"delete", `const o = new Host('a'); o.x = 1; equal(delete o.x, true); equal('x' in o, false); equal(state(o), 'a')`},
		{"defineProperty", `const o = new Host('a');
			Object.defineProperty(o, 'x', { get() { return state(this) }, configurable: true });
			equal(o.x, 'a');
			Object.defineProperty(o, 'y', { value: 1 });
			throws(TypeError, () => { 'use strict'; o.y = 2 });
			equal(o.y, 1); equal(Object.keys(o).length, 0)`},
		{"freeze", `const o = new Host('a'); o.x = 1; Object.freeze(o);
			throws(TypeError, () => { 'use strict'; o.x = 2 });
			throws(TypeError, () => { 'use strict'; o.y = 2 });
			equal(Object.isFrozen(o), true); equal(state(o), 'a')`},
		{"seal", `const o = new Host('a'); o.x = 1; Object.seal(o); o.x = 2;
			equal(Object.isSealed(o), true); equal(delete o.x, false); equal(o.x, 2); equal(state(o), 'a')`},
		{"class fields", `class A extends Host { x = 1; y = this.x + 1; [Symbol.toStringTag] = 'A'; static z = 3 }
			const o = new A('a'); equal(o.x, 1); equal(o.y, 2); equal(A.z, 3); equal(String(o), '[object A]');
			equal(Object.keys(o).join(), 'x,y'); equal(state(o), 'a')`},
		{"private names", `class A extends Host {
				#x = 1; #m() { return this.#x } get #g() { return state(this) }
				inc() { return ++this.#x } m() { return this.#m() } g() { return this.#g } static is(o) { return #x in o }
			}
			const o = new A('a'); equal(o.inc(), 2); equal(o.m(), 2); equal(o.g(), 'a');
			equal(A.is(o), true); equal(A.is(new Host('b')), false); equal(Object.keys(o).length, 0)`},
		{"private names before the state", `class A { constructor() { return init } }
			const init = {}; class B extends A { #x = 1; x() { return this.#x } static x(o) { return o.#x } }
			new B; attach(init, 'a'); equal(B.x(init), 1); equal(state(init), 'a')`},
		{"subclass of a subclass", `class A extends Host {} class B extends A { constructor() { super('b') } }
			const o = new B; equal(state(o), 'b'); equal(Object.getPrototypeOf(o), B.prototype);
			equal(o instanceof Host, true); equal(o.constructor, B)`},
		{"new.target", `function F() {} const o = Reflect.construct(Host, ['a'], F);
			equal(Object.getPrototypeOf(o), F.prototype); equal(state(o), 'a')`},
		{"constructor called on an object", `const o = {}; Host.call(o, 'a'); equal(state(o), 'a'); equal(o instanceof Host, false)`},
		{"setPrototypeOf", `const o = new Host('a'), p = { x: 1 }; Object.setPrototypeOf(o, p); equal(o.x, 1);
			equal(Object.getPrototypeOf(o), p); equal(state(o), 'a'); Object.setPrototypeOf(o, null); equal(state(o), 'a')`},
		{"prototype", `const p = new Host('a'), o = Object.create(p); p.x = 1; equal(o.x, 1); o.x = 2; equal(p.x, 1);
			equal(state(o), undefined); equal(state(p), 'a')`},
		{"state on an heir", `const p = new Host('a'), o = Object.create(p); Host.call(o, 'b');
			equal(state(o), 'b'); equal(state(p), 'a')`},
		{"keys and order", `const o = new Host('a'); o.b = 1; o[1] = 2; o.a = 3; o[0] = 4;
			equal(Object.keys(o).join(), '0,1,b,a'); equal(Object.values(o).join(), '4,2,1,3');
			equal(Object.getOwnPropertyNames(o).join(), '0,1,b,a')`},
		{"for in", `const o = new Host('a'); o.x = 1; o.y = 2; const seen = [];
			for (const k in o) { seen.push(k); delete o.y; o.z = 3 } equal(seen.join(), 'x')`},
		{"for in while it is attached", `const o = { x: 1, y: 2, z: 3 }, seen = [];
			for (const k in o) { seen.push(k); if (k === 'x') { attach(o, 'a'); delete o.y; o.more = 1 } }
			equal(seen.join(), 'x,z'); equal(Object.keys(o).join(), 'x,z,more'); equal(state(o), 'a')`},
		{"JSON", `const o = new Host('a'); o.x = { y: 1 }; equal(JSON.stringify(o), '{"x":{"y":1}}');
			equal(JSON.stringify([new Host('b')]), '[{}]')`},
		{"spread", `const o = new Host('a'); o.x = 1; const c = { ...o }; equal(JSON.stringify(c), '{"x":1}');
			equal(Reflect.ownKeys(c).length, 1); equal(state(c), undefined)`},
		{"rest", `const o = new Host('a'); o.x = 1; o.y = 2; const { x, ...c } = o; equal(JSON.stringify(c), '{"y":2}');
			equal(state(c), undefined)`},
		{"assign", `const o = new Host('a'); o.x = 1; const c = Object.assign({}, o);
			equal(Reflect.ownKeys(c).length, 1); equal(state(c), undefined);
			const d = Object.assign(new Host('d'), new Host('e')); equal(state(d), 'd')`},
		{"every own property copied", `const o = new Host('a');
			const c = Object.defineProperties({}, Object.getOwnPropertyDescriptors(o)); equal(state(c), undefined);
			const d = {}; for (const k of Reflect.ownKeys(o)) d[k] = o[k]; equal(state(d), undefined);
			for (const k of Reflect.ownKeys(o)) {
				equal(state(Object.defineProperty({}, k, { get() { return o[k] } })), undefined);
				equal(state(Object.create(new Proxy({}, { get() { return o[k] } }))), undefined);
			}
			const e = new Host('e'); for (const k of Reflect.ownKeys(o)) try { e[k] = o[k] } catch {} equal(state(e), 'e');
			for (const k of Reflect.ownKeys(o)) try { Object.defineProperty(e, k, { value: o[k] }) } catch {} equal(state(e), 'e')`},
		{"every own property deleted", `const o = new Host('a');
			for (const k of Reflect.ownKeys(o)) Reflect.deleteProperty(o, k); equal(state(o), 'a')`},
		{"proxy", `const o = new Host('a'); let trapped = 0;
			const h = new Proxy({}, { get() { trapped++ } });
			equal(state(new Proxy(o, {})), undefined); equal(state(new Proxy(o, h)), undefined); equal(trapped, 0);
			const { proxy, revoke } = Proxy.revocable(o, {}); revoke(); equal(state(proxy), undefined)`},
		{"asking an heir of a proxy", `const o = new Host('a'); let ran = 0;
			const traps = new Proxy({}, { get() { ran++; throw new Error('ran') } });
			equal(state(Object.create(new Proxy(o, traps))), undefined); equal(state(Object.setPrototypeOf(new Error, new Proxy({}, traps))), undefined);
			equal(ran, 0)`},
		{"ordinary to the language", `const o = new Host('a'); equal(typeof o, 'object'); equal(String(o), '[object Object]');
			equal(Object.prototype.toString.call(o), '[object Object]'); equal(Array.isArray(o), false); equal(o == o, true);
			equal(o === new Host('a'), false); equal(new Map([[o, 1]]).get(o), 1); equal(new WeakMap([[o, 1]]).get(o), 1);
			equal(new WeakSet([o]).has(o), true); equal(o.hasOwnProperty('x'), false); equal(Object.isExtensible(o), true);
			throws(TypeError, () => o()); throws(TypeError, () => new o); throws(TypeError, () => [...o])`},
		{"conversion", `const o = new Host('a'); o.valueOf = () => 42; equal(o + 1, 43); o.toString = () => 's'; equal(String(o), 's');
			o[Symbol.toPrimitive] = hint => hint; equal(String(o), 'string'); equal(+o, NaN)`},
		{"thenable", `const o = new Host('a'); let got; o.then = f => { got = state(o) }; Promise.resolve(o); done = () => equal(got, 'a')`},
		{"with, in and super", `const o = new Host('a'); o.x = 1; equal('x' in o, true);
			equal(Function('o', 'with (o) { return x }')(o), 1);
			const sub = { __proto__: o, get() { return super.x } }; equal(sub.get(), 1)`},
		{"accessor on the prototype", `Object.defineProperty(Host.prototype, 'v', { get() { return state(this) }, set(v) { this.w = v } });
			const o = new Host('a'); equal(o.v, 'a'); o.v = 2; equal(o.w, 2); equal(Host.prototype.v, undefined)`},
		{"nothing else has a state", `for (const o of [{}, [], function () {}, class {}, new Date, /x/, new Map, new Error, Promise.resolve(),
			new Uint8Array(1), new ArrayBuffer(1), Object('s'), Object(1), Object(Symbol()), Object.create(null), globalThis, Math, JSON,
			Host, Host.prototype, arguments_(), (function* () {})(), [].values(), new Proxy({}, {}), goMap, goStruct]) equal(state(o), undefined);
			function arguments_() { return arguments }`},
	} {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, w way) {
				vm := newRuntime(t, w)
				require.NoError(t, vm.Set("attach", func(o *goja.Object, state string) { w.attach(o, state) }))
				require.NoError(t, vm.Set("goMap", map[string]any{"x": 1}))
				require.NoError(t, vm.Set("goStruct", &struct{ X int }{1}))
				_, err := vm.RunString("var done = () => {};" + test.script)
				require.NoError(t, err)
				_, err = vm.RunString("done()")
				require.NoError(t, err)
			})
		})
	}
}

func TestAttach(t *testing.T) {
	each(t, func(t *testing.T, w way) {
		vm := goja.New()
		proto := vm.NewObject()
		for name, o := range map[string]*goja.Object{
			"NewObject":         vm.NewObject(),
			"CreateObject":      vm.CreateObject(proto),
			"CreateObject(nil)": vm.CreateObject(nil),
			"with a property":   vm.ToValue(vm.NewObject()).(*goja.Object),
		} {
			_, ok := w.of(o)
			assert.False(t, ok, name)
			w.attach(o, &name)
			got, ok := w.of(o)
			assert.True(t, ok, name)
			assert.Same(t, &name, got, name)
		}
	})
}

func TestAttachAgain(t *testing.T) {
	each(t, func(t *testing.T, w way) {
		vm := newRuntime(t, w)
		o := vm.NewObject()
		w.attach(o, 1)
		w.attach(o, nil)
		got, ok := w.of(o)
		assert.True(t, ok, "a nil state is a state")
		assert.Nil(t, got)

		require.NoError(t, vm.Set("o", o))
		_, err := vm.RunString(`o.x = 1; Object.freeze(o)`)
		require.NoError(t, err)
		w.attach(o, 2)
		got, _ = w.of(o)
		assert.Equal(t, 2, got, "replacing needs no extensible object")
		assert.Equal(t, int64(1), o.Get("x").ToInteger())
	})
}

func TestAttachPanics(t *testing.T) {
	for _, test := range []struct{ script, message string }{
		{`[]`, "engine: Attach needs an ordinary object, not an Array"},
		{`(() => {})`, "not a function"},
		{`new Proxy({}, {})`, "not a Proxy"},
		{`new Proxy([], { get() { throw 1 }, getPrototypeOf() { throw 1 } })`, "not a Proxy"},
		{`new Date`, "not a Date"},
		{`new Map`, "not a Map"},
		{`new Error('x')`, "not an Error"},
		{`Object('x')`, "not a String"},
		{`Promise.resolve()`, "not a Promise"},
		{`goMap`, "not a Go map"},
		{`goStruct`, "not a Go value"},
		{`Object.freeze({})`, "engine: Attach needs an extensible object"},
		{`Object.preventExtensions({})`, "engine: Attach needs an extensible object"},
	} {
		t.Run(test.script, func(t *testing.T) {
			each(t, func(t *testing.T, w way) {
				vm := newRuntime(t, w)
				require.NoError(t, vm.Set("goMap", map[string]any{"x": 1}))
				require.NoError(t, vm.Set("goStruct", &struct{ X int }{1}))
				v, err := vm.RunString(test.script)
				require.NoError(t, err)
				o := v.(*goja.Object)
				defer func() { assert.Contains(t, fmt.Sprint(recover()), test.message) }()
				w.attach(o, 1)
				t.Error("Attach did not panic")
			})
		})
	}
}

func TestNil(t *testing.T) {
	_, ok := StateOf(nil)
	assert.False(t, ok)
	assert.PanicsWithValue(t, "engine: Attach to a nil object", func() { Attach(nil, 1) })
}

// To Go code, too, the object looks like an ordinary object, and not, for example, like a
// *goja.Promise.
func TestExport(t *testing.T) {
	each(t, func(t *testing.T, w way) {
		vm := newRuntime(t, w)
		v, err := vm.RunString(`const o = new Host('a'); o.x = 1; o`)
		require.NoError(t, err)
		assert.Equal(t, map[string]any{"x": int64(1)}, v.Export())
		assert.Equal(t, vm.NewObject().ExportType(), v.ExportType())
		var m map[string]int
		require.NoError(t, vm.ExportTo(v, &m))
		assert.Equal(t, map[string]int{"x": 1}, m)
		var s struct {
			X int `json:"x"`
		}
		vm.SetFieldNameMapper(goja.TagFieldNameMapper("json", true))
		require.NoError(t, vm.ExportTo(v, &s))
		assert.Equal(t, 1, s.X)
		assert.Equal(t, "Object", v.(*goja.Object).ClassName())
		assert.Equal(t, "[object Object]", v.String())
		assert.Same(t, v, vm.ToValue(v))
	})
}

// Each goroutine has a runtime of its own. They share only data that nobody writes.
func TestRuntimes(t *testing.T) {
	each(t, func(t *testing.T, w way) {
		var wg sync.WaitGroup
		objects := make([]*goja.Object, 4)
		for i := range objects {
			wg.Go(func() {
				vm := newRuntime(t, w)
				for range 100 {
					objects[i] = vm.NewObject()
					w.attach(objects[i], i)
					got, ok := w.of(objects[i])
					assert.True(t, ok)
					assert.Equal(t, i, got)
				}
				assert.NoError(t, vm.Set("o", objects[i]))
				_, err := vm.RunString(`for (const s of Object.getOwnPropertySymbols(o)) String(s) + s.description`)
				assert.NoError(t, err)
			})
		}
		wg.Wait()
		for i, o := range objects {
			got, _ := w.of(o)
			assert.Equal(t, i, got, "an object of another runtime has its state")
		}
	})
}

func TestCollected(t *testing.T) {
	type state struct{ self *goja.Object }
	each(t, func(t *testing.T, w way) {
		vm := newRuntime(t, w)
		object, attached := func() (weak.Pointer[goja.Object], weak.Pointer[state]) {
			o := vm.NewObject()
			s := &state{self: o}
			w.attach(o, s)
			return weak.Make(o), weak.Make(s)
		}()
		for i := 0; object.Value() != nil || attached.Value() != nil; i++ {
			require.Less(t, i, 100, "an unreachable object and its state are kept")
			runtime.GC()
		}
		runtime.KeepAlive(vm)
	})
}

// Garbage collections keep exactly what an object reaches.
func TestKept(t *testing.T) {
	each(t, func(t *testing.T, w way) {
		vm := newRuntime(t, w)
		_, err := vm.RunString(`const all = []; for (let i = 0; i < 2000; i++) {
			const o = new Host('state' + i); o['key' + i] = { value: i }; o.next = all[i - 1]; all.push(o);
		}`)
		require.NoError(t, err)
		for range 3 {
			runtime.GC()
			_, err = vm.RunString(`all.forEach((o, i) => {
				equal(state(o), 'state' + i); equal(o['key' + i].value, i); equal(o.next, all[i - 1]);
			})`)
			require.NoError(t, err)
		}
	})
}

func BenchmarkAttach(b *testing.B) {
	for _, w := range ways() {
		b.Run(w.name, func(b *testing.B) {
			vm := goja.New()
			proto := vm.NewObject()
			state := new(int)
			b.ReportAllocs()
			for b.Loop() {
				w.attach(vm.CreateObject(proto), state)
			}
		})
	}
	b.Run("CreateObject alone", func(b *testing.B) {
		vm := goja.New()
		proto := vm.NewObject()
		b.ReportAllocs()
		for b.Loop() {
			vm.CreateObject(proto)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	for _, w := range ways() {
		vm := goja.New()
		host, plain := vm.NewObject(), vm.NewObject()
		w.attach(host, new(int))
		b.Run(w.name+"/host", func(b *testing.B) {
			for b.Loop() {
				w.of(host)
			}
		})
		b.Run(w.name+"/plain", func(b *testing.B) {
			for b.Loop() {
				w.of(plain)
			}
		})
	}
}
