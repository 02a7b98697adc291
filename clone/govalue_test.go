package clone_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
)

type inner struct {
	X int `json:"x"`
	Y int
}

type Embedded struct{ Deep string }

type hidden struct{ Deep int }

type unexported struct{ Promoted int }

type outer struct {
	inner                // promoted
	*Embedded            // promoted, nil
	unexported           //
	Named      inner     `json:"named"`
	Empty      string    `json:"empty,omitempty"`
	None       []int     `json:",omitempty"`
	Zero       time.Time `json:"zero,omitzero"`
	Skipped    int       `json:"-"`
	concealed  int
	Pointer    *int                 `json:"pointer"`
	Any        any                  `json:"any"`
	Times      map[string]time.Time `json:"times"`
}

type celsius float64
type colour string

func TestFromGo(t *testing.T) {
	now := time.Date(2024, 5, 6, 7, 8, 9, 123456789, time.FixedZone("x", 3600))
	seven := 7
	list := []any{1}
	for _, tc := range []struct {
		name string
		v    any
		c    string
	}{
		{"nil", nil, `c === null`},
		{"undefined", clone.Undefined{}, `c === undefined`},
		{"undefined within", []any{clone.Undefined{}, &clone.Undefined{}}, `c[0] === undefined && c[1] === undefined && c.length === 2`},
		{"bool", true, `c === true`},
		{"int", -5, `c === -5`},
		{"int64", int64(1) << 53, `c === 2 ** 53`},
		{"uint64", uint64(math.MaxUint64), `c === 2 ** 64`},
		{"float", 1.5, `c === 1.5`},
		{"negative zero", math.Copysign(0, -1), `Object.is(c, -0)`},
		{"NaN", math.NaN(), `Number.isNaN(c)`},
		{"float32", float32(0.5), `c === 0.5`},
		{"named float", celsius(3), `c === 3`},
		{"named string", colour("red"), `c === 'red'`},
		{"string", "aé😀", `c === 'aé😀'`},
		{"long string", fmt.Sprint("é", string(make([]byte, 100))), `c.length === 101 && c[0] === 'é'`},
		{"string that is not UTF-8", "a\xffb", `c === 'a\ufffdb'`},
		{"rune", 'x', `c === 120`},
		{"big.Int", big.NewInt(5), `c === 5n`},
		{"big.Int by value", *new(big.Int).Lsh(big.NewInt(1), 100), `c === 2n ** 100n`},
		{"nil big.Int", (*big.Int)(nil), `c === null`},
		{"time", now, `c instanceof Date && c.toISOString() === '2024-05-06T06:08:09.123Z'`},
		{"time out of range", time.Unix(1<<60, 0), `c instanceof Date && isNaN(c)`},
		{"pointer to a time", &now, `c instanceof Date`},
		{"duration", time.Second, `c === 1e9`},
		{"bytes", []byte{1, 2}, `c instanceof Uint8Array && String(c) === '1,2'`},
		{"array of bytes", [2]byte{1, 2}, `c instanceof Uint8Array && String(c) === '1,2'`},
		{"no bytes", []byte{}, `c instanceof Uint8Array && c.length === 0`},
		{"nil bytes", []byte(nil), `c === null`},
		{"slice", []int{1, 2}, `Array.isArray(c) && String(c) === '1,2'`},
		{"slice of any", []any{1, "a", nil, []string{"b"}}, `JSON.stringify(c) === '[1,"a",null,["b"]]'`},
		{"empty slice", []int{}, `Array.isArray(c) && c.length === 0`},
		{"nil slice", []int(nil), `c === null`},
		{"array", [2]string{"a", "b"}, `String(c) === 'a,b'`},
		{"map", map[string]int{"b": 1, "a": 2, "é": 3}, `JSON.stringify(c) === '{"a":2,"b":1,"é":3}'`},
		{"map of named strings", map[colour]any{"red": nil}, `c.red === null`},
		{"map of any", map[string]any{"a": map[string]any{"b": []any{1}}}, `c.a.b[0] === 1`},
		{"map __proto__", map[string]any{"__proto__": 1}, `Object.hasOwn(c, '__proto__')`},
		{"nil map", map[string]int(nil), `c === null`},
		{"empty map", map[string]int{}, `c.constructor === Object`},
		{"map of ints", map[int]string{2: "b", 1: "a"}, `c instanceof Map && String([...c]) === '1,a,2,b'`},
		{"map of anys", map[any]any{1: "a", "x": inner{}}, `c.size === 2 && c.get(1) === 'a' && c.get('x').Y === 0`},
		{"struct", outer{inner: inner{1, 2}, Named: inner{3, 4}, Skipped: 1, concealed: 2, Pointer: &seven, Any: colour("red"), Times: map[string]time.Time{"t": now},
			unexported: unexported{6}},
			`JSON.stringify(c) === '{"x":1,"Y":2,"Promoted":6,"named":{"x":3,"Y":4},"pointer":7,"any":"red","times":{"t":"2024-05-06T06:08:09.123Z"}}'`},
		{"struct with what may be left out", outer{Embedded: &Embedded{"d"}, Empty: "e", None: []int{1}, Zero: now},
			`c.Deep === 'd' && c.empty === 'e' && c.None[0] === 1 && c.zero instanceof Date && c.pointer === null && c.any === null && c.times === null`},
		{"pointer to a struct", &inner{1, 2}, `c.x === 1`},
		{"pointer to a pointer", func() any { p := &inner{1, 2}; return &p }(), `c.x === 1`},
		{"nil pointer", (*inner)(nil), `c === null`},
		{"error", errors.New("boo"), `c.constructor === Error && c.message === 'boo' && !('cause' in c)`},
		{"error that wraps", fmt.Errorf("a: %w", errors.New("b")), `c.message === 'a: b' && c.cause.message === 'b' && c.cause instanceof Error`},
		{"error value", &clone.ErrorValue{Name: "TypeError", Message: "m", Stack: "s", Cause: 5}, `c.constructor === TypeError && c.stack === 's' && c.cause === 5`},
		{"error value of another name", &clone.ErrorValue{Name: "Mine"}, `c.constructor === Error && !Object.hasOwn(c, 'stack')`},
		{"regular expression", &clone.RegExp{Source: "a+", Flags: "g"}, `c instanceof RegExp && c.flags === 'g' && c.test('caat')`},
		{"primitive of an engine", goja.New().ToValue("x"), `c === 'x'`},
		{"undefined of an engine", goja.Undefined(), `c === undefined`},
		{"identity of slices", map[string]any{"a": list, "b": list, "c": []any{list}}, `c.a === c.b && c.c[0] === c.a`},
		{"identity of pointers", []any{&seven, &seven, &inner{}}, `c[0] === 7 && c[1] === 7`},
		{"identity of structs", func() any { p := &inner{}; return []any{p, p, *p} }(), `c[0] === c[1] && c[0] !== c[2]`},
		{"cycle of maps", func() any { m := map[string]any{}; m["m"] = m; return m }(), `c.m === c`},
		{"cycle of slices", func() any { s := make([]any, 1); s[0] = s; return s }(), `c[0] === c`},
		{"cycle of pointers", func() any { n := &listNode{Value: 1}; n.Next = &listNode{Value: 2, Next: n}; return n }(), `c.Next.Value === 2 && c.Next.Next === c`},
		{"serializable", []any{&blob{"text"}}, `c[0] !== null && Object.keys(c[0]).length === 0`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			record, err := clone.FromGo(tc.v)
			require.NoError(t, err)
			vm := goja.New()
			c, _, err := newHost(vm, "").Deserialize(record)
			require.NoError(t, err)
			define(t, vm, "c", c)
			check(t, vm, tc.c)
		})
	}
}

