// Package webidl implements the JavaScript binding of the Web IDL Standard. An [Interface] is a
// table; from the table follows the exact shape that Web IDL gives an interface in JavaScript:
// property attributes, the name and length of every function, prototype chains, brand checks,
// argument counts, conversions, and errors in the words of browsers.
//
//	interfaces                webidl.go (tables and Realm), install.go, shapes.go, expose.go
//	calls and conversions     call.go, convert.go, integer.go, values.go
//	buffer sources            buffer_source.go, array_buffer.go
//	promises, microtasks      promise.go, microtask.go
//	DOMException, errors      dom_exception.go, errors.go
//	built-ins before scripts  intrinsics.go, native.go
//
// A platform object is an ordinary JavaScript object that carries a Go value, its state (see
// package engine). The interface's Is tells which states implement the interface, so the Go type of
// the state is the brand. A state that Go code makes an object for is a [PlatformState], which
// names its interface. Namespaces are tables too, without Is.
//
// Declarations of iterables, maplikes, setlikes and stringifiers, callback interfaces, and indexed
// and named properties are absent.
//
// https://webidl.spec.whatwg.org/#javascript-binding
package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Interface is the table of an interface, or of a namespace.
type Interface struct {
	Name   string
	Parent *Interface // the interface that it inherits from
	// Is reports whether a state implements this interface or one that inherits from it. It is nil
	// for a namespace.
	Is func(state any) bool
	// Constructor is the constructor operation. Without it, `new` throws "Illegal constructor".
	Constructor *Constructor
	Constants   []Constant
	Attributes  []Attribute
	Operations  []Operation
	Statics     []Operation
	// PrototypeParent returns the [[Prototype]] of the prototype object, or of the namespace
	// object, if that is neither the prototype object of Parent nor %Object.prototype%. For
	// DOMException it is %Error.prototype%, for Window the named properties object.
	PrototypeParent func(*Realm) *goja.Object
	// Own means that attributes and operations are own properties of the interface's instance, of
	// which a realm has only one: the global object ([Global]), or Location, all of whose members
	// are unforgeable. DefineMembers defines them.
	Own bool

	shape shapes
}

// Constructor is the constructor operation of an interface.
type Constructor struct {
	Length int // the number of required arguments
	// New returns the state of the new object c.This, whose prototype is that of new.target.
	New func(c Call) (state any)
}

// Constant is a constant, on the interface object and on its prototype object.
type Constant struct {
	Name  string
	Value int
}

// Attribute is an attribute. It is read only if it has no Set.
type Attribute struct {
	Name string
	Get  func(c Call) goja.Value
	Set  func(c Call, v goja.Value)
	// Unforgeable attributes are own, non-configurable properties of each instance
	// ([LegacyUnforgeable]). Only an interface whose members are Own may have unforgeable
	// attributes with a Set.
	Unforgeable bool
	// Replaceable attributes of a global object become ordinary own properties when a script
	// assigns to them ([Replaceable]).
	Replaceable bool
	// Promise marks an attribute of a promise type. If its getter throws, the getter returns a
	// rejected promise instead.
	Promise bool
}

// Operation is an operation. Length is the number of its required arguments, and the length of its
// function object. A call with fewer arguments throws.
type Operation struct {
	Name   string
	Length int
	Call   func(c Call) goja.Value
	// Unforgeable operations are neither writable nor configurable ([LegacyUnforgeable]). Only an
	// interface whose members are Own may have them.
	Unforgeable bool
	// Promise marks an operation that returns a promise. If it throws, it returns a rejected
	// promise instead.
	Promise bool
}

// Realm has the interfaces of one engine and makes its platform objects. It belongs to the engine's
// goroutine.
type Realm struct {
	VM *goja.Runtime
	// Data is the *scope.Scope of the realm.
	Data any
	// Intrinsics are the engine's built-in objects as they were when the realm was made.
	Intrinsics Intrinsics

	engine      *engine.Realm
	global      *goja.Object
	globalState any
	frame       [1]goja.StackFrame

	exposure   *exposure // the things on the global object
	batch      bool      // a Batch is under way, which will define the exposed things at its end
	interfaces map[*Interface]*interfaceObjects
	latest     struct { // the element of interfaces that objectsOf returned last
		iface   *Interface
		objects *interfaceObjects
	}
	getters map[*Attribute]*goja.Object  // getters of unforgeable attributes, shared by all instances
	values  map[string]func() goja.Value // the values of DefineLazily

	objectPrototype *goja.Object // %Object.prototype%
	iteration       arrayIteration

	promises     promises
	callFunction Native       // %Function.prototype.call%, nil until CallFunction needs it
	settled      *goja.Object // the promise of QueueMicrotask, nil until the first microtask
}

// interfaceObjects are the objects of one interface in one realm.
type interfaceObjects struct {
	object    *goja.Object  // the interface object, nil until it is needed
	prototype *goja.Object  // the interface prototype object
	instance  *engine.Shape // the shape of its platform objects
}

// NewRealm returns the realm of vm. It must be called before scripts run there.
func NewRealm(vm *goja.Runtime) *Realm {
	r := &Realm{
		VM:         vm,
		global:     vm.GlobalObject(),
		interfaces: map[*Interface]*interfaceObjects{},
		Intrinsics: Intrinsics{IntrinsicsNeeded.Of(vm), vm},
		exposure:   &nothingExposed,

		objectPrototype: vm.NewObject().Prototype(),
	}
	r.engine = engine.NewRealm(vm, r)
	return r
}

// Global returns the global object.
func (r *Realm) Global() *goja.Object { return r.global }

// ObjectPrototype returns %Object.prototype%.
func (r *Realm) ObjectPrototype() *goja.Object { return r.objectPrototype }

// SetGlobalState makes the global object a platform object with this state. Package engine cannot
// attach a state to the global object, so State compares it by identity.
func (r *Realm) SetGlobalState(state any) { r.globalState = state }

// State returns the state of a platform object, or nil if v is not a platform object.
func (r *Realm) State(v goja.Value) any {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	if o == r.global {
		return r.globalState
	}
	state, _ := engine.StateOf(o)
	return state
}

// PlatformState is the state of a platform object that Go code makes. It names the interface of its
// object, so that functions of a table can make objects of that table: if they referred to the
// table itself, Go would report an initialization cycle.
type PlatformState interface{ Interface() *Interface }

// New returns a new platform object with this state.
//
// https://webidl.spec.whatwg.org/#new
func (r *Realm) New(state PlatformState) *goja.Object {
	objects := r.objectsOf(state.Interface())
	return r.engine.NewHost(objects.instance, objects.prototype, state)
}

// NewWith returns a new platform object and its state, a copy of state. It needs one allocation
// less than New.
//
// https://webidl.spec.whatwg.org/#new
func NewWith[T any, P interface {
	*T
	PlatformState
}](r *Realm, state T) (*goja.Object, *T) {
	objects := r.objectsOf(P(nil).Interface())
	return engine.NewHostWith(r.engine, objects.instance, objects.prototype, state)
}

// Prototype returns the interface prototype object of an interface.
func (r *Realm) Prototype(i *Interface) *goja.Object { return r.objectsOf(i).prototype }

// InterfaceObject returns the interface object of an interface, which is its constructor.
func (r *Realm) InterfaceObject(i *Interface) *goja.Object { return r.interfaceObject(i) }

// Installed reports whether Install has defined the interface in this realm.
func (r *Realm) Installed(i *Interface) bool {
	return r.exposure.has(exposed{kind: interfaceObject, iface: i})
}

// must panics if err is not nil. It is for definitions on new objects of this package, which can
// fail only through a mistake in it.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
