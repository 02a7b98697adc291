package inspect

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// kind is what an object is to the engine, whatever its prototype says.
type kind = engine.Kind

const (
	ordinary          = engine.Plain
	array             = engine.Array
	typedArray        = engine.TypedArray
	arrayBuffer       = engine.ArrayBuffer
	dataView          = engine.DataView
	mapObject         = engine.Map
	setObject         = engine.Set
	weakMap           = engine.WeakMap
	weakSet           = engine.WeakSet
	mapIterator       = engine.MapIterator
	setIterator       = engine.SetIterator
	promise           = engine.Promise
	proxy             = engine.Proxy
	date              = engine.Date
	regExp            = engine.RegExp
	errorObject       = engine.Error
	boxed             = engine.Boxed
	boxedString       = engine.BoxedString
	function          = engine.Function
	nativeFunction    = engine.NativeFunction
	classFunction     = engine.ClassFunction
	asyncFunction     = engine.AsyncFunction
	generatorFunction = engine.GeneratorFunction
	generator         = engine.Generator
	goReflect         = engine.GoValue
	goMap             = engine.GoMap
	goSlice           = engine.GoSlice
	goDynamicArray    = engine.GoDynamicArray
)

func kindOf(o *goja.Object) kind { return engine.KindOf(o) }

// typedArrayName returns the name of the constructor that made a typed array.
func typedArrayName(o *goja.Object) string {
	view, _ := engine.ViewOf(o)
	return view.Type.String()
}
