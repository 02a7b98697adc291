package clone_test

import (
	"encoding/binary"
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
)

// build makes a graph out of bytes. same reports whether two graphs are equal, identities included, and share nothing.
const fuzzScript = `
function build(bytes) {
	let at = 0;
	const byte = () => at < bytes.length ? bytes[at++] : 0;
	const objects = [], buffers = [];
	const made = o => (objects.push(o), o);
	const strings = ['', 'a', 'length', '__proto__', 'constructor', 'é', '\ud800', '\udc00x', '😀', '0', '1', '10', '4294967294', '4294967295', '-1', '\ufffd'];
	const string = () => { const b = byte(); return strings[b % 32] ?? String.fromCharCode(b, byte(), byte() * 256 + byte()) };
	const views = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
		BigInt64Array, BigUint64Array, DataView];
	const errors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
	const numbers = [0, -0, NaN, Infinity, 1, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300, 5e-324];
	const define = (o, key, value) => Object.defineProperty(o, key, {value, writable: true, enumerable: true, configurable: true});
	const many = f => { for (let n = byte() % 6; n > 0; n--) f() };
	function value() {
		if (at >= bytes.length) return null;
		switch (byte() % 22) {
		case 0: return undefined;
		case 1: return null;
		case 2: return byte() % 2 === 0;
		case 3: return numbers[byte() % numbers.length];
		case 4: return byte() * 256 - byte();
		case 5: return BigInt(byte()) ** BigInt(byte() % 20) * (byte() % 2 ? 1n : -1n);
		case 6: return string();
		case 7: case 8: return objects.length ? objects[byte() % objects.length] : null;
		case 9: case 10: { const o = made({}); many(() => define(o, string(), value())); return o }
		case 11: { const o = made([]); many(() => o.push(value())); return o }
		case 12: {
			const o = made([]);
			many(() => { const key = string(); if (key === 'length') o.length = byte() * 1000; else define(o, key, value()) });
			return o;
		}
		case 13: { const o = made(new Map); many(() => o.set(value(), value())); return o }
		case 14: { const o = made(new Set); many(() => o.add(value())); return o }
		case 15: return made(new Date([0, -1, 8.64e15, NaN, byte()][byte() % 5]));
		case 16: return made(new RegExp(['a', '(?:)', 'a/b', '[\n]', '\\u0041+'][byte() % 5], ['', 'g', 'gimsy', 'u'][byte() % 4]));
		case 17: {
			const o = made(new errors[byte() % 7](byte() % 2 ? string() : undefined));
			if (byte() % 2) define(o, 'stack', string());
			if (byte() % 2) Object.defineProperty(o, 'cause', {value: value(), configurable: true});
			return o;
		}
		case 18: { const o = made(new ArrayBuffer(byte() % 40)); buffers.push(o); new Uint8Array(o).fill(byte()); return o }
		case 19: {
			if (!buffers.length) return null;
			const buffer = buffers[byte() % buffers.length], View = views[byte() % views.length], size = View.BYTES_PER_ELEMENT ?? 1;
			const offset = Math.min(byte() % 5 * size, Math.floor(buffer.byteLength / size) * size);
			return made(new View(buffer, offset, Math.min(byte() % 9, Math.floor((buffer.byteLength - offset) / size))));
		}
		case 20: return made(Object([true, 5, 'é\ud800', -0, 7n][byte() % 5]));
		case 21: { const v = value(); return Object(v) === v ? v : made({get a() { return v }, get b() { return [v] }}) }
		}
	}
	return value();
}
function same(a, b, there = new Map, back = new Map) {
	if (Object(a) !== a || Object(b) !== b) return Object.is(a, b);
	if (there.has(a) || back.has(b)) return there.get(a) === b && back.get(b) === a;
	there.set(a, b), back.set(b, a);
	const tag = Object.prototype.toString.call(a);
	if (a === b || tag !== Object.prototype.toString.call(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
	const deep = (x, y) => same(x, y, there, back), all = (x, y) => x.length === y.length && x.every((v, i) => deep(v, y[i]));
	if (ArrayBuffer.isView(a)) return deep(a.buffer, b.buffer) && a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;
	switch (tag) {
	case '[object Map]': return a.size === b.size && all([...a].flat(), [...b].flat());
	case '[object Set]': return all([...a], [...b]);
	case '[object Date]': case '[object Boolean]': case '[object Number]': case '[object String]': case '[object BigInt]':
		return Object.is(a.valueOf(), b.valueOf());
	case '[object RegExp]': return a.source === b.source && a.flags === b.flags;
	case '[object ArrayBuffer]': return String(new Uint8Array(a)) === String(new Uint8Array(b));
	case '[object Error]':
		return a.name === b.name && ['message', 'stack', 'cause'].every(p => Object.hasOwn(a, p) === Object.hasOwn(b, p) && deep(a[p], b[p]));
	case '[object Array]': if (a.length !== b.length) return false;
	}
	const keys = Object.keys(a), keysThere = Object.keys(b);
	return keys.length === keysThere.length && keys.every((k, i) => k === keysThere[i] && deep(a[k], b[k])) &&
		keysThere.every(k => { const d = Object.getOwnPropertyDescriptor(b, k); return d.writable && d.configurable });
}`

