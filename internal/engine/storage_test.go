package engine_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
)

func run(t testing.TB, vm *goja.Runtime, source string) goja.Value {
	t.Helper()
	v, err := vm.RunString(source)
	require.NoError(t, err, source)
	return v
}

func TestRead(t *testing.T) {
	enginetest.RequireFast(t)
	for _, tc := range []struct {
		source          string
		kind            engine.Kind
		ok              bool
		values, objects int
		count, bytes    int
	}{
		{`({a: 1, bc: 'def'})`, engine.Plain, true, 2, 0, 4, 6},
		{`({'é': {}, b: []})`, engine.Plain, true, 2, 2, 2, 3},
		{`({})`, engine.Plain, true, 0, 0, 0, 0},
		{`Object.freeze({a: true, b: null})`, engine.Plain, true, 2, 0, 4, 2},
		{`({a: 1, [Symbol()]: 2})`, engine.Plain, true, 1, 0, 2, 1},
		{`[1, undefined, 'é', 2n ** 64n, {}]`, engine.Array, true, 5, 1, 4, 9},
		{`[]`, engine.Array, true, 0, 0, 0, 0},
		{`Object.freeze([1, [2]])`, engine.Array, true, 2, 1, 1, 0},
		{`new Map([['k', 1], [{}, 'v']])`, engine.Map, true, 4, 1, 3, 2},
		{`new Set([1, 'two'])`, engine.Set, true, 2, 0, 2, 3},
		{`({get a() { throw new Error('read') }})`, engine.Plain, false, 0, 0, 0, 0},
		{`Object.defineProperty({}, 'a', {value: 1})`, engine.Plain, false, 0, 0, 0, 0},
		{`({a: Symbol()})`, engine.Plain, false, 0, 0, 0, 0},
		{`[1, , 2]`, engine.Array, false, 0, 0, 0, 0},
		{`Object.assign([1], {named: 1})`, engine.Array, false, 0, 0, 0, 0},
		{`Object.defineProperty([1], 0, {get() { throw new Error('read') }})`, engine.Array, false, 0, 0, 0, 0},
		{`(a => (a.length = 2, a))([1])`, engine.Array, false, 0, 0, 0, 0},
		{`(a => (a[100000] = 1, a))([])`, engine.Other, false, 0, 0, 0, 0},
		{`(function () { return arguments })()`, engine.Other, false, 0, 0, 0, 0},
		{`new Proxy({}, {})`, engine.Other, false, 0, 0, 0, 0},
		{`Object.prototype`, engine.Other, false, 0, 0, 0, 0},
		{`() => 1`, engine.Other, false, 0, 0, 0, 0},
		{`new Date`, engine.Other, false, 0, 0, 0, 0},
		{`new WeakMap`, engine.Other, false, 0, 0, 0, 0},
	} {
		t.Run(tc.source, func(t *testing.T) {
			o := run(t, goja.New(), tc.source).(*goja.Object)
			require.Equal(t, tc.kind, engine.Readable(o))
			if tc.kind == engine.Other {
				return
			}
			var r engine.Reader
			_, ok := r.Read(o)
			require.Equal(t, tc.ok, ok)
			if ok {
				assert.Len(t, r.Values, tc.values)
				assert.Len(t, r.Children, tc.objects)
				assert.Equal(t, tc.count, r.Count)
				assert.EqualValues(t, tc.bytes, r.Bytes)
			}
		})
	}
}

// Objects of two runtimes share one list of names. Nothing that a script does to one object shows
// in the other.
func TestNames(t *testing.T) {
	enginetest.RequireFast(t)
	for _, change := range []string{
		`delete o.b`,
		`o.d = 4`,
		`o[0] = 0`,
		`delete o[1]; o[1] = 1`,
		`for (const key in o) delete o[key]`,
		`for (const key in o) { o['new' + key] = 1; if (key === 'b') break } o.e = 5`,
		`Object.defineProperty(o, 'a', {enumerable: false})`,
		`Object.keys(o); delete o.a; o.a = 1`,
		`for (const key in o) for (const key in o) o.f = 6; delete o.f`,
		`Object.assign(o, {z: 1, 5: 1, a: 7})`,
	} {
		t.Run(change, func(t *testing.T) {
			const source, keys = `var o = {b: 1, 1: 2, a: 3, c: 4}; o`, `JSON.stringify([Object.keys(o), o])`
			vm, other, unrelated := goja.New(), goja.New(), goja.New()
			var r engine.Reader
			names, ok := r.Read(run(t, vm, source).(*goja.Object))
			require.True(t, ok)
			assert.Len(t, names.List(), 4)
			made := engine.NewObject(other, other.NewObject().Prototype(), names)
			fields := engine.FieldsOf(made, names)
			for i := range names.List() {
				fields.Set(i, r.Values[i])
			}
			require.NoError(t, other.Set("o", made))
			before := run(t, vm, keys)
			assert.Equal(t, before, run(t, other, keys))

			run(t, unrelated, source+";"+change)
			after := run(t, unrelated, keys)
			run(t, other, change)
			assert.Equal(t, after, run(t, other, keys))
			assert.Equal(t, before, run(t, vm, keys))
			run(t, vm, change)
			assert.Equal(t, after, run(t, vm, keys))
			assert.Equal(t, after, run(t, other, keys))
		})
	}
}

