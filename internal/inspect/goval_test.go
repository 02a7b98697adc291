package inspect_test

import (
	"errors"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/inspect"
)

type point struct {
	X, Y int
	note string
}

func (point) Move() {}

type celsius float64

type shape struct {
	Name   string
	Points []point
	At     *point
	Do     func()
}

func goFunction(int) int { return 0 }

func TestGoValues(t *testing.T) {
	self := map[string]any{"a": 1}
	self["self"] = self
	list := []any{1, "a"}
	list[1] = list
	for _, c := range []struct {
		name string
		v    any
		want string
	}{
		{"nil", nil, `null`},
		{"int", 3, `3`},
		{"float", 1.5, `1.5`},
		{"string", "it's", `"it's"`},
		{"invalid UTF-8", "a\xffb", `'a�b'`},
		{"bool", true, `true`},
		{"struct", point{1, 2, "not seen"}, `point { X: 1, Y: 2 }`},
		{"pointer to a struct", &point{1, 2, ""}, `point { X: 1, Y: 2 }`},
		{"struct without a name", struct{ A int }{1}, `{ A: 1 }`},
		{"empty struct", struct{}{}, `{}`},
		{"nested", shape{Name: "s", Points: []point{{1, 2, ""}}, At: &point{3, 4, ""}},
			"shape {\n  Name: 's',\n  Points: [ point { X: 1, Y: 2 } ],\n  At: point { X: 3, Y: 4 }\n}"},
		{"number with a name", celsius(36.5), `[celsius: 36.5]`},
		{"stringer", time.Duration(1500) * time.Millisecond, `[Duration: 1500000000]`},
		{"time", time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC), `[Time: 2024-01-02 03:04:05 +0000 UTC]`},
		{"error", errors.New("disk full"), `[errorString: disk full]`},
		{"map", map[string]any{"b": 1, "a": map[string]int{"c": 2}, "d-e": nil}, `{ a: { c: 2 }, b: 1, 'd-e': null }`},
		{"map with integers for keys", map[int]string{2: "b", 1: "a"}, `{ '1': 'a', '2': 'b' }`},
		{"map in itself", self, `<ref *1> { a: 1, self: [Circular *1] }`},
		{"slice", []int{1, 2, 3}, `[ 1, 2, 3 ]`},
		{"slice of any", []any{1, "a", nil, []string{"b"}}, `[ 1, 'a', null, [ 'b' ] ]`},
		{"slice in itself", list, `<ref *1> [ 1, [Circular *1] ]`},
		{"empty slice", []int{}, `[]`},
		{"array", [2]bool{true, false}, `[ true, false ]`},
		{"bytes", []byte{1, 2}, `[ 1, 2 ]`},
		{"long slice", make([]int, 1e6), ``},
		{"channel", make(chan int), `{}`},
		{"function", goFunction, `[Function: inspect_test.goFunction]`},
	} {
		vm := goja.New()
		v := vm.ToValue(c.v)
		got := inspect.Format(vm, v, inspect.Options{})
		if c.want != "" {
			assert.Equal(t, c.want, got, c.name)
		}
		for _, o := range allOptions {
			s := inspect.Format(vm, v, o)
			assert.Less(t, len(s), 100_000, c.name)
		}
	}
}

type dynamic struct{}

func (dynamic) Get(key string) goja.Value   { return goja.Undefined() }
func (dynamic) Set(string, goja.Value) bool { return false }
func (dynamic) Has(key string) bool         { return key == "a" }
func (dynamic) Delete(string) bool          { return false }
func (dynamic) Keys() []string              { return []string{"a"} }

type dynamicList int

func (n dynamicList) Len() int               { return int(n) }
func (dynamicList) Get(i int) goja.Value     { return goja.Null() }
func (dynamicList) Set(int, goja.Value) bool { return false }
func (dynamicList) SetLen(int) bool          { return false }

