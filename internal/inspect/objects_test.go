package inspect

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// goja's structs have the fields that this package reads. If this fails after an update of goja,
// values are still formatted, but slower, and some kinds of objects as ordinary ones.
func TestOwn(t *testing.T) {
	f, err := os.Open("testdata/node.txt")
	require.NoError(t, err)
	defer f.Close()
	sources := []string{
		`Object.defineProperty({}, 'a', { value: 1, writable: false, enumerable: true, configurable: false })`,
		`Object.defineProperty({}, 'a', { get: undefined, set: undefined })`,
		`Object.defineProperty({ a: 1 }, 'a', { enumerable: false })`,
		`Object.defineProperty({ get a() { return 1 } }, 'a', { set() {} })`,
		`(o => (delete o.a, o))({ a: 1, b: 2 })`,
		`(o => (delete o.sort, o.extra = 1, o))(Array.prototype)`,
		`(o => (delete o.toString, o))(Object.prototype)`,
		`(f => (f.prototype, f))(function () {})`,
		`(f => (delete f.name, f))(function f() {})`,
		`Object.assign([1, , 3], { x: 1, 4294967295: 2 })`,
		`(a => (a.length = 2, a))([1, 2, 3])`,
		`Object.assign(new String('abc'), { x: 1, 7: 2 })`,
		`{ 2: 1, b: 2, 1: 3, a: 4, '01': 5, 4294967296: 6, '-1': 7 }`,
		`{ é: 1, 日: 2, '\ud83d': 3, [Symbol('a')]: 4, [Symbol.iterator]: 5 }`,
		`(function (a, b) { a = 5; delete arguments[1]; arguments.x = 1; return arguments })(1, 2, 3)`,
		`(e => (e.stack, e))(new Error('x'))`,
		`new (class A { static b = 1; #c = 2; d = 3 })`, `class A { static b = 1; static c() {} static get d() { return 1 } }`,
		`Math`, `globalThis`, `parseInt`, `Object`, `Map`, `(() => {}).bind()`, `Map.prototype`, `Object.getPrototypeOf(async () => {})`,
	}
	scanner := bufio.NewScanner(f)
	for scanner.Scan() {
		if s, ok := strings.CutPrefix(scanner.Text(), "> "); ok && !strings.HasPrefix(s, `{"`) {
			sources = append(sources, s)
		}
	}
	for _, source := range sources {
		vm := goja.New()
		v, err := vm.RunString("(" + source + "\n)")
		require.NoError(t, err, source)
		o, ok := v.(*goja.Object)
		if !ok {
			continue
		}
		if o = target(o); o == nil {
			continue
		}
		p := newPrinter(vm, Options{})
		want := p.probe.keys(o)
		names := func(keys []key) (list []any) {
			for _, k := range keys {
				if k.symbol != nil {
					list = append(list, k.symbol)
				} else {
					list = append(list, k.name)
				}
			}
			return list
		}
		assert.Equal(t, names(want), names(p.keys(o)), source)
		for _, k := range append(want, keyName, keyConstructor, keyStack, keyLength, keyPrototype, keyTag, keyIterator, newKey("none"), newKey("é")) {
			want, wantOK := p.probe.own(o, k)
			// Look up a key that was made from the name alone, without goja's own form of it.
			if k.symbol == nil {
				k = newKey(k.name)
			}
			if strings.ContainsRune(k.name, surrogateLead) || !isValid(k.name) {
				continue
			}
			got, gotOK := p.own(o, k)
			assert.Equal(t, wantOK, gotOK, "%s: %s", source, k.name)
			want.key, got.key = key{}, key{}
			if want.value != nil && got.value != nil {
				assert.True(t, want.value.SameAs(got.value), "%s: %s", source, k.name)
				want.value, got.value = nil, nil
			}
			assert.Equal(t, want, got, "%s: %s", source, k.name)
		}
		p.release()
	}
}

func isValid(s string) bool { return strings.ToValidUTF8(s, "") == s }

func TestQuote(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{``, `''`},
		{`a`, `'a'`},
		{`it's`, `"it's"`},
		{`a"b`, `'a"b'`},
		{`a'b"c`, "`a'b\"c`"},
		{"a'b\"c`d", "'a\\'b\"c`d'"},
		{`a'b"${c}`, `'a\'b"${c}'`},
		{"\x00\x1f\x7f\u0080\u009f\u00a0", `'\x00\x1F\x7F\x80\x9F` + "\u00a0'"},
		{"\b\t\n\v\f\r", `'\b\t\n\x0B\f\r'`},
		{`\`, `'\\'`},
	} {
		assert.Equal(t, c.want, quote(c.in))
	}
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "é": 1, "e\u0301": 1, "日本": 4, "😀": 2, "a\tb\x00": 2, "\u200b": 0, "ｱ": 1, "Ａ": 2} {
		assert.Equal(t, want, Columns(s), "%q", s)
	}
}

func TestCleanStack(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Error: x\n\tat f (a.js:1:2(3))\n\tat a.js:4:5(6)\n", "Error: x\n    at f (a.js:1:2)\n    at a.js:4:5"},
		{"Error\n\tat f (native)\n\tat native\n", "Error\n    at f (<native>)\n    at <native>"},
		{"Error\n\tat a/b.C (native)\n", "Error\n    at b.C (<native>)"},
		{"Error\n\tat f (a (1).js:1:2(3))\n\tat a (1).js:4:5(6)\n\tat (7:8(9)\n", "Error\n    at f (a (1).js:1:2)\n    at a (1).js:4:5\n    at (7:8"},
		{"Error: x\n    at f (a.js:1:2)", "Error: x\n    at f (a.js:1:2)"},
		{"Error: x\n", "Error: x"},
		{"", ""},
	} {
		assert.Equal(t, c.want, cleanStack(c.in))
	}
}
