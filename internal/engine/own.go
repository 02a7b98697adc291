package engine

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// The functions here are fast ways to read what [Natives] can read too. Two of them, Frames and
// Remaining, have no other way that runs no script and leaves the iterator where it is. Each
// function reports if it does not know the result, as the safe implementation always does. None of
// them runs a script.

// OwnNames returns the names of the own properties of o in the order of their creation, including
// integers. For arrays, typed arrays and String objects it leaves out the elements. The caller must
// not change the list. complete reports whether o has no other properties with string keys.
func OwnNames(o *goja.Object) (names []unistring.String, complete, known bool) { return ownNames(o) }

// OwnNamed returns an own property of o. found reports whether there is one.
func OwnNamed(o *goja.Object, name unistring.String) (p Property, found, known bool) {
	return ownNamed(o, name)
}

// NoSymbols reports whether o is known to have no properties with symbol keys.
func NoSymbols(o *goja.Object) bool { return noSymbols(o) }

// ArrayLength returns the length of an array.
func ArrayLength(o *goja.Object) (n uint32, known bool) { return arrayLength(o) }

// Dense reports whether o is known to be an array whose own properties are elements from 0 up to
// its length, none of them an accessor. (The engine miscounts elements that were defined twice, so
// there may be holes.)
func Dense(o *goja.Object) bool { return dense(o) }

// Stored returns the elements of an array in the engine's form: nil is a hole, anything else an
// argument for PropertyIn. The caller must not change them.
func Stored(o *goja.Object) (elements []goja.Value, known bool) { return stored(o) }

// PropertyIn returns the property that the engine stores as v. It returns a zero Property for a
// hole.
func PropertyIn(v goja.Value) Property { return propertyIn(v) }

// Frames returns the calls of an error whose stack property does not exist yet. The engine makes
// the stack when something first reads it, and then looks up name and message, which may run a
// script. unmade reports whether that has not happened yet; it is true if that is not known.
func Frames(o *goja.Object) (frames []goja.StackFrame, unmade bool) { return framesOf(o) }

// Remaining returns the values that an iterator of a Map or Set has not returned yet. pairs reports
// whether they are keys and values in turn.
func Remaining(o *goja.Object) (values []goja.Value, pairs, known bool) { return remaining(o) }

// IsUTF16 reports whether the engine is known to store s as UTF-16. The safe implementation always
// returns false.
func IsUTF16(s goja.String) bool { return isUTF16(s) }
