package inspect

import (
	"github.com/dop251/goja"
)

// Summary is a thrown value in the words that browsers put behind "Uncaught": the name and message of an error, the
// class of another object, a primitive value as it is.
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
		_, t := implementationOf(o)
		if t.kind == errorObject || p.isError(o) {
			return printable(p.header(o, said(o)))
		}
		if c := p.classOf(o, t.kind, 0, 0); !c.null {
			class = c
		}
	}
	return "#<" + class.name + ">"
}

// GoError is the Go error in an object that a Go function threw (goja.Runtime.NewGoError), nil in any other.
// (*goja.Exception).Unwrap finds it too, but asks instanceof, which runs code of the script and panics outside of it.
func GoError(vm *goja.Runtime, v goja.Value) error {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	if _, t := implementationOf(o); t.kind != errorObject {
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
	if _, t := implementationOf(behind); t.kind != goReflect {
		return nil
	}
	err, _ := behind.Export().(error)
	return err
}
