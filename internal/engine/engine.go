// Package engine is the one place that relies on how goja works inside. Everything else uses goja's exported API and this
// package.
//
// Each operation has a fast implementation, which reads and writes goja's structs, and a safe one, which uses goja's
// exported API only. At the start of the program the package verifies everything that the fast implementation assumes. If
// one assumption does not hold, or in a build with the tag gojs_safe, the whole package uses the safe implementation;
// [Mode] says which one is in use, and why. Nothing that a program does later changes that.
//
// # What the fast implementation assumes
//
//	file                 assumption                                                     verified by
//	mirror_fast.go       goja's structs have the fields that the mirrors have           verifyMirrors
//	mirror_fast.go       an interface value is two words: one tells the dynamic type,   verifyWords
//	                     the other is the pointer
//	kind_fast.go         the name of the dynamic type tells what an object is           verifyKinds
//	kind_fast.go         the interface of objects has no other methods than those       verifyMethods
//	                     that the objects made here were written for
//	slot_fast.go         an object stays ordinary if its baseObject is replaced by a    verifySlots
//	                     copy with a state behind it
//	shape_fast.go        a templatedObject asks its template for a property once; the   verifyShapes
//	                     global object is one; %Object.prototype% is in Runtime.global
//	native_fast.go       a built-in method is a method value of *goja.Runtime           found out for each method, with
//	                                                                                    a way that always works
//	prototype_fast.go    Runtime.global has the prototypes of built-in classes          the same
//	storage_fast.go      the properties of ordinary objects and arrays are where the    verifyStorage
//	                     mirrors have them, and shared lists of names are copied
//	                     before they are changed
//	collection_fast.go   the entries of Maps and Sets are in a list and a table of the  verifyCollections
//	                     hashes that hash returns
//	view_fast.go         a view has its type, buffer, offset and length                 verifyViews
//	own_fast.go          a property that is not a plain value is a valueProperty; an    verifyOwn
//	                     error keeps its frames until something asks for its stack; an
//	                     iterator is at an entry of its Map or Set
//	stacks_fast.go       the fields of vm are where the mirror has them                 verifyStacks
//
// # What the safe implementation cannot do
//
// It tells kinds of objects by their class and the Go type that they are exported as, and by built-in functions of an
// engine in which no script runs (see [Natives]): a script can neither forge nor observe that. There are three exceptions.
// An iterator, generator, WeakMap or WeakSet is an object that inherits from the prototype of its class: goja's functions
// either move such an object, or run a script for the message of the error with which they refuse another one. A
// map[string]any that holds objects of the engine, and was made not extensible, is taken for a plain object. A Uint8ClampedArray without elements is one
// whose constructor has that name. The contents of an iterator are unknown, and so is the stack of an error whose name or
// message is an accessor. [StateOf] may run a script, see there. Nothing is done for the engine's stacks after an interrupt.
package engine

// Mode reports whether the fast implementation is in use, and if not, why.
func Mode() (isFast bool, reason string) {
	if fast {
		return true, ""
	}
	return false, reasonNotFast()
}

// Fast reports whether the fast implementation is in use.
func Fast() bool { return fast }
