package bindings

import (
	"github.com/dop251/goja"
)

// intrinsics are objects of the engine, taken before a script could replace them.
type intrinsics struct {
	errors map[string]*goja.Object // constructors
	freeze goja.Callable           // Object.freeze
}

func newIntrinsics(vm *goja.Runtime) intrinsics {
	in := intrinsics{errors: map[string]*goja.Object{}}
	for _, name := range []string{"Error", "RangeError", "SyntaxError", "TypeError"} {
		in.errors[name] = vm.Get(name).(*goja.Object)
	}
	in.freeze, _ = goja.AssertFunction(vm.Get("Object").(*goja.Object).Get("freeze"))
	return in
}

// constructorName is the name of the constructor that an object's prototype names, found without running getters.
func constructorName(vm *goja.Runtime, o *goja.Object) string {
	return o.ClassName()
}
