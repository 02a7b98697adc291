package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Intrinsics are the built-in objects of the engine as they were before any script ran.
//
// https://tc39.es/ecma262/#sec-well-known-intrinsic-objects
type Intrinsics struct {
	*engine.IntrinsicsOf
	vm *goja.Runtime
}

// The indices of the intrinsics, for [Intrinsics] Get, Call and Native.
const (
	IntrinsicError = iota
	IntrinsicRangeError
	IntrinsicSyntaxError
	IntrinsicTypeError
	IntrinsicObject
	IntrinsicPromise
	IntrinsicReflect
	FunctionCall
	ParseFloat
	ParseInt
	JSONStringify
	ObjectDefineProperty
	ObjectFreeze
	ObjectGetOwnPropertyDescriptor
	ObjectSetPrototypeOf
	PromiseThen
	ProtoGet
	ProtoSet
	ReflectSetPrototypeOf
	IntrinsicArrayBuffer
	IntrinsicRegExp
	RegExpSource
	intrinsicViews // DataView and the typed arrays, in the order of ViewTypes
)

// IntrinsicsNeeded names the intrinsics in the order of their indices.
var IntrinsicsNeeded = engine.NewIntrinsics(append([]string{
	"Error", "RangeError", "SyntaxError", "TypeError", "Object", "Promise", "Reflect",
	"Function.prototype.call", "parseFloat", "parseInt", "JSON.stringify",
	"Object.defineProperty", "Object.freeze", "Object.getOwnPropertyDescriptor", "Object.setPrototypeOf",
	"Promise.prototype.then", "get Object.prototype.__proto__", "set Object.prototype.__proto__", "Reflect.setPrototypeOf",
	"ArrayBuffer", "RegExp", "get RegExp.prototype.source",
}, ViewTypes...)...)

// errorIntrinsics maps the kinds of errors of NewError to their constructors.
var errorIntrinsics = map[string]int{
	"Error": IntrinsicError, "RangeError": IntrinsicRangeError, "SyntaxError": IntrinsicSyntaxError, "TypeError": IntrinsicTypeError,
}

// OwnData returns the value of an own data property of o, which must not be a proxy. It returns nil
// if there is none. It runs no script.
func (in Intrinsics) OwnData(o *goja.Object, name string) goja.Value {
	v, err := in.Call(ObjectGetOwnPropertyDescriptor)(goja.Undefined(), o, in.vm.ToValue(name))
	descriptor, ok := v.(*goja.Object)
	if err != nil || !ok {
		return nil
	}
	if err := descriptor.SetPrototype(nil); err != nil { // a script can define a getter named value on Object.prototype
		return nil
	}
	return descriptor.Get("value")
}