type listNode struct {
	Value int
	Next  *listNode
}

type selfPointer *selfPointer

func TestFromGoErrors(t *testing.T) {
	vm := goja.New()
	var self selfPointer
	self = &self
	for _, tc := range []struct {
		v       any
		message string
	}{
		{make(chan int), "The Go value of type chan int could not be cloned."},
		{func() {}, "The Go value of type func() could not be cloned."},
		{1i, "The Go value of type complex128 could not be cloned."},
		{uintptr(1), "The Go value of type uintptr could not be cloned."},
		{map[string]any{"a": []any{1, struct{ B any }{make(chan int)}}}, "The Go value of type chan int at .a[1].B could not be cloned."},
		{map[int]any{7: []any{func() {}}}, "The Go value of type func() at [7][0] could not be cloned."},
		{map[any]int{make(chan int): 1}, "could not be cloned."},
		{&clone.ErrorValue{Cause: []any{make(chan int)}}, "The Go value of type chan int at .cause[0] could not be cloned."},
		{[]any{vm.NewObject()}, "The Go value of type *goja.Object at [0] belongs to an engine (Serialize it there) and could not be cloned."},
		{vm.NewArrayBuffer(nil), "The Go value of type goja.ArrayBuffer belongs to an engine (Serialize it there) and could not be cloned."},
		{goja.NewSymbol("x"), "belongs to an engine"},
		{[]any{&port{name: "p"}}, "The Go value of type *clone_test.port at [0] was not transferred and could not be cloned."},
		{self, "points to itself and could not be cloned."},
		{&blob{"broken"}, "A Blob is broken."},
	} {
		_, err := clone.FromGo(tc.v)
		var dce *clone.Error
		require.ErrorAs(t, err, &dce, tc.message)
		assert.Contains(t, dce.Message, tc.message)
	}
}