// A getter may return a new object each time, which has no identity that could be kept. So case 21 of build has getters of
// primitives and of new arrays only.

func FuzzClone(f *testing.F) {
	f.Add([]byte{9, 5, 1, 7, 0, 2, 11, 3, 4, 1, 1, 6, 6, 7, 0, 13, 2, 7, 1, 7, 0, 14, 1, 7, 2})
	f.Add([]byte{11, 5, 18, 16, 7, 19, 0, 2, 1, 9, 19, 0, 11, 2, 4, 7, 2, 17, 1, 1, 1, 1, 1, 1, 7, 0})
	f.Add([]byte{12, 5, 12, 1, 2, 200, 13, 3, 0, 9, 2, 1, 4, 3, 2})
	f.Add([]byte{13, 5, 3, 2, 3, 1, 6, 6, 6, 7, 5, 3, 19, 1, 15, 0, 2, 16, 2, 1, 20, 2, 20, 4})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1000 {
			return
		}
		vm, other := goja.New(), goja.New()
		run(t, vm, fuzzScript)
		define(t, vm, "bytes", data)
		v := run(t, vm, `var v = build(bytes); v`)

		define(t, vm, "c", send(t, vm, v, vm))
		check(t, vm, `same(v, c)`)

		define(t, vm, "c", send(t, other, send(t, vm, v, other), vm))
		check(t, vm, `same(v, c)`)

		record, err := clone.Serialize(vm, v, clone.Options{})
		require.NoError(t, err)
		if _, err := record.ToGo(); err != nil { // not everything has a counterpart
			var dce *clone.Error
			require.ErrorAs(t, err, &dce)
		}
	})
}

// goValues makes Go values out of bytes.
type goValues struct {
	data []byte
	made []any
}

func (g *goValues) byte() byte {
	if len(g.data) == 0 {
		return 0
	}
	b := g.data[0]
	g.data = g.data[1:]
	return b
}

func (g *goValues) string() string {
	n := int(g.byte()) % 20
	var runes []rune
	for range n {
		r := rune(g.byte())
		if r > 200 {
			r = r<<8 | rune(g.byte())
		}
		if r >= 0xd800 && r < 0xe000 {
			r = '😀'
		}
		runes = append(runes, r)
	}
	return string(runes)
}

func (g *goValues) value() any {
	if len(g.data) == 0 {
		return nil
	}
	switch g.byte() % 12 {
	case 0:
		return g.byte()%2 == 0
	case 1:
		return int64(g.byte())<<uint(g.byte()%45) - 1
	case 2:
		var bits [8]byte
		copy(bits[:], g.string())
		f := math.Float64frombits(binary.LittleEndian.Uint64(bits[:]))
		if f == math.Trunc(f) || math.IsNaN(f) {
			return 0.5
		}
		return f
	case 3:
		return g.string()
	case 4:
		return []byte(g.string())
	case 5:
		return time.UnixMilli(int64(g.byte()) << 30).UTC()
	case 6:
		return new(big.Int).Lsh(big.NewInt(int64(g.byte())), uint(g.byte()))
	case 7, 8:
		m := map[string]any{}
		g.made = append(g.made, m)
		for range g.byte() % 5 {
			m[g.string()] = g.value()
		}
		return m
	case 9:
		s := make([]any, g.byte()%5)
		g.made = append(g.made, s)
		for i := range s {
			s[i] = g.value()
		}
		return s
	case 10:
		if len(g.made) > 0 {
			return g.made[int(g.byte())%len(g.made)]
		}
	case 11:
		e := &clone.ErrorValue{Name: "RangeError", Message: g.string(), Stack: "s" + g.string()}
		g.made = append(g.made, e)
		e.Cause = g.value()
		return e
	}
	return nil
}

func FuzzGo(f *testing.F) {
	f.Add([]byte{7, 3, 1, 'a', 9, 3, 1, 1, 1, 10, 0, 10, 1, 1, 'b', 11, 1, 'm', 0, 10, 2, 1, 'c', 4, 2, 1, 2})
	f.Add([]byte{9, 4, 6, 200, 100, 5, 7, 2, 8, 1, 2, 3, 4, 5, 6, 7, 8, 3, 3, 250, 1, 220, 2, 'x'})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1000 {
			return
		}
		v := (&goValues{data: data}).value()
		record, err := clone.FromGo(v)
		require.NoError(t, err)
		got, err := record.ToGo()
		require.NoError(t, err)
		assert.Equal(t, v, got)

		record, err = clone.FromGo(v)
		require.NoError(t, err)
		vm := goja.New()
		js, _, err := record.Deserialize(vm)
		require.NoError(t, err)
		record, err = clone.Serialize(vm, js, clone.Options{})
		require.NoError(t, err)
		got, err = record.ToGo()
		require.NoError(t, err)
		assert.Equal(t, v, got)
	})
}
