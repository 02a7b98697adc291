package inspect_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/inspect"
)

// allOptions are combinations of options that together reach every part of a value.
var allOptions = []inspect.Options{
	{},
	{Depth: inspect.Unlimited, Colors: true},
	{Depth: inspect.None},
	{Depth: 10, ShowHidden: true},
	{Depth: 10, ShowHidden: true, ShowProxy: true, Compact: inspect.None},
	{MaxArrayLength: inspect.None, MaxStringLength: inspect.None, Width: 1},
}

// Formatting runs no code of the script: every accessor, trap and method of these values counts in
// ran.
func TestRunsNoCode(t *testing.T) {
	for _, source := range []string{
		`({ get a() { ran++ }, set a(x) { ran++ } })`,
		`({ get [Symbol.toStringTag]() { ran++; return 'x' } })`,
		`new (class { get [Symbol.toStringTag]() { ran++; return 'x' } })`,
		`({ toString() { ran++ }, valueOf() { ran++ }, toJSON() { ran++ }, inspect() { ran++ },
		    [Symbol.toPrimitive]() { ran++ }, [Symbol.for('nodejs.util.inspect.custom')]() { ran++ } })`,
		`new Proxy({ a: 1 }, traps)`,
		`new Proxy([1, 2], traps)`,
		`new Proxy(function () {}, traps)`,
		`new Proxy(class A {}, traps)`,
		`new Proxy(new Map([[1, 2]]), traps)`,
		`new Proxy(new Error('x'), traps)`,
		`new Proxy(new Proxy({}, traps), traps)`,
		`Object.create(new Proxy({}, traps))`,
		`Object.create(new Proxy(function () {}, traps))`,
		`Object.setPrototypeOf([1], new Proxy([], traps))`,
		`Object.setPrototypeOf(new Error('x'), new Proxy(Error.prototype, traps))`,
		`({ constructor: new Proxy(function () {}, traps) })`,
		`Object.create({ constructor: new Proxy(function () {}, traps) })`,
		`({ get constructor() { ran++ } })`,
		`Object.create({ get constructor() { ran++ } })`,
		`Object.create({ constructor: Object.defineProperty(function () {}, 'name', { get() { ran++ } }) })`,
		`Object.create({ constructor: Object.defineProperty(function () {}, 'prototype', { value: new Proxy({}, traps) }) })`,
		`Object.create({ constructor: class { static get name() { ran++ } } })`,
		`Object.create({ constructor: class { static [Symbol.hasInstance]() { ran++ } } })`,
		`class { static get name() { ran++ } static toString() { ran++ } }`,
		`Object.setPrototypeOf(class {}, new Proxy(function () {}, traps))`,
		`Object.defineProperty(() => {}, 'name', { get() { ran++ } })`,
		`Object.defineProperty([1, 2, 3], 1, { get() { ran++ } })`,
		`new (class extends Array { get length() { ran++ } get [0]() { ran++ } get [Symbol.iterator]() { ran++ } })(3)`,
		`new (class extends Map { get size() { ran++ } entries() { ran++ } forEach() { ran++ } get [Symbol.iterator]() { ran++ } })([[1, 2]])`,
		`new (class extends Set { get size() { ran++ } values() { ran++ } get [Symbol.iterator]() { ran++ } })([1])`,
		`new (class extends Date { getTime() { ran++ } toISOString() { ran++ } valueOf() { ran++ } })(0)`,
		`new (class extends RegExp { get source() { ran++ } get flags() { ran++ } get global() { ran++ } toString() { ran++ } })('a')`,
		`Object.defineProperty(/a/, 'source', { get() { ran++ } })`,
		`new (class extends Uint8Array { get length() { ran++ } get buffer() { ran++ } get byteLength() { ran++ } })(3)`,
		`new (class extends ArrayBuffer { get byteLength() { ran++ } slice() { ran++ } })(3)`,
		`new (class extends DataView { get byteLength() { ran++ } get buffer() { ran++ } })(new ArrayBuffer(2))`,
		`new (class extends Promise { then() { ran++ } })(() => {})`,
		`new (class extends Number { valueOf() { ran++ } toString() { ran++ } })(3)`,
		`new (class extends String { valueOf() { ran++ } toString() { ran++ } get length() { ran++ } })('abc')`,
		`new (class extends Error { get name() { ran++ } get message() { ran++ } get stack() { ran++ } get cause() { ran++ } get errors() { ran++ } })()`,
		`Object.defineProperty(new Error('x'), 'message', { get() { ran++ } })`,
		`Object.defineProperty(new Error('x'), 'stack', { get() { ran++ } })`,
		`Object.defineProperty(new Error('x'), 'cause', { get() { ran++ } })`,
		`Object.defineProperty(new Error('x'), 'name', { value: { toString() { ran++ } } })`,
		`Object.assign(new Error('x'), { message: { toString() { ran++ } }, stack: { toString() { ran++ } } })`,
		`Object.assign(new Error('x'), { errors: new Proxy([1], traps), cause: new Proxy(new Error('y'), traps) })`,
		`(function* () { ran++ })()`,
		`new Map([[1, 2]]).entries()`,
		`[].concat(new Map([[{ get a() { ran++ } }, new Proxy({}, traps)]]).entries())`,
		`(() => { Object.defineProperty(Object.prototype, 'get', { get() { ran++ }, configurable: true }); return { a: 1 } })()`,
		`(() => { Object.defineProperty(Object.prototype, 'value', { get() { ran++ }, configurable: true }); return [{ get a() { ran++ } }] })()`,
		`(() => {
			// Replace every built-in that a formatter might use.
			const bad = () => { ran++ }, define = Object.defineProperty
			const names = ['Object', 'Reflect', 'Array', 'Map', 'Set', 'Symbol', 'Promise', 'Date', 'RegExp', 'Error', 'JSON', 'String', 'Uint8Array', 'Number']
			const values = [{ a: 1 }, [1, 2], new Map(), new Set([1]), /a/g, new Date(0), new Uint8Array(2), new TypeError('x'), Symbol('x'), Promise.resolve(1)]
			const targets = []
			for (const name of names) {
				const o = globalThis[name]
				for (const key of Reflect.ownKeys(o)) targets.push([o, key])
				if (o.prototype && name !== 'Object') for (const key of Reflect.ownKeys(o.prototype)) targets.push([o.prototype, key])
			}
			for (let i = 0; i < targets.length; i++) try { define(targets[i][0], targets[i][1], { get: bad, set: bad }) } catch {}
			for (let i = 0; i < names.length; i++) define(globalThis, names[i], { get: bad })
			return values
		})()`,
		`(Object.defineProperty(globalThis, 'Error', { get() { ran++ } }), { a: 1 })`,
		`globalThis`,
	} {
		vm := goja.New()
		_, err := vm.RunString(`
			var ran = 0
			var traps = new Proxy({}, { get(t, name) { ran++; return undefined } })`)
		require.NoError(t, err)
		v, err := vm.RunString("(" + source + ")")
		require.True(t, err == nil, source) // NoError would format err, which runs the script's code
		require.NoError(t, vm.Set("ran", 0))
		for _, o := range allOptions {
			assert.NotPanics(t, func() { inspect.Format(vm, v, o) }, "%s", source)
		}
		if o, ok := v.(*goja.Object); ok {
			assert.NotPanics(t, func() { inspect.Stack(vm, o) }, "%s", source)
		}
		assert.Zero(t, vm.Get("ran").ToInteger(), "ran code: %s", source)
	}
}

