package engine

import (
	"reflect"

	"github.com/dop251/goja"
)

// Kind is what an object is to the engine. Scripts cannot change it, whatever they do to the
// object's prototype, constructor or Symbol.toStringTag.
type Kind uint8

const (
	Other Kind = iota // of a kind that this package does not know
	Plain             // ordinary objects, platform objects (see Attach) and arguments objects
	Array             // arrays, in any of goja's representations
	Map
	Set
	Error
	Date
	RegExp
	Boxed       // Boolean, Number, BigInt and Symbol objects
	BoxedString // String objects
	ArrayBuffer
	TypedArray
	DataView
	Promise
	Proxy
	WeakMap
	WeakSet
	MapIterator
	SetIterator
	ArrayIterator
	StringIterator
	RegExpStringIterator
	Generator

	Function // functions of scripts, except for the next three kinds
	ClassFunction
	AsyncFunction
	GeneratorFunction
	NativeFunction // functions of the engine and of Go, and bound functions

	// Objects that Runtime.ToValue, NewDynamicObject and NewDynamicArray make of Go values.
	GoValue
	GoMap
	GoSlice
	GoDynamicObject
	GoDynamicArray

	Kinds // the number of kinds
)

// KindOf returns the kind of o. It runs no script. It must be called on the goroutine of o's
// engine.
func KindOf(o *goja.Object) Kind {
	if fast {
		return kindFast(o)
	}
	return kindSafe(o)
}

// Callable reports whether objects of this kind are functions. (A proxy can be one too.)
func (k Kind) Callable() bool { return Function <= k && k <= NativeFunction }

// IsGo reports whether objects of this kind are made of Go values.
func (k Kind) IsGo() bool { return GoValue <= k && k <= GoDynamicArray }

// ViewType is the type of a typed array or DataView.
type ViewType uint8

const (
	DataViewType ViewType = iota
	Int8Array
	Uint8Array
	Uint8ClampedArray
	Int16Array
	Uint16Array
	Int32Array
	Uint32Array
	Float32Array
	Float64Array
	BigInt64Array
	BigUint64Array
	ViewTypes // the number of types of views
)

var viewTypes = [ViewTypes]struct {
	name string
	size int // of an element, in bytes
}{
	{"DataView", 1}, {"Int8Array", 1}, {"Uint8Array", 1}, {"Uint8ClampedArray", 1}, {"Int16Array", 2}, {"Uint16Array", 2}, {"Int32Array", 4},
	{"Uint32Array", 4}, {"Float32Array", 4}, {"Float64Array", 8}, {"BigInt64Array", 8}, {"BigUint64Array", 8},
}

// String returns the name of the constructor of such views.
func (t ViewType) String() string { return viewTypes[t].name }

// ElementSize returns the number of bytes of an element, 1 for a DataView.
func (t ViewType) ElementSize() int { return viewTypes[t].size }

// View is a typed array or DataView.
type View struct {
	Type   ViewType
	Buffer goja.ArrayBuffer
	Offset int // in bytes
	Length int // in bytes; 0 if the buffer is detached
}

// ViewOf returns the type, buffer, offset and length of a typed array or DataView. It returns false
// if o is neither. It runs no script.
func ViewOf(o *goja.Object) (View, bool) {
	if fast {
		return viewFast(o)
	}
	return viewSafe(o)
}

// The types that goja exports objects as.
var (
	proxyType       = reflect.TypeFor[goja.Proxy]()
	promiseType     = reflect.TypeFor[*goja.Promise]()
	arrayBufferType = reflect.TypeFor[goja.ArrayBuffer]()
	objectType      = reflect.TypeFor[map[string]any]()
	arrayType       = reflect.TypeFor[[]any]() // Sets too
	mapType         = reflect.TypeFor[[][2]any]()
)

var kindNames = [Kinds]string{
	"another object", "a plain object", "an Array", "a Map", "a Set", "an Error", "a Date", "a RegExp", "a boxed primitive", "a String", "an ArrayBuffer",
	"a typed array", "a DataView", "a Promise", "a Proxy", "a WeakMap", "a WeakSet", "a Map iterator", "a Set iterator", "an Array iterator",
	"a String iterator", "a RegExp String iterator", "a generator", "a function", "a class", "an async function", "a generator function",
	"a native function", "a Go value", "a Go map", "a Go slice", "a DynamicObject", "a DynamicArray",
}

// String returns a name for objects of the kind, for messages.
func (k Kind) String() string { return kindNames[k] }
