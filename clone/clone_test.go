package clone_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
)

func run(t testing.TB, vm *goja.Runtime, src string) goja.Value {
	t.Helper()
	v, err := vm.RunString(src)
	require.NoError(t, err, src)
	return v
}

// check fails the test unless src is true in vm.
func check(t testing.TB, vm *goja.Runtime, src string) {
	t.Helper()
	if v := run(t, vm, src); !v.StrictEquals(vm.ToValue(true)) {
		t.Errorf("%s is %v", src, v)
	}
}

// send clones v, a value of from, into to.
func send(t testing.TB, from *goja.Runtime, v goja.Value, to *goja.Runtime, transfer ...*goja.Object) goja.Value {
	t.Helper()
	record, err := clone.Serialize(from, v, clone.Options{Transfer: transfer})
	require.NoError(t, err)
	c, _, err := record.Deserialize(to)
	require.NoError(t, err)
	return c
}

// Each case makes v and says what is true of its clone c. If it does not mention v, c is also made in another runtime.
var cases = []struct{ name, v, c string }{
	{"undefined", `undefined`, `c === undefined`},
	{"null", `null`, `c === null`},
	{"true", `true`, `c === true`},
	{"false", `false`, `c === false`},
	{"zero", `0`, `Object.is(c, 0)`},
	{"negative zero", `-0`, `Object.is(c, -0)`},
	{"NaN", `NaN`, `Object.is(c, NaN)`},
	{"infinity", `-Infinity`, `c === -Infinity`},
	{"integer", `2 ** 53 - 1`, `c === 9007199254740991`},
	{"fraction", `0.1`, `c === 0.1`},
	{"bigint", `-(2n ** 100n)`, `c === -(2n ** 100n)`},
	{"empty string", `''`, `c === ''`},
	{"string", `'abc'`, `c === 'abc'`},
	{"string of any characters", `'\0é√𝕊'`, `c === '\0é√𝕊'`},
	{"lone surrogates", `'a\ud800b\udc00'`, `c === 'a\ud800b\udc00' && c.length === 4`},

	{"Boolean object", `Object(false)`, `typeof c === 'object' && c instanceof Boolean && c.valueOf() === false`},
	{"Number object", `Object(-0)`, `c instanceof Number && Object.is(c.valueOf(), -0)`},
	{"BigInt object", `Object(5n)`, `typeof c === 'object' && c instanceof BigInt && c.valueOf() === 5n`},
	{"String object", `Object('a\ud800')`, `c instanceof String && c.valueOf() === 'a\ud800' && c.length === 2`},
	{"wrappers lose properties", `Object.assign(Object(1), {x: 1})`, `!('x' in c)`},

	{"Date", `new Date(1.5e12)`, `c instanceof Date && c.getTime() === 1.5e12`},
	{"Date before 1970", `new Date(-1)`, `c.getTime() === -1`},
	{"earliest Date", `new Date(-8.64e15)`, `c.getTime() === -8.64e15`},
	{"latest Date", `new Date(8.64e15)`, `c.getTime() === 8.64e15`},
	{"invalid Date", `new Date(NaN)`, `c instanceof Date && Number.isNaN(c.getTime())`},

	{"RegExp", `/a(b)\/[/]/gimsy`, `c instanceof RegExp && c.source === /a(b)\/[/]/.source && c.flags === 'gimsy' && c.test('aB//')`},
	{"RegExp with u", `/\u{1F600}/u`, `c.flags === 'u' && c.test('😀')`},
	{"empty RegExp", `new RegExp('')`, `c.source === '(?:)'`},
	{"RegExp of a newline", `new RegExp('\n')`, `c.test('\n') && c.source === '\\n'`},
	{"lastIndex is not copied", `var r = /a/g; r.lastIndex = 3; r.x = 1; r`, `c.lastIndex === 0 && !('x' in c)`},

	{"ArrayBuffer", `new Uint8Array([1, 2, 3]).buffer`, `c instanceof ArrayBuffer && String(new Uint8Array(c)) === '1,2,3'`},
	{"empty ArrayBuffer", `new ArrayBuffer(0)`, `c instanceof ArrayBuffer && c.byteLength === 0`},
	{"Int8Array", `new Int8Array([-1, 127])`, `c.constructor === Int8Array && String(c) === '-1,127'`},
	{"Uint8Array", `new Uint8Array([255, 0])`, `c.constructor === Uint8Array && String(c) === '255,0' && (c[0] = 256, c[0] === 0)`},
	{"Uint8ClampedArray", `new Uint8ClampedArray([255, 0])`,
		`c.constructor === Uint8ClampedArray && String(c) === '255,0' && (c[1] = 256, c[1] === 255)`},
	{"Int16Array", `new Int16Array([-2, 300])`, `c.constructor === Int16Array && String(c) === '-2,300'`},
	{"Uint16Array", `new Uint16Array([65535])`, `c.constructor === Uint16Array && String(c) === '65535'`},
	{"Int32Array", `new Int32Array([-70000])`, `c.constructor === Int32Array && String(c) === '-70000'`},
	{"Uint32Array", `new Uint32Array([2 ** 32 - 1])`, `c.constructor === Uint32Array && String(c) === '4294967295'`},
	{"Float32Array", `new Float32Array([1.5, NaN])`, `c.constructor === Float32Array && String(c) === '1.5,NaN'`},
	{"Float64Array", `new Float64Array([0.1, -0])`, `c.constructor === Float64Array && c[0] === 0.1 && Object.is(c[1], -0)`},
	{"BigInt64Array", `new BigInt64Array([-1n])`, `c.constructor === BigInt64Array && c[0] === -1n`},
	{"BigUint64Array", `new BigUint64Array([2n ** 64n - 1n])`, `c.constructor === BigUint64Array && c[0] === 2n ** 64n - 1n`},
	{"DataView", `new DataView(new Uint8Array([9, 1, 2, 9]).buffer, 1, 2)`,
		`c instanceof DataView && c.byteOffset === 1 && c.byteLength === 2 && c.getUint16(0) === 0x102 && c.buffer.byteLength === 4`},
	{"views of one buffer", `var b = new ArrayBuffer(16); ({u: new Uint8Array(b, 4, 3), b, d: new DataView(b, 2), f: new Float64Array(b, 8)})`,
		`c.u.buffer === c.b && c.d.buffer === c.b && c.f.buffer === c.b && c.u.byteOffset === 4 && c.u.length === 3 &&
		c.d.byteOffset === 2 && c.d.byteLength === 14 && c.f.length === 1 && (c.d.setUint8(2, 7), c.u[0] === 7)`},
	{"view of no bytes", `new Uint16Array(new ArrayBuffer(4), 4, 0)`, `c.byteOffset === 4 && c.length === 0 && c.buffer.byteLength === 4`},

	{"Map", `new Map([[1, 'a'], ['1', 'b'], [NaN, -0], [undefined, null]])`,
		`c instanceof Map && c.size === 4 && c.get(1) === 'a' && c.get('1') === 'b' && Object.is(c.get(NaN), -0) && c.get(undefined) === null &&
		String([...c.keys()]) === '1,1,NaN,'`},
	{"Map with objects", `var k = {}; new Map([[k, k], [{a: 1}, new Map([[k, 1]])]])`,
		`var e = [...c]; e[0][0] === e[0][1] && e[1][0].a === 1 && e[1][1].get(e[0][0]) === 1`},
	{"Map in itself", `var m = new Map; m.set(m, [m])`, `c.get(c)[0] === c`},
	{"Map loses properties", `Object.assign(new Map, {x: 1})`, `!('x' in c) && c.size === 0`},
	{"Set", `new Set([3, 'x', NaN, 3, {a: 1}])`, `c instanceof Set && c.size === 4 && c.has(NaN) && [...c][3].a === 1 && [...c][0] === 3`},
	{"Set in itself", `var s = new Set; s.add(s)`, `c.has(c)`},
	{"empty Map and Set", `[new Map, new Set]`, `c[0].size === 0 && c[1].size === 0 && c[0] instanceof Map && c[1] instanceof Set`},

	{"Error", `new Error('m')`, `c.constructor === Error && c.message === 'm' && c.name === 'Error' && String(Object.keys(c)) === ''`},
	{"EvalError", `new EvalError('m')`, `c.constructor === EvalError && c.name === 'EvalError'`},
	{"RangeError", `new RangeError('m')`, `c.constructor === RangeError && c.message === 'm'`},
	{"ReferenceError", `new ReferenceError('m')`, `c.constructor === ReferenceError`},
	{"SyntaxError", `new SyntaxError('m')`, `c.constructor === SyntaxError`},
	{"TypeError", `new TypeError('m')`, `c.constructor === TypeError`},
	{"URIError", `new URIError('m')`, `c.constructor === URIError`},
	{"error without a message", `new Error`, `!Object.hasOwn(c, 'message') && c.message === ''`},
	{"error's message is not inherited", `var e = new Error; Object.setPrototypeOf(e, {message: 'no', name: 'RangeError'}); e`,
		`!Object.hasOwn(c, 'message') && c.constructor === RangeError`},
	{"error's message is made a string", `var e = new Error; e.message = {toString: () => 'str'}; e`, `c.message === 'str'`},
	{"error's message as getter", `var e = new Error; Object.defineProperty(e, 'message', {get() { return 'no' }}); e`, `!Object.hasOwn(c, 'message')`},
	{"error's name", `var e = new Error('m'); e.name = 'TypeError'; e`, `c.constructor === TypeError && !Object.hasOwn(c, 'name')`},
	{"error with another name", `var e = new TypeError('m'); e.name = 'MyError'; e`, `c.constructor === Error && c.name === 'Error'`},
	{"class that extends an error", `class MyError extends RangeError {}; new MyError('m')`, `c.constructor === RangeError && c.message === 'm'`},
	{"error's stack", `function f() { return new Error('m') }; f()`, `c.stack.includes('Error: m') && c.stack.includes('f (') &&
		JSON.stringify(Object.getOwnPropertyDescriptor(c, 'stack')) === JSON.stringify({value: c.stack, writable: true, enumerable: false, configurable: true})`},
	{"error's stack set to a string", `var e = new Error('m'); e.stack = 'here'; e`, `c.stack === 'here'`},
	{"error's stack set to something", `var e = new Error('m'); e.stack = {}; e`, `c.stack === undefined`},
	{"error's stack deleted", `var e = new Error('m'); delete e.stack; e`, `!Object.hasOwn(c, 'stack')`},
	{"error's cause", `new Error('m', {cause: {a: [new TypeError('n', {cause: undefined})]}})`,
		`!Object.keys(c).length && c.cause.a[0].constructor === TypeError && Object.hasOwn(c.cause.a[0], 'cause') && c.cause.a[0].cause === undefined`},
	{"error without a cause", `new Error('m')`, `!('cause' in c)`},
	{"error as its own cause", `var e = new Error('m'); e.cause = e; e`, `c.cause === c`},
	{"AggregateError", `new AggregateError([1], 'm')`, `c.constructor === Error && c.message === 'm' && !('errors' in c)`},
	{"error's properties", `Object.assign(new Error('m'), {code: 1})`, `!('code' in c)`},

	{"empty Array", `[]`, `Array.isArray(c) && c.length === 0 && Object.getPrototypeOf(c) === Array.prototype`},
	{"Array", `[1, 'a', undefined, null, [2, {b: 3}]]`, `JSON.stringify(c) === '[1,"a",null,null,[2,{"b":3}]]' && 2 in c && c.length === 5`},
	{"Array with holes", `[, 1, , 2, ,]`, `c.length === 5 && !(0 in c) && c[1] === 1 && !(2 in c) && c[3] === 2 && !(4 in c) && c.concat().length === 5`},
	{"Array with a hole at the end", `[1, {}, , ]`, `c.length === 3 && c[0] === 1 && 1 in c && !(2 in c)`},
	{"Array with a hole that the engine takes for an element", `var a = []; for (let i = 0; i < 2; i++) Object.defineProperty(a, 1,
		{value: {}, writable: true, enumerable: true, configurable: true}); a`, `c.length === 2 && !(0 in c) && 1 in c`},
	{"Array of holes", `new Array(7)`, `c.length === 7 && Object.keys(c).length === 0`},
	{"Array with properties", `Object.assign([1, {}], {x: [2], '-1': 3, 4294967295: 4})`,
		`c.length === 2 && c[0] === 1 && c.x[0] === 2 && c[-1] === 3 && c[4294967295] === 4 && String(Object.keys(c)) === '0,1,x,-1,4294967295'`},
	{"Array with properties and no elements", `Object.assign([], {x: 1})`, `c.length === 0 && c.x === 1`},
	{"Array with holes and properties", `Object.assign([, 1], {x: 2})`, `c.length === 2 && !(0 in c) && c[1] === 1 && c.x === 2`},
	{"Array with a property not enumerable", `Object.defineProperty([1, 2], 0, {enumerable: false})`, `c.length === 2 && !(0 in c) && c[1] === 2`},
	{"Array with an accessor", `Object.defineProperty([1, 2], 0, {get() { return 5 }})`, `c[0] === 5 && Object.getOwnPropertyDescriptor(c, 0).writable`},
	{"Array in itself", `var a = []; a.push(a, [a]); a`, `c[0] === c && c[1][0] === c`},
	{"longest Array", `new Array(2 ** 32 - 1)`, `c.length === 2 ** 32 - 1 && Object.keys(c).length === 0`},
	{"sparse Array", `var a = []; a[2 ** 32 - 2] = 'z'; a[1e6] = {m: 1}; a.x = 1; a`,
		`c.length === 2 ** 32 - 1 && String(Object.keys(c)) === '1000000,4294967294,x' && c[1e6].m === 1 && c[2 ** 32 - 2] === 'z'`},
	{"frozen Array", `Object.freeze([1, {}])`, `c[0] === 1 && !Object.isFrozen(c) && c.push(1) === 3`},
	{"class that extends Array", `class A extends Array {}; A.of(1, 2)`, `Object.getPrototypeOf(c) === Array.prototype && String(c) === '1,2'`},
	{"template object", "(s => s)`a${1}b`", `String(c) === 'a,b' && !Object.isFrozen(c)`},
	{"Array.prototype", `Array.prototype`, `Array.isArray(c) && c.length === 0`},

	{"empty object", `({})`, `Object.getPrototypeOf(c) === Object.prototype && Reflect.ownKeys(c).length === 0`},
	{"object", `({b: 1, a: {c: undefined}, 2: 'x', 1: null})`, `JSON.stringify(c) === '{"1":null,"2":"x","b":1,"a":{}}' && 'c' in c.a`},
	{"names of properties", `({'': 1, 'é': 2, '\ud800': 3, '😀': 4, '\ufffd': 5, 'a b': 6})`,
		`JSON.stringify(Object.entries(c)) === JSON.stringify([['', 1], ['é', 2], ['\ud800', 3], ['😀', 4], ['\ufffd', 5], ['a b', 6]])`},
	{"names that clash if not well-formed", `({'\ud800': 1, '\udc00': 2, '\ufffd': 3})`, `c['\ud800'] === 1 && c['\udc00'] === 2 && c['\ufffd'] === 3`},
	{"property __proto__", `JSON.parse('{"__proto__": {"x": 1}, "y": 2}')`,
		`Object.getPrototypeOf(c) === Object.prototype && Object.hasOwn(c, '__proto__') && c.__proto__.x === 1 && c.x === undefined`},
	{"symbols and hidden properties", `Object.defineProperty({[Symbol.iterator]: 1, a: 1}, 'h', {value: 1})`, `Reflect.ownKeys(c).length === 1 && c.a === 1`},
	{"getter becomes a value", `({get a() { return {b: this.x} }, x: 3})`,
		`c.a.b === 3 && Object.getOwnPropertyDescriptor(c, 'a').writable`},
	{"object without prototype", `Object.assign(Object.create(null), {a: 1})`, `Object.getPrototypeOf(c) === Object.prototype && c.a === 1`},
	{"inherited properties", `Object.create({a: 1}, {b: {value: 2, enumerable: true}})`, `!('a' in c) && c.b === 2`},
	{"instance of a class", `class P { x = 1; #y = 2; get z() { return 3 } m() {} }; new P`, `c.constructor === Object && String(Object.keys(c)) === 'x' && c.x === 1`},
	{"frozen object", `Object.freeze({a: 1})`, `!Object.isFrozen(c) && c.a === 1`},
	{"arguments", `(function () { return arguments })(1, {a: 2})`, `c.constructor === Object && c[0] === 1 && c[1].a === 2 && c.length === undefined`},
	{"Object.prototype", `Object.prototype`, `Object.getPrototypeOf(c) === Object.prototype && Object.keys(c).length === 0`},
	{"Math", `Math`, `c.constructor === Object && Object.keys(c).length === 0`},
	{"identity", `var o = {}; ({a: o, b: o, c: [o, new Date(1), o]})`, `c.a === c.b && c.c[0] === c.a && c.c[2] === c.a && c.c[1] !== c.a`},
	{"cycle", `var o = {a: {}}; o.a.b = o; o`, `c.a.b === c`},
	{"same Date twice", `var d = new Date(1); [d, d, new Date(1)]`, `c[0] === c[1] && c[0] !== c[2]`},
	{"primitive objects twice", `var n = Object(1); [n, n]`, `c[0] === c[1]`},
	{"many objects", `var o = {}; Array.from({length: 100}, (_, i) => ({i, o}))`, `c.length === 100 && c.every((x, i) => x.i === i && x.o === c[0].o)`},
}

