package engine

import (
	"fmt"

	"github.com/dop251/goja"
)

// A platform object (a MessagePort, an Event) has to be an ordinary object for everything that a script does to it: class
// fields and private names in subclasses, expandos, freezing, enumeration. What goja makes of a Go struct is not, because it
// has its own rules for properties. So a platform object is what CreateObject returns, or the This of a native constructor,
// with a state attached: an internal slot, which scripts can neither see nor forge.

// Attach ties state to o, in place of the state that it may have. Call it where the object is made, before a script
// sees it.
//
// The object must be ordinary and extensible, as CreateObject, NewObject and the This of a native constructor are;
// Attach panics otherwise. Only the goroutine of o's engine may call it.
func Attach(o *goja.Object, state any) {
	if o == nil {
		panic("engine: Attach to a nil object")
	}
	if fast {
		attachFast(o, state)
	} else {
		attachSafe(o, state)
	}
}

// StateOf returns the state of o, and whether Attach was ever called for this very object: not for its prototype, not for
// the target of a proxy, not for an object that its properties were copied from. Only the goroutine of o's engine may
// call it.
//
// With the safe implementation a script sees a symbol more in Reflect.ownKeys of a platform object. If it gives an object of
// its own a getter under that symbol, StateOf calls the getter, and panics with what that throws.
func StateOf(o *goja.Object) (state any, ok bool) {
	if o == nil {
		return nil, false
	}
	if fast {
		return stateFast(o)
	}
	return stateSafe(o)
}

const className = "Object"

// cannotAttach says why o does not take a state.
func cannotAttach(o *goja.Object) string {
	kind := KindOf(o)
	switch {
	case kind == Plain && o.ClassName() == className:
		return "engine: Attach needs an extensible object: attach the state where the object is made, before a script can freeze it"
	case kind == Plain:
		return "engine: Attach needs an ordinary object, not one of the class " + o.ClassName()
	}
	return fmt.Sprintf("engine: Attach needs an ordinary object, not %v: make it with CreateObject or NewObject, "+
		"or take the This of the constructor call", kind)
}
