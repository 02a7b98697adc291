package clone_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/engine"
)

// describe returns everything that a script can find out about a value and what it refers to. change changes all of it.
const describeScript = `
const intrinsics = [Object, Array, Map, Set, Date, RegExp, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError,
	URIError, ArrayBuffer, Boolean, Number, String, BigInt, DataView, Int8Array, Uint8Array, Float64Array].map(c => c.prototype);
function attempt(f) { try { return f() ?? '' } catch (e) { return 'threw ' + e.message } }
function reach(root) {
	const all = [];
	const seen = new Set;
	const visit = v => { if (Object(v) === v && typeof v !== 'function' && v !== globalThis && !seen.has(v)) { seen.add(v); all.push(v) } };
	visit(root);
	for (const o of all) {
		for (const key of Reflect.ownKeys(o)) { const d = Reflect.getOwnPropertyDescriptor(o, key); if (d && 'value' in d) visit(d.value) }
		if (classOf(o) === 'Map') Map.prototype.forEach.call(o, (v, k) => { visit(k); visit(v) });
		if (classOf(o) === 'Set') Set.prototype.forEach.call(o, visit);
		if (ArrayBuffer.isView(o)) visit(o.buffer);
	}
	return all;
}
function describe(root) {
	const all = reach(root), ids = new Map(all.map((o, i) => [o, i]));
	const value = v => {
		switch (typeof v) {
		case 'string': return JSON.stringify(v) + v.length + [...v].map(c => c.codePointAt(0).toString(36));
		case 'function': return 'function';
		case 'number': return Object.is(v, -0) ? '-0' : String(v);
		case 'bigint': return v + 'n';
		case 'symbol': return 'symbol';
		case 'object': if (v !== null) return '#' + ids.get(v);
		}
		return String(v);
	};
	return value(root) + '\n' + all.map(o => {
		let s = '#' + ids.get(o) + ' ' + Object.prototype.toString.call(o) + intrinsics.indexOf(Object.getPrototypeOf(o)) + Object.isExtensible(o);
		s += Array.isArray(o) ? 'array' + o.length : '';
		for (const key in o) s += ' in ' + value(key);
		for (const key of Reflect.ownKeys(o)) {
			const d = Reflect.getOwnPropertyDescriptor(o, key);
			if (!d || key === 'stack') continue;
			s += ' ' + value(key) + (d.writable ? 'w' : '') + (d.enumerable ? 'e' : '') + (d.configurable ? 'c' : '') + ('value' in d ? value(d.value) : 'accessor');
		}
		s += attempt(() => {
			switch (classOf(o)) {
			case 'Map': Map.prototype.forEach.call(o, (v, k) => { s += value(k) + '=>' + value(v) + Map.prototype.has.call(o, k) }); break;
			case 'Set': Set.prototype.forEach.call(o, v => { s += value(v) + Set.prototype.has.call(o, v) }); break;
			case 'ArrayBuffer': return new Uint8Array(o);
			case 'Date': return Date.prototype.getTime.call(o);
			case 'RegExp': return RegExp.prototype.toString.call(o);
			case 'Boolean': return Boolean.prototype.valueOf.call(o);
			case 'Number': return value(Number.prototype.valueOf.call(o));
			case 'BigInt': return BigInt.prototype.toString.call(o);
			case 'String': return String.prototype.toString.call(o);
			}
			if (ArrayBuffer.isView(o)) return o.byteOffset + '+' + o.byteLength;
		});
		return s;
	}).join('\n');
}
function change(root, byte) {
	const all = reach(root);
	for (const o of all) {
		try {
			const keys = Object.keys(o), other = all[byte() % all.length];
			switch (byte() % 12) {
			case 0: if (keys.length) delete o[keys[byte() % keys.length]]; break;
			case 1: o['new' + byte()] = other; break;
			case 2: o[byte()] = byte(); break;
			case 3: for (const key in o) { delete o[key]; o['in' + key] = 1; if (byte() % 2) break } break;
			case 4: for (const key of keys) o[key] = other; break;
			case 5: if (Array.isArray(o) && o.length < 9999) { o.push(1, other); o.shift(); o.named = 1 } break;
			case 6: if (Array.isArray(o)) { o.length = byte() % 9; o[byte() * 100] = 1 } break;
			case 7: Object.defineProperty(o, keys[0] ?? 'hidden', {enumerable: false, get() { return 1 }}); break;
			case 8: Object.freeze(o); break;
			case 9: if (Array.isArray(o) && o.length < 9999) o.sort().reverse(); else Object.setPrototypeOf(o, other); break;
			case 10: if (o instanceof Map) { o.delete(o.keys().next().value); o.set(other, 1); o.set(1, other) } break;
			case 11: if (o instanceof Set) { o.clear(); o.add(other) } else for (const key of keys) delete o[key]; break;
			}
		} catch {}
	}
}
function bytesOf(bytes) { let at = 0; return () => at < bytes.length ? bytes[at++] : 0 }`