// A class whose name is that of a Go function is shown under the name of its base class.
func TestGoConstructor(t *testing.T) {
	vm := goja.New()
	require.NoError(t, vm.Set("Thing", func(goja.ConstructorCall) *goja.Object { return nil }))
	assert.Equal(t, `{}`, inspect.Format(vm, run(t, vm, `new Thing()`), inspect.Options{}))
	assert.Equal(t, `Uint8Array(2) [ 1, 2 ]`, inspect.Format(vm, run(t, vm, `
		Thing.prototype = Object.create(Uint8Array.prototype, { constructor: { value: Thing } })
		Object.setPrototypeOf(new Uint8Array([1, 2]), Thing.prototype)`), inspect.Options{}))
	run(t, vm, `Object.defineProperty(Thing, 'name', { value: 'Thing' })`)
	assert.Equal(t, `Thing {}`, inspect.Format(vm, run(t, vm, `new Thing()`), inspect.Options{}))
	// This is the Buffer of goja_nodejs.
	run(t, vm, `Object.defineProperty(Thing, 'name', { value: 'Buffer' })`)
	assert.Equal(t, `<Buffer 01 0a>`, inspect.Format(vm, run(t, vm, `Object.setPrototypeOf(new Uint8Array([1, 10]), Thing.prototype)`), inspect.Options{}))
}

func TestDynamicObjects(t *testing.T) {
	vm := goja.New()
	assert.Equal(t, `{ a: undefined }`, inspect.Format(vm, vm.NewDynamicObject(dynamic{}), inspect.Options{}))
	assert.Equal(t, `[ null, null ]`, inspect.Format(vm, vm.NewDynamicArray(dynamicList(2)), inspect.Options{}))
	assert.Contains(t, inspect.Format(vm, vm.NewDynamicArray(dynamicList(1e9)), inspect.Options{}), "... 999999900 more items")
}

// platform is the state of a platform object.
type platform []inspect.Property

func (p platform) InspectProperties() []inspect.Property { return p }

func TestPlatformObjects(t *testing.T) {
	vm := goja.New()
	object := func(class string, state any) *goja.Object {
		o := run(t, vm, class).(*goja.Object)
		engine.Attach(o, state)
		return o
	}
	format := func(v goja.Value) string { return inspect.Format(vm, v, inspect.Options{}) }
	const event = `
		(class MessageEvent { get type() { throw 1 } static { Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'MessageEvent' }) } })`

	said := platform{{Name: "type", Value: vm.ToValue("message")}, {Name: "data", Value: run(t, vm, `({ a: { b: {} } })`)}}
	o := object("new "+event, said)
	assert.Equal(t, `MessageEvent { type: 'message', data: { a: { b: {} } } }`, format(o))
	require.NoError(t, o.Set("own", 1))
	assert.Equal(t, `MessageEvent { type: 'message', data: { a: { b: {} } }, own: 1 }`, format(o))
	assert.Equal(t, `{ a: { b: { c: [MessageEvent] } } }`, format(run(t, vm, `(c => ({ a: { b: { c } } }))`).(*goja.Object).Export().(func(goja.FunctionCall) goja.Value)(goja.FunctionCall{Arguments: []goja.Value{o}})))

	run(t, vm, `(o => Object.defineProperty(o, 'isTrusted', { get() { throw 1 }, enumerable: true }))`).Export().(func(goja.FunctionCall) goja.Value)(
		goja.FunctionCall{Arguments: []goja.Value{o}})
	assert.Equal(t, `MessageEvent { type: 'message', data: { a: { b: {} } }, own: 1 }`, format(o))

	assert.Equal(t, `MessageEvent {}`, format(object("new "+event, platform{})))
	assert.Equal(t, `MessageEvent {}`, format(object("new "+event, "says nothing")))
	assert.Equal(t, `Own [MessageEvent] { type: 'message' }`, format(object("new (class Own extends "+event+" {})", platform{said[0]})))

	// A DOMException inherits from Error.prototype but was not created by an Error constructor.
	const exception = `new (class DOMException {
		get name() { throw 1 } get message() { throw 1 }
		static {
			Object.setPrototypeOf(this.prototype, Error.prototype)
			Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'DOMException' })
		}
	})`
	named := platform{{Name: "name", Value: vm.ToValue("AbortError")}, {Name: "message", Value: vm.ToValue("stop")}}
	assert.Equal(t, `[DOMException [AbortError]: stop]`, format(object(exception, named)))
	traced := append(named[:2:2], inspect.Property{Name: "stack", Value: vm.ToValue("AbortError: stop\n\tat f (a.js:1:2(3))\n")})
	assert.Equal(t, "DOMException [AbortError]: stop\n    at f (a.js:1:2)", format(object(exception, traced)))
	assert.Equal(t, "AbortError: stop\n    at f (a.js:1:2)", inspect.Stack(vm, object(exception, traced)))
	quota := append(named[:2:2], inspect.Property{Name: "quota", Value: vm.ToValue(3)})
	assert.Equal(t, `[DOMException [AbortError]: stop] { quota: 3 }`, format(object(exception, quota)))
}
