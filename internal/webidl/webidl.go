// Package webidl is what every interface of package bindings shares: interfaces are tables, and from a table
// follow, without exception, the shape that Web IDL gives an interface in JavaScript (property attributes, name
// and length of every function, prototype chains, brand checks, argument counts, conversions) and the browsers'
// words for the errors.
//
// A platform object is an ordinary JavaScript object that carries a Go state (internal/slot). The table of its
// interface says which states are of that interface; the state's Go type is the brand.
//
// https://webidl.spec.whatwg.org/#javascript-binding
package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Interface is the table of one interface.
type Interface struct {
	Name   string
	Parent *Interface // the interface it inherits from
	// Is says whether the state of a platform object implements this interface (or one that inherits from it).
	Is func(state any) bool
	// Constructor makes the state of the new object this. With none, `new` throws "Illegal constructor".
	Constructor *Constructor
	Constants   []Constant
	Attributes  []Attribute
	Operations  []Operation
	Statics     []Operation
	// PrototypeParent is the [[Prototype]] of the prototype object where it is not that of Parent or
	// %Object.prototype% (DOMException: %Error.prototype%; Window: its named properties object); or that of a namespace
	// object.
	PrototypeParent func(*Realm) *goja.Object
	// Own says that attributes and operations are own properties of the interface's instance, of which a realm has one:
	// those of the global object ([Global]), and of Location, all of whose members are unforgeable. DefineMembers
	// defines them.
	Own bool

	shape shapes
}

// Constructor is the constructor operation of an interface.
type Constructor struct {
	Length int // required arguments
	// New makes the state. The call's This is the new object, whose prototype is that of new.target.
	New func(c Call) (state any)
}

// Constant is a constant of an interface, on the interface object and its prototype.
type Constant struct {
	Name  string
	Value int
}

// Attribute is an attribute: read only where it has no Set.
type Attribute struct {
	Name string
	Get  func(c Call) goja.Value
	Set  func(c Call, v goja.Value)
	// Unforgeable attributes are own, non-configurable properties of each instance ([LegacyUnforgeable]). Those with a
	// Set are for interfaces whose members are Own.
	Unforgeable bool
	// Replaceable attributes of a global become an ordinary own property when assigned ([Replaceable]).
	Replaceable bool
	// Promise marks an attribute of a promise type: what its getter throws rejects a promise instead.
	Promise bool
}

// Operation is an operation. Length is the number of its required arguments: a call with fewer throws. Function
// objects get it as their length.
type Operation struct {
	Name   string
	Length int
	Call   func(c Call) goja.Value
	// Unforgeable operations are neither writable nor configurable ([LegacyUnforgeable]): only where members are Own.
	Unforgeable bool
	// Promise marks an operation that returns a promise: what it throws rejects the promise instead.
	Promise bool
}

// Realm is the Web IDL machinery of one engine. It belongs to the engine's goroutine.
type Realm struct {
	VM *goja.Runtime
	// Data is what the bindings keep for a realm.
	Data any
	// Intrinsics are the engine's built-in objects as they were when the realm was made.
	Intrinsics Intrinsics

	slots       *engine.Realm
	global      *goja.Object
	globalState any
	frame       [1]goja.StackFrame

	exposure   *exposure // what is exposed on the global object
	batch      bool      // what is exposed is to be defined when the batch ends
	interfaces map[*Interface]*interfaceObjects
	latest     struct { // of interfaces, what was asked for last
		iface   *Interface
		objects *interfaceObjects
	}
	getters map[*Attribute]*goja.Object  // of unforgeable attributes, shared by all instances
	values  map[string]func() goja.Value // of DefineLazily

	objectPrototype *goja.Object // %Object.prototype%
	iteration       arrayIteration

	promises     promises
	callFunction Native       // %Function.prototype.call%, nil until CallFunction needs it
	settled      *goja.Object // of QueueMicrotask, nil until the first is queued
}

// interfaceObjects are what one interface has in one realm.
type interfaceObjects struct {
	object    *goja.Object  // interface object, nil until it is needed
	prototype *goja.Object  // interface prototype object
	instance  *engine.Shape // of its platform objects
}

// NewRealm makes the machinery for vm, before scripts run there.
func NewRealm(vm *goja.Runtime) *Realm {
	r := &Realm{
		VM:         vm,
		global:     vm.GlobalObject(),
		interfaces: map[*Interface]*interfaceObjects{},
		Intrinsics: Intrinsics{IntrinsicsNeeded.Of(vm), vm},
		exposure:   &nothingExposed,

		objectPrototype: vm.NewObject().Prototype(),
	}
	r.slots = engine.NewRealm(vm, r)
	return r
}

// Global is the global object.
func (r *Realm) Global() *goja.Object { return r.global }

// ObjectPrototype is %Object.prototype%.
func (r *Realm) ObjectPrototype() *goja.Object { return r.objectPrototype }

// SetGlobalState makes the global object a platform object with this state. The global object cannot have a slot:
// it is recognised by identity.
func (r *Realm) SetGlobalState(state any) { r.globalState = state }

// State is the Go state of a platform object, nil if v is none.
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

// PlatformState is the Go state of a platform object that Go code creates. It names the interface of its object, so that a
// table need not be named by the functions that it refers to: Go would take that for an initialization cycle.
type PlatformState interface{ Interface() *Interface }

// New creates a platform object that has this state.
//
// https://webidl.spec.whatwg.org/#new
func (r *Realm) New(state PlatformState) *goja.Object {
	objects := r.objectsOf(state.Interface())
	return r.slots.NewHost(objects.instance, objects.prototype, state)
}

// NewWith creates a platform object together with its state, a copy of the given one: an allocation less than New.
//
// https://webidl.spec.whatwg.org/#new
func NewWith[T any, P interface {
	*T
	PlatformState
}](r *Realm, state T) (*goja.Object, *T) {
	objects := r.objectsOf(P(nil).Interface())
	return engine.NewHostWith(r.slots, objects.instance, objects.prototype, state)
}

// Prototype is the interface prototype object of an interface.
func (r *Realm) Prototype(i *Interface) *goja.Object { return r.objectsOf(i).prototype }

// InterfaceObject is the interface object (the constructor) of an interface.
func (r *Realm) InterfaceObject(i *Interface) *goja.Object { return r.interfaceObject(i) }

// Installed says whether Install has defined the interface in this realm.
func (r *Realm) Installed(i *Interface) bool {
	return r.exposure.has(exposed{kind: interfaceObject, iface: i})
}

// must is for definitions on objects that this package has just made: they can only fail by a mistake in it.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