// odd makes graphs with everything that structured clone must treat with care.
const oddScript = `
var log = '';
function odd(bytes) {
	const byte = bytesOf(bytes);
	const objects = [], buffers = [];
	const made = o => (objects.push(o), o);
	const any = () => objects[byte() % objects.length] ?? null;
	const keys = ['a', 'b', 'c', 'd', 'length', '__proto__', 'constructor', 'toString', 'é', '\ud800', '\udc00x', '\ufffd', '😀', '0', '1', '10', '2', '30000',
		'4294967295', '-1', '01', ' ', '', 'value', 'a long name that nobody would want to type again'];
	const key = () => keys[byte() % keys.length];
	const primitives = [undefined, null, true, false, 0, -0, 1, -1, 300, 0.5, NaN, Infinity, 2 ** 53, 2n ** 70n, -3n, '', 'a', 'é', '\ud800', '1', imported];
	const define = (o, key, value, more) => Object.defineProperty(o, key, {value, writable: true, enumerable: true, configurable: true, ...more});
	const many = f => { for (let n = byte() % 6; n > 0; n--) f() };
	const act = () => {
		const o = any(), k = key(), v = primitives[byte() % primitives.length], b = byte();
		return () => {
			log += 'get ';
			if (!o) return v;
			try {
				switch (b % 8) {
				case 0: delete o[k]; break;
				case 1: o[k] = v; break;
				case 2: define(o, k, v, {enumerable: false}); break;
				case 3: o.length = b % 3; break;
				case 4: Object.defineProperty(o, k, {get() { log += 'inner '; return v }, enumerable: true, configurable: true}); break;
				case 5: if (Array.isArray(o)) o.push(v); break;
				case 6: return o;
				case 7: if (b > 240) throw new Error('thrown');
				}
			} catch (e) { if (e.message === 'thrown') throw e }
			return v;
		};
	};
	class Sub extends Array {}
	class WithPrivate { #p = 1; field = 2; get p() { return this.#p } static has(o) { return #p in o } }
	function value() {
		switch (byte() % 40) {
		case 0: case 1: case 2: case 3: case 4: return primitives[byte() % primitives.length];
		case 5: case 6: case 7: return any();
		case 8: case 9: case 10: case 11: case 12: case 13: case 14: { const o = made({}); many(() => attempt(() => define(o, key(), value()))); return o }
		case 15: case 16: case 17: case 18: { const o = made([]); many(() => attempt(() => o.push(value()))); return o }
		case 19: { const o = made({}); for (let i = byte(); i > 0; i--) o['k' + i % 20 + key()] = i; return o }
		case 20: { const o = made([]); many(() => attempt(() => define(o, key(), value()))); return o }
		case 21: { const o = made([value(), , value()]); if (byte() % 2) attempt(() => { o.length += byte() }); if (byte() % 2) o[5000] = 1; return o }
		case 22: { const o = value(); attempt(() => [Object.freeze, Object.seal, Object.preventExtensions][byte() % 3](o)); return o }
		case 23: { const o = any(); if (o) try { define(o, key(), value(), {enumerable: false}) } catch {} return o }
		case 24: { const o = any(); if (o) try { define(o, key(), value(), {writable: false}) } catch {} return o }
		case 25: { const o = any(), get = act(); if (o) try { Object.defineProperty(o, key(), {get, enumerable: byte() % 4 > 0, configurable: true}) } catch {} return o }
		case 26: { const o = any(); if (o) try { o[Symbol(key())] = value() } catch {} return o }
		case 27: { const o = any(); if (o) try { delete o[key()]; delete o[Object.keys(o)[0]] } catch {} return o }
		case 28: { const o = any(); if (o) try { Object.setPrototypeOf(o, [null, any(), Array.prototype, Map.prototype][byte() % 4]) } catch {} return o }
		case 29: { const o = made(new Sub); many(() => attempt(() => o.push(value()))); return o }
		case 30: { const o = made(new WithPrivate); if (byte() % 2) delete o.field; o.more = value(); return o }
		case 31: return made((function () { return arguments })(value(), value()));
		case 32: return made([/(?<name>a)(b)?/.exec('xab'), ((s) => s)` + "``" + `][byte() % 2]);
		case 33: { const o = made(new Map); many(() => attempt(() => o.set(value(), value()))); if (byte() % 2) attempt(() => { o.set(1, 1); o.delete(1) }); return o }
		case 34: { const o = made(new Set); many(() => attempt(() => o.add(value()))); return o }
		case 35: return made([new Date(byte()), /a\/b/g, Object(primitives[2 + byte() % 18]), new Date(NaN)][byte() % 4]);
		case 36: { const o = made(new [Error, TypeError][byte() % 2](key())); attempt(() => { if (byte() % 2) define(o, 'cause', value()); if (byte() % 3 === 0) define(o, 'name', 'RangeError') }); return o }
		case 37: { const o = made(new ArrayBuffer(8)); buffers.push(o); return byte() % 2 ? o : made(new [Uint8Array, Float64Array, DataView][byte() % 3](o)) }
		case 38: { const o = any(); if (o) for (const k in o) { try { iterated(o) } catch {} if (byte() % 3 === 0) delete o[k]; if (byte() % 3 === 0) o[key()] = 1; if (byte() % 3 === 0) break } return o }
		case 39: {
			if (byte() < 200) return null;
			return [Symbol('s'), () => 1, new Proxy({}, {}), new WeakMap, Promise.resolve(), [][Symbol.iterator](), globalThis][byte() % 7];
		}
		}
	}
	const root = made([byte() % 2 ? [] : {}][0]);
	many(() => { const v = value(); if (Array.isArray(root)) try { root.push(v) } catch {} else try { define(root, key(), v) } catch {} });
	return [root, byte() % 8 === 0 ? buffers.slice(0, 1) : []];
}`

