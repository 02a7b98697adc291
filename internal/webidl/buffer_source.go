package webidl

import (
	"reflect"
	"sync"

	"github.com/dop251/goja"
)

// BufferSource is a value of a buffer source type: an ArrayBuffer or a view on one.
//
// https://webidl.spec.whatwg.org/#BufferSource
type BufferSource struct {
	// Type is the name of its type, whatever a script made of its prototype: "ArrayBuffer", "DataView", "Uint8Array", …
	Type string
	// Bytes are the bytes that it holds, not a copy: a script can change them later. A detached one holds none.
	Bytes []byte
}

// BufferSource converts v. It runs no script. ok is false where v is of no buffer source type.
//
// https://webidl.spec.whatwg.org/#js-buffer-source-types
// https://webidl.spec.whatwg.org/#dfn-get-buffer-source-reference
func (c Call) BufferSource(v goja.Value) (b BufferSource, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return b, false
	}
	l := engineLayout()
	impl := reflect.ValueOf(o).Elem().FieldByIndex(l.self).Elem()
	switch impl.Type() {
	case l.arrayBuffer:
		return BufferSource{"ArrayBuffer", impl.Elem().FieldByIndex(l.data).Bytes()}, true
	case l.typedArray:
		view := impl.Elem()
		size := int(view.FieldByIndex(l.elementSize).Int())
		b.Type = l.names[view.FieldByIndex(l.elements).Elem().Type()]
		b.Bytes = l.window(view.FieldByIndex(l.arrayOfView), int(view.FieldByIndex(l.arrayOffset).Int())*size,
			int(view.FieldByIndex(l.arrayLength).Int())*size)
		return b, true
	case l.dataView:
		view := impl.Elem()
		b.Type = "DataView"
		b.Bytes = l.window(view.FieldByIndex(l.bufferOfView), int(view.FieldByIndex(l.viewOffset).Int()),
			int(view.FieldByIndex(l.viewLength).Int()))
		return b, true
	}
	return b, false
}

// ViewTypes are the types of views.
//
// https://webidl.spec.whatwg.org/#dfn-typed-array-type
var ViewTypes = append([]string{"DataView"}, typedArrays...)

var typedArrays = []string{"Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array",
	"Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"}

// View is a value of the type ArrayBufferView.
//
// https://webidl.spec.whatwg.org/#ArrayBufferView
type View struct {
	Type        string // "DataView", "Uint8Array", …
	Buffer      goja.ArrayBuffer
	Offset      int // in bytes
	Length      int // in bytes, of a detached one the length that it had
	ElementSize int // 1 for a DataView
}

// ViewOf converts v. It runs no script. ok is false where v is no view.
func ViewOf(v goja.Value) (view View, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return view, false
	}
	l := engineLayout()
	impl := reflect.ValueOf(o).Elem().FieldByIndex(l.self).Elem()
	buffer := l.bufferOfTypedArray
	switch impl.Type() {
	case l.typedArray:
		impl = impl.Elem()
		size := int(impl.FieldByIndex(l.elementSize).Int())
		view = View{
			Type:        l.names[impl.FieldByIndex(l.elements).Elem().Type()],
			Offset:      int(impl.FieldByIndex(l.arrayOffset).Int()) * size,
			Length:      int(impl.FieldByIndex(l.arrayLength).Int()) * size,
			ElementSize: size,
		}
	case l.dataView:
		impl = impl.Elem()
		buffer = l.bufferOfDataView
		view = View{
			Type:        "DataView",
			Offset:      int(impl.FieldByIndex(l.viewOffset).Int()),
			Length:      int(impl.FieldByIndex(l.viewLength).Int()),
			ElementSize: 1,
		}
	default:
		return view, false
	}
	view.Buffer = buffer(goja.FunctionCall{This: o}).Export().(goja.ArrayBuffer)
	return view, true
}

// layout is where the engine keeps what the accessors of views read. Scripts can replace those, and none of them works
// without a brand check that a script could see.
type layout struct {
	self []int // of an Object: its implementation

	arrayBuffer reflect.Type
	data        []int

	typedArray                                                   reflect.Type
	arrayOfView, arrayOffset, arrayLength, elementSize, elements []int
	names                                                        map[reflect.Type]string

	dataView                             reflect.Type
	bufferOfView, viewOffset, viewLength []int

	// The getters of buffer, of an engine that no script has seen. They keep nothing there, so every goroutine may call
	// them.
	bufferOfTypedArray, bufferOfDataView func(goja.FunctionCall) goja.Value
}

// window are the bytes of a view on a buffer.
func (l *layout) window(buffer reflect.Value, offset, length int) []byte {
	data := buffer.Elem().FieldByIndex(l.data).Bytes()
	if offset+length > len(data) { // detached
		return nil
	}
	return data[offset : offset+length : offset+length]
}

var engineLayout = sync.OnceValue(func() *layout {
	vm := goja.New()
	l := &layout{names: map[reflect.Type]string{}}
	l.self = fieldOf(reflect.TypeFor[goja.Object](), "self", reflect.Interface)
	implementation := func(constructor string, args ...goja.Value) reflect.Value {
		o, err := vm.New(vm.Get(constructor), args...)
		must(err)
		return reflect.ValueOf(o).Elem().FieldByIndex(l.self).Elem()
	}
	l.arrayBuffer = implementation("ArrayBuffer").Type()
	l.data = fieldOf(l.arrayBuffer.Elem(), "data", reflect.Slice)

	for _, name := range typedArrays {
		impl := implementation(name)
		l.typedArray = impl.Type()
		l.elements = fieldOf(l.typedArray.Elem(), "typedArray", reflect.Interface)
		l.names[impl.Elem().FieldByIndex(l.elements).Elem().Type()] = name
	}
	l.arrayOfView = fieldOf(l.typedArray.Elem(), "viewedArrayBuf", reflect.Pointer)
	l.arrayOffset = fieldOf(l.typedArray.Elem(), "offset", reflect.Int)
	l.arrayLength = fieldOf(l.typedArray.Elem(), "length", reflect.Int)
	l.elementSize = fieldOf(l.typedArray.Elem(), "elemSize", reflect.Int)

	l.dataView = implementation("DataView", vm.ToValue(vm.NewArrayBuffer(nil))).Type()
	l.bufferOfView = fieldOf(l.dataView.Elem(), "viewedArrayBuf", reflect.Pointer)
	l.viewOffset = fieldOf(l.dataView.Elem(), "byteOffset", reflect.Int)
	l.viewLength = fieldOf(l.dataView.Elem(), "byteLen", reflect.Int)

	getter := func(of string) func(goja.FunctionCall) goja.Value {
		v, err := vm.RunString("Object.getOwnPropertyDescriptor(" + of + ", 'buffer').get")
		must(err)
		return v.Export().(func(goja.FunctionCall) goja.Value)
	}
	l.bufferOfTypedArray = getter("Object.getPrototypeOf(Int8Array.prototype)")
	l.bufferOfDataView = getter("DataView.prototype")
	return l
})

func fieldOf(t reflect.Type, name string, kind reflect.Kind) []int {
	f, ok := t.FieldByName(name)
	if !ok || f.Type.Kind() != kind {
		panic("webidl: goja's " + t.Name() + " has no field " + name + " of the kind " + kind.String() +
			": this version of goja is not supported")
	}
	return f.Index
}
