package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// intrinsics are objects of the engine as they are before a script could replace them.
type intrinsics struct{ *slot.IntrinsicsOf }

// The places in needed.
const (
	intrinsicError = iota
	intrinsicRangeError
	intrinsicSyntaxError
	intrinsicTypeError
	intrinsicObject
	intrinsicPromise
	intrinsicReflect
	errorIsError
	functionCall
	globalParseFloat
	globalParseInt
	jsonStringify
	objectDefineProperty
	objectFreeze
	objectGetOwnPropertyDescriptor
	objectSetPrototypeOf
	promiseThen
	protoGet
	protoSet
	reflectSetPrototypeOf
	intrinsicArrayBuffer
	intrinsicRegExp
	regExpSource
	intrinsicViews // DataView and the typed arrays, in the order of webidl.ViewTypes
)

var needed = slot.NewIntrinsics(append([]string{
	"Error", "RangeError", "SyntaxError", "TypeError", "Object", "Promise", "Reflect",
	"Error.isError", "Function.prototype.call", "parseFloat", "parseInt", "JSON.stringify",
	"Object.defineProperty", "Object.freeze", "Object.getOwnPropertyDescriptor", "Object.setPrototypeOf",
	"Promise.prototype.then", "get Object.prototype.__proto__", "set Object.prototype.__proto__", "Reflect.setPrototypeOf",
	"ArrayBuffer", "RegExp", "get RegExp.prototype.source",
}, webidl.ViewTypes...)...)

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

// builtIn makes a member of a built-in object that is a function of ours.
func builtIn(name string, length int, f func(*Scope, goja.FunctionCall) goja.Value) slot.Member {
	return slot.Member{Name: name, Make: func(data any) slot.Property {
		s := data.(*webidl.Realm).Data.(*Scope)
		function := s.realm.NewFunction(name, length, func(call goja.FunctionCall) goja.Value { return f(s, call) })
		return slot.Property{Value: function, Writable: true, Configurable: true}
	}}
}

// builtInGetter makes an accessor of a built-in object whose getter is a function of ours.
func builtInGetter(name string, f func(*Scope, goja.FunctionCall) goja.Value) slot.Member {
	return slot.Member{Name: name, Make: func(data any) slot.Property {
		s := data.(*webidl.Realm).Data.(*Scope)
		getter := s.realm.NewFunction("get "+name, 0, func(call goja.FunctionCall) goja.Value { return f(s, call) })
		return slot.Property{Getter: getter, Configurable: true}
	}}
}
