package inspect

import (
	"github.com/dop251/goja"
)

// Summary returns what browsers write after "Uncaught" for a thrown value: the name and message of
// an error, the class of another object, or the text of a primitive value.
//
//	TypeError: x is not a function
//	#<Point>
func Summary(vm *goja.Runtime, v goja.Value) string {
	p := newPrinter(vm, Options{})
	defer p.release()
	o, ok := v.(*goja.Object)
	if !ok {
		if s, ok := v.(goja.String); ok {
			return printable(text(s))
		}
		return p.primitive(v)
	}
	class := class{name: "Object"}
	if o = target(o); o != nil {
		t := kindOf(o)
		if t == errorObject || p.isError(o) {
			return printable(p.header(o, inspected(o)))
		}
		if c := p.classOf(o, t, 0, 0); !c.null {
			class = c
		}
	}
	return "#<" + class.name + ">"
}

// GoError returns the Go error of an object that a Go function threw (goja.Runtime.NewGoError), or
// nil for any other value. (*goja.Exception).Unwrap returns it too, but uses instanceof, which runs
// code of the script and panics outside of one.
func GoError(vm *goja.Runtime, v goja.Value) error {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	if kindOf(o) != errorObject {
		return nil
	}
	p := newPrinter(vm, Options{})
	defer p.release()
	prop, ok := p.own(o, newKey("value"))
	if !ok {
		return nil
	}
	behind, ok := prop.value.(*goja.Object)
	if !ok {
		return nil
	}
	if kindOf(behind) != goReflect {
		return nil
	}
	err, _ := behind.Export().(error)
	return err
}
