// Package slot gives ordinary JavaScript objects internal slots: Go state that scripts can neither see nor forge.
//
// A platform object (a MessagePort, an Event) has to be an ordinary object for everything that a script does to it:
// class fields and private names in subclasses, expandos, freezing, enumeration. What goja makes of a Go struct is not:
// it has its own rules for properties. So a platform object here is what CreateObject returns, or the This of a native
// constructor, and this package ties the Go state to it.
//
// There are two implementations behind one face. The fast one reaches into goja's object representation; it checks each
// of its assumptions about that representation when the program starts, and if one does not hold the safe one is used.
// The safe one uses nothing but goja's exported API; the build tag gojs_safe chooses it always. They differ in what a
// script can observe: see [Fast].
package slot

import (
	"fmt"
	"reflect"

	"github.com/dop251/goja"
)

// Attach ties state to o, in place of the state that it may have. Call it where the object is made, before a script
// sees it.
//
// The object must be ordinary and extensible, as CreateObject, NewObject and the This of a native constructor are;
// Attach panics otherwise. Only the goroutine of o's runtime may call it.
func Attach(o *goja.Object, state any) {
	if o == nil {
		panic("slot: Attach to a nil object")
	}
	if fast {
		attachFast(o, state)
	} else {
		attachSafe(o, state)
	}
}

// Of returns the state of o, and whether Attach was ever called for this very object: not for its prototype, not for
// the target of a proxy, not for an object that its properties were copied from. Only the goroutine of o's runtime may
// call it.
func Of(o *goja.Object) (state any, ok bool) {
	if o == nil {
		return nil, false
	}
	if fast {
		return ofFast(o)
	}
	return ofSafe(o)
}

// Fast reports whether the fast implementation is in use. With the safe one a script sees a symbol more in
// Reflect.ownKeys of a platform object, and a script that gives an object of its own a getter under that symbol has its
// code called by [Of], which then panics with what that code throws.
func Fast() bool { return fast }

const className = "Object"

// ordinaryType is goja's type of ordinary objects, nil if it cannot be told.
var ordinaryType = implementation(goja.New().NewObject())

// implementation returns the dynamic type behind an object, nil if goja keeps it elsewhere than in the field self.
func implementation(o *goja.Object) reflect.Type {
	self := reflect.ValueOf(o).Elem().FieldByName("self")
	if !self.IsValid() || self.Kind() != reflect.Interface || self.IsNil() {
		return nil
	}
	return self.Elem().Type()
}

// cannotAttach says why o does not take a state.
func cannotAttach(o *goja.Object) string {
	if t := implementation(o); t != ordinaryType || o.ClassName() != className {
		return fmt.Sprintf("slot: Attach needs an ordinary object, not a %s (%v): make it with CreateObject or NewObject, "+
			"or take the This of the constructor call", o.ClassName(), t)
	}
	return "slot: Attach needs an extensible object: attach the state where the object is made, before a script can freeze it"
}
