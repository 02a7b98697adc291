package webidl

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Most realms of a program expose the same things on their global objects, in the same order. So
// each list of exposed things exists once in the program, as an exposure, which leads to the
// exposures that are longer by one thing. Realms that expose the same things arrive at the same
// exposure, and share the shape of their global objects.

// exposed is one thing on the global object.
type exposed struct {
	kind  exposedKind
	iface *Interface
	name  string
}

type exposedKind uint8

const (
	interfaceObject exposedKind = iota
	globalMembers
	namespaceObject
	ownValue // a property of DefineLazily
)

// exposure is a list of exposed things: those of before, and last.
type exposure struct {
	before *exposure
	last   exposed

	mu   sync.Mutex
	next atomic.Pointer[[]*exposure]

	once  sync.Once
	shape *engine.Shape
}

// nothingExposed is the empty list.
var nothingExposed exposure

// with returns the exposure that has x in addition to those of e.
func (e *exposure) with(x exposed) *exposure {
	if next := e.find(x); next != nil {
		return next
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if next := e.find(x); next != nil {
		return next
	}
	next := &exposure{before: e, last: x}
	var all []*exposure
	if list := e.next.Load(); list != nil {
		all = slices.Clone(*list)
	}
	// A program that keeps defining new names must not fill the memory.
	const most = 32
	if len(all) < most {
		all = append(all, next)
		e.next.Store(&all)
	}
	return next
}

func (e *exposure) find(x exposed) *exposure {
	if list := e.next.Load(); list != nil {
		for _, next := range *list {
			if next.last == x {
				return next
			}
		}
	}
	return nil
}

func (e *exposure) has(x exposed) bool {
	for ; e.before != nil; e = e.before {
		if e.last == x {
			return true
		}
	}
	return false
}

// shapeOfGlobal returns the shape of a global object with everything that is exposed.
func (e *exposure) shapeOfGlobal() *engine.Shape {
	e.once.Do(func() { e.shape = engine.NewShape(e.membersSince(&nothingExposed)) })
	return e.shape
}

// membersSince returns the members of everything that is exposed in e and not in before.
func (e *exposure) membersSince(before *exposure) []engine.Member {
	var things []*exposed
	for ; e != before; e = e.before {
		things = append(things, &e.last)
	}
	var members memberList
	for _, x := range slices.Backward(things) {
		x.addMembers(&members)
	}
	return members.list
}

// Extend defines the members of a shape on a built-in object, in place of its own members with the
// same names. The Realm is the data of the members. A shape must be used for the same object in
// every realm.
func (r *Realm) Extend(s *engine.Shape, builtIn *goja.Object) error {
	return r.engine.Extend(s, builtIn)
}

// ReplacePrototype makes the prototype object of a built-in class one that has exactly the members
// of a shape. The Realm is the data of the members.
func (r *Realm) ReplacePrototype(class string, s *engine.Shape) error {
	return r.engine.ReplacePrototype(class, s)
}

func (x *exposed) addMembers(members *memberList) {
	i, name := x.iface, x.name
	switch x.kind {
	case interfaceObject:
		members.add(i.Name, func(r *Realm) engine.Property {
			return engine.Property{Value: r.interfaceObject(i), Writable: true, Configurable: true}
		})
	case namespaceObject:
		members.add(i.Name, func(r *Realm) engine.Property {
			return engine.Property{Value: r.namespace(i), Writable: true, Configurable: true}
		})
	case ownValue:
		members.add(name, func(r *Realm) engine.Property {
			return engine.Property{Value: r.values[name](), Writable: true, Configurable: true}
		})
	case globalMembers:
		i.addMembers(members)
	}
}

// Batch calls f and then defines everything that f has installed on the global object at once. This
// makes a realm cheap. It returns an error if the global object refuses a definition.
func (r *Realm) Batch(f func()) error {
	before := r.exposure
	r.batch = true
	f()
	r.batch = false
	if before != &nothingExposed {
		return r.engine.Define(engine.NewShape(r.exposure.membersSince(before)), r.global)
	}
	return r.engine.Extend(r.exposure.shapeOfGlobal(), r.global)
}

func (r *Realm) expose(x exposed) {
	if r.batch {
		r.exposure = r.exposure.with(x)
		return
	}
	must(r.Batch(func() { r.expose(x) }))
}