// No promise job runs, since Format does not call into the engine.
func TestRunsNoJobs(t *testing.T) {
	vm := goja.New()
	require.NoError(t, vm.Set("format", func(v goja.Value) string { return inspect.Format(vm, v, inspect.Options{}) }))
	v, err := vm.RunString(`
		var ran = 0
		Promise.resolve().then(() => { ran++ })
		const s = format([new Map([[1, { a: 1 }]]), /a/, new Date(0), new Error('x'), new Proxy({}, {})])
		ran + s.slice(0, 1)`)
	require.NoError(t, err)
	assert.Equal(t, "0[", v.String())
}

func TestHostileValues(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{`(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()`, `<Revoked Proxy>`},
		{`(() => { const r = Proxy.revocable(() => {}, {}); r.revoke(); return { a: r.proxy } })()`, `{ a: <Revoked Proxy> }`},
		{`(() => { const r = Proxy.revocable({}, {}), p = new Proxy(r.proxy, {}); r.revoke(); return p })()`, `<Revoked Proxy>`},
		{`(() => { const r = Proxy.revocable({}, {}), o = Object.create(r.proxy, { a: { value: 1, enumerable: true } }); r.revoke(); return o })()`, `[Object: null prototype] { a: 1 }`},
		{`(() => { const t = { a: 1 }, p = new Proxy(t, {}); Object.setPrototypeOf(t, p); return t })()`, ``},
		{`(() => { const r = Proxy.revocable(class A {}, {}), o = Object.create({ constructor: r.proxy }); r.revoke(); return o })()`, `{}`},
		{`Object.create({ constructor: null })`, `{}`},
		{`Object.defineProperty({}, 'a', { get: undefined, enumerable: true })`, `{ a: undefined }`},
		{`new Error(new Array(3))`, ``},
		{`Object.assign(new Error('x'), { stack: null })`, `[Error: x]`},
		{`Object.assign(new Error('x'), { stack: Symbol('s') })`, ``},
		{`Object.assign(new Error('x'), { name: Symbol('s'), message: Symbol('m') })`, ``},
		{`(() => { const b = new ArrayBuffer(8), u = new Uint8Array(b), d = new DataView(b); detach(b); return [b, u, d] })()`,
			"[\n  ArrayBuffer { (detached), byteLength: 0 },\n  Uint8Array(0) [],\n  DataView {\n    byteLength: 0,\n    byteOffset: 0,\n    buffer: ArrayBuffer { (detached), byteLength: 0 }\n  }\n]"},
		{`(() => { const i = new Map([[1, 2]]).entries(); [...i]; return i })()`, `[Map Entries] {  }`},
		{`(() => { const m = new Map([[1, 2]]), i = m.keys(); i.next(); m.clear(); return i })()`, `[Map Iterator] {  }`},
		{`Object.setPrototypeOf(new Map([[1, 2]]).keys(), {})`, `[Map Iterator] { 1 }`},
		{`Object.freeze(Object.preventExtensions({ a: 1 }))`, `{ a: 1 }`},
		{`({ '\ud800': 1, '\udfff\ud800': '\udbff' })`, `{ '\ud800': 1, '\udfff\ud800': '\udbff' }`},
	} {
		vm := goja.New()
		require.NoError(t, vm.Set("detach", func(b goja.ArrayBuffer) { b.Detach() }))
		v, err := vm.RunString("(" + c.source + ")")
		require.NoError(t, err, c.source)
		got := inspect.Format(vm, v, inspect.Options{})
		if c.want != "" && c.want != got {
			t.Run(c.source, func(t *testing.T) {
				requireFastForIterators(t, c.want)
				assert.Equal(t, c.want, got)
			})
		}
		for _, o := range allOptions {
			assert.NotPanics(t, func() { inspect.Format(vm, v, o) }, c.source)
		}
	}
}

