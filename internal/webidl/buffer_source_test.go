package webidl

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func newCall(t *testing.T) (Call, func(source string) goja.Value) {
	vm := goja.New()
	return Call{Realm: NewRealm(vm), member: &member{iface: &Interface{Name: "Test"}, name: "test"}},
		func(source string) goja.Value {
			v, err := vm.RunString(source)
			require.NoError(t, err)
			return v
		}
}

func TestBufferSource(t *testing.T) {
	c, eval := newCall(t)
	eval(`var buffer = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]).buffer; var v`)
	for source, want := range map[string]BufferSource{
		`new Uint8Array([1, 2]).buffer`:                   {"ArrayBuffer", []byte{1, 2}},
		`new ArrayBuffer(0)`:                              {"ArrayBuffer", []byte{}},
		`new Uint8Array(buffer, 3, 2)`:                    {"Uint8Array", []byte{3, 4}},
		`new Int8Array(buffer, 15)`:                       {"Int8Array", []byte{15}},
		`new Uint8ClampedArray(buffer, 16)`:               {"Uint8ClampedArray", []byte{}},
		`new Uint16Array(buffer, 2, 1)`:                   {"Uint16Array", []byte{2, 3}},
		`new Int16Array(buffer, 14)`:                      {"Int16Array", []byte{14, 15}},
		`new Int32Array(buffer, 4, 1)`:                    {"Int32Array", []byte{4, 5, 6, 7}},
		`new Uint32Array(buffer, 4, 1)`:                   {"Uint32Array", []byte{4, 5, 6, 7}},
		`new Float32Array(buffer, 12)`:                    {"Float32Array", []byte{12, 13, 14, 15}},
		`new Float64Array(buffer, 8)`:                     {"Float64Array", []byte{8, 9, 10, 11, 12, 13, 14, 15}},
		`new BigInt64Array(buffer, 8, 0)`:                 {"BigInt64Array", []byte{}},
		`new BigUint64Array(buffer, 8)`:                   {"BigUint64Array", []byte{8, 9, 10, 11, 12, 13, 14, 15}},
		`new DataView(buffer, 5, 3)`:                      {"DataView", []byte{5, 6, 7}},
		`new (class extends Uint8Array {})([7])`:          {"Uint8Array", []byte{7}},
		`v = new Uint8Array([7]); v.__proto__ = null; v`:  {"Uint8Array", []byte{7}},
		`v = new DataView(buffer, 1, 1); v.buffer = 1; v`: {"DataView", []byte{1}},
		`Object.freeze(new DataView(buffer, 1, 1))`:       {"DataView", []byte{1}},
		`v = new ArrayBuffer(1); v.__proto__ = Map; v`:    {"ArrayBuffer", []byte{0}},
		`Object.defineProperty(Uint8Array, 'name', {value: 'Int8Array'}); new Uint8Array(1)`: {"Uint8Array", []byte{0}},
	} {
		got, ok := c.BufferSource(eval(source))
		assert.True(t, ok, source)
		assert.Equal(t, want, got, source)
	}
	for _, source := range []string{
		`undefined`, `null`, `'Uint8Array'`, `1`, `({})`, `[1, 2]`, `new Proxy(new Uint8Array(1), {})`,
		`Object.create(new Uint8Array(1))`, `Object.create(DataView.prototype)`, `Uint8Array.prototype`, `ArrayBuffer`,
		`({ get buffer() { throw 1 }, get [Symbol.toStringTag]() { throw 1 } })`,
	} {
		_, ok := c.BufferSource(eval(source))
		assert.False(t, ok, source)
	}
	_, ok := c.BufferSource(c.VM.ToValue([]byte{1, 2})) // a Go slice is not a view
	assert.False(t, ok)
}

func TestBufferSourceIsNoCopy(t *testing.T) {
	c, eval := newCall(t)
	eval(`var buffer = new ArrayBuffer(4), view = new Uint8Array(buffer, 1, 2)`)
	b, _ := c.BufferSource(eval(`view`))
	b.Bytes[0] = 7
	assert.Equal(t, "0,7,0,0", eval(`String(new Uint8Array(buffer))`).String())
	assert.Equal(t, 2, cap(b.Bytes), "what is behind the view is out of reach")
}