var (
	describeProgram = goja.MustCompile("describe.js", describeScript, false)
	oddProgram      = goja.MustCompile("odd.js", oddScript, false)
)

// side has two runtimes, between which values are cloned. A test does the same with two sides, one of which goes the
// ordered way only.
type side struct {
	from, to *goja.Runtime
	out, in  *clone.Cloner
}

func newSide(t testing.TB, ordered bool) *side {
	s := &side{from: goja.New(), to: goja.New()}
	for vm, cloner := range map[*goja.Runtime]**clone.Cloner{s.from: &s.out, s.to: &s.in} {
		*cloner = clone.New(vm, nil)
		if ordered {
			*cloner = clone.NewOrdered(vm)
		}
		_, err := vm.RunProgram(describeProgram)
		require.NoError(t, err)
		define(t, vm, "classOf", func(o *goja.Object) string { return o.ClassName() })
	}
	_, err := s.from.RunProgram(oddProgram)
	require.NoError(t, err)
	define(t, s.from, "imported", "imported from Go, not scanned yet, é")
	define(t, s.from, "iterated", func(o *goja.Object) { _, _ = s.out.Serialize(o, clone.Options{}) })
	return s
}

func (s *side) describe(t testing.TB, vm *goja.Runtime, v goja.Value) string {
	f, ok := goja.AssertFunction(vm.Get("describe"))
	require.True(t, ok)
	d, err := f(nil, v)
	require.NoError(t, err)
	return d.String()
}

func (s *side) change(t testing.TB, vm *goja.Runtime, v goja.Value, bytes []byte) {
	f, _ := goja.AssertFunction(vm.Get("change"))
	next := vm.ToValue(func() int {
		if len(bytes) == 0 {
			return 0
		}
		b := bytes[0]
		bytes = bytes[1:]
		return int(b)
	})
	_, err := f(nil, v, next)
	require.NoError(t, err)
}

