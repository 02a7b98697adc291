package engine

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// What the next functions return can be found out with [Natives] as well, but not as fast; or, of errors and iterators, not
// without running a script or moving them. Each says when it does not know; the safe implementation never knows. No script
// runs.

// OwnNames returns the names of the own properties of o in the order of their creation, integers among them; of arrays, typed
// arrays and String objects only of those that are no elements. The caller must not change the list. complete reports
// whether these are all properties with strings for keys.
func OwnNames(o *goja.Object) (names []unistring.String, complete, known bool) { return ownNames(o) }

// OwnNamed returns an own property of o, and whether there is one.
func OwnNamed(o *goja.Object, name unistring.String) (p Property, found, known bool) {
	return ownNamed(o, name)
}

// NoSymbols reports whether it is known that o has no properties with symbols for keys.
func NoSymbols(o *goja.Object) bool { return noSymbols(o) }

// ArrayLength returns the length of an array.
func ArrayLength(o *goja.Object) (n uint32, known bool) { return arrayLength(o) }

// Dense reports whether it is known that o is an array whose own properties are elements from 0 up to its length, none an
// accessor. (The engine miscounts elements that were defined twice: there may be holes.)
func Dense(o *goja.Object) bool { return dense(o) }

// Stored returns the elements of an array as the engine keeps them: nil for a hole, and otherwise what PropertyIn takes. The
// caller must not change them.
func Stored(o *goja.Object) (elements []goja.Value, known bool) { return stored(o) }

// PropertyIn returns the property that the engine keeps as v. It returns a zero Property for a hole.
func PropertyIn(v goja.Value) Property { return propertyIn(v) }

// Frames returns the calls of an error whose stack nothing has asked for yet. The engine makes the stack when something asks
// for it, and looks up name and message for that, which may run a script. unmade reports whether that is still to come; it is
// true if that is not known.
func Frames(o *goja.Object) (frames []goja.StackFrame, unmade bool) { return framesOf(o) }

// Remaining returns what an iterator over a Map or Set has not returned yet: if pairs is true keys and values by turns.
func Remaining(o *goja.Object) (values []goja.Value, pairs, known bool) { return remaining(o) }

// IsUTF16 reports whether it is known that the engine keeps a string as UTF-16 because it is not ASCII.
func IsUTF16(s goja.String) bool { return isUTF16(s) }