// No value has a long text, unless it has that many properties itself.
func TestBounded(t *testing.T) {
	unlimited := inspect.Options{Depth: inspect.Unlimited}
	for _, c := range []struct {
		name, source string
		options      inspect.Options
		most         int // bytes
	}{
		{"large array", `new Array(1e7).fill('x')`, inspect.Options{}, 1000},
		{"large typed array", `new Uint8Array(1e7)`, inspect.Options{}, 1000},
		{"large buffer", `new ArrayBuffer(1e7)`, inspect.Options{}, 1000},
		{"holes", `new Array(1e7)`, inspect.Options{}, 100},
		{"holes and one element", `(() => { const a = new Array(1e7); a[9999999] = 1; return a })()`, inspect.Options{}, 100},
		{"most holes", `new Array(2 ** 32 - 1)`, inspect.Options{}, 100},
		{"most holes and one element", `(() => { const a = []; a[2 ** 32 - 2] = 1; return a })()`, inspect.Options{}, 100},
		{"large Map", `new Map(Array.from({ length: 1e5 }, (_, i) => [i, i]))`, inspect.Options{}, 3000},
		{"large Set", `new Set(Array.from({ length: 1e5 }, (_, i) => i))`, inspect.Options{}, 1000},
		{"large iterator", `new Set(Array.from({ length: 1e5 }, (_, i) => i)).values()`, inspect.Options{}, 1000},
		{"long string", `['x'.repeat(1e6)]`, inspect.Options{}, 10_100},
		{"long String", `new String('x'.repeat(1e6))`, inspect.Options{}, 1_000_100},
		{"long string of line feeds", `['\n'.repeat(1e6)]`, inspect.Options{}, 200_000},
		{"deep array", `(() => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a })()`, unlimited, 3 << 20},
		{"deep object", `(() => { let a = {}; for (let i = 0; i < 1e5; i++) a = { a }; return a })()`, unlimited, 3 << 20},
		{"deep Map", `(() => { let a = {}; for (let i = 0; i < 1e4; i++) a = new Map([[a, 1]]); return a })()`, unlimited, 1 << 20},
		{"deep causes", `(() => { let e = new Error('0'); for (let i = 0; i < 1e4; i++) e = new Error('x', { cause: e }); return e })()`, unlimited, 8 << 20},
		{"deep proxies", `(() => { let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p })()`, unlimited, 100},
		{"deep proxies shown", `(() => { let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p })()`, inspect.Options{Depth: inspect.Unlimited, ShowProxy: true}, 3 << 20},
		{"deep prototypes", `(() => { let p = {}; for (let i = 0; i < 1e5; i++) p = Object.create(p); return p })()`, unlimited, 1000},
		{"deep prototypes without a constructor", `(() => { let p = Object.create(null); for (let i = 0; i < 1e5; i++) p = Object.create(p); p.a = 1; return p })()`, unlimited, 1 << 20},
		{"many ways", `(() => { let a = []; for (let i = 0; i < 100; i++) a = [a, a]; return a })()`, unlimited, 1 << 28},
		{"many ways through Maps", `(() => { let a = {}; for (let i = 0; i < 100; i++) a = new Map([[a, a]]); return a })()`, unlimited, 1 << 28},
	} {
		vm := goja.New()
		v, err := vm.RunString("(" + c.source + ")")
		require.NoError(t, err, c.name)
		start := time.Now()
		s := inspect.Format(vm, v, c.options)
		took := time.Since(start)
		t.Logf("%s: %d bytes, %v", c.name, len(s), took)
		assert.LessOrEqual(t, len(s), c.most, c.name)
	}
}

