package clone

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// kind is the kind of an object or of a node of a record. kindOf maps several values of engine.Kind
// to one, where this package treats them alike.
type kind = engine.Kind

const (
	kindPlain       = engine.Plain // ordinary objects, instances of classes, arguments objects, platform objects
	kindArray       = engine.Array
	kindMap         = engine.Map
	kindSet         = engine.Set
	kindError       = engine.Error
	kindDate        = engine.Date
	kindRegExp      = engine.RegExp
	kindPrimitive   = engine.Boxed // also Symbol objects, which cannot be cloned
	kindString      = engine.BoxedString
	kindArrayBuffer = engine.ArrayBuffer
	kindTypedArray  = engine.TypedArray
	kindDataView    = engine.DataView
	kindFunction    = engine.Function
	kindProxy       = engine.Proxy
	kindGo          = engine.GoValue // objects that Runtime.ToValue, NewDynamicObject … make
)

// These kinds occur in records only.
const (
	kindFlat kind = engine.Kinds + iota // refers to an object of the flat part of the record
	kindPlatform
	kindTransferred
)

// kindOf returns the kind of o. Scripts cannot forge it.
func kindOf(o *goja.Object) kind {
	switch k := engine.KindOf(o); {
	case k.Callable():
		return kindFunction
	case k.IsGo():
		return kindGo
	default:
		return k
	}
}

// kindTags are the names in messages of kinds whose class is not the name of their constructor.
var kindTags = map[kind]string{
	engine.ArrayIterator:        "[object Array Iterator]",
	engine.Generator:            "[object Generator]",
	engine.MapIterator:          "[object Map Iterator]",
	engine.RegExpStringIterator: "[object RegExp String Iterator]",
	engine.SetIterator:          "[object Set Iterator]",
	engine.StringIterator:       "[object String Iterator]",
	engine.Promise:              "#<Promise>",
	engine.WeakMap:              "#<WeakMap>",
	engine.WeakSet:              "#<WeakSet>",
}

// isScriptFunction reports whether the function o has source text, in contrast to a native
// function.
func isScriptFunction(o *goja.Object) bool { return engine.KindOf(o) != engine.NativeFunction }

type viewType = engine.ViewType

const (
	dataView          = engine.DataViewType
	int8Array         = engine.Int8Array
	uint8Array        = engine.Uint8Array
	uint8ClampedArray = engine.Uint8ClampedArray
	int16Array        = engine.Int16Array
	uint16Array       = engine.Uint16Array
	int32Array        = engine.Int32Array
	uint32Array       = engine.Uint32Array
	float32Array      = engine.Float32Array
	float64Array      = engine.Float64Array
	bigInt64Array     = engine.BigInt64Array
	bigUint64Array    = engine.BigUint64Array
	viewTypes         = engine.ViewTypes
)

// viewTypeOf returns the type of a view. It returns false if o is not a view.
func viewTypeOf(o *goja.Object) (viewType, bool) {
	view, ok := engine.ViewOf(o)
	return view.Type, ok
}

// isDense reports whether o is known to be an array whose own properties are elements from 0 up to
// its length, none of them an accessor.
func isDense(o *goja.Object) bool { return engine.Dense(o) }