func TestToGo(t *testing.T) {
	for _, tc := range []struct {
		v    string
		want any
	}{
		{`undefined`, nil},
		{`null`, nil},
		{`true`, true},
		{`5`, int64(5)},
		{`5.5`, 5.5},
		{`2 ** 53 - 1`, int64(1<<53 - 1)},
		{`2 ** 53`, float64(1 << 53)},
		{`0.5 + 0.5`, int64(1)},
		{`-0`, math.Copysign(0, -1)},
		{`Infinity`, math.Inf(1)},
		{`5n`, big.NewInt(5)},
		{`'aé\ud800'`, "aé\ufffd"},
		{`[Object(1), Object('x'), Object(5n), Object(true)]`, []any{int64(1), "x", big.NewInt(5), true}},
		{`new Date(1500)`, time.Unix(1, 5e8).UTC()},
		{`new Date(NaN)`, nil},
		{`/a/g`, &clone.RegExp{Source: "a", Flags: "g"}},
		{`var e = new TypeError('m', {cause: {a: 1}}); e.stack = 's'; e`, &clone.ErrorValue{Name: "TypeError", Message: "m", Stack: "s", Cause: map[string]any{"a": int64(1)}}},
		{`new Uint8Array([1, 2]).buffer`, []byte{1, 2}},
		{`new Uint8Array([1, 2])`, []byte{1, 2}},
		{`new Uint8Array([1, 2, 3]).subarray(1)`, []byte{2, 3}},
		{`new Uint8ClampedArray([1])`, []byte{1}},
		{`new DataView(new Uint8Array([1, 2, 3]).buffer, 1)`, []byte{2, 3}},
		{`new Int8Array([-1])`, []int8{-1}},
		{`new Int16Array([-1, 2])`, []int16{-1, 2}},
		{`new Uint16Array([65535])`, []uint16{65535}},
		{`new Int32Array([-1])`, []int32{-1}},
		{`new Uint32Array([2 ** 32 - 1])`, []uint32{math.MaxUint32}},
		{`new Float32Array([0.5])`, []float32{0.5}},
		{`new Float64Array([0.1])`, []float64{0.1}},
		{`new BigInt64Array([-1n])`, []int64{-1}},
		{`new BigUint64Array([2n ** 64n - 1n])`, []uint64{math.MaxUint64}},
		{`[1, , 'a', [2]]`, []any{int64(1), nil, "a", []any{int64(2)}}},
		{`Object.assign([1], {x: 2})`, []any{int64(1)}},
		{`[]`, []any{}},
		{`({a: {b: 1}, 'é': [], 2: null})`, map[string]any{"a": map[string]any{"b": int64(1)}, "é": []any{}, "2": nil}},
		{`new Map([[1, 'a'], ['x', {}], [true, 2.5], [null, 3]])`, map[any]any{int64(1): "a", "x": map[string]any{}, true: 2.5, nil: int64(3)}},
		{`new Set([1, [2]])`, []any{int64(1), []any{int64(2)}}},
	} {
		t.Run(tc.v, func(t *testing.T) {
			vm := goja.New()
			record, err := clone.Serialize(vm, run(t, vm, tc.v), clone.Options{})
			require.NoError(t, err)
			v, err := record.ToGo()
			require.NoError(t, err)
			assert.Equal(t, tc.want, v)
		})
	}
}

