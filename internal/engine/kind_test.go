package engine

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// kindsOf are scripts that make objects, and their kinds.
var kindsOf = []struct {
	source string
	kind   Kind
}{
	{`{}`, Plain},
	{`{a: 1, get b() { throw 1 }}`, Plain},
	{`{a: {}, b: []}`, Plain},
	{`Object.freeze({a: 1})`, Plain},
	{`Object.create(null)`, Plain},
	{`Object.create(new Map)`, Plain},
	{`Object.create(new Map().keys())`, Plain},
	{`Object.create(new Uint8Array(1))`, Plain},
	{`new (class A { #p = 1 })`, Plain},
	{`(function () { return arguments })(1)`, Plain},
	{`(function () { 'use strict'; return arguments })(1)`, Plain},
	{`globalThis`, Plain},
	{`Math`, Plain},
	{`JSON`, Plain},
	{`Reflect`, Plain},
	{`Object.prototype`, Plain},
	{`RegExp.prototype`, Plain},
	{`Date.prototype`, Plain},
	{`Error.prototype`, Plain},
	{`Map.prototype`, Plain},
	{`WeakMap.prototype`, Plain},
	{`Promise.prototype`, Plain},
	{`Uint8Array.prototype`, Plain},
	{`Symbol.prototype`, Plain},
	{`BigInt.prototype`, Plain},
	{`(function* () {}).prototype`, Plain},
	{`Object.getPrototypeOf(new Map().keys())`, Plain},
	{`Object.getPrototypeOf((function* () {}).prototype)`, Plain},
	{`[]`, Array},
	{`[1]`, Array},
	{`[, 1]`, Array},
	{`Object.seal([1])`, Array},
	{`Object.freeze([1])`, Array},
	{`Object.preventExtensions([])`, Array},
	{`Object.setPrototypeOf([], null)`, Array},
	{`(a => (a[1e7] = 1, a))([])`, Array},
	{`Array.prototype`, Array},
	{"(a => a)``", Array},
	{`/(a)/.exec('a')`, Array},
	{`new Map`, Map},
	{`Object.setPrototypeOf(new Map, null)`, Map},
	{`new Set`, Set},
	{`new (class extends Set {})`, Set},
	{`new Error`, Error},
	{`new (class extends TypeError {})`, Error},
	{`Object.setPrototypeOf(new RangeError, null)`, Error},
	{`new AggregateError([])`, Error},
	{`new Date`, Date},
	{`new Date(NaN)`, Date},
	{`/a/`, RegExp},
	{`Object(1)`, Boxed},
	{`Object(1.5)`, Boxed},
	{`Object(true)`, Boxed},
	{`Object(1n)`, Boxed},
	{`Object(Symbol())`, Boxed},
	{`Number.prototype`, Plain},
	{`Boolean.prototype`, Boxed},
	{`Object('')`, BoxedString},
	{`String.prototype`, Plain},
	{`new ArrayBuffer(1)`, ArrayBuffer},
	{`new Uint8Array`, TypedArray},
	{`new Uint8ClampedArray(3)`, TypedArray},
	{`new Float64Array(3)`, TypedArray},
	{`new BigInt64Array(3)`, TypedArray},
	{`new DataView(new ArrayBuffer(1))`, DataView},
	{`Promise.resolve()`, Promise},
	{`new Proxy({}, traps)`, Proxy},
	{`new Proxy(() => {}, traps)`, Proxy},
	{`(r => (r.revoke(), r.proxy))(Proxy.revocable({}, {}))`, Proxy},
	{`new WeakMap`, WeakMap},
	{`Object.setPrototypeOf(new WeakMap, null)`, WeakMap},
	{`new WeakSet`, WeakSet},
	{`new Map().keys()`, MapIterator},
	{`new Map().entries()`, MapIterator},
	{`new Set().keys()`, SetIterator},
	{`[].keys()`, ArrayIterator},
	{`''[Symbol.iterator]()`, StringIterator},
	{`''.matchAll(/a/g)`, RegExpStringIterator},
	{`(function* () {})()`, Generator},
	{`function () {}`, Function},
	{`function () { 'use strict'; return class {} }`, Function},
	{`() => {}`, Function},
	{`async => 1`, Function},
	{`({ f() {} }).f`, Function},
	{`({ async() {} }).async`, Function},
	{`({ async () { return 1 } }).async`, Function},
	{`({ classify() {} }).classify`, Function},
	{`Object.getOwnPropertyDescriptor({ get a() {} }, 'a').get`, Function},
	{`Function('return 1')`, Function},
	{`class {}`, ClassFunction},
	{`class A extends Map {}`, ClassFunction},
	{`async function () {}`, AsyncFunction},
	{`async () => {}`, AsyncFunction},
	{`async(a) => a`, AsyncFunction},
	{`async a => a`, AsyncFunction},
	{`({ async f() {} }).f`, AsyncFunction},
	{`function* () {}`, GeneratorFunction},
	{`({ *f() {} }).f`, GeneratorFunction},
	{`parseInt`, NativeFunction},
	{`Object`, NativeFunction},
	{`(() => {}).bind()`, NativeFunction},
	{`Function.prototype`, NativeFunction},
	{`Math.max`, NativeFunction},
	{`goFunc`, NativeFunction},
	{`goConstructor`, NativeFunction},
	{`goWrapped`, NativeFunction},
	{`goStruct`, GoValue},
	{`goPointer`, GoValue},
	{`goMap`, GoMap},
	{`goEmptyMap`, GoMap},
	{`goNestedMap`, GoMap},
	{`goTypedMap`, GoMap},
	{`goSlice`, GoSlice},
	{`goEmptySlice`, GoSlice},
	{`goTypedSlice`, GoSlice},
	{`goBytes`, GoSlice},
	{`goPairs`, GoSlice},
	{`goArray`, GoSlice},
	{`goString`, GoValue},
	{`goNumber`, GoValue},
	{`goDynamic`, GoDynamicObject},
	{`goDynamicArray`, GoDynamicArray},
}