func TestTypes(t *testing.T) {
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			vm := goja.New()
			v := run(t, vm, tc.v)
			require.NoError(t, vm.Set("v", v))

			c := send(t, vm, v, vm)
			require.NoError(t, vm.Set("c", c))
			check(t, vm, tc.c)
			if o, ok := v.(*goja.Object); ok {
				assert.NotSame(t, o, c)
			}

			other := goja.New()
			require.NoError(t, other.Set("c", send(t, vm, v, other)))
			check(t, other, tc.c)
		})
	}
}

// A Cloner that is used for everything carries nothing over from one call to the next.
func TestClonerIsReusable(t *testing.T) {
	from, to := goja.New(), goja.New()
	a, b := clone.New(from, nil), clone.New(to, nil)
	for range 2 {
		for _, tc := range cases {
			record, err := a.Serialize(run(t, from, "{"+tc.v+"}"), clone.Options{})
			if strings.Contains(tc.v, "class") || strings.HasPrefix(tc.v, "({") || strings.HasPrefix(tc.v, "{") {
				continue
			}
			require.NoError(t, err, tc.name)
			c, _, err := b.Deserialize(record)
			require.NoError(t, err, tc.name)
			require.NoError(t, to.Set("c", c))
			check(t, to, tc.c)
		}
		_, err := a.Serialize(run(t, from, `[{}, [1, () => {}]]`), clone.Options{})
		require.Error(t, err)
	}
}