func TestToGoKeepsIdentity(t *testing.T) {
	vm := goja.New()
	record, err := clone.Serialize(vm, run(t, vm, `var o = {a: [], m: new Map, e: new Error('m'), b: new ArrayBuffer(4)};
		o.o = o; o.a[0] = o; o.m.set('m', o.m); o.e.cause = o.e; o.u = new Uint8Array(o.b, 1); o`), clone.Options{})
	require.NoError(t, err)
	v, err := record.ToGo()
	require.NoError(t, err)
	o := v.(map[string]any)
	o["mark"] = true
	assert.Equal(t, true, o["o"].(map[string]any)["mark"])
	assert.Equal(t, true, o["a"].([]any)[0].(map[string]any)["mark"])
	o["m"].(map[any]any)["mark"] = true
	assert.Equal(t, true, o["m"].(map[any]any)["m"].(map[any]any)["mark"])
	assert.Same(t, o["e"], o["e"].(*clone.ErrorValue).Cause)
	o["u"].([]byte)[0] = 7
	assert.Equal(t, []byte{0, 7, 0, 0}, o["b"])
	assert.Equal(t, 3, cap(o["u"].([]byte)))
}

func TestToGoErrors(t *testing.T) {
	vm := goja.New()
	for v, message := range map[string]string{
		`new Map([[{}, 1]])`:        "A Map with a key of type map[string]interface {} could not be made a Go map.",
		`new Map([[[1], 1]])`:       "A Map with a key of type []interface {} could not be made a Go map.",
		`new Array(2 ** 32 - 1)`:    "An Array of length 4294967295 with 0 elements could not be made a Go slice.",
		`var a = []; a[1e9] = 1; a`: "An Array of length 1000000001 with 1 elements could not be made a Go slice.",
	} {
		var moves []string
		p := newPlatformObject(vm, &port{name: "p", moves: &moves})
		record, err := clone.Serialize(vm, run(t, vm, v), clone.Options{Transfer: []*goja.Object{p}})
		require.NoError(t, err)
		_, err = record.ToGo()
		var dce *clone.Error
		require.ErrorAs(t, err, &dce)
		assert.Equal(t, message, dce.Message)
		assert.Equal(t, []string{"discard p"}, moves)
	}
}

func TestGoTransfer(t *testing.T) {
	var moves []string
	a, b := &port{name: "a", moves: &moves}, &port{name: "b", moves: &moves}
	for message, transfer := range map[string][]clone.Transferable{
		"*clone_test.port at index 2 is a duplicate of an earlier one.": {a, b, a},
		"*clone_test.port at index 1 is already detached.":              {a, &port{detached: true}},
	} {
		_, err := clone.FromGo(1, transfer...)
		assert.ErrorContains(t, err, message)
		assert.False(t, a.detached)
	}

	record, err := clone.FromGo(map[string]any{"b": b, "list": []any{a, b}}, a, b)
	require.NoError(t, err)
	assert.True(t, a.detached && b.detached)
	vm := goja.New()
	c, transferred, err := newHost(vm, "there").Deserialize(record)
	require.NoError(t, err)
	assert.Equal(t, []string{"receive a at there", "receive b at there"}, moves)
	define(t, vm, "c", c)
	define(t, vm, "a", transferred[0])
	define(t, vm, "b", transferred[1])
	check(t, vm, `c.b === b && c.list[0] === a && c.list[1] === b`)

	run(t, vm, `var buffer = new Uint8Array([1, 2]).buffer`)
	record, err = clone.Serialize(vm, run(t, vm, `({a, view: new Uint8Array(buffer, 1)})`), clone.Options{Transfer: objects(t, vm, "a", "buffer")})
	require.NoError(t, err)
	v, list, err := record.ToGoFunc(func(moved clone.Transferred) any { return moved.(movedPort).port })
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.Equal(t, "a", list[0].(*port).name)
	assert.Equal(t, []byte{1, 2}, list[1])
	assert.Equal(t, map[string]any{"a": list[0], "view": []byte{2}}, v)
}