// clones clones v, changes v and its clones, and returns everything that can be observed.
func (s *side) clones(t testing.TB, v goja.Value, bytes []byte, transfer ...*goja.Object) (told []string) {
	tell := func(what string, args ...any) { told = append(told, fmt.Sprintf(what, args...)) }
	record, err := s.out.Serialize(v, clone.Options{Transfer: transfer})
	tell("%v", run(t, s.from, `typeof log === 'string' && log`))
	tell("v after: %s", s.describe(t, s.from, v))
	if err != nil {
		var cloneErr *clone.Error
		var exception *goja.Exception
		switch {
		case errors.As(err, &cloneErr):
			tell("error: %v", cloneErr)
		case errors.As(err, &exception):
			tell("exception: %v", exception.Value())
		default:
			t.Fatal(err)
		}
		return told
	}
	size := record.Size()
	tell("size: %d", size)
	if len(transfer) == 0 {
		for _, limit := range []int{size, size - 1} {
			limited, err := s.out.Serialize(v, clone.Options{MaxBytes: limit})
			tell("limited to %d: %v, %v", limit, limited != nil, err != nil)
		}
		for range 2 {
			twin, err := record.Copy()
			require.NoError(t, err)
			c, _, err := s.in.Deserialize(twin)
			require.NoError(t, err)
			tell("copy: %s", s.describe(t, s.to, c))
			s.change(t, s.to, c, bytes)
		}
		c, err := s.in.DeserializeCopy(record)
		require.NoError(t, err)
		tell("one of several: %s", s.describe(t, s.to, c))
		c, err = s.out.Clone(v, clone.Options{MaxBytes: size})
		if err == nil { // a getter may have changed it
			tell("structuredClone: %s", s.describe(t, s.from, c))
			s.change(t, s.from, c, bytes)
		}
		tell("structuredClone: %v", err)
		twin, err := record.Copy()
		require.NoError(t, err)
		goValue, err := twin.ToGo()
		tell("Go: %v", err != nil) // if several Maps have objects as keys, either way names one of them
		if m, ok := goValue.(map[string]any); ok {
			tell("Go: %d", len(m))
		}
	}
	c, transferred, err := s.in.Deserialize(record)
	require.NoError(t, err)
	tell("clone: %s", s.describe(t, s.to, c))
	tell("transferred: %s", s.describe(t, s.to, s.to.ToValue(transferred)))
	// Back again: a clone can be cloned.
	record, err = s.in.Serialize(c, clone.Options{})
	require.NoError(t, err)
	back, _, err := s.out.Deserialize(record)
	require.NoError(t, err)
	tell("back: %s", s.describe(t, s.from, back))
	// Changing one changes no other.
	s.change(t, s.from, v, bytes)
	tell("v changed: %s", s.describe(t, s.from, v))
	tell("clone: %s", s.describe(t, s.to, c))
	s.change(t, s.to, c, bytes)
	tell("clone changed: %s", s.describe(t, s.to, c))
	tell("back: %s", s.describe(t, s.from, back))
	s.change(t, s.from, back, bytes)
	tell("back changed: %s", s.describe(t, s.from, back))
	tell("v: %s", s.describe(t, s.from, v))
	tell("clone: %s", s.describe(t, s.to, c))
	return told
}

func compare(t *testing.T, source string, data []byte) {
	t.Helper()
	var told [2][]string
	for i, ordered := range []bool{false, true} {
		s := newSide(t, ordered)
		define(t, s.from, "bytes", slices.Clone(data)) // a script that changes them changes no others
		made := run(t, s.from, source).(*goja.Object)
		var transfer []*goja.Object
		s.from.ForOf(made.Get("1"), func(o goja.Value) bool {
			transfer = append(transfer, o.(*goja.Object))
			return true
		})
		told[i] = s.clones(t, made.Get("0"), data, transfer...)
	}
	for i, ordered := range told[1] {
		if i >= len(told[0]) || told[0][i] != ordered {
			t.Fatalf("%s\nordered: %s\nplain: %s", source, ordered, append(told[0], "nothing")[min(i, len(told[0]))])
		}
	}
	assert.Len(t, told[0], len(told[1]))
}

// FuzzFast compares the plain way (and the buffer way) with the ordered one.
func FuzzFast(f *testing.F) {
	for seed := range 60 {
		data := make([]byte, 20+seed)
		state := uint32(seed)*2654435761 + 1
		for i := range data {
			state = state*1664525 + 1013904223
			data[i] = byte(state >> 24)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1000 {
			return
		}
		compare(t, `odd(bytes)`, data)
	})
}