func TestStringImportedFromGo(t *testing.T) {
	vm := goja.New()
	for _, s := range []string{strings.Repeat("a", 100), strings.Repeat("é", 100)} {
		c := send(t, vm, vm.ToValue(map[string]any(nil)), vm)
		assert.True(t, goja.IsNull(c))
		v := vm.ToValue(s)
		c = send(t, vm, v, goja.New())
		assert.Equal(t, s, c.String())
		assert.True(t, c == v, "strings are shared")
	}
}

func TestErrors(t *testing.T) {
	vm := goja.New()
	type point struct{ X int }
	require.NoError(t, vm.Set("host", func(goja.FunctionCall) goja.Value { return nil }))
	require.NoError(t, vm.Set("goPointer", &point{1}))
	require.NoError(t, vm.Set("goMap", map[string]any{"a": 1}))
	require.NoError(t, vm.Set("goTypedMap", map[string]int{"a": 1}))
	require.NoError(t, vm.Set("goSlice", []any{1}))
	require.NoError(t, vm.Set("goTypedSlice", []int{1}))
	require.NoError(t, vm.Set("goArray", [2]int{1, 2}))
	require.NoError(t, vm.Set("goFunc", func(int) int { return 1 }))
	require.NoError(t, vm.Set("dynamic", vm.NewDynamicObject(dynamic{})))
	run(t, vm, `
		class Foo {}
		function detached() { const b = new ArrayBuffer(8); detach(b); return b }`)
	require.NoError(t, vm.Set("detach", func(call goja.FunctionCall) goja.Value {
		call.Argument(0).Export().(goja.ArrayBuffer).Detach()
		return nil
	}))
	for _, tc := range []struct{ v, message string }{
		{`() => {}`, `() => {} could not be cloned.`},
		{`(function f(a) { return a })`, `function f(a) { return a } could not be cloned.`},
		{`async () => 1`, `async () => 1 could not be cloned.`},
		{`(function* g() {})`, `function* g() {} could not be cloned.`},
		{`(class A { x = 1 })`, `class A { x = 1 } could not be cloned.`},
		{`({m() {}}).m`, `m() {} could not be cloned.`},
		{`Math.max`, `function max() { [native code] } could not be cloned.`},
		{`Object`, `function Object() { [native code] } could not be cloned.`},
		{`(function f() {}).bind()`, `function bound f() { [native code] } could not be cloned.`},
		{`Object.defineProperty(() => {}, 'name', {get() { throw 1 }})`, `() => {} could not be cloned.`},
		{`Object.defineProperty(Math.max.bind(), 'name', {get() { throw 1 }})`, `function () { [native code] } could not be cloned.`},
		{`Symbol('x')`, `Symbol(x) could not be cloned.`},
		{`Symbol()`, `Symbol() could not be cloned.`},
		{`Symbol.iterator`, `Symbol(Symbol.iterator) could not be cloned.`},
		{`Object(Symbol('x'))`, `#<Symbol> could not be cloned.`},
		{`Promise.resolve()`, `#<Promise> could not be cloned.`},
		{`(async () => {})()`, `#<Promise> could not be cloned.`},
		{`new WeakMap`, `#<WeakMap> could not be cloned.`},
		{`new WeakSet`, `#<WeakSet> could not be cloned.`},
		{`new Proxy({}, {})`, `#<Object> could not be cloned.`},
		{`new Proxy([], {})`, `#<Object> could not be cloned.`},
		{`new Proxy(() => {}, {})`, `#<Object> could not be cloned.`},
		{`var p = Proxy.revocable({}, {}); p.revoke(); p.proxy`, `#<Object> could not be cloned.`},
		{`var p = Proxy.revocable(() => {}, {}); p.revoke(); p.proxy`, `#<Object> could not be cloned.`},
		{`(function* () {})()`, `[object Generator] could not be cloned.`},
		{`[][Symbol.iterator]()`, `[object Array Iterator] could not be cloned.`},
		{`''[Symbol.iterator]()`, `[object String Iterator] could not be cloned.`},
		{`new Map().entries()`, `[object Map Iterator] could not be cloned.`},
		{`new Set().values()`, `[object Set Iterator] could not be cloned.`},
		{`'a'.matchAll(/a/g)`, `[object RegExp String Iterator] could not be cloned.`},
		{`var i = new Map().entries(); Object.setPrototypeOf(i, null); i`, `[object Map Iterator] could not be cloned.`},
		{`globalThis`, `#<Object> could not be cloned.`},
		{`detached()`, `An ArrayBuffer is detached and could not be cloned.`},
		{`var b = new ArrayBuffer(8), u = new Uint8Array(b); detach(b); u`, `An ArrayBuffer is detached and could not be cloned.`},
		{`var b = new ArrayBuffer(8), d = new DataView(b); detach(b); d`, `An ArrayBuffer is detached and could not be cloned.`},
		{`host`, `could not be cloned.`},
		{`goFunc`, `could not be cloned.`},
		{`goPointer`, `The Go value of type *clone_test.point could not be cloned.`},
		{`goMap`, `The Go value of type map[string]interface {} could not be cloned.`},
		{`goTypedMap`, `The Go value of type map[string]int could not be cloned.`},
		{`goSlice`, `The Go value of type []interface {} could not be cloned.`},
		{`goTypedSlice`, `The Go value of type []int could not be cloned.`},
		{`goArray`, `The Go value of type [2]int could not be cloned.`},
		{`dynamic`, `The Go value of type clone_test.dynamic could not be cloned.`},
	} {
		t.Run(tc.v, func(t *testing.T) {
			if strings.Contains(tc.v, "setPrototypeOf(i, null)") {
				enginetest.RequireFast(t)
			}
			v := run(t, vm, tc.v)
			within := vm.NewObject()
			require.NoError(t, within.Set("v", v))
			for _, v := range []goja.Value{v, vm.NewArray(v), within} {
				_, err := clone.Serialize(vm, v, clone.Options{})
				var dce *clone.Error
				require.ErrorAs(t, err, &dce)
				assert.Equal(t, "DataCloneError", dce.Name)
				if strings.HasPrefix(tc.message, "could") {
					assert.Contains(t, dce.Message, tc.message)
				} else {
					assert.Equal(t, tc.message, dce.Message)
				}
			}
		})
	}
}

