package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Immutable prototype exotic objects are the global object and what it inherits from. The engine has no such objects, so
// the functions with which a script sets a prototype look whether the object is one of these.
//
// https://webidl.spec.whatwg.org/#platform-object-setprototypeof and
// https://tc39.es/ecma262/#sec-immutable-prototype-exotic-objects
//
// DEVIATION: through a Proxy of the global object its prototype can be set.

// immutableByObject, immutableByReflect and immutableByProto are in the place of members of %Object%, %Reflect% and
// %Object.prototype%.
var (
	immutableByObject = slot.NewShape([]slot.Member{builtIn("setPrototypeOf", 2, func(s *Core, call goja.FunctionCall) goja.Value {
		s.checkSetPrototype(call.Argument(0), call.Argument(1))
		return s.realm.Intrinsics.Native(webidl.ObjectSetPrototypeOf)(call)
	})})
	immutableByReflect = slot.NewShape([]slot.Member{builtIn("setPrototypeOf", 2, func(s *Core, call goja.FunctionCall) goja.Value {
		if !s.maySetPrototype(call.Argument(0), call.Argument(1)) {
			return webidl.False
		}
		return s.realm.Intrinsics.Native(webidl.ReflectSetPrototypeOf)(call)
	})})
	immutableByProto = slot.NewShape([]slot.Member{{Name: "__proto__", Make: func(data any) slot.Property {
		s := data.(*webidl.Realm).Data.(*Core)
		return slot.Property{
			Getter: s.realm.NewFunction("get __proto__", 0, s.realm.Intrinsics.Native(webidl.ProtoGet)),
			Setter: s.realm.NewFunction("set __proto__", 1, func(call goja.FunctionCall) goja.Value {
				s.checkSetPrototype(call.This, call.Argument(0))
				return s.realm.Intrinsics.Native(webidl.ProtoSet)(call)
			}),
			Configurable: true,
		}
	}}})
)

// protectPrototypes makes the prototypes of the global object, and of all that it inherits from, immutable.
func (s *Core) protectPrototypes() error {
	if err := s.realm.Extend(immutableByProto, s.realm.ObjectPrototype()); err != nil {
		return err
	}
	return s.realm.Extend(immutableByObject, s.realm.Intrinsics.Get(webidl.IntrinsicObject))
}

// protectedReflect is Reflect, which nothing needs before a script asks the global object for it.
func (s *Core) protectedReflect() goja.Value {
	reflect := s.realm.Intrinsics.Get(webidl.IntrinsicReflect)
	if err := s.realm.Extend(immutableByReflect, reflect); err != nil {
		panic(err) // a built-in object that no script has seen
	}
	return reflect
}

// maySetPrototype is SetImmutablePrototype: it says whether target may get this prototype. What is no prototype, or no
// target, is for the engine to object to.
func (s *Core) maySetPrototype(target, prototype goja.Value) bool {
	o, ok := target.(*goja.Object)
	if !ok || !s.hasImmutablePrototype(o) {
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

func (s *Core) hasImmutablePrototype(o *goja.Object) bool {
	for i := s.realm.Global(); i != nil; i = i.Prototype() {
		if i == o {
			return true
		}
	}
	return false
}

func (s *Core) checkSetPrototype(target, prototype goja.Value) {
	if !s.maySetPrototype(target, prototype) {
		panic(s.vm.NewTypeError("Immutable prototype object cannot have its prototype set"))
	}
}
