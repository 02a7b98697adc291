package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
	"github.com/gojs-runtime/gojs/internal/slot"
)

// intrinsics are objects of the engine as they are before a script could replace them.
type intrinsics struct{ *slot.IntrinsicsOf }

// The places in needed.
const (
	intrinsicError = iota
	intrinsicRangeError
	intrinsicSyntaxError
	intrinsicTypeError
	objectFreeze
	objectDefineProperty
	objectGetOwnPropertyDescriptor
	intrinsicPromise
	promiseThen
	functionCall
	globalParseInt
	globalParseFloat
	jsonStringify
	intrinsicArrayBuffer
	intrinsicViews // DataView and the typed arrays, in the order of webidl.ViewTypes
)

var needed = slot.NewIntrinsics(append([]string{"Error", "RangeError", "SyntaxError", "TypeError", "Object.freeze",
	"Object.defineProperty", "Object.getOwnPropertyDescriptor", "Promise", "Promise.prototype.then", "Function.prototype.call", "parseInt", "parseFloat", "JSON.stringify",
	"ArrayBuffer"}, webidl.ViewTypes...)...)

var errorIntrinsics = map[string]int{
	"Error": intrinsicError, "RangeError": intrinsicRangeError, "SyntaxError": intrinsicSyntaxError, "TypeError": intrinsicTypeError,
}

// ownData is the value of an own data property of an object that is no proxy, nil if it has none. No script runs.
func (in intrinsics) ownData(vm *goja.Runtime, o *goja.Object, name string) goja.Value {
	v, err := in.Call(objectGetOwnPropertyDescriptor)(goja.Undefined(), o, vm.ToValue(name))
	descriptor, ok := v.(*goja.Object)
	if err != nil || !ok {
		return nil
	}
	if err := descriptor.SetPrototype(nil); err != nil { // a script can put a getter called value on what it inherits
		return nil
	}
	return descriptor.Get("value")
}

// accessor is the getter and the setter of an own accessor property of an object of the engine's, before any script ran.
func (in intrinsics) accessor(vm *goja.Runtime, o *goja.Object, name string) (get, set goja.Value, err error) {
	v, err := in.Call(objectGetOwnPropertyDescriptor)(goja.Undefined(), o, vm.ToValue(name))
	if err != nil {
		return nil, nil, err
	}
	descriptor := v.ToObject(vm)
	return descriptor.Get("get"), descriptor.Get("set"), nil
}
