package engine

import (
	"sync/atomic"

	"github.com/dop251/goja"
)

// Shape is a list of members that all objects of a kind have, as if they had been defined on each object when it was made. The
// fast implementation makes a member when something first asks the object for it. A shape belongs to no engine, and any
// number of goroutines may use it at the same time.
type Shape struct {
	members []Member
	fastShape
}

// Member is an own property of the objects of a [Shape].
type Member struct {
	Name   string
	Symbol *goja.Symbol // the key, if there is no Name
	// Make returns the property, for one object. data is that of the object's [Realm]. It must run no script, and may be
	// called for the members of one object in any order. If it panics, the object is unchanged.
	Make func(data any) Property
}

// Property is a property with all its attributes: a data property with a Value, otherwise an accessor.
type Property struct {
	Value                              goja.Value
	Getter, Setter                     goja.Value // nil for none
	Writable, Enumerable, Configurable bool
}

// NewShape returns a shape. The properties of its objects are in the order of the members.
func NewShape(members []Member) *Shape { return &Shape{members: members} }

// Realm makes the objects of one engine. It belongs to the goroutine of that engine.
type Realm struct {
	vm   *goja.Runtime
	data any
	fastRealm
}

// NewRealm returns the realm of an engine, whose members are made with data. It panics if the engine has a realm already.
func NewRealm(vm *goja.Runtime, data any) *Realm {
	if Claimed(vm) {
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

// Eagerly calls f. Realms that are made meanwhile make every member at once, as the safe implementation does, so that tests can
// compare what scripts see.
func Eagerly(f func()) {
	eager.Store(true)
	defer eager.Store(false)
	f()
}

// Claimed reports whether the engine has a realm.
func Claimed(vm *goja.Runtime) bool {
	if fast {
		return claimedFast(vm)
	}
	return claimedSafe(vm)
}

// NewObject returns an object with this prototype. The caller calls Complete as soon as members can be made.
func (r *Realm) NewObject(s *Shape, prototype *goja.Object) *goja.Object {
	if r.lazy() {
		return r.newLazy(s, prototype)
	}
	return r.vm.CreateObject(prototype)
}

// Complete gives an object that NewObject made its members, if it does not have them yet.
func (r *Realm) Complete(s *Shape, o *goja.Object) {
	if !r.lazy() {
		r.mustDefine(s, o)
	}
}

// NewHost returns an object with a state.
func (r *Realm) NewHost(s *Shape, prototype *goja.Object, state any) *goja.Object {
	if r.lazyHosts(s) {
		return r.newLazyHost(s, prototype, state)
	}
	o := r.vm.CreateObject(prototype)
	r.Attach(s, o, state)
	return o
}

// NewHostWith returns an object and its state, a copy of the given one. The fast implementation allocates both together.
func NewHostWith[T any](r *Realm, s *Shape, prototype *goja.Object, state T) (*goja.Object, *T) {
	if r.lazyHosts(s) {
		return newLazyHostWith(r, s, prototype, state)
	}
	made := new(T)
	*made = state // taking the address of state itself would allocate it above too
	return r.NewHost(s, prototype, made), made
}

// lazyHosts reports whether newLazyHost makes the objects of the shape.
func (r *Realm) lazyHosts(s *Shape) bool { return fast && (r.lazy() || len(s.members) == 0) }

// Attach ties a state to an object that somebody else made (the This of a native constructor), as the function [Attach]
// does, and defines the members on it.
func (r *Realm) Attach(s *Shape, o *goja.Object, state any) {
	Attach(o, state)
	r.mustDefine(s, o)
}

// Define defines the members on an object at once. It returns the first error.
func (r *Realm) Define(s *Shape, o *goja.Object) error {
	for i := range s.members {
		if err := r.define(&s.members[i], o); err != nil {
			return err
		}
	}
	return nil
}

// mustDefine is Define for objects that no script has seen.
func (r *Realm) mustDefine(s *Shape, o *goja.Object) {
	if err := r.Define(s, o); err != nil {
		panic(err)
	}
}

// Extend defines the members on a built-in object, such as the global object, in place of the properties that it may have
// at their names. It returns the first error. A shape is for the same object of every engine, extended with the same shapes
// before.
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
