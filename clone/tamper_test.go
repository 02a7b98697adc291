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

// tamper replaces every built-in function and accessor that a script can reach by one that calls tell, and puts accessors
// where a careless property lookup or assignment would find them.
const tamper = `
(function () {
	const {getOwnPropertyDescriptor, defineProperty, getPrototypeOf} = Object, {ownKeys} = Reflect;
	const objects = [], known = new Set;
	const add = o => { if (Object(o) === o && !known.has(o)) { known.add(o); objects.push(o) } };
	add(globalThis);
	[[][Symbol.iterator](), new Map().keys(), new Set().keys(), ''[Symbol.iterator](), (function* () {})(), async () => {}].forEach(add);
	for (let i = 0; i < objects.length; i++) {
		add(getPrototypeOf(objects[i]));
		for (const key of ownKeys(objects[i])) {
			const d = getOwnPropertyDescriptor(objects[i], key);
			add(d.value); add(d.get); add(d.set);
		}
	}
	const spy = (o, key) => {
		const name = typeof key === 'symbol' ? 'a symbol' : key;
		defineProperty(o, key, {
			__proto__: null, get() { tell('get ' + name); }, set() { tell('set ' + name) }, configurable: true, enumerable: false,
		});
	};
	const keys = [];
	for (const o of objects) keys.push(ownKeys(o));
	const objectPrototype = Object.prototype, arrayPrototype = Array.prototype, errorPrototypes = [Error.prototype, TypeError.prototype];
	const n = objects.length;
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < keys[i].length; j++) {
			const o = objects[i], key = keys[i][j], d = getOwnPropertyDescriptor(o, key);
			if (key === 'tell' || !d || !d.configurable) continue;
			spy(o, key);
		}
	}
	const names = {value: 1, get: 1, set: 1, writable: 1, enumerable: 1, configurable: 1, a: 1, b: 1, message: 1, cause: 1, stack: 1, then: 1,
		source: 1, flags: 1, size: 1, length: 1, buffer: 1, next: 1, done: 1, 0: 1, 1: 1, 2: 1, x: 1, constructor: 1, id: 1, type: 1};
	for (const key in names) {
		spy(objectPrototype, key);
		if (key !== 'length') spy(arrayPrototype, key);
	}
	for (let i = 0; i < 2; i++) { // which the standard looks up
		defineProperty(errorPrototypes[i], 'name', {__proto__: null, value: 'Error', writable: true, configurable: true});
	}
})();
`

// The value to be cloned is made before tampering, since nearly nothing works afterwards.
const everything = `[
	1, 'a', true, null, undefined, 5n, Object(1), Object('x'), Object(5n), Object(false), new Date(5), /a\/b/gi,
	new Map([[1, {a: 2}], [{b: 3}, new Map]]), new Set([1, {a: 1}]), new Error('m', {cause: {a: 1}}), new TypeError('t'),
	[1, [2, {a: 1}], 'three'], [, 1, , {a: 2}], Object.assign([1], {x: 1}), {a: 1, b: {x: [1], length: 2}, 0: 1}, {'\ud800': 1},
	new Uint8ClampedArray([1, 2, 300]), new Float64Array([1.5]), new BigInt64Array(2), new DataView(new ArrayBuffer(4), 1),
	(function () { return arguments })(1, 2),
]`

const everythingCloned = `
	c.length === 26 && c[6] instanceof Number && c[7].valueOf() === 'x' && c[10].getTime() === 5 && c[11].source === 'a\\/b' && c[11].flags === 'gi' &&
	c[12].get(1).a === 2 && [...c[12]][1][0].b === 3 && c[13].size === 2 && c[14].message === 'm' && c[14].cause.a === 1 && c[15] instanceof Error &&
	c[16][1][1].a === 1 && c[17][3].a === 2 && !(2 in c[17]) && c[18].x === 1 && c[19].b.x[0] === 1 && c[19][0] === 1 && c[20]['\ud800'] === 1 &&
	c[21][2] === 255 && c[21] instanceof Uint8ClampedArray && c[22][0] === 1.5 && c[23].length === 2 && c[24].byteOffset === 1 && c[25][1] === 2`

