package ecma262

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// The global object and the objects that it inherits from are immutable prototype exotic objects.
// The engine has no such objects. So the functions with which a script sets a prototype check
// whether the object is one of them.
//
// https://webidl.spec.whatwg.org/#platform-object-setprototypeof and
// https://tc39.es/ecma262/#sec-immutable-prototype-exotic-objects
//
// DEVIATION: A script can set the prototype of the global object through a Proxy of it.

// immutableByObject, immutableByReflect and immutableByProto replace members of %Object%, %Reflect%
// and %Object.prototype%.
var (
	immutableByObject = engine.NewShape([]engine.Member{builtIn("setPrototypeOf", 2, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		checkSetPrototype(r, call.Argument(0), call.Argument(1))
		return r.Intrinsics.Native(webidl.ObjectSetPrototypeOf)(call)
	})})
	immutableByReflect = engine.NewShape([]engine.Member{builtIn("setPrototypeOf", 2, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		if !maySetPrototype(r, call.Argument(0), call.Argument(1)) {
			return webidl.False
		}
		return r.Intrinsics.Native(webidl.ReflectSetPrototypeOf)(call)
	})})
	immutableByProto = engine.NewShape([]engine.Member{{Name: "__proto__", Make: func(data any) engine.Property {
		r := data.(*webidl.Realm)
		return engine.Property{
			Getter: r.NewFunction("get __proto__", 0, r.Intrinsics.Native(webidl.ProtoGet)),
			Setter: r.NewFunction("set __proto__", 1, func(call goja.FunctionCall) goja.Value {
				checkSetPrototype(r, call.This, call.Argument(0))
				return r.Intrinsics.Native(webidl.ProtoSet)(call)
			}),
			Configurable: true,
		}
	}}})
)

// ProtectPrototypes makes the prototypes of the global object, and of the objects that it inherits
// from, immutable. [Reflect] does the same for Reflect.setPrototypeOf.
func ProtectPrototypes(r *webidl.Realm) error {
	if err := r.Extend(immutableByProto, r.ObjectPrototype()); err != nil {
		return err
	}
	return r.Extend(immutableByObject, r.Intrinsics.Get(webidl.IntrinsicObject))
}

// Reflect returns %Reflect%, whose setPrototypeOf it replaces. It is called when a script first
// reads Reflect from the global object: no script can get at %Reflect% in another way.
func Reflect(r *webidl.Realm) goja.Value {
	reflect := r.Intrinsics.Get(webidl.IntrinsicReflect)
	if err := r.Extend(immutableByReflect, reflect); err != nil {
		panic(err) // cannot happen: no script has touched the object
	}
	return reflect
}

// maySetPrototype is SetImmutablePrototype. It reports whether target may get this prototype, and
// returns true for values of wrong types, which the engine rejects by itself.
func maySetPrototype(r *webidl.Realm, target, prototype goja.Value) bool {
	o, ok := target.(*goja.Object)
	if !ok || !hasImmutablePrototype(r, o) {
		return true
	}
	// 1. Let current be ? O.[[GetPrototypeOf]]().
	current := o.Prototype()
	// 2. If SameValue(V, current) is true, return true.
	// 3. Return false.
	if p, isObject := prototype.(*goja.Object); isObject {
		return p == current
	}
	return !goja.IsNull(prototype) || current == nil
}

func hasImmutablePrototype(r *webidl.Realm, o *goja.Object) bool {
	for i := r.Global(); i != nil; i = i.Prototype() {
		if i == o {
			return true
		}
	}
	return false
}

func checkSetPrototype(r *webidl.Realm, target, prototype goja.Value) {
	if !maySetPrototype(r, target, prototype) {
		panic(r.VM.NewTypeError("Immutable prototype object cannot have its prototype set"))
	}
}
