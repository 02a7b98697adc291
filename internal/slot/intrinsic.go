package slot

import (
	"strings"

	"github.com/dop251/goja"
)

// Intrinsics names built-in objects that Go code needs as they are before scripts run.
//
//	var needed = slot.NewIntrinsics("Map", "Object.freeze")
type Intrinsics struct {
	paths  []string
	makers []intrinsicMaker
}

// NewIntrinsics makes a list of paths. The first name of a path is that of a global; a longer path leads to a method,
// through data properties only, or with "get " or "set " before it to the function of an accessor.
func NewIntrinsics(paths ...string) *Intrinsics {
	return &Intrinsics{paths: paths, makers: make([]intrinsicMaker, len(paths))}
}

// Of takes the objects of an engine, in which no script must have run. With the fast implementation they are made when they are
// first needed. (An object that a goja other than the one in go.mod makes in another way is then what scripts left in its place,
// see Late.)
func (in *Intrinsics) Of(vm *goja.Runtime) *IntrinsicsOf {
	of := &IntrinsicsOf{vm: vm, in: in, objects: make([]*goja.Object, len(in.paths))}
	if !fast {
		for i, path := range in.paths {
			of.objects[i] = lookup(vm, path)
		}
	}
	return of
}

// Late returns the paths at which Get finds what scripts left there. A test holds that there are none.
func (in *Intrinsics) Late() (paths []string) {
	for i, path := range in.paths {
		if fast && !in.makers[i].find(path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// IntrinsicsOf are the built-in objects of one engine, whatever scripts do to the properties that they are found at. It
// belongs to the goroutine of the engine.
type IntrinsicsOf struct {
	vm      *goja.Runtime
	in      *Intrinsics
	objects []*goja.Object
}

// Get returns the object at path i of the list. A method may be another function object than the one that scripts see: one
// that does the same, and that they cannot get at.
func (of *IntrinsicsOf) Get(i int) *goja.Object {
	if of.objects[i] == nil {
		if path := of.in.paths[i]; of.in.makers[i].find(path) {
			of.objects[i] = of.in.makers[i].object(of.vm)
		} else {
			of.objects[i] = lookup(of.vm, path)
		}
	}
	return of.objects[i]
}

// Call returns the method at path i of the list as a function for Go.
func (of *IntrinsicsOf) Call(i int) goja.Callable {
	call, _ := goja.AssertFunction(of.Get(i))
	return call
}

// Native returns the method at path i of the list as goja implements it: it panics with what it throws, and runs no
// promise jobs.
func (of *IntrinsicsOf) Native(i int) func(goja.FunctionCall) goja.Value {
	return of.Get(i).Export().(func(goja.FunctionCall) goja.Value)
}

// lookup follows a path from the global object.
func lookup(vm *goja.Runtime, path string) *goja.Object {
	o := vm.GlobalObject()
	kind, rest, isAccessor := strings.Cut(path, " ")
	if !isAccessor {
		rest = path
	}
	names := strings.Split(rest, ".")
	for i, name := range names {
		if isAccessor && i == len(names)-1 {
			return accessorFunction(vm, o, name, kind)
		}
		o = o.Get(name).(*goja.Object)
	}
	return o
}

func accessorFunction(vm *goja.Runtime, o *goja.Object, name, kind string) *goja.Object {
	descriptorOf, _ := goja.AssertFunction(lookup(vm, "Object.getOwnPropertyDescriptor"))
	descriptor, err := descriptorOf(goja.Undefined(), o, vm.ToValue(name))
	if err != nil {
		panic(err)
	}
	return descriptor.(*goja.Object).Get(kind).(*goja.Object)
}
