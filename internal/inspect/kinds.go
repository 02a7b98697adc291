package inspect

import (
	"reflect"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// kind is what an object is to the engine, whatever its prototype says.
type kind uint8

const (
	ordinary kind = iota
	array
	sparseArray
	templatedArray // Array.prototype
	typedArray
	arrayBuffer
	dataView
	mapObject
	setObject
	weakMap
	weakSet
	mapIterator
	setIterator
	promise
	proxy
	date
	regExp
	errorObject
	boxed
	boxedString
	arguments
	function
	nativeFunction
	classFunction
	asyncFunction
	generatorFunction
	generator
	goReflect // a Go value behind an object: any type that has no kind of its own
	goMap
	goSlice
	goDynamic
	goDynamicArray
)

// implementationType is what is known of a Go type that implements objects.
type implementationType struct {
	kind kind
	// The fields for own properties that are no elements: see objects.go.
	names, values, symbols []int
	onlyValues             bool // there are no other properties with strings for keys
	// The elements of an array: nil for a hole, something that is not a value for what only a descriptor can say.
	elements, length []int
	// The frames of an error that has no stack property yet.
	frames, framesUsed []int
	primitive          []int // the value of a boxed primitive
	boxedString        []int // the value of a boxed string
	iterator           []int // the position of an iterator over a Map or Set
}

// implementationTypes are the types that implement the objects of each kind: learned by making one.
var implementationTypes = sync.OnceValue(func() map[reflect.Type]*implementationType {
	types := map[reflect.Type]*implementationType{}
	vm := goja.New()
	sample := func(k kind, v goja.Value, onlyValues bool) {
		impl, ok := implementation(v.(*goja.Object))
		if !ok {
			return
		}
		t := impl.Type()
		if _, known := types[t]; known {
			return // of several kinds the first
		}
		it := &implementationType{
			kind:        k,
			names:       fieldIndex[[]unistring.String](t, "propNames"),
			values:      fieldIndex[map[unistring.String]goja.Value](t, "values"),
			onlyValues:  onlyValues,
			elements:    fieldIndex[[]goja.Value](t, "values"),
			length:      fieldIndex[uint32](t, "length"),
			frames:      fieldIndex[[]goja.StackFrame](t, "stack"),
			framesUsed:  fieldIndex[bool](t, "stackPropAdded"),
			primitive:   fieldIndex[goja.Value](t, "pValue"),
			boxedString: fieldIndex[goja.String](t, "value"),
			iterator:    iteratorField(t),
		}
		if onlyValues || it.elements != nil {
			it.symbols = pointerIndex(t, "symValues")
		}
		types[t] = it
	}
	const only, others = true, false
	sample(ordinary, vm.NewObject(), only)
	sample(ordinary, vm.GlobalObject(), others)
	for _, s := range []struct {
		kind       kind
		source     string
		onlyValues bool
	}{
		{array, "[]", others},
		{templatedArray, "Array.prototype", others},
		{sparseArray, "(() => { const a = []; a[1e7] = 1; return a })()", others},
		{typedArray, "new Uint8Array()", others},
		{arrayBuffer, "new ArrayBuffer()", only},
		{dataView, "new DataView(new ArrayBuffer())", only},
		{mapObject, "new Map()", only},
		{setObject, "new Set()", only},
		{weakMap, "new WeakMap()", only},
		{weakSet, "new WeakSet()", only},
		{mapIterator, "new Map().keys()", only},
		{setIterator, "new Set().keys()", only},
		{promise, "Promise.resolve()", only},
		{proxy, "new Proxy({}, {})", others},
		{date, "new Date()", only},
		{regExp, "/a/", only},
		{errorObject, "new Error()", others},
		{boxedString, "new String()", others},
		{boxed, "new Number()", only},
		{arguments, "(function () { return arguments })(1)", others},
		{generator, "(function* () {})()", only},
		{classFunction, "(class {})", only},
		{asyncFunction, "(async function () {})", only},
		{asyncFunction, "(async () => {})", only},
		{asyncFunction, "({ async f() {} }).f", only},
		{generatorFunction, "(function* () {})", only},
		{generatorFunction, "({ *f() {} }).f", only},
		{function, "(function () {})", others},
		{function, "() => {}", only},
		{function, "({ f() {} }).f", only},
		{nativeFunction, "parseInt", only},
		{function, "(() => {}).bind()", only},
		{nativeFunction, "Function.prototype", others},
	} {
		if v, err := vm.RunString(s.source); err == nil {
			sample(s.kind, v, s.onlyValues)
		}
	}
	sample(nativeFunction, vm.ToValue(func(int) int { return 0 }), only)
	sample(nativeFunction, vm.ToValue(func(goja.ConstructorCall) *goja.Object { return nil }), only)
	sample(goMap, vm.ToValue(map[string]any{}), others)
	sample(goMap, vm.ToValue(map[int]int{}), others)
	sample(goSlice, vm.ToValue([]any{}), others)
	sample(goSlice, vm.ToValue([]int{}), others)
	sample(goSlice, vm.ToValue([1]int{}), others)
	sample(goReflect, vm.ToValue(struct{}{}), others)
	sample(goDynamic, vm.NewDynamicObject(nil), others)
	sample(goDynamicArray, vm.NewDynamicArray(nil), others)
	for _, it := range types {
		switch it.kind {
		case proxy, arguments, boxedString, typedArray, goMap, goSlice, goReflect, goDynamic, goDynamicArray:
			it.values = nil // not what is in the map
		}
	}
	return types
})

// implementationOf says what implements o, and what kind of object that makes it.
func implementationOf(o *goja.Object) (reflect.Value, *implementationType) {
	impl, ok := implementation(o)
	if ok {
		if t, known := implementationTypes()[impl.Type()]; known {
			return impl, t
		}
	}
	return impl, &implementationType{kind: kindByName(o)}
}

// kindByName is what goja says without looking into it. Of functions there are many types.
func kindByName(o *goja.Object) kind {
	switch o.ExportType() {
	case reflect.TypeFor[goja.Proxy]():
		return proxy // its ClassName fails if it is revoked
	case reflect.TypeFor[*goja.Promise]():
		return promise
	case reflect.TypeFor[goja.ArrayBuffer]():
		return arrayBuffer
	}
	switch o.ClassName() {
	case "Function":
		return function
	case "Error":
		return errorObject
	case "Array":
		return templatedArray
	case "Date":
		return date
	}
	return ordinary
}

// typedArrayNames are the names of the typed arrays by what goja keeps their elements in.
var typedArrayNames = sync.OnceValue(func() map[reflect.Type]string {
	names := map[reflect.Type]string{}
	vm := goja.New()
	for _, name := range []string{
		"Uint8Array", "Uint8ClampedArray", "Int8Array", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
	} {
		if o, err := vm.New(vm.Get(name)); err == nil {
			names[typedArrayElements(o)] = name
		}
	}
	return names
})

func typedArrayElements(o *goja.Object) reflect.Type {
	if impl, ok := implementation(o); ok {
		if f := impl.FieldByName("typedArray"); f.IsValid() && f.Kind() == reflect.Interface && !f.IsNil() {
			return f.Elem().Type()
		}
	}
	return o.ExportType() // Uint8Array and Uint8ClampedArray have the same
}

func typedArrayName(o *goja.Object) string { return typedArrayNames()[typedArrayElements(o)] }
