// Package engine is the only package that relies on how goja and Go work inside. All other packages
// use goja's exported API and this package.
//
// Each operation has a fast implementation, which reads and writes goja's structs, and a safe one,
// which uses goja's exported API only. The policy is all or nothing: when the program starts, the
// package verifies everything that the fast implementation assumes. If one assumption does not
// hold, or in a build with the tag gojs_safe, the whole package uses the safe implementation.
// [Mode] says which one is in use, and why. Nothing that happens later in the program changes that.
//
// # What the fast implementation assumes
//
//	file                 assumption                                                     verified by
//	mirror_fast.go       goja's structs have the fields of their mirrors                verifyMirrors
//	mirror_fast.go       an interface value is two words: one identifies the dynamic    verifyWords,
//	                     type, the other is the pointer                                 verifyFewWords
//	mirror_fast.go       each type of primitive value has a first word of its own; a    verifyValues
//	                     string is a Go string or a slice of UTF-16 code units
//	kind_fast.go         the name of the dynamic type identifies the kind of an object  verifyKinds
//	kind_fast.go         the interface of objects has exactly the methods that the      verifyMethods
//	                     objects made here support
//	kind_fast.go         a view has its type, buffer, offset and length                 verifyViews
//	slot_fast.go         an object stays ordinary if its baseObject is replaced by a    verifySlots
//	                     copy with a state behind it
//	shape_fast.go        a templatedObject asks its template for a property once; the   verifyShapes
//	                     global object is one; %Object.prototype% is in Runtime.global
//	native_fast.go       the template of the global object makes each built-in global;  intrinsicMaker.find,
//	                     a built-in method is a method value of *goja.Runtime           for each object
//	prototype_fast.go    Runtime.global has the prototypes of built-in classes          prototypeOffset,
//	                                                                                    for each class
//	storage_fast.go      ordinary objects and arrays have their properties and          verifyStorage,
//	                     elements where the mirrors have them                           verifyArray
//	names_fast.go        goja copies a marked list of names before it changes it        sharedNames
//	collection_fast.go   the entries of a Map or Set are in a list, and in a table by   verifyCollections
//	                     the hashes that the function hash returns
//	own_fast.go          a property that is not a plain value is a valueProperty; an    verifyOwn
//	                     error keeps its frames until something asks for its stack; an
//	                     iterator has its position in its Map or Set
//	stacks_fast.go       vm has the fields of its mirror; Runtime has vm and jobQueue   verifyStacks
//
// native_fast.go and prototype_fast.go are the exception to the policy: if one of their objects is
// not as assumed, only this object is made in another way, which needs no assumption.
//
// With a goja that our tests have verified as a whole, the start verifies only what an empty script
// uses; see engine_fast.go.
//
// # What the safe implementation does
//
// It identifies the kind of an object by its class, by the Go type that goja exports it as, and
// with built-in functions of an engine in which no script runs (see [Natives]): a script can
// neither forge nor observe that. It attaches the state of a platform object with a symbol, and
// makes the members of a shape at once. It differs from the fast implementation in the following:
//
//   - An object that inherits from the prototype of an iterator, a generator, a WeakMap or a
//     WeakSet counts as one of these. goja's functions cannot decide that: they either move such an
//     object, or run a script for the message of the error with which they refuse another one.
//   - A map[string]any that is not extensible and holds objects of the engine counts as a plain
//     object.
//   - A Uint8ClampedArray without elements is identified by the name of its constructor.
//   - The remaining values of an iterator are unknown, and so is the stack of an error whose name
//     or message is an accessor.
//   - Scripts can see the symbol of a state, and [StateOf] may run a script.
//   - The engine's stacks are not repaired after an interrupt.
//   - There is nothing that reads and makes whole objects at once (storage.go).
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
