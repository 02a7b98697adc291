package engine

import (
	"reflect"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// There are two ways to get a built-in object as it was before scripts ran. [Intrinsics] are
// objects of the engine that runs the scripts. They are for objects that scripts get to see, such
// as the constructor of a Map that is a clone. [Natives] are functions of another engine, in which
// no script ever runs. They are for reading objects of any engine.

// Intrinsics is a list of built-in objects that Go code needs as they were before scripts ran.
//
//	var needed = engine.NewIntrinsics("Map", "Object.freeze")
type Intrinsics struct {
	paths  []string
	makers []intrinsicMaker
}

// NewIntrinsics returns a list of the objects at these paths. A path begins with the name of a
// global and leads through data properties to a method; with "get " or "set " before the path it
// leads to the function of an accessor.
func NewIntrinsics(paths ...string) *Intrinsics {
	return &Intrinsics{paths: paths, makers: make([]intrinsicMaker, len(paths))}
}

// Of returns the objects of an engine in which no script has run yet. The fast implementation makes
// each of them when it is first needed. If it does not know how goja makes one, Get returns
// whatever scripts have put at its path; see Late.
func (in *Intrinsics) Of(vm *goja.Runtime) *IntrinsicsOf {
	of := &IntrinsicsOf{vm: vm, in: in, objects: make([]*goja.Object, len(in.paths))}
	if !fast {
		for i, path := range in.paths {
			of.objects[i] = lookup(vm, path)
		}
	}
	return of
}

// Late returns the paths at which Get returns whatever scripts have put there. A test verifies that
// there are none.
func (in *Intrinsics) Late() (paths []string) {
	for i, path := range in.paths {
		if fast && !in.makers[i].find(path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// IntrinsicsOf are the built-in objects of one engine, whatever scripts put at their paths. It
// belongs to the goroutine of the engine.
type IntrinsicsOf struct {
	vm      *goja.Runtime
	in      *Intrinsics
	objects []*goja.Object
}

// Get returns the object at path i of the list, or nil if the engine has none. A method may be a
// different function object from the one that scripts see. It does the same, and scripts cannot
// reach it.
func (of *IntrinsicsOf) Get(i int) *goja.Object {
	if of.objects[i] == nil && fast {
		if path := of.in.paths[i]; of.in.makers[i].find(path) {
			of.objects[i] = of.in.makers[i].object(of.vm)
		} else {
			of.objects[i] = lookup(of.vm, path)
		}
	}
	return of.objects[i]
}

// Call returns the method at path i of the list as a goja.Callable.
func (of *IntrinsicsOf) Call(i int) goja.Callable {
	call, _ := goja.AssertFunction(of.Get(i))
	return call
}

// Native returns the method at path i of the list as goja implements it. It panics with the
// exception that it throws, and runs no promise jobs.
func (of *IntrinsicsOf) Native(i int) func(goja.FunctionCall) goja.Value {
	return of.Get(i).Export().(native)
}

// native is a built-in function as goja implements it. Unlike a goja.Callable it does not enter the
// engine, so no promise jobs run when it returns. It panics with the exception that it throws.
type native = func(goja.FunctionCall) goja.Value

// lookup returns the object at a path from the global object, or nil if there is none.
func lookup(vm *goja.Runtime, path string) *goja.Object {
	o := vm.GlobalObject()
	accessor, rest, isAccessor := strings.Cut(path, " ")
	if !isAccessor {
		rest = path
	}
	names := strings.Split(rest, ".")
	for i, name := range names {
		if isAccessor && i == len(names)-1 {
			return accessorFunction(vm, o, name, accessor)
		}
		next, ok := o.Get(name).(*goja.Object)
		if !ok {
			return nil
		}
		o = next
	}
	return o
}

// accessorFunction returns the getter or setter of a property of o, or nil if there is none.
func accessorFunction(vm *goja.Runtime, o *goja.Object, name, accessor string) *goja.Object {
	describe := lookup(vm, "Object.getOwnPropertyDescriptor").Export().(native)
	descriptor, ok := describe(goja.FunctionCall{Arguments: []goja.Value{o, vm.ToValue(name)}}).(*goja.Object)
	if !ok {
		return nil
	}
	function, _ := descriptor.Get(accessor).(*goja.Object)
	return function
}

// Native is a built-in function of [Natives].
type Native uint8

const (
	ArrayBufferIsView Native = iota
	BigIntValueOf
	BooleanValueOf
	DataViewBuffer
	DataViewByteLength
	DataViewByteOffset
	DateGetTime
	FunctionToString
	MapEntries
	MapForEach
	MapIteratorNext
	MapSet
	MapSize
	NumberValueOf
	ObjectGetOwnPropertySymbols
	ObjectHasOwnProperty
	ObjectIsExtensible
	ObjectKeys
	ReflectApply
	ReflectDefineProperty
	ReflectDeleteProperty
	ReflectGet
	ReflectGetOwnPropertyDescriptor
	ReflectOwnKeys
	ReflectSet
	ReflectSetPrototypeOf
	RegExpDotAll
	RegExpGlobal
	RegExpHasIndices
	RegExpIgnoreCase
	RegExpMultiline
	RegExpSource
	RegExpSticky
	RegExpUnicode
	RegExpUnicodeSets
	SetAdd
	SetForEach
	SetIteratorNext
	SetSize
	SetValues
	StringValueOf
	SymbolValueOf
	TypedArrayBuffer
	TypedArrayByteOffset
	TypedArrayLength
	WeakMapHas
	WeakSetHas
	nativeCount
)

// nativePaths are the paths of the functions.
var nativePaths = [nativeCount]string{
	ArrayBufferIsView:               "ArrayBuffer.isView",
	BigIntValueOf:                   "BigInt.prototype.valueOf",
	BooleanValueOf:                  "Boolean.prototype.valueOf",
	DataViewBuffer:                  "get DataView.prototype.buffer",
	DataViewByteLength:              "get DataView.prototype.byteLength",
	DataViewByteOffset:              "get DataView.prototype.byteOffset",
	DateGetTime:                     "Date.prototype.getTime",
	FunctionToString:                "Function.prototype.toString",
	MapEntries:                      "Map.prototype.entries",
	MapForEach:                      "Map.prototype.forEach",
	MapIteratorNext:                 "", // see find
	MapSet:                          "Map.prototype.set",
	MapSize:                         "get Map.prototype.size",
	NumberValueOf:                   "Number.prototype.valueOf",
	ObjectGetOwnPropertySymbols:     "Object.getOwnPropertySymbols",
	ObjectHasOwnProperty:            "Object.prototype.hasOwnProperty",
	ObjectIsExtensible:              "Object.isExtensible",
	ObjectKeys:                      "Object.keys",
	ReflectApply:                    "Reflect.apply",
	ReflectDefineProperty:           "Reflect.defineProperty",
	ReflectDeleteProperty:           "Reflect.deleteProperty",
	ReflectGet:                      "Reflect.get",
	ReflectGetOwnPropertyDescriptor: "Reflect.getOwnPropertyDescriptor",
	ReflectOwnKeys:                  "Reflect.ownKeys",
	ReflectSet:                      "Reflect.set",
	ReflectSetPrototypeOf:           "Reflect.setPrototypeOf",
	RegExpDotAll:                    "get RegExp.prototype.dotAll",
	RegExpGlobal:                    "get RegExp.prototype.global",
	RegExpHasIndices:                "get RegExp.prototype.hasIndices",
	RegExpIgnoreCase:                "get RegExp.prototype.ignoreCase",
	RegExpMultiline:                 "get RegExp.prototype.multiline",
	RegExpSource:                    "get RegExp.prototype.source",
	RegExpSticky:                    "get RegExp.prototype.sticky",
	RegExpUnicode:                   "get RegExp.prototype.unicode",
	RegExpUnicodeSets:               "get RegExp.prototype.unicodeSets",
	SetAdd:                          "Set.prototype.add",
	SetForEach:                      "Set.prototype.forEach",
	SetIteratorNext:                 "", // see find
	SetSize:                         "get Set.prototype.size",
	SetValues:                       "Set.prototype.values",
	StringValueOf:                   "String.prototype.valueOf",
	SymbolValueOf:                   "Symbol.prototype.valueOf",
	TypedArrayBuffer:                "get Int8Array.__proto__.prototype.buffer",
	TypedArrayByteOffset:            "get Int8Array.__proto__.prototype.byteOffset",
	TypedArrayLength:                "get Int8Array.__proto__.prototype.length",
	WeakMapHas:                      "WeakMap.prototype.has",
	WeakSetHas:                      "WeakSet.prototype.has",
}

// Natives are the built-in functions of an engine in which no script ever runs. goja's built-in
// functions work on objects of any engine, so these read properties that scripts cannot falsify,
// without entering the engine of the object. A Natives must be used by one goroutine at a time,
// that of the objects that it reads.
//
// The functions must not be called on a proxy, unless its traps may run.
type Natives struct {
	vm        *goja.Runtime
	functions [nativeCount]native
	missing   [nativeCount]bool // the engine has no such function

	args      [3]goja.Value // of the current call
	accessor  *goja.Object  // a descriptor, see isGoMap
	collector goja.Value    // a function that stores its arguments in collected
	collected []goja.Value
	entry     goja.Value // a callback of forEach, see Entries
}

var natives = sync.Pool{New: func() any { return &Natives{vm: goja.New()} }}

// BorrowNatives returns a Natives. The caller gives it back with Release.
func BorrowNatives() *Natives { return natives.Get().(*Natives) }

// Release gives n back. The results of its calls remain valid, except for those of List and
// Entries.
func (n *Natives) Release() {
	n.args = [3]goja.Value{}
	n.collected = nil
	natives.Put(n)
}

// Has reports whether the engine has the function.
func (n *Natives) Has(f Native) bool { return n.find(f) != nil }

// Call calls a built-in function. It panics with the exception that the function throws.
func (n *Natives) Call(f Native, this goja.Value, args ...goja.Value) goja.Value {
	call := n.find(f)
	count := copy(n.args[:], args)
	return call(goja.FunctionCall{This: this, Arguments: n.args[:count]})
}

// Accepts reports whether a built-in function returns instead of throwing. Most of the functions
// throw if the this value is of another kind than they expect.
func (n *Natives) Accepts(f Native, this goja.Value, args ...goja.Value) (ok bool) {
	defer func() {
		if !ok {
			recover()
		}
	}()
	n.Call(f, this, args...)
	return true
}

// find returns a function, or nil if the engine does not have it.
func (n *Natives) find(f Native) native {
	if n.functions[f] != nil || n.missing[f] {
		return n.functions[f]
	}
	var o *goja.Object
	switch f {
	case MapIteratorNext:
		o = n.next("Map", MapEntries)
	case SetIteratorNext:
		o = n.next("Set", SetValues)
	default:
		o = lookup(n.vm, nativePaths[f])
	}
	if o == nil {
		n.missing[f] = true
		return nil
	}
	n.functions[f] = o.Export().(native)
	return n.functions[f]
}

// next returns the method next of the iterators that a method of a new object of the class returns.
func (n *Natives) next(class string, method Native) *goja.Object {
	o, err := n.vm.New(lookup(n.vm, class))
	if err != nil {
		panic(err)
	}
	return n.Call(method, o).(*goja.Object).Get("next").(*goja.Object)
}

// Own returns an own property of o, which must not be a proxy. It returns false if there is none.
func (n *Natives) Own(o *goja.Object, key goja.Value) (Property, bool) {
	d, ok := n.Call(ReflectGetOwnPropertyDescriptor, nil, o, key).(*goja.Object)
	if !ok {
		return Property{}, false
	}
	flag := func(name string) bool { v := d.Get(name); return v != nil && v.ToBoolean() }
	p := Property{Value: d.Get("value"), Writable: flag("writable"), Enumerable: flag("enumerable"), Configurable: flag("configurable")}
	if p.Value == nil {
		p.Getter, p.Setter = functionIn(d, "get"), functionIn(d, "set")
	}
	return p, true
}

// functionIn returns the function in a descriptor, or nil if there is undefined.
func functionIn(descriptor *goja.Object, name string) goja.Value {
	if function, ok := descriptor.Get(name).(*goja.Object); ok {
		return function
	}
	return nil
}

// List returns the elements of a dense array. It returns the array's own storage, which the caller
// must read at once and not keep.
func (n *Natives) List(array goja.Value) []goja.Value {
	if n.collector == nil {
		n.collector = n.vm.ToValue(func(call goja.FunctionCall) goja.Value {
			n.collected = call.Arguments
			return goja.Undefined()
		})
	}
	n.Call(ReflectApply, nil, n.collector, goja.Undefined(), array)
	return n.collected
}

// Entries returns the keys and values of a Map in turn, or the members of a Set.
func (n *Natives) Entries(o *goja.Object, kind Kind) []goja.Value {
	if n.entry == nil {
		n.entry = n.vm.ToValue(func(call goja.FunctionCall) goja.Value {
			if call.This != goja.Undefined() {
				n.collected = append(n.collected, call.Arguments[1])
			}
			n.collected = append(n.collected, call.Arguments[0])
			return goja.Undefined()
		})
	}
	n.collected = nil
	if kind == Map {
		n.Call(MapForEach, o, n.entry, goja.Null())
	} else {
		n.Call(SetForEach, o, n.entry, goja.Undefined())
	}
	entries := n.collected
	n.collected = nil
	return entries
}

// CodeOf returns the address of the Go code of a function, which is the same in all engines. It
// returns 0 for any other value.
func CodeOf(v goja.Value) uintptr {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() == proxyType || o.ExportType().Kind() != reflect.Func {
		return 0
	}
	if f := reflect.ValueOf(o.Export()); f.Kind() == reflect.Func {
		return f.Pointer()
	}
	return 0
}