// Objects nested within maxNesting are written out, those beyond it are only named.
func TestOneNestingLimit(t *testing.T) {
	vm := goja.New()
	v, err := vm.RunString(`(() => { let a = ['innermost']; for (let i = 0; i < 2000; i++) a = [a]; return a })()`)
	require.NoError(t, err)
	s := inspect.Format(vm, v, inspect.Options{Depth: inspect.Unlimited})
	assert.NotContains(t, s, "innermost")
	assert.Contains(t, s, "[Array: Inspection interrupted prematurely. Maximum nesting exceeded.]")
}

// FuzzFormat formats a value built from the input. There must be a text, the same each time.
func FuzzFormat(f *testing.F) {
	for i := range uint64(20) {
		f.Add(i, i*7)
	}
	f.Fuzz(func(t *testing.T, a, b uint64) {
		r := rand.New(rand.NewPCG(a, b))
		vm := goja.New()
		g := &generator{r: r, vm: vm}
		v, err := vm.RunString(prelude + "(" + g.value(0) + ")")
		require.NoError(t, err)
		o := allOptions[r.IntN(len(allOptions))]
		s := inspect.Format(vm, v, o)
		assert.NotEmpty(t, s)
		assert.Less(t, len(s), 64<<20)
		assert.Equal(t, s, inspect.Format(vm, v, o), "not the same again")
		if o.Colors {
			o.Colors = false
			assert.Equal(t, inspect.Format(vm, v, o), withoutColors(s), "colours change the text")
		}
	})
}

// prelude defines keep, which collects values for use in others, and mix, which copies the
// properties of b to a.
const prelude = `
	const all = []
	const keep = v => (all.push(v), v)
	const mix = (a, b) => {
		for (const key of Reflect.ownKeys(b)) try {
			Reflect.defineProperty(a, key, Reflect.getOwnPropertyDescriptor(b, key))
		} catch {} // an element of a typed array
		return a
	};
`