type (
	dynamic     struct{}
	dynamicList struct{}
	goString    string
	goNumber    int
)

func (goString) Method() {}
func (goNumber) Method() {}

func (dynamic) Get(string) goja.Value       { return nil }
func (dynamic) Set(string, goja.Value) bool { return false }
func (dynamic) Has(string) bool             { return false }
func (dynamic) Delete(string) bool          { return false }
func (dynamic) Keys() []string              { return nil }

func (dynamicList) Len() int                 { return 0 }
func (dynamicList) Get(int) goja.Value       { return nil }
func (dynamicList) Set(int, goja.Value) bool { return false }
func (dynamicList) SetLen(int) bool          { return false }

func newKindsEngine(t *testing.T) *goja.Runtime {
	vm := goja.New()
	for name, v := range map[string]any{
		"goFunc":        func(goja.FunctionCall) goja.Value { return nil },
		"goConstructor": func(goja.ConstructorCall) *goja.Object { return nil },
		"goWrapped":     func(int) int { return 1 },
		"goStruct":      struct{ X int }{1}, "goPointer": &struct{ X int }{1},
		"goMap": map[string]any{"a": 1}, "goEmptyMap": map[string]any{}, "goTypedMap": map[string]int{"a": 1},
		"goNestedMap": map[string]any{"a": map[string]any{}},
		"goSlice":     []any{1}, "goEmptySlice": []any{}, "goTypedSlice": []int{1}, "goBytes": []byte{1}, "goPairs": [][2]any{}, "goArray": [2]int{},
		"goString": goString("a"), "goNumber": goNumber(1),
		"goDynamic": vm.NewDynamicObject(dynamic{}), "goDynamicArray": vm.NewDynamicArray(dynamicList{}),
	} {
		require.NoError(t, vm.Set(name, v))
	}
	_, err := vm.RunString(`var ran = 0, traps = new Proxy({}, { get() { ran++; throw new Error('ran') } })`)
	require.NoError(t, err)
	return vm
}

func TestKindOf(t *testing.T) {
	for _, tc := range kindsOf {
		vm := newKindsEngine(t)
		v, err := vm.RunString("(" + tc.source + "\n)")
		require.NoError(t, err, tc.source)
		if Fast() {
			assert.Equal(t, tc.kind, KindOf(v.(*goja.Object)), tc.source)
		}
		if !strings.Contains(tc.source, "setPrototypeOf(new WeakMap, null)") {
			assert.Equal(t, tc.kind, kindSafe(v.(*goja.Object)), "safe: %s", tc.source)
		}
		assert.Zero(t, vm.Get("ran").ToInteger(), tc.source)
	}
}