func TestNewArray(t *testing.T) {
	enginetest.RequireFast(t)
	vm := goja.New()
	for _, name := range []string{"a", "b"} {
		elements := []goja.Value{vm.ToValue(1), vm.ToValue("two")}
		require.NoError(t, vm.Set(name, engine.NewArray(vm, vm.NewArray().Prototype(), elements)))
	}
	for _, source := range []string{
		`Array.isArray(a) && a.length === 2 && Object.hasOwn(a, 'length') && '' + Object.getOwnPropertyNames(a) === '0,1,length'`,
		`a.push(3); a.named = 1; a.length === 3 && a[2] === 3 && '' + Object.keys(a) === '0,1,2,named'`,
		`b.length === 2 && !('named' in b) && '' + Object.getOwnPropertyNames(b) === '0,1,length'`,
		`b.length = 0; a.length === 3 && b[0] === undefined`,
		`a[50000] = 1; a.length === 50001 && '' + Object.keys(a) === '0,1,2,50000,named'`,
		`try { 'use strict'; delete b.length } catch {} b.length === 0`,
		`Object.freeze(b); b.push === Array.prototype.push && Object.isFrozen(b)`,
	} {
		assert.Equal(t, true, run(t, vm, source).Export(), source)
	}
}

func TestFill(t *testing.T) {
	enginetest.RequireFast(t)
	vm := goja.New()
	const keys = `[undefined, null, true, false, 0, -1, 2 ** 40, 0.5, NaN, Infinity, '', 'a', 'é', '\ud800', {}, []].concat(Array.from({length: 100}, (_, i) => 'key' + i))`
	m := run(t, vm, `var keys = `+keys+`; var filled = new Map; filled`).(*goja.Object)
	var entries []goja.Value
	vm.ForOf(vm.Get("keys"), func(key goja.Value) bool {
		entries = append(entries, key, vm.ToValue(len(entries)))
		return true
	})
	require.True(t, engine.Fill(m, entries))
	s := run(t, vm, `var set = new Set; set`).(*goja.Object)
	require.True(t, engine.Fill(s, []goja.Value{vm.ToValue("a"), vm.ToValue(1)}))
	for _, source := range []string{
		`filled.size === keys.length && keys.every((k, i) => filled.has(k) && filled.get(k) === 2 * i)`,
		`[...filled.keys()].every((k, i) => Object.is(k, keys[i]))`,
		`filled.set('a', 'changed'); filled.get('a') === 'changed' && filled.size === keys.length`,
		`keys.filter((k, i) => i % 2).forEach(k => filled.delete(k)); [...filled.keys()].every((k, i) => Object.is(k, keys[2 * i]))`,
		`filled.set('new', 1); [...filled.keys()].pop() === 'new'`,
		`filled.clear(); filled.size === 0 && !filled.has('new')`,
		`'' + [...set] === 'a,1' && set.has('a') && set.add(2).size === 3`,
	} {
		assert.Equal(t, true, run(t, vm, source).Export(), source)
	}

	// Fill does not know a BigInt as a key, so it changes nothing.
	m = run(t, vm, `var m = new Map; m`).(*goja.Object)
	require.False(t, engine.Fill(m, []goja.Value{vm.ToValue(1), vm.ToValue(1), run(t, vm, `1n`), vm.ToValue(2)}))
	assert.Equal(t, true, run(t, vm, `m.size === 0 && [...m].length === 0 && m.set(1n, 1).get(1n) === 1`).Export())
}