// Each case says which way a value goes. Both ways give the same.
func TestPlain(t *testing.T) {
	for _, tc := range []struct {
		v     string
		plain bool
	}{
		{smallObject, true},
		{records + `.slice(0, 9)`, true},
		{`({})`, true},
		{`[]`, true},
		{`({b: 1, 2: 2, a: 3, 1: 4, [-1]: 5})`, true},
		{`(v => (v[0] = 1, delete v.b, v.b = 1, delete v[2], v))({b: 1, 2: 2, a: 3})`, true},
		{`Object.freeze({a: 1, b: Object.freeze([1, {}])})`, true},
		{`Object.create(null)`, true},
		{`Object.create({inherited: 1, get accessor() { throw 1 }, set a(v) { throw 2 }})`, true},
		{`(v => (v[Symbol()] = () => 1, v))({a: 1})`, true},
		{`new class { #p = 1; a = 2; get accessor() { throw 1 } }`, true},
		{`new class extends Array {}(1, 2, 3)`, true},
		{`(o => [o, {o}, [o]])({})`, true},
		{`(o => (o.o = o.a = [o], o))({})`, true},
		{`[1.5, -0, NaN, true, null, undefined, 1n, 'a', 'é', '\ud800', imported]`, true},
		{`({'é': 1, '\ud800': 2, '\ufffd': {}, '': 3, __proto__: null, ['__proto__']: 4})`, true},
		{`[[1, 2, {a: new Map([[{}, [1]]]), b: [new Set([{}])], c: new Date(1), d: /a/g, e: Object(1), f: new Uint8Array([1, 2])}]]`, true},
		{`new Map([[{}, []], [[], {}]])`, true},
		{`new Map([undefined, null, true, false, 0, -1, 2 ** 40, 0.5, NaN, Infinity, -Infinity, '', 'a', 'é', '\ud800', imported, {}].map((k, i) => [k, i]))`, true},
		{`new Map([1n, 2n ** 80n, 1, 'a'].map((k, i) => [k, i]))`, true},
		{`new Map(Array.from({length: 100}, (_, i) => [i % 2 ? i : 'key' + i, [i]]))`, true},
		{`new Set([-0, 0, NaN, 'a', imported, 1n, 5, 2.5e-323])`, true},
		{`(m => (m.set(m, m), m.set('m', [m]), m.delete('a'), m.set('a', 2), Object.assign(m, {own: 1}), m))(new Map([['a', 1], ['b', 2]]))`, true},
		{`new class extends Map {}([[1, 2]])`, true},
		{`new Map([[1, {get a() { return 1 }}]])`, false},
		{`new Set([new Error('m')])`, false},
		{`new Map`, true},
		{`(o => new Set([o, [o]]))({})`, true},
		{`Object.fromEntries(Array.from({length: 100}, (_, i) => ['key' + i, {i}]))`, true},
		{`Object.defineProperty([], 'length', {writable: false})`, true},
		{`new Proxy({}, {})`, false},
		{`({get a() { return {} }})`, false},
		{`Object.defineProperty({a: 1}, 'b', {value: 1})`, false},
		{`[1, , 3]`, false},
		{`Object.assign([1], {a: 1})`, false},
		{`Object.defineProperty([1], 0, {get: () => 1})`, false},
		{`(v => (v[10000] = 1, v))([])`, false},
		{`(function () { return arguments })(1)`, false},
		{`({a: [{}, new Error('m')]})`, false},
		{`({a: {}, b: () => 1})`, false},
		{`({a: {}, b: Symbol()})`, false},
		{`/(a)/.exec('a')`, false},
		{`Array.prototype`, false},
		{`Object.prototype`, false},
		{`Math`, false},
		{`globalThis`, false},
	} {
		t.Run(tc.v, func(t *testing.T) {
			vm := goja.New()
			define(t, vm, "imported", "imported from Go, not scanned yet, é")
			v := run(t, vm, `var v = `+tc.v+`; v`)
			record, err := clone.Serialize(vm, v, clone.Options{})
			if err == nil {
				assert.Equal(t, tc.plain && engine.Fast(), record.Flat())
			} else {
				assert.False(t, tc.plain)
			}
			for _, bytes := range [][]byte{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {3, 3, 3}} {
				compare(t, `var v = `+tc.v+`; [v, []]`, bytes)
			}
		})
	}
}
