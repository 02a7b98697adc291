package webidl

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// What is on the global object is the same in most realms of a program. So what is installed one after the other leads
// from one exposure to the next, and realms in which the same is installed come to the same exposure, which has the shape
// of their global objects.

// exposed is a thing on the global object.
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
	ownValue // of DefineLazily
)

// exposure is what was exposed before, and one thing more.
type exposure struct {
	before *exposure
	last   exposed

	mu   sync.Mutex
	next atomic.Pointer[[]*exposure]

	once  sync.Once
	shape *engine.Shape
}

var nothingExposed exposure

// with is e and one thing more.
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
	// Programs that define ever new names are not to fill the memory.
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

// shapeOfGlobal is the shape of a global object with all that is exposed.
func (e *exposure) shapeOfGlobal() *engine.Shape {
	e.once.Do(func() { e.shape = engine.NewShape(e.membersSince(&nothingExposed)) })
	return e.shape
}

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

// Extend defines members on a built-in object, or in the place of some of its own. They are made with the Realm as data. A
// shape is for the same object in every realm.
func (r *Realm) Extend(s *engine.Shape, builtIn *goja.Object) error {
	return r.slots.Extend(s, builtIn)
}

// ReplacePrototype makes the prototype object of a built-in class one that has the members of a shape and no others. They are
// made with the Realm as data.
func (r *Realm) ReplacePrototype(class string, s *engine.Shape) error {
	return r.slots.ReplacePrototype(class, s)
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

// Batch calls f, which installs things, and defines all of it on the global object when it is through: that is how a realm
// is made at little cost. It returns what the global object refuses a definition with.
func (r *Realm) Batch(f func()) error {
	before := r.exposure
	r.batch = true
	f()
	r.batch = false
	if before != &nothingExposed {
		return r.slots.Define(engine.NewShape(r.exposure.membersSince(before)), r.global)
	}
	return r.slots.Extend(r.exposure.shapeOfGlobal(), r.global)
}

func (r *Realm) expose(x exposed) {
	if r.batch {
		r.exposure = r.exposure.with(x)
		return
	}
	must(r.Batch(func() { r.expose(x) }))
}