type dynamic struct{}

func (dynamic) Get(string) goja.Value       { panic("read") }
func (dynamic) Set(string, goja.Value) bool { panic("written") }
func (dynamic) Has(string) bool             { panic("asked") }
func (dynamic) Delete(string) bool          { panic("deleted") }
func (dynamic) Keys() []string              { panic("listed") }

func TestExceptions(t *testing.T) {
	vm := goja.New()
	for _, tc := range []struct{ v, thrown string }{
		{`({get a() { throw 'boo' }})`, `boo`},
		{`Object.defineProperty([], 0, {get() { throw 'boo' }, enumerable: true})`, `boo`},
		{`var e = new Error; Object.defineProperty(e, 'name', {get() { throw 'boo' }}); e`, `boo`},
		{`var e = new Error; e.message = {toString() { throw 'boo' }}; e`, `boo`},
		{`var e = new Error; e.stack = ''; e.message = Symbol(); e`, `TypeError: Cannot convert a Symbol value to a string`},
		{`var e = new Error; e.stack = ''; Object.setPrototypeOf(e, new Proxy({}, {get() { throw 'boo' }})); e`, `boo`},
		{`new Map([[1, {get a() { throw 'boo' }}]])`, `boo`},
	} {
		_, err := clone.Serialize(vm, run(t, vm, tc.v), clone.Options{})
		var ex *goja.Exception
		require.ErrorAs(t, err, &ex, tc.v)
		assert.Equal(t, tc.thrown, ex.Value().String(), tc.v)
	}
}

