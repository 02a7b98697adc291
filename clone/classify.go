package clone

import (
	"reflect"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// What an object is, is decided by the Go type of its implementation in goja: unlike its class, its prototype or
// Symbol.toStringTag that cannot be changed, and it tells a Map's iterator from a plain object, which nothing in goja's
// API does. The type is all that is looked at (reflect shows the types of unexported fields, not their values).

type kind uint8

const (
	kindUnknown kind = iota // not of goja, or not known to this package: refused

	kindPlain // ordinary objects, class instances, arguments objects; platform objects too
	kindArray
	kindMap
	kindSet
	kindError
	kindDate
	kindRegExp
	kindPrimitive // Boolean, Number and BigInt objects; also Symbol objects, which are refused
	kindString    // String objects
	kindArrayBuffer
	kindTypedArray
	kindDataView

	kindFunction
	kindProxy
	kindGo // made by Runtime.ToValue, NewDynamicObject …

	// Only in records.
	kindFlat // refers to an object of the flat
	kindPlatform
	kindTransferred
)

var kinds = map[string]kind{
	"argumentsObject":      kindPlain,
	"arrayBufferObject":    kindArrayBuffer,
	"arrayObject":          kindArray,
	"baseObject":           kindPlain,
	"dataViewObject":       kindDataView,
	"dateObject":           kindDate,
	"errorObject":          kindError,
	"guardedObject":        kindPlain,
	"mapObject":            kindMap,
	"primitiveValueObject": kindPrimitive,
	"proxyObject":          kindProxy,
	"regexpObject":         kindRegExp,
	"setObject":            kindSet,
	"sparseArrayObject":    kindArray,
	"stringObject":         kindString,
	"taggedTemplateArray":  kindArray,
	"templatedArrayObject": kindArray,
	"templatedObject":      kindPlain,
	"typedArrayObject":     kindTypedArray,

	"arrowFuncObject":           kindFunction,
	"asyncArrowFuncObject":      kindFunction,
	"asyncFuncObject":           kindFunction,
	"asyncMethodFuncObject":     kindFunction,
	"boundFuncObject":           kindFunction,
	"classFuncObject":           kindFunction,
	"funcObject":                kindFunction,
	"generatorFuncObject":       kindFunction,
	"generatorMethodFuncObject": kindFunction,
	"methodFuncObject":          kindFunction,
	"nativeFuncObject":          kindFunction,
	"templatedFuncObject":       kindFunction,
	"wrappedFuncObject":         kindFunction,

	"dynamicArray":         kindGo,
	"dynamicObject":        kindGo,
	"objectGoArrayReflect": kindGo,
	"objectGoMapReflect":   kindGo,
	"objectGoMapSimple":    kindGo,
	"objectGoReflect":      kindGo,
	"objectGoSlice":        kindGo,
	"objectGoSliceReflect": kindGo,
}

var (
	objectType = reflect.TypeFor[goja.Object]()
	selfField  = func() int {
		f, ok := objectType.FieldByName("self")
		if !ok || f.Type.Kind() != reflect.Interface {
			panic("clone: goja.Object has no field self of an interface type: this version of goja is not supported")
		}
		return f.Index[0]
	}()

	plainType = implOf(goja.New().NewObject())
	arrayType = implOf(goja.New().NewArray())

	otherKinds sync.Map // reflect.Type to kind
)

// implOf returns the Go type of o's implementation.
func implOf(o *goja.Object) reflect.Type {
	return reflect.ValueOf(o).Elem().Field(selfField).Elem().Type()
}

func kindOf(impl reflect.Type) kind {
	switch impl {
	case plainType:
		return kindPlain
	case arrayType:
		return kindArray
	}
	if k, ok := otherKinds.Load(impl); ok {
		return k.(kind)
	}
	k := kindUnknown
	if impl.Kind() == reflect.Pointer && impl.Elem().PkgPath() == objectType.PkgPath() {
		k = kinds[typeName(impl)]
	}
	otherKinds.Store(impl, k)
	return k
}

func typeName(impl reflect.Type) string {
	if impl.Kind() == reflect.Pointer {
		impl = impl.Elem()
	}
	return impl.Name()
}

// isScriptFunction tells functions that have source text from native ones.
func isScriptFunction(impl reflect.Type) bool {
	switch name := typeName(impl); name {
	case "nativeFuncObject", "wrappedFuncObject", "boundFuncObject", "templatedFuncObject":
		return false
	default:
		return strings.HasSuffix(name, "FuncObject") || name == "funcObject"
	}
}

// viewType is the type of a typed array or DataView, named by its constructor.
type viewType uint8

const (
	dataView viewType = iota
	int8Array
	uint8Array
	uint8ClampedArray
	int16Array
	uint16Array
	int32Array
	uint32Array
	float32Array
	float64Array
	bigInt64Array
	bigUint64Array
	viewTypes
)

var viewNames = [viewTypes]string{"DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array",
	"Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"}

// typedArrayField is the field of goja's typedArrayObject whose type tells Uint8Array from Uint8ClampedArray: what they
// export is the same, and the name of their constructor can be changed by scripts.
var typedArrayField = sync.OnceValue(func() int {
	v, err := goja.New().RunString("new Uint8Array")
	if err != nil {
		panic(err)
	}
	f, ok := implOf(v.(*goja.Object)).Elem().FieldByName("typedArray")
	if !ok || f.Type.Kind() != reflect.Interface {
		panic("clone: goja's typed arrays have no field typedArray: this version of goja is not supported")
	}
	return f.Index[0]
})

func viewTypeOf(o *goja.Object) (viewType, bool) {
	impl := reflect.ValueOf(o).Elem().Field(selfField).Elem().Elem()
	switch name := typeName(impl.Field(typedArrayField()).Elem().Type()); name {
	case "int8Array":
		return int8Array, true
	case "uint8Array":
		return uint8Array, true
	case "uint8ClampedArray":
		return uint8ClampedArray, true
	case "int16Array":
		return int16Array, true
	case "uint16Array":
		return uint16Array, true
	case "int32Array":
		return int32Array, true
	case "uint32Array":
		return uint32Array, true
	case "float32Array":
		return float32Array, true
	case "float64Array":
		return float64Array, true
	case "bigInt64Array":
		return bigInt64Array, true
	case "bigUint64Array":
		return bigUint64Array, true
	}
	return 0, false
}

// arrayLayout are the fields of goja's arrayObject that tell whether an array has neither holes, nor accessors, nor
// properties besides its elements. ok is false if goja is not as this package knows it; arrays are then read element by
// element.
var arrayLayout = func() (l struct {
	values, length, objCount, propValueCount, base, propNames int
	ok                                                        bool
}) {
	field := func(t reflect.Type, name string, kind reflect.Kind) int {
		f, found := t.FieldByName(name)
		if !found || f.Type.Kind() != kind {
			l.ok = false
			return 0
		}
		return f.Index[0]
	}
	l.ok = true
	array := arrayType.Elem()
	l.values = field(array, "values", reflect.Slice)
	l.length = field(array, "length", reflect.Uint32)
	l.objCount = field(array, "objCount", reflect.Int)
	l.propValueCount = field(array, "propValueCount", reflect.Int)
	l.base = field(array, "baseObject", reflect.Struct)
	l.propNames = field(plainType.Elem(), "propNames", reflect.Slice)
	return l
}()

// isDense reports whether o is an array whose own properties are elements from 0 up to its length, none an accessor.
func isDense(o *goja.Object) bool {
	impl := reflect.ValueOf(o).Elem().Field(selfField).Elem()
	if impl.Type() != arrayType || !arrayLayout.ok {
		return false
	}
	array := impl.Elem()
	n := array.Field(arrayLayout.values).Len()
	return array.Field(arrayLayout.propValueCount).Int() == 0 &&
		array.Field(arrayLayout.length).Uint() == uint64(n) &&
		array.Field(arrayLayout.objCount).Int() == int64(n) &&
		array.Field(arrayLayout.base).Field(arrayLayout.propNames).Len() == 1 // length
}
