package webidl

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// shapes are the shapes of an interface's objects in every realm: of its prototype object, or of a
// namespace object, and of its instances.
type shapes struct {
	once                sync.Once
	prototype, instance *engine.Shape
}

// shapes returns the shapes of the interface, which it makes when they are first needed.
func (i *Interface) shapes() (prototype, instance *engine.Shape) {
	i.shape.once.Do(func() {
		i.shape.prototype = engine.NewShape(i.prototypeMembers())
		i.shape.instance = engine.NewShape(i.instanceMembers())
	})
	return i.shape.prototype, i.shape.instance
}

// prototypeMembers returns the members of the interface prototype object, or of the namespace
// object. A namespace has no Is, and only operations.
//
// https://webidl.spec.whatwg.org/#create-an-interface-prototype-object
func (i *Interface) prototypeMembers() []engine.Member {
	tag := engine.Member{Symbol: goja.SymToStringTag, Make: func(data any) engine.Property {
		return engine.Property{Value: data.(*Realm).VM.ToValue(i.Name), Configurable: true}
	}}
	var members memberList
	if i.Is == nil {
		for k := range i.Operations {
			members.add(i.Operations[k].Name, func(r *Realm) engine.Property { return r.static(i, &i.Operations[k]) })
		}
		return append(members.list, tag)
	}
	for _, c := range i.Constants {
		members.add(c.Name, func(r *Realm) engine.Property {
			return engine.Property{Value: r.VM.ToValue(c.Value), Enumerable: true}
		})
	}
	if !i.Own {
		i.addMembers(&members)
	}
	members.add("constructor", func(r *Realm) engine.Property {
		return engine.Property{Value: r.interfaceObject(i), Writable: true, Configurable: true}
	})
	return append(members.list, tag)
}

// ownMembers returns the attributes and operations of an interface whose members are Own.
func (i *Interface) ownMembers() []engine.Member {
	var members memberList
	i.addMembers(&members)
	return members.list
}

// addMembers adds the attributes and operations of the interface, except for the unforgeable
// attributes that its instances have.
func (i *Interface) addMembers(members *memberList) {
	for k := range i.Attributes {
		if a := &i.Attributes[k]; i.Own || !a.Unforgeable {
			members.add(a.Name, func(r *Realm) engine.Property { return r.attribute(i, a) })
		}
	}
	for k := range i.Operations {
		op := &i.Operations[k]
		members.add(op.Name, func(r *Realm) engine.Property { return r.operation(i, op) })
	}
}

// instanceMembers returns the unforgeable attributes, which each instance has as own properties.
func (i *Interface) instanceMembers() (members []engine.Member) {
	if i.Parent != nil {
		members = append(members, i.Parent.instanceMembers()...)
	}
	for k := range i.Attributes {
		if a := &i.Attributes[k]; a.Unforgeable && !i.Own {
			members = append(members, engine.Member{Name: a.Name, Make: func(data any) engine.Property {
				return engine.Property{Getter: data.(*Realm).sharedGetter(i, a), Enumerable: true}
			}})
		}
	}
	return members
}

// sharedGetter returns the getter of an unforgeable attribute, which all instances share.
func (r *Realm) sharedGetter(i *Interface, a *Attribute) *goja.Object {
	getter := r.getters[a]
	if getter == nil {
		getter = r.getter(i, a)
		if r.getters == nil {
			r.getters = map[*Attribute]*goja.Object{}
		}
		r.getters[a] = getter
	}
	return getter
}

// memberList is a list of members. A member replaces an earlier one of the same name.
type memberList struct {
	list  []engine.Member
	index map[string]int
}

func (l *memberList) add(name string, make func(r *Realm) engine.Property) {
	m := engine.Member{Name: name, Make: func(data any) engine.Property { return make(data.(*Realm)) }}
	if i, exists := l.index[name]; exists {
		l.list[i] = m
		return
	}
	if l.index == nil {
		l.index = map[string]int{}
	}
	l.index[name] = len(l.list)
	l.list = append(l.list, m)
}