func TestStopped(t *testing.T) {
	vm := goja.New()
	require.NoError(t, vm.Set("stop", func() { vm.Interrupt("enough") }))
	_, err := clone.Serialize(vm, run(t, vm, `({get a() { stop(); for (;;); }})`), clone.Options{})
	var interrupted *goja.InterruptedError
	require.ErrorAs(t, err, &interrupted)
	assert.Equal(t, "enough", interrupted.Value())
	vm.ClearInterrupt()

	vm.SetMaxCallStackSize(100)
	_, err = clone.Serialize(vm, run(t, vm, `(function f() {}, {get a() { return (function f() { return f() })() }})`), clone.Options{})
	var overflow *goja.StackOverflowError
	require.ErrorAs(t, err, &overflow)
	check(t, vm, "1 + 1 === 2")

	// A Go panic in a getter is not swallowed.
	require.NoError(t, vm.Set("crash", func() { panic("crash") }))
	v := run(t, vm, `({get a() { crash() }})`)
	assert.PanicsWithValue(t, "crash", func() { _, _ = clone.Serialize(vm, v, clone.Options{}) })
}

func TestOrder(t *testing.T) {
	for _, tc := range []struct{ name, v, log, c string }{
		{"depth first", `({
			get a() { log('a'); return {get b() { log('b'); return [{get c() { log('c') }}] }, get d() { log('d') }} },
			get e() { log('e') },
			get 1() { log('1') }})`, "1,a,b,c,d,e", `'1' in c`},
		{"Map: key, then value", `new Map([[{get k() { log('k1') }}, {get v() { log('v1') }}], [{get k() { log('k2') }}, 1]])`, "k1,v1,k2", `c.size === 2`},
		{"a getter deletes what comes after", `var o = {get a() { delete this.b; delete this.toString; return 1 }, b: 2, toString: 3, c: 4}; o`, "",
			`String(Object.keys(c)) === 'a,c'`},
		{"a getter within deletes what comes after", `var o = {a: {get x() { delete o.b; return 1 }}, b: 2, c: 4}; o`, "", `String(Object.keys(c)) === 'a,c'`},
		{"a getter adds properties", `({get a() { this.z = 1; return 1 }, b: 2})`, "", `String(Object.keys(c)) === 'a,b'`},
		{"a getter changes a value", `({get a() { this.b = 3; return 1 }, b: 2})`, "", `c.b === 3`},
		{"a getter hides a property", `({get a() { Object.defineProperty(this, 'b', {enumerable: false}) }, b: 2})`, "", `c.b === 2`},
		{"a getter makes an accessor", `({get a() { Object.defineProperty(this, 'b', {get() { log('b'); return 5 }}) }, b: 2})`, "b", `c.b === 5`},
		{"elements change under way", `var a = [{get x() { a[1] = 'new'; a.length = 3; a.push('more') }}, 'old', 2, 3]; a`, "",
			`c.length === 4 && c[1] === 'new' && c[2] === 2 && c[3] === 'more'`},
		{"elements are removed under way", `var a = [{get x() { a.length = 1 }}, 1, 2]; a`, "", `c.length === 3 && !(1 in c) && !(2 in c)`},
		{"elements become accessors under way", `var a = [{get x() { Object.defineProperty(a, 2, {get() { log('2'); return 7 }}) }}, 1, {}, 3]; a`, "2",
			`c[0] && c[1] === 1 && c[2] === 7 && c[3] === 3`},
		{"an array becomes sparse under way", `var a = [{get x() { a[1e9] = 1; delete a[1] }}, 1, {}, 3]; a`, "",
			`c.length === 4 && !(1 in c) && 2 in c && c[3] === 3`},
		{"elements are added under way", `var a = [{get x() { for (let i = 0; i < 100; i++) a.push(i) }}, 1]; a`, "", `c.length === 2 && c[1] === 1`},
		{"a deleted element is not inherited", `var a = [{get x() { delete a[1] }}, 1]; Object.setPrototypeOf(a, {__proto__: Array.prototype, 1: 'no'}); a`, "",
			`c.length === 2 && !(1 in c)`},
		{"a Map is copied first", `var m = new Map([[1, {get x() { m.set(2, 3); m.delete(4) }}], [4, 5]]); m`, "", `c.size === 2 && c.get(4) === 5`},
		{"a Set is copied first", `var s = new Set([{get x() { s.add(2); s.delete(4) }}, 4]); s`, "", `c.size === 2 && c.has(4)`},
		{"a getter that clones", `({get a() { log(selfClone({get b() { log('b'); return 1 }, c: [1, 2]}).c.length); return [3] }, d: 1})`, "b,2", `c.a[0] === 3 && c.d === 1`},
		{"a property that scripts see once", `var n = 0; var o = {get a() { return ++n }}; [o, o]`, "", `c[0] === c[1] && c[0].a === 1`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			vm := goja.New()
			c := clone.New(vm, nil)
			var log []string
			require.NoError(t, vm.Set("log", func(s string) { log = append(log, s) }))
			require.NoError(t, vm.Set("selfClone", func(v goja.Value) goja.Value {
				record, err := c.Serialize(v, clone.Options{})
				require.NoError(t, err)
				v, _, err = c.Deserialize(record)
				require.NoError(t, err)
				return v
			}))
			record, err := c.Serialize(run(t, vm, tc.v), clone.Options{})
			require.NoError(t, err)
			v, _, err := c.Deserialize(record)
			require.NoError(t, err)
			require.NoError(t, vm.Set("c", v))
			assert.Equal(t, tc.log, strings.Join(log, ","))
			check(t, vm, tc.c)
		})
	}
}