func withoutColors(s string) string {
	for {
		i := strings.IndexByte(s, '\x1b')
		if i < 0 {
			return s
		}
		s = s[:i] + s[i+strings.IndexByte(s[i:], 'm')+1:]
	}
}

// A generator returns random expressions.
type generator struct {
	r    *rand.Rand
	vm   *goja.Runtime
	size int
}

func (g *generator) pick(of ...string) string { return of[g.r.IntN(len(of))] }

func (g *generator) word() string {
	letters := []rune("ab '\"`\\\n\t$é日😀{}[]\u0301\x00")
	var b strings.Builder
	for range g.r.IntN(12) {
		b.WriteRune(letters[g.r.IntN(len(letters))])
	}
	s := fmt.Sprintf("%q", b.String())
	s = strings.NewReplacer(`\a`, `\x07`, `\U0001f600`, `\u{1f600}`).Replace(s)
	if g.r.IntN(8) == 0 {
		s = `'\ud83d'`
	}
	return s
}

func (g *generator) list(depth int, f func() string) string {
	var b strings.Builder
	n := []int{0, 1, 2, 3, 7, 12, 40}[g.r.IntN(7)]
	if depth > 2 {
		n = min(n, 3)
	}
	for range n {
		b.WriteString(f() + ",")
	}
	return b.String()
}

func (g *generator) value(depth int) string {
	g.size++
	if depth > 5 || g.size > 500 || g.r.IntN(4) == 0 {
		return g.pick("1", "-0", "1.5", "NaN", "10n", "null", "undefined", "true", "Symbol("+g.word()+")", g.word(), g.word(),
			"(() => {})", "(class A {})", "new Date(NaN)", "/a/g", "all[all.length >> 1]")
	}
	value := func() string { return g.value(depth + 1) }
	object := func() string {
		return "{" + g.list(depth, func() string {
			return g.pick(g.word(), "a", "b", "[Symbol("+g.word()+")]", "3") + ": " + value()
		}) + g.pick("", "get g() { throw 1 },", "__proto__: null,", "set s(x) {},", "get [Symbol.toStringTag]() { throw 1 },") + "}"
	}
	const keep = "keep"
	switch g.r.IntN(14) {
	case 0, 1:
		return keep + "([" + g.list(depth, value) + "])"
	case 2:
		return "[" + g.list(depth, func() string { return g.pick("", value()) }) + "]"
	case 3, 4, 5:
		return keep + "(" + object() + ")"
	case 6:
		return "new Map([" + g.list(depth, func() string { return "[" + value() + "," + value() + "]" }) + "])" + g.pick("", ".entries()", ".values()")
	case 7:
		return "new Set([" + g.list(depth, value) + "])" + g.pick("", ".values()")
	case 8:
		return "new Proxy(" + object() + ", { get() { throw 1 }, ownKeys() { throw 1 }, getPrototypeOf() { throw 1 } })"
	case 9:
		return "mix(new Error(" + g.word() + "), " + object() + ")"
	case 10:
		return "Object.setPrototypeOf(" + keep + "(" + object() + "), " + g.pick("null", "Array.prototype", "Map.prototype", "Error.prototype", "new Proxy({}, {})", "Object.create(null)") + ")"
	case 11:
		return "mix(" + g.pick("new Uint8Array(9)", "new ArrayBuffer(5)", "Promise.resolve(1)", "new String('abc')", "function f() {}") + ", " + object() + ")"
	case 12:
		return "(v => (v.self = v))(" + object() + ")"
	default:
		return "mix([" + g.list(depth, value) + "], " + object() + ")"
	}
}

// Format can be called for different runtimes on different goroutines at once.
func TestRuntimesAtOnce(t *testing.T) {
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			vm := goja.New()
			v, err := vm.RunString(`[{ a: new Map([[1, /x/]]) }, new Uint8Array(2), new Error('x').message, new Proxy([], {})]`)
			if !assert.NoError(t, err) {
				return
			}
			for range 200 {
				assert.Equal(t, "[ { a: Map(1) { 1 => /x/ } }, Uint8Array(2) [ 0, 0 ], 'x', [] ]", inspect.Format(vm, v, inspect.Options{}))
			}
		})
	}
	group.Wait()
}
