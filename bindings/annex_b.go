package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// legacyAccessors are what the engine lacks of ECMAScript's legacy methods of %Object.prototype%.
//
// https://tc39.es/ecma262/#sec-additional-properties-of-the-object.prototype-object
var legacyAccessors = slot.NewShape([]slot.Member{
	builtIn("__defineGetter__", 2, func(s *Core, call goja.FunctionCall) goja.Value { return s.defineAccessor(call, "get") }),
	builtIn("__defineSetter__", 2, func(s *Core, call goja.FunctionCall) goja.Value { return s.defineAccessor(call, "set") }),
	builtIn("__lookupGetter__", 1, func(s *Core, call goja.FunctionCall) goja.Value { return s.lookupAccessor(call, "get") }),
	builtIn("__lookupSetter__", 1, func(s *Core, call goja.FunctionCall) goja.Value { return s.lookupAccessor(call, "set") }),
})

// defineAccessor is __defineGetter__, or __defineSetter__ where field is "set".
//
// https://tc39.es/ecma262/#sec-object.prototype.__defineGetter__
func (s *Core) defineAccessor(call goja.FunctionCall, field string) goja.Value {
	// 1. Let O be ? ToObject(this value).
	o := call.This.ToObject(s.vm)
	// 2. If IsCallable(getter) is false, throw a TypeError exception.
	getter := call.Argument(1)
	if _, callable := goja.AssertFunction(getter); !callable {
		panic(s.vm.NewTypeError("Object.prototype.__define%ster__: Expecting function", map[string]string{"get": "Get", "set": "Set"}[field]))
	}
	// 3. Let desc be PropertyDescriptor { [[Get]]: getter, [[Enumerable]]: true, [[Configurable]]: true }.
	desc := s.vm.CreateObject(nil)
	for name, value := range map[string]goja.Value{field: getter, "enumerable": webidl.True, "configurable": webidl.True} {
		if err := desc.Set(name, value); err != nil {
			panic(err)
		}
	}
	// 4. Let key be ? ToPropertyKey(P).
	// 5. Perform ? DefinePropertyOrThrow(O, key, desc).
	if _, err := s.realm.Intrinsics.Call(webidl.ObjectDefineProperty)(goja.Undefined(), o, call.Argument(0), desc); err != nil {
		panic(err)
	}
	// 6. Return undefined.
	return goja.Undefined()
}

// lookupAccessor is __lookupGetter__, or __lookupSetter__ where field is "set".
//
// https://tc39.es/ecma262/#sec-object.prototype.__lookupGetter__
func (s *Core) lookupAccessor(call goja.FunctionCall, field string) goja.Value {
	// 1. Let O be ? ToObject(this value).
	// 2. Let key be ? ToPropertyKey(P).
	key := call.Argument(0)
	if _, isSymbol := key.(*goja.Symbol); !isSymbol {
		key = key.ToString()
	}
	// 3. Repeat,
	for o := call.This.ToObject(s.vm); o != nil; o = o.Prototype() {
		// a. Let desc be ? O.[[GetOwnProperty]](key).
		v, err := s.realm.Intrinsics.Call(webidl.ObjectGetOwnPropertyDescriptor)(goja.Undefined(), o, key)
		if err != nil {
			panic(err)
		}
		// b. If desc is not undefined, then: if IsAccessorDescriptor(desc) is true, return desc.[[Get]]; return undefined.
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
