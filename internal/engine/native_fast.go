//go:build gc && !gojs_safe

package engine

import (
	"strings"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// The global object's template has for each built-in global a function that returns the property with the engine's own
// object: it makes the object if nothing has needed it yet, and never looks at what a script has put in its place.
//
// A built-in method is a method value of the engine: two words, the code and the *goja.Runtime that is the receiver. So
// the code of one engine's method makes that of any other's.

// intrinsicMaker makes an object, once it was found how: a global by the template, or a method by its code.
type intrinsicMaker struct {
	once   sync.Once
	global factory
	code   uintptr
}

// methodValue is what the func value of a method of *goja.Runtime points at.
type methodValue struct {
	code     uintptr
	receiver *goja.Runtime
}

// find reports whether the maker knows how to make the object. Any number of goroutines may call it.
func (m *intrinsicMaker) find(path string) bool {
	m.once.Do(func() {
		if strings.Contains(path, ".") {
			m.code = methodCode(goja.New(), path) // an engine in which no script runs
		} else {
			m.global = globalTemplate.props[unistring.NewFromString(path)]
		}
	})
	return m.code != 0 || m.global != nil
}

// methodCode is the code of a built-in method, 0 if that is no method value.
func methodCode(vm *goja.Runtime, path string) uintptr {
	o := lookup(vm, path)
	if o == nil {
		return 0
	}
	f, ok := o.Export().(native)
	if !ok {
		return 0
	}
	if m := *(**methodValue)(unsafe.Pointer(&f)); m.receiver == vm {
		return m.code
	}
	return 0
}

func (m *intrinsicMaker) object(vm *goja.Runtime) *goja.Object {
	if m.code != 0 {
		method := &methodValue{code: m.code, receiver: vm}
		return vm.ToValue(*(*native)(unsafe.Pointer(&method))).(*goja.Object)
	}
	const name = "p"
	o := vm.CreateObject(nil)
	baseOf(o).values[name] = m.global(vm)
	return o.Get(name).(*goja.Object)
}
