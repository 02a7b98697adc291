package bindings

import (
	"github.com/dop251/goja"
)

// intrinsics are objects of the engine, taken before a script could replace them.
type intrinsics struct {
	errors map[string]*goja.Object // constructors
	freeze goja.Callable           // Object.freeze

	objectValueOf goja.Value // Object.prototype.valueOf

	uint8Array *goja.Object // constructor

	defineProperty           goja.Callable // Object.defineProperty
	getOwnPropertyDescriptor goja.Callable // Object.getOwnPropertyDescriptor
}

func newIntrinsics(vm *goja.Runtime) intrinsics {
	in := intrinsics{errors: map[string]*goja.Object{}}
	for _, name := range []string{"Error", "RangeError", "SyntaxError", "TypeError"} {
		in.errors[name] = vm.Get(name).(*goja.Object)
	}
	in.uint8Array = vm.Get("Uint8Array").(*goja.Object)
	object := vm.Get("Object").(*goja.Object)
	in.objectValueOf = object.Get("prototype").(*goja.Object).Get("valueOf")
	in.freeze, _ = goja.AssertFunction(object.Get("freeze"))
	in.defineProperty, _ = goja.AssertFunction(object.Get("defineProperty"))
	in.getOwnPropertyDescriptor, _ = goja.AssertFunction(object.Get("getOwnPropertyDescriptor"))
	return in
}

// ownData is the value of an own data property of an object that is no proxy, nil if it has none. No script runs.
func (in *intrinsics) ownData(vm *goja.Runtime, o *goja.Object, name string) goja.Value {
	v, err := in.getOwnPropertyDescriptor(goja.Undefined(), o, vm.ToValue(name))
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
func (in *intrinsics) accessor(vm *goja.Runtime, o *goja.Object, name string) (get, set goja.Value, err error) {
	v, err := in.getOwnPropertyDescriptor(goja.Undefined(), o, vm.ToValue(name))
	if err != nil {
		return nil, nil, err
	}
	descriptor := v.ToObject(vm)
	return descriptor.Get("get"), descriptor.Get("set"), nil
}
