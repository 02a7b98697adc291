// Package clone copies JavaScript values between runtimes: it is the structured clone of the HTML
// standard.
//
// [Serialize] turns a value of one goja.Runtime into a [Record]. A record belongs to no runtime and
// may be handed to another goroutine. [Record.Deserialize] makes a value of another runtime, or of
// the same one, out of it. [FromGo] and [Record.ToGo] do the same for Go values and need no
// runtime. Nothing but records may cross from one runtime to another.
//
//	record, err := clone.Serialize(vm, value, clone.Options{}) // on vm's goroutine
//	…
//	copied, _, err := record.Deserialize(otherVM) // on otherVM's goroutine
//
// A [Cloner] does this for one runtime again and again. It is faster than the functions, and
// scripts cannot influence it.
//
// # Scripts
//
// Serializing runs scripts only where the standard says so: getters of enumerable properties, and
// the lookup of an error's name on its prototype chain. Nothing else that a script can replace,
// such as Map.prototype.forEach or Symbol.iterator, is called or read.
//
// Deserializing needs the runtime's own constructors for Maps, Sets, Dates, RegExps, errors and
// views. A Cloner that was made before scripts ran has them, whatever scripts do later, and runs no
// script. [Record.Deserialize] calls the constructors that the global object has at the time, and
// fails if one of them was replaced and makes something else.
//
// # Platform objects
//
// A platform object is an object whose state is a Go value that package bindings attached when it
// made the object, such as a Blob or a MessagePort. If the state implements [Serializable], the
// object can be cloned; if it implements [Transferable], the object can be transferred. Only the
// state of a platform object, made by package bindings, counts: a Go value that was given to a
// script with goja.Runtime.ToValue is refused with a DataCloneError, whatever it implements. An
// embedder makes objects of classes of its own with bindings.Define.
//
// Go code may pass any value that implements Serializable, [Serialized] or Transferable to
// [FromGo]; no object of a runtime is needed there.
//
// A platform object is received by the [Host] of a Cloner. Where there is no host, receiving one
// fails.
//
// # Standard
//
// https://html.spec.whatwg.org/multipage/structured-data.html
package clone

import "github.com/dop251/goja"

// Options are the arguments of [Serialize] besides the value.
type Options struct {
	// Transfer is the transfer list: ArrayBuffers and platform objects that are moved instead of
	// copied. They are detached if, and only if, Serialize succeeds.
	Transfer []*goja.Object

	// MaxBytes limits the size of the record in bytes, as [Record.Size] counts them; 0 means no
	// limit. If the record would be larger, Serialize returns an *[Error] named QuotaExceededError
	// and transfers nothing.
	MaxBytes int
}

// Serializable is implemented by the state of a platform object that can be cloned.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#serializable-objects
type Serializable interface {
	// CloneSerialize runs the serialization steps, on the goroutine of the object's runtime. They
	// must run no script. If they return an *[Error], a script gets it as a DOMException.
	CloneSerialize() (Serialized, error)
}

// Serialized is a cloned platform object in a record. It belongs to no runtime, and several may
// receive it at once, by [Host.CloneDeserialize] or in Go. Go receives the Serialized itself or, if
// it has the method CloneToGo() (any, error), what that returns.
type Serialized interface {
	// CloneSize returns the approximate number of bytes that the receiver will hold on to, for
	// [Options.MaxBytes].
	CloneSize() int
}

// Transferable is implemented by the state of a platform object that can be transferred.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#transferable-objects
type Transferable interface {
	// CloneDetached reports whether the object was transferred already: it is the internal slot
	// [[Detached]].
	CloneDetached() bool
	// CloneTransfer runs the transfer steps. They cannot fail, and the object is detached
	// afterwards.
	CloneTransfer() Transferred
}

// Transferred is a transferred platform object in a record. It is received once, by
// [Host.CloneReceive] or in Go, or it is discarded. Go receives the Transferred itself or, if it
// has the method CloneToGo() (any, error), what that returns.
type Transferred interface {
	// Discard releases the object because nobody will receive it.
	Discard()
}

// Host makes platform objects in one runtime. Package bindings implements it; a Cloner without a
// host can receive everything but platform objects. The methods are called on the goroutine of the
// runtime.
type Host interface {
	// CloneDeserialize runs the deserialization steps of s. After an error nothing of the record is
	// received.
	CloneDeserialize(s Serialized) (*goja.Object, error)
	// CloneReceive runs the transfer-receiving steps of t. After an error t is discarded, and
	// nothing of the record is received. If something else in the record cannot be received, the
	// object that CloneReceive returned is transferred once more and the result discarded.
	CloneReceive(t Transferred) (*goja.Object, error)
}

// Serialize makes a record of v, a value of vm.
//
//	record, err := clone.Serialize(vm, value, clone.Options{Transfer: []*goja.Object{buffer}})
//
// The error is an *[Error] named DataCloneError or QuotaExceededError, the *goja.Exception that a getter of v threw, or the
// *goja.InterruptedError or *goja.StackOverflowError that stopped the getter. A Go function that was called from a script
// should panic with any of the last three.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func Serialize(vm *goja.Runtime, v goja.Value, opt Options) (*Record, error) {
	c := borrow(vm)
	defer c.giveBack()
	return c.Serialize(v, opt)
}

// Deserialize makes a value of vm out of r, as [Cloner.Deserialize] does without a [Host].
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (r *Record) Deserialize(vm *goja.Runtime) (v goja.Value, transferred []goja.Value, err error) {
	c := borrow(vm)
	defer c.giveBack()
	return c.Deserialize(r)
}