// The fast and the safe implementation agree on the kinds of all built-in objects, and run no
// script.
func TestKindsOfBuiltInObjects(t *testing.T) {
	vm := newKindsEngine(t)
	all, err := vm.RunString(`(() => {
		const seen = new Set, add = v => { if (Object(v) === v) seen.add(v) };
		add(globalThis);
		for (const o of seen) {
			add(Object.getPrototypeOf(o));
			for (const key of Reflect.ownKeys(o)) {
				const d = Reflect.getOwnPropertyDescriptor(o, key);
				if (key !== 'traps') { add(d.value); add(d.get); add(d.set) }
			}
		}
		return [...seen];
	})()`)
	require.NoError(t, err)
	n := 0
	vm.ForOf(all, func(v goja.Value) bool {
		n++
		fast, safe := KindOf(v.(*goja.Object)), kindSafe(v.(*goja.Object))
		if !assert.Equal(t, fast, safe, "%v", v) {
			t.Log(fast, safe)
		}
		return true
	})
	assert.Greater(t, n, 400)
}

// Nothing that a script does to an object changes its kind, and KindOf runs no code of the script.
func TestKindsAfterTampering(t *testing.T) {
	for _, tc := range kindsOf {
		if tc.kind == Other || tc.kind == Proxy {
			continue
		}
		for _, change := range []string{
			`Object.defineProperty(o, Symbol.toStringTag, { get() { ran++ } })`,
			`Object.defineProperty(o, 'constructor', { get() { ran++ } })`,
			`Object.defineProperty(o, Symbol.iterator, { get() { ran++ } })`,
			`Object.defineProperty(o, 'toString', { get() { ran++ } })`,
			`Object.setPrototypeOf(o, new Proxy(o, traps))`,
			`Object.setPrototypeOf(o, new Proxy({}, traps))`,
		} {
			vm := newKindsEngine(t)
			v, err := vm.RunString("var o = (" + tc.source + "\n); try {" + change + "} catch {} o")
			require.NoError(t, err, tc.source)
			require.NoError(t, vm.Set("ran", 0))
			fast, safe := KindOf(v.(*goja.Object)), kindSafe(v.(*goja.Object))
			if Fast() {
				assert.Equal(t, tc.kind, fast, tc.source)
			}
			switch tc.kind {
			case MapIterator, SetIterator, ArrayIterator, StringIterator, RegExpStringIterator, Generator, WeakMap, WeakSet: // see the package comment
			default:
				assert.Equal(t, tc.kind, safe, "%s %s", tc.source, change)
			}
			assert.Zero(t, vm.Get("ran").ToInteger(), "%s %s", tc.source, change)
		}
	}
}

func TestViewOf(t *testing.T) {
	ways := map[string]func(*goja.Object) (View, bool){"safe": viewSafe, "exported": ViewOf}
	for name, viewOf := range ways {
		vm := goja.New()
		_, err := vm.RunString(`const buffer = new ArrayBuffer(64)`)
		require.NoError(t, err)
		for typ := range ViewTypes {
			v, err := vm.RunString(`new ` + typ.String() + `(buffer, 16, 2)`)
			require.NoError(t, err)
			view, ok := viewOf(v.(*goja.Object))
			assert.True(t, ok)
			assert.Equal(t, typ, view.Type, name)
			assert.Equal(t, 16, view.Offset, name)
			assert.Equal(t, 2*typ.ElementSize(), view.Length, name)
			assert.Len(t, view.Buffer.Bytes(), 64)
			view.Buffer = goja.ArrayBuffer{}
			require.NoError(t, vm.Set("view", v))
			v, err = vm.RunString(`Object.setPrototypeOf(view, null)`)
			require.NoError(t, err)
			again, _ := viewOf(v.(*goja.Object))
			again.Buffer = goja.ArrayBuffer{}
			assert.Equal(t, view, again)
		}
		for _, source := range []string{`({})`, `[1]`, `new ArrayBuffer(1)`, `new Proxy(new Uint8Array(1), {})`, `Object.create(new Uint8Array(1))`} {
			v, err := vm.RunString(source)
			require.NoError(t, err)
			_, ok := viewOf(v.(*goja.Object))
			assert.False(t, ok, source)
		}
	}
}

func BenchmarkKindOf(b *testing.B) {
	for _, source := range []string{`({a: 1})`, `({})`, `[1]`, `new Map`, `new Date`, `() => {}`} {
		v, err := goja.New().RunString(source)
		require.NoError(b, err)
		b.Run(source+"/exported", func(b *testing.B) {
			for b.Loop() {
				KindOf(v.(*goja.Object))
			}
		})
		b.Run(source+"/safe", func(b *testing.B) {
			for b.Loop() {
				kindSafe(v.(*goja.Object))
			}
		})
	}
}
