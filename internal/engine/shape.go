package engine

import (
	"sync/atomic"

	"github.com/dop251/goja"
)

// Shape is a list of members that all objects of one sort have, as if they had been defined on each
// object when it was made. The fast implementation makes a member when something first asks the
// object for it. A shape belongs to no engine and may be used by any number of goroutines at the
// same time.
type Shape struct {
	members []Member
	fastShape
}

// Member is an own property of the objects of a [Shape].
type Member struct {
	Name   string
	Symbol *goja.Symbol // the key if Name is empty
	// Make returns the property for one object. data is that of the object's [Realm]. Make must run
	// no script. It may be called for the members of one object in any order. If Make panics, the
	// object is unchanged.
	Make func(data any) Property
}

// Property is a property with all its attributes. It is a data property if it has a Value,
// otherwise an accessor.
type Property struct {
	Value                              goja.Value
	Getter, Setter                     goja.Value // nil if absent
	Writable, Enumerable, Configurable bool
}

// NewShape returns a shape with these members. The properties of its objects have the same order.
func NewShape(members []Member) *Shape { return &Shape{members: members} }

// Realm makes objects of one engine. It belongs to the goroutine of that engine.
type Realm struct {
	vm   *goja.Runtime
	data any
	fastRealm
}

// NewRealm returns the realm of an engine. data is the argument of its members' Make. NewRealm
// panics if the engine has a realm already.
func NewRealm(vm *goja.Runtime, data any) *Realm {
	if HasRealm(vm) {
		panic("engine: the engine has a realm already")
	}
	r := &Realm{vm: vm, data: data}
	if fast {
		r.claim(!eager.Load())
	} else {
		r.claimSafe()
	}
	return r
}

var eager atomic.Bool

// Eagerly calls f. Realms that are made during the call make every member at once, as the safe
// implementation does, so that tests can compare what scripts see.
func Eagerly(f func()) {
	eager.Store(true)
	defer eager.Store(false)
	f()
}

// HasRealm reports whether the engine has a realm.
func HasRealm(vm *goja.Runtime) bool {
	if fast {
		return hasRealmFast(vm)
	}
	return hasRealmSafe(vm)
}

// NewObject returns an object with this prototype. The caller calls Complete as soon as its members
// can be made.
func (r *Realm) NewObject(s *Shape, prototype *goja.Object) *goja.Object {
	if r.lazy() {
		return r.newLazy(s, prototype)
	}
	return r.vm.CreateObject(prototype)
}

// Complete defines the members of an object that NewObject made, unless it has them already.
func (r *Realm) Complete(s *Shape, o *goja.Object) {
	if !r.lazy() {
		r.mustDefine(s, o)
	}
}

// NewHost returns a platform object with this state.
func (r *Realm) NewHost(s *Shape, prototype *goja.Object, state any) *goja.Object {
	if r.lazyHosts(s) {
		return r.newLazyHost(s, prototype, state)
	}
	o := r.vm.CreateObject(prototype)
	r.Attach(s, o, state)
	return o
}

// NewHostWith returns a platform object and its state, a copy of state. The fast implementation
// allocates both together.
func NewHostWith[T any](r *Realm, s *Shape, prototype *goja.Object, state T) (*goja.Object, *T) {
	if r.lazyHosts(s) {
		return newLazyHostWith(r, s, prototype, state)
	}
	made := new(T)
	*made = state // not &state: that would allocate state in the fast implementation too
	return r.NewHost(s, prototype, made), made
}

// lazyHosts reports whether newLazyHost can make objects of the shape.
func (r *Realm) lazyHosts(s *Shape) bool { return fast && (r.lazy() || len(s.members) == 0) }

// Attach attaches a state to an object that the engine made, the This of a native constructor, as
// the function [Attach] does, and defines the members on it.
func (r *Realm) Attach(s *Shape, o *goja.Object, state any) {
	Attach(o, state)
	r.mustDefine(s, o)
}

// Define defines all members on an object. It returns the first error.
func (r *Realm) Define(s *Shape, o *goja.Object) error {
	for i := range s.members {
		if err := r.define(&s.members[i], o); err != nil {
			return err
		}
	}
	return nil
}

// mustDefine is Define for objects that no script has seen. It panics on an error.
func (r *Realm) mustDefine(s *Shape, o *goja.Object) {
	if err := r.Define(s, o); err != nil {
		panic(err)
	}
}

// Extend defines the members on a built-in object, such as the global object, in place of its own
// properties with the same names. It returns the first error. A shape must be used for the same
// object of every engine, after the same other shapes.
func (r *Realm) Extend(s *Shape, builtIn *goja.Object) error {
	if r.lazy() && r.extend(s, builtIn) {
		return nil
	}
	return r.Define(s, builtIn)
}

func (r *Realm) define(m *Member, o *goja.Object) error {
	p := m.Make(r.data)
	if m.Symbol != nil {
		return p.defineSymbol(o, m.Symbol)
	}
	return p.define(o, m.Name)
}

func (p *Property) define(o *goja.Object, name string) error {
	if p.Value == nil {
		return o.DefineAccessorProperty(name, p.Getter, p.Setter, goja.ToFlag(p.Configurable), goja.ToFlag(p.Enumerable))
	}
	return o.DefineDataProperty(name, p.Value, goja.ToFlag(p.Writable), goja.ToFlag(p.Configurable), goja.ToFlag(p.Enumerable))
}

func (p *Property) defineSymbol(o *goja.Object, name *goja.Symbol) error {
	if p.Value == nil {
		return o.DefineAccessorPropertySymbol(name, p.Getter, p.Setter, goja.ToFlag(p.Configurable), goja.ToFlag(p.Enumerable))
	}
	return o.DefineDataPropertySymbol(name, p.Value, goja.ToFlag(p.Writable), goja.ToFlag(p.Configurable), goja.ToFlag(p.Enumerable))
}