func TestBufferSourceDetached(t *testing.T) {
	c, eval := newCall(t)
	views := eval(`var buffer = new ArrayBuffer(8); [buffer, new Uint8Array(buffer), new Float64Array(buffer, 8, 0), new DataView(buffer, 4)]`)
	buffer, _ := eval(`buffer`).Export().(goja.ArrayBuffer)
	require.True(t, buffer.Detach())
	for i, name := range []string{"ArrayBuffer", "Uint8Array", "Float64Array", "DataView"} {
		b, ok := c.BufferSource(views.(*goja.Object).Get(string(rune('0' + i))))
		assert.True(t, ok)
		assert.Equal(t, name, b.Type)
		assert.Empty(t, b.Bytes, name)
	}
}

func TestLongLong(t *testing.T) {
	c, eval := newCall(t)
	for source, want := range map[string]int64{
		`0`: 0, `-0`: 0, `1.9`: 1, `-1.9`: -1, `-1`: -1, `NaN`: 0, `Infinity`: 0, `-Infinity`: 0, `'42'`: 42, `'x'`: 0, `null`: 0,
		`true`: 1, `2**53`: 1 << 53, `2**63`: -1 << 63, `-(2**63)`: -1 << 63, `2**64`: 0, `2**64 + 2**12`: 1 << 12,
		`-(2**63) - 2**11`: 1<<63 - 1<<11, `2**63 - 1024`: 1<<63 - 1<<10, `new Date(5)`: 5,
	} {
		assert.Equal(t, want, c.LongLong(eval(source)), source)
	}
}

func TestClampLongLong(t *testing.T) {
	c, eval := newCall(t)
	for source, want := range map[string]int64{
		`0`: 0, `-0`: 0, `NaN`: 0, `undefined`: 0, `Infinity`: 1<<53 - 1, `-Infinity`: -(1<<53 - 1), `2**64`: 1<<53 - 1,
		`0.5`: 0, `1.5`: 2, `2.5`: 2, `-0.5`: 0, `-1.5`: -2, `1.4`: 1, `'7'`: 7,
	} {
		assert.Equal(t, want, c.ClampLongLong(eval(source)), source)
	}
}

// An operation that returns a promise never throws: every exception, even that of its brand check,
// rejects the promise.
func TestPromiseOperation(t *testing.T) {
	c, eval := newCall(t)
	i := &Interface{
		Name:        "Test",
		Is:          func(state any) bool { return state != nil },
		Constructor: &Constructor{New: func(Call) any { return 1 }},
		Operations: []Operation{{Name: "f", Length: 1, Promise: true, Call: func(c Call) goja.Value {
			if c.Args[0].ToBoolean() {
				c.TypeError("true.")
			}
			p, resolve, _ := c.VM.NewPromise()
			_ = resolve("resolved")
			return c.VM.ToValue(p)
		}}},
	}
	c.Realm.Install(i)
	eval(`var log = [], t = new Test(), f = t.f;
		for (const call of [() => t.f(false), () => t.f(true), () => t.f(), () => f(false), () => f.call({}, false)])
			call().then(v => log.push(v), e => log.push(String(e)));`)
	assert.Equal(t, []any{
		"resolved",
		"TypeError: Failed to execute 'f' on 'Test': true.",
		"TypeError: Failed to execute 'f' on 'Test': 1 argument required, but only 0 present.",
		"TypeError: Illegal invocation",
		"TypeError: Illegal invocation",
	}, eval(`log`).Export())
}

// An interrupt does not reject the promise.
func TestPromiseOperationInterrupted(t *testing.T) {
	c, eval := newCall(t)
	c.Realm.Install(&Interface{
		Name:        "Test",
		Is:          func(state any) bool { return state != nil },
		Constructor: &Constructor{New: func(Call) any { return 1 }},
		Operations: []Operation{{Name: "f", Length: 1, Promise: true, Call: func(c Call) goja.Value {
			return c.Args[0].ToString()
		}}},
	})
	eval(`var after = false`)
	c.VM.Set("interrupt", func() { c.VM.Interrupt("stop") })
	_, err := c.VM.RunString(`new Test().f({ toString() { interrupt(); for (;;); } }); after = true`)
	var interrupted *goja.InterruptedError
	require.ErrorAs(t, err, &interrupted)
	c.VM.ClearInterrupt()
	assert.Equal(t, false, eval(`after`).Export())
}