func TestMaxBytes(t *testing.T) {
	vm := goja.New()
	buffer := run(t, vm, `new ArrayBuffer(1000)`).(*goja.Object)
	for _, tc := range []struct {
		v        string
		transfer []*goja.Object
	}{
		{"'x'.repeat(1000)", nil},
		{"({['x'.repeat(1000)]: 1})", nil},
		{"new Array(1000).fill(1)", nil},
		{"new Uint8Array(1000)", nil},
		{"new Map(Array.from({length: 100}, (_, i) => [i, i]))", nil},
		{"2n ** 8000n", nil},
		{"1", []*goja.Object{buffer}},
	} {
		_, err := clone.Serialize(vm, run(t, vm, tc.v), clone.Options{Transfer: tc.transfer, MaxBytes: 900})
		var quota *clone.Error
		require.ErrorAs(t, err, &quota, tc.v)
		assert.Equal(t, "QuotaExceededError", quota.Name)
		assert.Contains(t, quota.Message, "900 bytes")

		record, err := clone.Serialize(vm, run(t, vm, tc.v), clone.Options{MaxBytes: 100_000})
		require.NoError(t, err, tc.v)
		assert.LessOrEqual(t, record.Size(), 100_000)
	}
	assert.False(t, buffer.Export().(goja.ArrayBuffer).Detached())
}

func TestRecordIsReceivedOnce(t *testing.T) {
	vm := goja.New()
	record, err := clone.Serialize(vm, run(t, vm, `new Uint8Array([1, 2])`), clone.Options{})
	require.NoError(t, err)
	twin, err := record.Copy()
	require.NoError(t, err)

	a, _, err := record.Deserialize(vm)
	require.NoError(t, err)
	_, _, err = record.Deserialize(vm)
	assert.ErrorIs(t, err, clone.ErrReceived)
	_, err = record.ToGo()
	assert.ErrorIs(t, err, clone.ErrReceived)
	_, err = record.Copy()
	assert.ErrorIs(t, err, clone.ErrReceived)
	record.Discard()

	b, _, err := twin.Deserialize(vm)
	require.NoError(t, err)
	require.NoError(t, vm.Set("a", a))
	require.NoError(t, vm.Set("b", b))
	check(t, vm, `a[0] = 5, b[0] === 1 && b[1] === 2`)
}
