//go:build gc && !gojs_safe

package engine

import (
	"strings"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// The template of the global object has a function for each built-in global. It returns the
// property with the engine's own object, which it makes if nothing has needed it yet. It never
// looks at what a script has put in the object's place.
//
// A built-in method is a method value of the engine. That is two words, the code and the receiver,
// which is the *goja.Runtime. So the code of a method of one engine makes the same method of any
// other engine.

// intrinsicMaker makes an object: a global by its function in the template, or a method by its
// code. Neither is set until find has looked for it.
type intrinsicMaker struct {
	once   sync.Once
	global factory
	code   uintptr
}

// methodValue is the memory that the func value of a method of *goja.Runtime points to.
type methodValue struct {
	code     uintptr
	receiver *goja.Runtime
}

// find reports whether the maker can make the object. It may be called from any goroutine.
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

// methodCode returns the code of the built-in method at a path, or 0 if it is not a method value.
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

// object returns the object of an engine. The caller has asked find first.
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
