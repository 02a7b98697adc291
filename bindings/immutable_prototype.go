package bindings

import (
	"slices"

	"github.com/dop251/goja"
)

// immutablePrototypes are the global object and what it inherits from: immutable prototype exotic objects. The engine has
// no such objects, so the functions with which a script sets a prototype look whether the object is one of these.
//
// https://webidl.spec.whatwg.org/#platform-object-setprototypeof and
// https://tc39.es/ecma262/#sec-immutable-prototype-exotic-objects
//
// DEVIATION: through a Proxy of the global object its prototype can be set.
type immutablePrototypes []*goja.Object

// protectPrototypes makes the prototypes of the global object, and of all that it inherits from, immutable.
func (s *Scope) protectPrototypes() error {
	var immutable immutablePrototypes
	for o := s.vm.GlobalObject(); o != nil; o = o.Prototype() {
		immutable = append(immutable, o)
	}
	object := s.vm.Get("Object").(*goja.Object)
	reflect := s.vm.Get("Reflect").(*goja.Object)
	objectSet, _ := goja.AssertFunction(object.Get("setPrototypeOf"))
	reflectSet, _ := goja.AssertFunction(reflect.Get("setPrototypeOf"))
	objectPrototype := immutable[len(immutable)-1]
	get, set, err := s.intrinsics.accessor(s.vm, objectPrototype, "__proto__")
	if err != nil {
		return err
	}
	protoSet, _ := goja.AssertFunction(set)
	for _, f := range []struct {
		object *goja.Object
		name   string
		f      *goja.Object
	}{
		{object, "setPrototypeOf", s.realm.NewFunction("setPrototypeOf", 2, func(call goja.FunctionCall) goja.Value {
			immutable.check(s.vm, call.Argument(0), call.Argument(1))
			return callOriginal(objectSet, call)
		})},
		{reflect, "setPrototypeOf", s.realm.NewFunction("setPrototypeOf", 2, func(call goja.FunctionCall) goja.Value {
			if !immutable.allow(call.Argument(0), call.Argument(1)) {
				return jsFalse
			}
			return callOriginal(reflectSet, call)
		})},
	} {
		if err := f.object.DefineDataProperty(f.name, f.f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return objectPrototype.DefineAccessorProperty("__proto__", get, s.realm.NewFunction("set __proto__", 1, func(call goja.FunctionCall) goja.Value {
		immutable.check(s.vm, call.This, call.Argument(0))
		return callOriginal(protoSet, call)
	}), goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// allow is SetImmutablePrototype: it says whether target may get this prototype. What is no prototype, or no target, is
// for the engine to object to.
func (immutable immutablePrototypes) allow(target, prototype goja.Value) bool {
	o, ok := target.(*goja.Object)
	if !ok || !slices.Contains(immutable, o) {
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

func (immutable immutablePrototypes) check(vm *goja.Runtime, target, prototype goja.Value) {
	if !immutable.allow(target, prototype) {
		panic(vm.NewTypeError("Immutable prototype object cannot have its prototype set"))
	}
}

// callOriginal passes a call on to the function that was replaced.
func callOriginal(f goja.Callable, call goja.FunctionCall) goja.Value {
	v, err := f(call.This, call.Arguments...)
	if err != nil {
		panic(err)
	}
	return v
}
