package engine

import (
	"math/big"
	"reflect"
	"slices"
	"sync"
	"time"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// kindSafe implements [KindOf] with goja's exported API. It looks for a proxy first, because any
// other question would run the traps of a proxy.
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
		return GoDynamicObject // made of a nil DynamicObject
	}
	if exported.Kind() == reflect.Func {
		return functionKind(o)
	}
	// A script cannot change the class.
	switch class := o.ClassName(); class {
	case "Array":
		switch {
		case exported == objectType, exported == arrayType && !isGoSlice(o): // Array.prototype is exported as a map
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

// withoutClass returns the kind of an object whose class is "Object", which does not say much: most
// kinds have that class.
func withoutClass(o *goja.Object, exported reflect.Type) Kind {
	switch exported {
	case arrayType:
		return Set
	case mapType:
		return Map
	case reflect.TypeFor[*big.Int](), reflect.TypeFor[string](): // a Symbol object is exported as a string
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

// ordinaryKind returns the kind of an object that goja exports as the map of its properties.
func ordinaryKind(n *Natives, o *goja.Object) Kind {
	if k := kindByPrototype(n, o); k != Other {
		return k
	}
	if isGoMap(n, o) {
		return GoMap
	}
	return Plain
}

func isObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok
}

// methodKinds maps the code of methods that only the prototypes of certain kinds have to these
// kinds: next of iterators and generators, and has of WeakMaps and WeakSets.
var methodKinds = sync.OnceValue(func() map[uintptr]Kind {
	made := map[uintptr]Kind{}
	vm := goja.New()
	for source, kind := range map[string]Kind{
		"new Map().keys().next": MapIterator, "new Set().keys().next": SetIterator, "[].keys().next": ArrayIterator,
		"''[Symbol.iterator]().next": StringIterator, "''.matchAll(/a/g).next": RegExpStringIterator,
		"(function* () {})().next": Generator, "WeakMap.prototype.has": WeakMap, "WeakSet.prototype.has": WeakSet,
	} {
		if v, err := vm.RunString(source); err == nil {
			made[CodeOf(v)] = kind
		}
	}
	delete(made, 0)
	return made
})

// kindByPrototype returns the kind of an object that inherits from the prototype of an iterator, a
// generator, a WeakMap or a WeakSet. A method of methodKinds identifies the prototype. A WeakMap or
// WeakSet without a prototype is identified by a call of has. kindByPrototype returns Other for all
// other objects.
func kindByPrototype(n *Natives, o *goja.Object) Kind {
	prototype := o.Prototype()
	if prototype == nil && !asksForTag(n, o) {
		switch {
		case n.Accepts(WeakMapHas, o, goja.Null()):
			return WeakMap
		case n.Accepts(WeakSetHas, o, goja.Null()):
			return WeakSet
		}
	}
	for depth := 0; depth < 3 && prototype != nil && prototype.ExportType() == objectType; depth++ {
		for _, name := range methodNames {
			if !n.Call(ObjectHasOwnProperty, prototype, name).ToBoolean() {
				continue
			}
			method, _ := n.Own(prototype, name)
			switch kind := methodKinds()[CodeOf(method.Value)]; kind {
			case Other:
			case Generator:
				// A generator inherits from the prototype property of its function, and that from
				// the prototype of all generators.
				if depth == 1 {
					return kind
				}
			case WeakMap:
				if asksForTag(n, o) || n.Accepts(WeakMapHas, o, goja.Null()) {
					return kind
				}
			case WeakSet:
				if asksForTag(n, o) || n.Accepts(WeakSetHas, o, goja.Null()) {
					return kind
				}
			default:
				if depth == 0 {
					return kind
				}
			}
		}
		prototype = prototype.Prototype()
	}
	return Other
}

var methodNames = []goja.Value{keyOf("next"), keyOf("has")}

func keyOf(name string) goja.Value { return goja.StringFromUTF16(utf16.Encode([]rune(name))) }

// probeName is the name of a property that isGoMap defines and deletes.
var probeName = keyOf("gojs.probe")

// isGoMap reports whether o is made of a map[string]any. Such an object refuses an accessor, and
// does not change. Any other object has the accessor for a moment, in which no script runs.
func isGoMap(n *Natives, o *goja.Object) bool {
	if n.Call(ObjectHasOwnProperty, o, probeName).ToBoolean() {
		return false
	}
	if n.accessor == nil {
		n.accessor = n.vm.NewObject()
		must(n.accessor.Set("get", n.vm.Get("Object")))
		must(n.accessor.Set("configurable", true))
	}
	if n.Call(ReflectDefineProperty, nil, o, probeName, n.accessor).ToBoolean() {
		n.Call(ReflectDeleteProperty, nil, o, probeName)
		return false
	}
	return n.Call(ObjectIsExtensible, nil, o).ToBoolean() || isFrozenGoMap(n, o)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// isFrozenGoMap is isGoMap for an object that is not extensible. All properties of an object made
// of a Go map are plain ones. goja exports the very map, whereas it exports any other object as a
// new map each time.
func isFrozenGoMap(n *Natives, o *goja.Object) bool {
	for _, key := range n.List(n.Call(ReflectOwnKeys, nil, o)) {
		if _, isSymbol := key.(*goja.Symbol); isSymbol {
			continue
		}
		p, ok := n.Own(o, key)
		if !ok || p.Value == nil || !p.Writable || !p.Enumerable || !p.Configurable {
			return false
		}
		// Exporting o would run the accessors of the objects in it. Instead: goja makes a new
		// object of a Go value whenever the property is read.
		if isObject(p.Value) {
			again, _ := n.Own(o, key)
			return again.Value != p.Value
		}
	}
	once, again := reflect.ValueOf(o.Export()), reflect.ValueOf(o.Export())
	return once.Pointer() == again.Pointer()
}

// isGoSlice reports whether o is made of a []any. Such an object differs from an array: its keys
// are only its elements, without a length, and its elements are not configurable.
func isGoSlice(o *goja.Object) bool {
	n := BorrowNatives()
	defer n.Release()
	if first, ok := n.Own(o, n.vm.ToValue(0)); ok && first.Configurable {
		return false
	}
	// Elements come first, so a search from the end finds other keys soon.
	for _, key := range slices.Backward(n.List(n.Call(ReflectOwnKeys, nil, o))) {
		if name, ok := key.(goja.String); ok && (name.Length() == 0 || name.CharAt(0) < '0' || name.CharAt(0) > '9') {
			return false
		}
	}
	return true
}

// functionKinds maps the Go code that a call of a script's function from Go runs to the kind of the
// function. The code of a native function is not in it.
var functionKinds = sync.OnceValue(func() map[uintptr]Kind {
	made := map[uintptr]Kind{}
	vm := goja.New()
	for source, kind := range map[string]Kind{
		"function () {}": Function, "() => {}": Function, "({ f() {} }).f": Function, "class {}": ClassFunction,
		"async function () {}": AsyncFunction, "async () => {}": AsyncFunction, "({ async f() {} }).f": AsyncFunction,
		"function* () {}": GeneratorFunction, "({ *f() {} }).f": GeneratorFunction,
	} {
		if v, err := vm.RunString("(" + source + ")"); err == nil {
			made[CodeOf(v)] = kind
		}
	}
	return made
})

func functionKind(o *goja.Object) Kind {
	if kind, ok := functionKinds()[CodeOf(o)]; ok {
		return kind
	}
	return NativeFunction
}

func viewSafe(o *goja.Object) (View, bool) {
	n := BorrowNatives()
	defer n.Release()
	if o.ExportType() == proxyType || !n.Call(ArrayBufferIsView, nil, o).ToBoolean() {
		return View{}, false
	}
	v := View{Type: elementTypes[o.ExportType()]}
	buffer, offset, length := TypedArrayBuffer, TypedArrayByteOffset, TypedArrayLength
	if v.Type == DataViewType {
		buffer, offset, length = DataViewBuffer, DataViewByteOffset, DataViewByteLength
	}
	v.Buffer = n.Call(buffer, o).(*goja.Object).Export().(goja.ArrayBuffer)
	if !v.Buffer.Detached() { // the getters of a DataView would throw
		v.Offset = int(n.Call(offset, o).ToInteger())
		v.Length = int(n.Call(length, o).ToInteger()) * v.Type.ElementSize()
	}
	if v.Type == Uint8Array && isClamped(n, o, v) {
		v.Type = Uint8ClampedArray
	}
	return v, true
}

// elementTypes maps the types that goja exports typed arrays as to the types of the typed arrays.
// It has no entry for a DataView.
var elementTypes = map[reflect.Type]ViewType{
	reflect.TypeFor[[]int8](): Int8Array, reflect.TypeFor[[]uint8](): Uint8Array, reflect.TypeFor[[]int16](): Int16Array,
	reflect.TypeFor[[]uint16](): Uint16Array, reflect.TypeFor[[]int32](): Int32Array, reflect.TypeFor[[]uint32](): Uint32Array,
	reflect.TypeFor[[]float32](): Float32Array, reflect.TypeFor[[]float64](): Float64Array, reflect.TypeFor[[]int64](): BigInt64Array,
	reflect.TypeFor[[]uint64](): BigUint64Array,
}

// isClamped reports whether o is a Uint8ClampedArray and not a Uint8Array, which goja exports as
// the same type. It writes 300 to the first element, and looks whether that becomes 255. (The
// getter of Symbol.toStringTag looks up the name of the constructor, which a script can change.) If
// there is no element, the name of the constructor decides.
func isClamped(n *Natives, o *goja.Object, v View) bool {
	if v.Length > 0 {
		first := &v.Buffer.Bytes()[v.Offset]
		before := *first
		n.Call(ReflectSet, nil, o, keyOf("0"), n.vm.ToValue(300))
		clamped := *first == 255
		*first = before
		return clamped
	}
	for prototype := o.Prototype(); prototype != nil && prototype.ExportType() == objectType; prototype = prototype.Prototype() {
		if p, _ := n.Own(prototype, keyOf("constructor")); isObject(p.Value) && p.Value.ExportType() != proxyType {
			name, _ := n.Own(p.Value.(*goja.Object), keyOf("name"))
			return name.Value != nil && name.Value.String() == Uint8ClampedArray.String()
		}
	}
	return false
}

// asksForTag reports whether Object.prototype.toString runs a script for o, because the first
// Symbol.toStringTag along the prototypes is an accessor, or because there is a proxy. goja calls
// toString for the message of a TypeError.
func asksForTag(n *Natives, o *goja.Object) bool {
	for ; o != nil; o = o.Prototype() {
		if o.ExportType() == proxyType {
			return true
		}
		if tag, ok := n.Own(o, goja.SymToStringTag); ok {
			return tag.Value == nil || isObject(tag.Value)
		}
	}
	return false
}
