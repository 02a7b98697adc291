package engine

import (
	"math/big"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// kindSafe is [KindOf] by goja's exported API. A proxy comes first, because everything else that asks it something runs its
// traps.
func kindSafe(o *goja.Object) Kind {
	exported := o.ExportType()
	switch exported {
	case proxyType:
		return Proxy
	case promiseType:
		return Promise
	case arrayBufferType:
		return ArrayBuffer
	case nil:
		return GoDynamicObject // a nil one
	}
	if exported.Kind() == reflect.Func {
		return functionKind(o, exported)
	}
	// A script cannot change the class.
	switch class := o.ClassName(); class {
	case "Array":
		switch {
		case exported == objectType, exported == arrayType && !isGoSlice(o): // the first is Array.prototype
			return Array
		case exported.Implements(reflect.TypeFor[goja.DynamicArray]()):
			return GoDynamicArray
		}
		return GoSlice
	case className:
		return withoutClass(o, exported)
	default:
		switch exported {
		case reflect.TypeFor[time.Time]():
			return Date
		case reflect.TypeFor[bool](), reflect.TypeFor[int64](), reflect.TypeFor[float64]():
			return Boxed
		case objectType:
			switch class {
			case "Error":
				return Error
			case "RegExp":
				return RegExp
			case "String":
				n := BorrowNatives()
				defer n.Release()
				if n.Accepts(StringValueOf, o) { // String.prototype is a plain object
					return BoxedString
				}
			}
			return Plain // Arguments, Math, global, …
		}
		return GoValue
	}
}

// withoutClass returns the kind of an object whose class is "Object", as that of most kinds is.
func withoutClass(o *goja.Object, exported reflect.Type) Kind {
	switch exported {
	case arrayType:
		return Set
	case mapType:
		return Map
	case reflect.TypeFor[*big.Int](), reflect.TypeFor[string](): // of a symbol
		return Boxed
	}
	n := BorrowNatives()
	defer n.Release()
	isView := n.Call(ArrayBufferIsView, nil, o).ToBoolean()
	switch {
	case exported == objectType && isView:
		return DataView
	case exported == objectType:
		return ordinaryKind(n, o)
	case isView:
		return TypedArray
	case exported.Implements(reflect.TypeFor[goja.DynamicArray]()):
		return GoDynamicArray
	case exported.Implements(reflect.TypeFor[goja.DynamicObject]()):
		return GoDynamicObject
	case exported.Kind() == reflect.Map:
		return GoMap
	}
	return GoValue
}

// ordinaryKind returns the kind of an object that is exported as the map of its properties.
func ordinaryKind(n *Natives, o *goja.Object) Kind {
	if k := iteratorKind(n, o); k != Other {
		return k
	}
	if !asksForTag(n, o) {
		switch {
		case n.Accepts(WeakMapHas, o, goja.Null()):
			return WeakMap
		case n.Accepts(WeakSetHas, o, goja.Null()):
			return WeakSet
		}
	}
	if isGoMap(n, o) {
		return GoMap
	}
	return Plain
}

// asksForTag reports whether Object.prototype.toString runs a script for o: the first Symbol.toStringTag along the prototypes
// is an accessor, or there is a proxy. goja calls it for the message of a TypeError.
func asksForTag(n *Natives, o *goja.Object) bool {
	for range maxPrototypes {
		if o.ExportType() == proxyType {
			return true
		}
		if tag, ok := n.Own(o, goja.SymToStringTag); ok {
			return tag.Value == nil || isObject(tag.Value)
		}
		if o = o.Prototype(); o == nil {
			return false
		}
	}
	return true
}

// maxPrototypes bounds walks along prototypes.
const maxPrototypes = 10_000

func isObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok
}

// iteratorMethods are the methods next of iterators and generators, by the code that implements them.
var iteratorMethods = sync.OnceValue(func() map[uintptr]Kind {
	made := map[uintptr]Kind{}
	vm := goja.New()
	for source, kind := range map[string]Kind{
		"new Map().keys()": MapIterator, "new Set().keys()": SetIterator, "[].keys()": ArrayIterator,
		"''[Symbol.iterator]()": StringIterator, "''.matchAll(/a/g)": RegExpStringIterator, "(function* () {})()": Generator,
	} {
		if v, err := vm.RunString(source); err == nil {
			made[codeOf(v.(*goja.Object).Get("next"))] = kind
		}
	}
	delete(made, 0)
	return made
})

// codeOf returns what tells one built-in function from another, in all engines, 0 for anything else.
func codeOf(v goja.Value) uintptr {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != reflect.TypeFor[native]() || o.ClassName() != "Function" {
		return 0
	}
	f, ok := o.Export().(native)
	if !ok {
		return 0
	}
	return reflect.ValueOf(f).Pointer()
}

