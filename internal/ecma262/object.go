package ecma262

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// LegacyAccessors are the legacy methods of %Object.prototype%, which the engine lacks.
//
// https://tc39.es/ecma262/#sec-additional-properties-of-the-object.prototype-object
var LegacyAccessors = engine.NewShape([]engine.Member{
	builtIn("__defineGetter__", 2, func(r *webidl.Realm, call goja.FunctionCall) goja.Value { return defineAccessor(r, call, "get") }),
	builtIn("__defineSetter__", 2, func(r *webidl.Realm, call goja.FunctionCall) goja.Value { return defineAccessor(r, call, "set") }),
	builtIn("__lookupGetter__", 1, func(r *webidl.Realm, call goja.FunctionCall) goja.Value { return lookupAccessor(r, call, "get") }),
	builtIn("__lookupSetter__", 1, func(r *webidl.Realm, call goja.FunctionCall) goja.Value { return lookupAccessor(r, call, "set") }),
})

// defineAccessor is __defineGetter__, or __defineSetter__ if field is "set".
//
// https://tc39.es/ecma262/#sec-object.prototype.__defineGetter__
func defineAccessor(r *webidl.Realm, call goja.FunctionCall, field string) goja.Value {
	// 1. Let O be ? ToObject(this value).
	o := call.This.ToObject(r.VM)
	// 2. If IsCallable(getter) is false, throw a TypeError exception.
	getter := call.Argument(1)
	if _, callable := goja.AssertFunction(getter); !callable {
		panic(r.VM.NewTypeError("Object.prototype.__define%ster__: Expecting function", map[string]string{"get": "Get", "set": "Set"}[field]))
	}
	// 3. Let desc be PropertyDescriptor { [[Get]]: getter, [[Enumerable]]: true, [[Configurable]]:
	//    true }.
	desc := r.VM.CreateObject(nil)
	for name, value := range map[string]goja.Value{field: getter, "enumerable": webidl.True, "configurable": webidl.True} {
		if err := desc.Set(name, value); err != nil {
			panic(err)
		}
	}
	// 4. Let key be ? ToPropertyKey(P).
	// 5. Perform ? DefinePropertyOrThrow(O, key, desc).
	if _, err := r.Intrinsics.Call(webidl.ObjectDefineProperty)(goja.Undefined(), o, call.Argument(0), desc); err != nil {
		panic(err)
	}
	// 6. Return undefined.
	return goja.Undefined()
}

// lookupAccessor is __lookupGetter__, or __lookupSetter__ if field is "set".
//
// https://tc39.es/ecma262/#sec-object.prototype.__lookupGetter__
func lookupAccessor(r *webidl.Realm, call goja.FunctionCall, field string) goja.Value {
	// 1. Let O be ? ToObject(this value).
	// 2. Let key be ? ToPropertyKey(P).
	key := call.Argument(0)
	if _, isSymbol := key.(*goja.Symbol); !isSymbol {
		key = key.ToString()
	}
	// 3. Repeat,
	for o := call.This.ToObject(r.VM); o != nil; o = o.Prototype() {
		// a. Let desc be ? O.[[GetOwnProperty]](key).
		v, err := r.Intrinsics.Call(webidl.ObjectGetOwnPropertyDescriptor)(goja.Undefined(), o, key)
		if err != nil {
			panic(err)
		}
		// b. If desc is not undefined, then: if IsAccessorDescriptor(desc) is true, return
		//    desc.[[Get]]; return undefined.
		if desc, ok := v.(*goja.Object); ok {
			if err := desc.SetPrototype(nil); err != nil {
				panic(err)
			}
			if f := desc.Get(field); f != nil {
				return f
			}
			return goja.Undefined()
		}
		// c. Set O to ? O.[[GetPrototypeOf]]().
		// d. If O is null, return undefined.
	}
	return goja.Undefined()
}
