package engine

import (
	"fmt"

	"github.com/dop251/goja"
)

// A platform object, such as a MessagePort or an Event, must be an ordinary object for everything
// that a script can do to it: class fields and private names in subclasses, expandos, freezing,
// enumeration. The object that goja makes of a Go struct is not, because it has its own rules for
// properties. So a platform object is an object that CreateObject returns, or the This of a native
// constructor, with a state attached. The state is an internal slot: scripts can neither see nor
// forge it.

// Attach attaches state to o, in place of any earlier state. Call it where the object is made,
// before a script sees the object.
//
// The object must be ordinary and extensible, as the results of CreateObject and NewObject and the
// This of a native constructor are; otherwise Attach panics. It must be called on the goroutine of
// o's engine.
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

// StateOf returns the state of o. ok reports whether Attach was ever called for this very object: a
// prototype, the target of a proxy, or an object that o's properties were copied from does not
// count. It must be called on the goroutine of o's engine.
//
// With the safe implementation a script sees one more symbol in Reflect.ownKeys of a platform
// object. If a script gives an object of its own a getter with that symbol, StateOf calls the
// getter, and panics with the exception that the getter throws.
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

// cannotAttach returns the message of Attach's panic: why o cannot take a state.
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