func TestTamperedSource(t *testing.T) {
	vm, other := goja.New(), goja.New()
	v := run(t, vm, everything)
	var told []string
	require.NoError(t, vm.Set("tell", func(s string) { told = append(told, s) }))
	run(t, vm, tamper)

	// Serializing needs no built-in function of the runtime, so the package's function will do.
	record, err := clone.Serialize(vm, v, clone.Options{})
	require.NoError(t, err)
	assert.Empty(t, told)
	c, _, err := record.Deserialize(other)
	require.NoError(t, err)
	require.NoError(t, other.Set("c", c))
	check(t, other, everythingCloned)

	for _, refused := range []string{`() => {}`, `(class {})`, `(function* () {})()`} {
		t.Run(refused, func(t *testing.T) {
			if strings.HasSuffix(refused, "()") {
				enginetest.RequireFast(t) // for a generator whose prototype was changed
			}
			_, err := clone.Serialize(vm, run(t, vm, refused), clone.Options{})
			require.Error(t, err)
			assert.Empty(t, told)
		})
	}
}

func TestTamperedTarget(t *testing.T) {
	from, to := goja.New(), goja.New()
	c := clone.New(to, nil)
	var told []string
	require.NoError(t, to.Set("tell", func(s string) { told = append(told, s) }))
	run(t, to, tamper)

	record, err := clone.Serialize(from, run(t, from, everything), clone.Options{})
	require.NoError(t, err)
	v, _, err := c.Deserialize(record)
	require.NoError(t, err)
	assert.Empty(t, told)

	record, err = c.Serialize(v, clone.Options{})
	require.NoError(t, err)
	assert.Empty(t, told)
	back, _, err := record.Deserialize(from)
	require.NoError(t, err)
	require.NoError(t, from.Set("c", back))
	check(t, from, everythingCloned)
}

// Without a Cloner from before, Deserialize uses the constructors that it finds and fails if they are not the built-in ones.
func TestReplacedConstructors(t *testing.T) {
	for _, replaced := range []string{`delete globalThis.Map`, `Map = Set`, `Map = function () { return {} }`, `Map = undefined`} {
		vm := goja.New()
		v := run(t, vm, `[new Map]`)
		early := clone.New(vm, nil)
		run(t, vm, replaced)

		record, err := clone.Serialize(vm, v, clone.Options{})
		require.NoError(t, err)
		twin, err := record.Copy()
		require.NoError(t, err)
		_, _, err = record.Deserialize(vm)
		assert.ErrorContains(t, err, "call clone.New before scripts run", replaced)
		c, _, err := early.Deserialize(twin)
		require.NoError(t, err)
		require.NoError(t, vm.Set("c", c))
		check(t, vm, `c[0].size === 0`)
	}
}

func TestForgedClass(t *testing.T) {
	vm := goja.New()
	for _, tc := range []struct{ v, c string }{
		{`({__proto__: Map.prototype, a: 1})`, `c.constructor === Object && c.a === 1`},
		{`({__proto__: Array.prototype, length: 1})`, `!Array.isArray(c) && c.length === 1`},
		{`({__proto__: Error.prototype, message: 'm'})`, `c.constructor === Object && c.message === 'm'`},
		{`({[Symbol.toStringTag]: 'Date'})`, `c.constructor === Object`},
		{`Object.setPrototypeOf(new Map([[1, 2]]), null)`, `c instanceof Map && c.get(1) === 2`},
		{`Object.setPrototypeOf([1], Map.prototype)`, `Array.isArray(c) && c[0] === 1`},
		{`Object.setPrototypeOf(new Uint8ClampedArray(1), Int8Array.prototype)`, `c instanceof Uint8ClampedArray`},
		{`Object.setPrototypeOf(new Date(3), null)`, `c.getTime() === 3`},
		{`Object.setPrototypeOf(/x/g, null)`, `c.source === 'x'`},
		{`Object.defineProperty(new Uint8Array(2), 'length', {value: 5})`, `c.length === 2`},
		{`Object.defineProperty(/x/g, 'source', {value: 'y'})`, `c.source === 'x'`},
		{`Object.defineProperty(/x/g, 'global', {value: false})`, `c.flags === 'g'`},
	} {
		require.NoError(t, vm.Set("c", send(t, vm, run(t, vm, tc.v), vm)))
		check(t, vm, tc.c)
	}
	run(t, vm, `Object.defineProperty(Uint8Array, 'name', {value: 'Uint8ClampedArray'})`)
	require.NoError(t, vm.Set("c", send(t, vm, run(t, vm, `new Uint8Array(1)`), vm)))
	check(t, vm, `c instanceof Uint8Array`)
}