func TestDecode(t *testing.T) {
	type target struct {
		inner
		*Embedded
		Named  *inner            `json:"named"`
		List   []inner           `json:"list"`
		Fixed  [3]int            `json:"fixed"`
		Map    map[string]int    `json:"map"`
		ByID   map[int]*listNode `json:"byID"`
		Bytes  []byte            `json:"bytes"`
		Floats []float64         `json:"floats"`
		Ints   []int             `json:"ints"`
		Date   time.Time         `json:"date"`
		Big    big.Int           `json:"big"`
		BigP   *big.Int          `json:"bigP"`
		Small  int8              `json:"small"`
		Any    any               `json:"any"`
		Err    error             `json:"err"`
		Kept   string            `json:"kept"`
		Nulled *int              `json:"nulled"`
		Colour colour            `json:"colour"`
		U64    uint64            `json:"u64"`
		Self   *listNode         `json:"self"`
	}
	vm := goja.New()
	record, err := clone.Serialize(vm, run(t, vm, `
		var self = {Value: 1}; self.Next = {Value: 2, Next: self};
		({x: 1, Y: 2, Deep: 'd', named: {x: 3}, list: [{x: 4}, {Y: 5}], fixed: [1, 2], map: {a: 1}, byID: new Map([[7, {Value: 7}]]),
		bytes: new Uint8Array([1, 2]), floats: new Float32Array([0.5]), ints: new Set([1, 2]), date: new Date(0), big: 5n, bigP: 6, small: -128,
		any: {a: [1]}, err: new RangeError('m'), nulled: null, colour: 'red', u64: 2n ** 64n - 1n, self, ignored: 1})`), clone.Options{})
	require.NoError(t, err)
	seven := 7
	got := target{Kept: "kept", Nulled: &seven}
	require.NoError(t, record.Decode(&got))
	assert.Same(t, got.Self, got.Self.Next.Next)
	got.Self = nil
	var rangeError *clone.ErrorValue
	require.ErrorAs(t, got.Err, &rangeError)
	got.Err = nil
	assert.Equal(t, target{inner: inner{1, 2}, Named: &inner{X: 3}, List: []inner{{X: 4}, {Y: 5}}, Fixed: [3]int{1, 2}, Map: map[string]int{"a": 1},
		ByID: map[int]*listNode{7: {Value: 7}}, Bytes: []byte{1, 2}, Floats: []float64{0.5}, Ints: []int{1, 2}, Date: time.Unix(0, 0).UTC(),
		Embedded: &Embedded{"d"}, Big: *big.NewInt(5), BigP: big.NewInt(6), Small: -128, Any: map[string]any{"a": []any{int64(1)}}, Kept: "kept", Colour: "red", U64: math.MaxUint64}, got)
}

func TestDecodeErrors(t *testing.T) {
	vm := goja.New()
	type deep struct{ A map[string][]int8 }
	for _, tc := range []struct {
		v       string
		target  any
		message string
	}{
		{`'x'`, new(int), "clone: a Go value of type string does not fit in a int"},
		{`({A: {b: [1, 300]}})`, new(deep), "clone: a Go value of type int64 300 does not fit in a int8 at .A[b][1]"},
		{`1.5`, new(int), "float64 1.5"},
		{`-1`, new(uint), "int64 -1"},
		{`NaN`, new(int), "NaN"},
		{`2n ** 64n`, new(uint64), "*big.Int 18446744073709551616"},
		{`1e300`, new(float32), "float32"},
		{`[1, 2]`, new([1]int), "[1]int"},
		{`({})`, new([]int), "[]int"},
		{`[]`, new(map[string]int), "map[string]int"},
		{`1`, new(struct{}), "struct {}"},
		{`5`, new(time.Time), "time.Time"},
		{`1`, nil, "needs a pointer that is not nil"},
		{`1`, 5, "needs a pointer that is not nil, not int"},
		{`1`, (*int)(nil), "needs a pointer that is not nil"},
		{`({Deep: 1})`, new(struct{ *hidden }), "cannot set the embedded pointer to the unexported clone_test.hidden"},
		{`var l = null; for (let i = 0; i < 20000; i++) l = {Next: l}; l`, new(listNode), "nested more than 10000 levels"},
	} {
		record, err := clone.Serialize(vm, run(t, vm, tc.v), clone.Options{})
		require.NoError(t, err)
		assert.ErrorContains(t, record.Decode(tc.target), tc.message)
	}
}

func TestFailedDecodeDiscards(t *testing.T) {
	vm := goja.New()
	var moves []string
	p := newPlatformObject(vm, &port{name: "p", moves: &moves})
	record, err := clone.Serialize(vm, p, clone.Options{Transfer: []*goja.Object{p}})
	require.NoError(t, err)
	require.Error(t, record.Decode(nil))
	assert.Empty(t, moves, "it can still be received")
	require.Error(t, record.Decode(new(int)))
	assert.Equal(t, []string{"discard p"}, moves)
	assert.ErrorIs(t, record.Decode(new(int)), clone.ErrReceived)

	e := &clone.ErrorValue{Name: "TypeError", Message: "m", Cause: errors.New("c")}
	assert.EqualError(t, e, "TypeError: m")
	assert.EqualError(t, e.Unwrap(), "c")
	assert.EqualError(t, &clone.ErrorValue{Name: "Error"}, "Error")
}