// iteratorKind tells iterators and generators by the prototypes that the engine makes them with.
func iteratorKind(n *Natives, o *goja.Object) Kind {
	prototype := o.Prototype()
	for depth := 0; depth < 2 && prototype != nil && prototype.ExportType() == objectType; depth++ {
		if next, ok := n.Own(prototype, n.vm.ToValue("next")); ok && next.Value != nil {
			// A generator inherits from the prototype property of its function, which inherits from that of all generators.
			if kind := iteratorMethods()[codeOf(next.Value)]; kind != Other && (kind == Generator) == (depth == 1) {
				return kind
			}
		}
		prototype = prototype.Prototype()
	}
	return Other
}

// isGoMap reports whether o is a map[string]any. All properties of such an object are plain ones. What an object that is not
// made of a Go map is exported as is a new map each time.
func isGoMap(n *Natives, o *goja.Object) bool {
	for _, key := range n.List(n.Call(ReflectOwnKeys, nil, o)) {
		if _, isSymbol := key.(*goja.Symbol); isSymbol {
			continue
		}
		p, ok := n.Own(o, key)
		if !ok || p.Value == nil || !p.Writable || !p.Enumerable || !p.Configurable {
			return false
		}
		// To export an object would run accessors in it. The object that goja makes of a Go value is a new one each time.
		if isObject(p.Value) {
			again, _ := n.Own(o, key)
			return again.Value != p.Value
		}
	}
	return reflect.ValueOf(o.Export()).Pointer() == reflect.ValueOf(o.Export()).Pointer()
}

// isGoSlice reports whether o is a []any. Unlike an array it has no properties but its elements, not even a length in the
// list of its keys; and its elements are not configurable.
func isGoSlice(o *goja.Object) bool {
	n := BorrowNatives()
	defer n.Release()
	if first, ok := n.Own(o, n.vm.ToValue(0)); ok && first.Configurable {
		return false
	}
	for _, key := range slices.Backward(n.List(n.Call(ReflectOwnKeys, nil, o))) { // elements come first
		if name, ok := key.(goja.String); ok && (name.Length() == 0 || name.CharAt(0) < '0' || name.CharAt(0) > '9') {
			return false
		}
	}
	return true
}

// functionKind tells functions by their source text. That of a native function cannot be that of a script.
func functionKind(o *goja.Object, exported reflect.Type) Kind {
	if exported == reflect.TypeFor[func(goja.ConstructorCall) *goja.Object]() {
		return ClassFunction
	}
	n := BorrowNatives()
	text := n.Call(FunctionToString, o).String()
	n.Release()
	rest, isAsync := strings.CutPrefix(text, "async")
	isAsync = isAsync && isAsyncFunction(rest)
	switch {
	case strings.HasSuffix(text, "[native code] }") && (strings.HasPrefix(text, "function ") || strings.HasPrefix(text, "class ")):
		return NativeFunction
	case strings.HasPrefix(text, "class "), strings.HasPrefix(text, "class{"):
		return ClassFunction
	case isAsync:
		return AsyncFunction
	case strings.HasPrefix(text, "*"), strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(text, "function"), " \t\r\n"), "*"):
		return GeneratorFunction
	}
	return Function
}

// isAsyncFunction reports whether what follows "async" makes that a keyword, not the name of a method or of a parameter.
func isAsyncFunction(rest string) bool {
	trimmed := strings.TrimLeft(rest, " \t")
	switch {
	case strings.HasPrefix(trimmed, "=>"):
		return false
	case strings.HasPrefix(trimmed, "("):
		return !strings.HasSuffix(rest, "}") || strings.Contains(rest, "=>")
	}
	return true
}

func viewSafe(o *goja.Object) (View, bool) {
	n := BorrowNatives()
	defer n.Release()
	if o.ExportType() == proxyType || !n.Call(ArrayBufferIsView, nil, o).ToBoolean() {
		return View{}, false
	}
	var v View
	buffer, offset, length := DataViewBuffer, DataViewByteOffset, DataViewByteLength
	if tag, ok := n.Call(TypedArrayTag, o).(goja.String); ok {
		buffer, offset, length = TypedArrayBuffer, TypedArrayByteOffset, TypedArrayLength
		for v.Type = Int8Array; v.Type < ViewTypes && v.Type.String() != tag.String(); v.Type++ {
		}
	}
	v.Buffer = n.Call(buffer, o).(*goja.Object).Export().(goja.ArrayBuffer)
	if !v.Buffer.Detached() { // the getters of a DataView throw then
		v.Offset = int(n.Call(offset, o).ToInteger())
		v.Length = int(n.Call(length, o).ToInteger()) * v.Type.ElementSize()
	}
	return v, true
}
