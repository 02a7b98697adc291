package inspect

import (
	"reflect"
	"strconv"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// How a value is looked at without running its code.
//
// Most of it is done by built-in functions: Object.getOwnPropertyDescriptor tells a getter from a value,
// Map.prototype.entries walks a Map. Those of the script's own runtime may have been replaced by the script, so those of
// another runtime are used, which no script has seen: a probe. They are not called as JavaScript but as the Go functions
// that they are, so the script's runtime is not entered and runs no promise jobs when they return. None of them calls
// anything on the arguments that it gets here; proxies never get there.
//
// goja has no function that says what a value is (every way to ask a Map runs code that a script can replace), nor one
// that finds the elements of an array of ten million holes in reasonable time. For those the field self of goja.Object
// is read by reflection: its dynamic type is the kind of the object. Those types are learned from one sample of each
// kind, not by name (kinds.go). Fields are read by field, which looks at their type first.

type native = func(goja.FunctionCall) goja.Value

// A probe is a runtime whose built-in functions are used on the values of another. It belongs to one goroutine at a
// time.
type probe struct {
	getOwnPropertyDescriptor native
	ownKeys, ownSymbols      native
	typedArrayBuffer         native
	typedArrayLength         native
	typedArrayOffset         native
	mapSize, setSize         native
	mapEntries, setValues    native
	mapNext, setNext         native
	regExpSource             native
	regExpFlags              []regExpFlag
	dateValue                native
	viewLength, viewOffset   native
	viewBuffer               native
}

type regExpFlag struct {
	letter byte
	get    native
}

var probes = sync.Pool{New: func() any { return newProbe() }}

func newProbe() *probe {
	vm := goja.New()
	global := vm.GlobalObject()
	object := func(name string) *goja.Object { return global.Get(name).(*goja.Object) }
	prototype := func(name string) *goja.Object { return object(name).Get("prototype").(*goja.Object) }
	function := func(v goja.Value) native { return v.Export().(native) }
	describe := function(object("Object").Get("getOwnPropertyDescriptor"))
	getter := func(o *goja.Object, key goja.Value) native {
		d := describe(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object)
		return function(d.Get("get"))
	}
	named := func(o *goja.Object, key string) native { return getter(o, vm.ToValue(key)) }
	next := func(method native, on string) native {
		o, err := vm.New(object(on))
		if err != nil {
			panic(err)
		}
		return function(method(goja.FunctionCall{This: o}).(*goja.Object).Get("next"))
	}

	typed := prototype("Uint8Array").Prototype()
	regExp := prototype("RegExp")
	p := &probe{
		getOwnPropertyDescriptor: describe,
		ownKeys:                  function(object("Reflect").Get("ownKeys")),
		ownSymbols:               function(object("Object").Get("getOwnPropertySymbols")),
		typedArrayBuffer:         named(typed, "buffer"),
		typedArrayLength:         named(typed, "length"),
		typedArrayOffset:         named(typed, "byteOffset"),
		mapSize:                  named(prototype("Map"), "size"),
		setSize:                  named(prototype("Set"), "size"),
		mapEntries:               function(prototype("Map").Get("entries")),
		setValues:                function(prototype("Set").Get("values")),
		regExpSource:             named(regExp, "source"),
		dateValue:                function(prototype("Date").Get("getTime")),
		viewLength:               named(prototype("DataView"), "byteLength"),
		viewOffset:               named(prototype("DataView"), "byteOffset"),
		viewBuffer:               named(prototype("DataView"), "buffer"),
	}
	p.mapNext = next(p.mapEntries, "Map")
	p.setNext = next(p.setValues, "Set")
	for _, f := range []struct {
		letter byte
		name   string
	}{{'d', "hasIndices"}, {'g', "global"}, {'i', "ignoreCase"}, {'m', "multiline"}, {'s', "dotAll"}, {'u', "unicode"}, {'v', "unicodeSets"}, {'y', "sticky"}} {
		if d, ok := describe(goja.FunctionCall{Arguments: []goja.Value{regExp, vm.ToValue(f.name)}}).(*goja.Object); ok {
			p.regExpFlags = append(p.regExpFlags, regExpFlag{f.letter, function(d.Get("get"))})
		}
	}
	return p
}

// on calls f as a method of o.
func on(f native, o *goja.Object) goja.Value { return f(goja.FunctionCall{This: o}) }

// own is the own property of o with this key. It must not be asked of a proxy.
func (p *probe) own(o *goja.Object, k key) (property, bool) {
	d, ok := p.getOwnPropertyDescriptor(goja.FunctionCall{Arguments: []goja.Value{o, k.asValue()}}).(*goja.Object)
	if !ok {
		return property{}, false
	}
	prop := property{key: k, enumerable: d.Get("enumerable").ToBoolean()}
	if v := d.Get("value"); v != nil {
		prop.value = v
		return prop, true
	}
	prop.getter = !goja.IsUndefined(d.Get("get"))
	prop.setter = !goja.IsUndefined(d.Get("set"))
	return prop, true
}

// keys are the own keys of o, integers first.
func (p *probe) keys(o *goja.Object) []key { return keysOf(p.ownKeys, o) }

// symbols are the own keys of o that are symbols.
func (p *probe) symbols(o *goja.Object) []key { return keysOf(p.ownSymbols, o) }

func keysOf(f native, o *goja.Object) []key {
	list := f(goja.FunctionCall{Arguments: []goja.Value{o}}).(*goja.Object)
	values, ok := arrayElements(list)
	if !ok {
		values = make([]goja.Value, list.Get("length").ToInteger())
		for i := range values {
			values[i] = list.Get(strconv.Itoa(i))
		}
	}
	keys := make([]key, len(values))
	for i, v := range values {
		if s, ok := v.(*goja.Symbol); ok {
			keys[i] = key{symbol: s}
		} else {
			keys[i] = key{value: v, name: text(v.(goja.String))}
		}
	}
	return keys
}

// selfField is the field of goja.Object that holds its implementation, -1 if there is none.
var selfField = func() int {
	if f, ok := reflect.TypeFor[goja.Object]().FieldByName("self"); ok && f.Type.Kind() == reflect.Interface && len(f.Index) == 1 {
		return f.Index[0]
	}
	return -1
}()

// implementation is the struct that implements o.
func implementation(o *goja.Object) (reflect.Value, bool) {
	if selfField < 0 {
		return reflect.Value{}, false
	}
	v := reflect.ValueOf(o).Elem().Field(selfField).Elem()
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return reflect.Value{}, false
	}
	return v.Elem(), true
}

// fieldIndex finds the field with this name and type in the struct type t.
func fieldIndex[T any](t reflect.Type, name string) []int {
	if f, ok := t.FieldByName(name); ok && f.Type == reflect.TypeFor[T]() {
		return f.Index
	}
	return nil
}

// pointerIndex finds the field with this name that is a pointer to anything.
func pointerIndex(t reflect.Type, name string) []int {
	if f, ok := t.FieldByName(name); ok && f.Type.Kind() == reflect.Pointer {
		return f.Index
	}
	return nil
}

// field reads a field of an addressable struct, exported or not.
func field[T any](v reflect.Value, index []int) (value T, ok bool) {
	if index == nil {
		return value, false
	}
	return *(*T)(unsafe.Pointer(v.FieldByIndex(index).UnsafeAddr())), true
}
