//go:build gc && !gojs_safe

package slot

import (
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// The global object's template has for each built-in global a function that returns the property with the engine's own
// object: it makes the object if nothing has needed it yet, and never looks at what a script has put in its place.
//
// A built-in method is a method value of the engine: two words, the code and the *goja.Runtime that is the receiver. So
// the code of one engine's method makes that of any other's.

// intrinsicMaker makes an object: a global by its place in the template, or a method by its code.
type intrinsicMaker struct {
	global string
	code   uintptr
}

// methodValue is what the func value of a method of *goja.Runtime points at.
type methodValue struct {
	code     uintptr
	receiver *goja.Runtime
}

func intrinsicMakers(paths []string) []intrinsicMaker {
	makers := make([]intrinsicMaker, len(paths))
	if !fast {
		return makers
	}
	vm := goja.New() // no script runs in it
	for i, path := range paths {
		if strings.Contains(path, ".") {
			makers[i].code = methodCode(vm, path)
		} else if globalTemplate.props[unistring.NewFromString(path)] != nil {
			makers[i].global = path
		}
	}
	return makers
}

// methodCode is the code of a built-in method, 0 if that is no method value.
func methodCode(vm *goja.Runtime, path string) uintptr {
	f, ok := lookup(vm, path).Export().(func(goja.FunctionCall) goja.Value)
	if !ok {
		return 0
	}
	if m := *(**methodValue)(unsafe.Pointer(&f)); m.receiver == vm {
		return m.code
	}
	return 0
}

func (m intrinsicMaker) object(vm *goja.Runtime) *goja.Object {
	if m.code != 0 {
		method := &methodValue{code: m.code, receiver: vm}
		return vm.ToValue(*(*func(goja.FunctionCall) goja.Value)(unsafe.Pointer(&method))).(*goja.Object)
	}
	const name = "p"
	o := vm.CreateObject(nil)
	(*object)(unsafe.Pointer(o)).self.data.values[name] = globalTemplate.props[unistring.NewFromString(m.global)](vm)
	return o.Get(name).(*goja.Object)
}
