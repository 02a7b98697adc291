package slot

import "github.com/dop251/goja"

// Template makes objects that have a state, a prototype and some own accessors in common, such as the platform objects
// of one interface. It belongs to the goroutine of its runtime.
type Template struct {
	vm        *goja.Runtime
	prototype *goja.Object
	accessors []Accessor
	fast      fastTemplate
}

// Accessor is an own, enumerable, non-configurable property with a getter: a member that is [LegacyUnforgeable].
type Accessor struct {
	Name   string
	Getter *goja.Object
}

// NewTemplate makes a template. The accessors are defined on every object, in this order.
func NewTemplate(vm *goja.Runtime, prototype *goja.Object, accessors ...Accessor) *Template {
	t := &Template{vm: vm, prototype: prototype, accessors: accessors}
	if fast {
		t.prepare()
	}
	return t
}

// New makes an object with a state.
func (t *Template) New(state any) *goja.Object {
	if fast {
		return t.newFast(state)
	}
	o := t.vm.CreateObject(t.prototype)
	t.Attach(o, state)
	return o
}

// Attach ties a state to an object that somebody else made (the This of a native constructor), as the function
// [Attach] does, and defines the accessors.
func (t *Template) Attach(o *goja.Object, state any) {
	Attach(o, state)
	t.define(o)
}

func (t *Template) define(o *goja.Object) {
	for _, a := range t.accessors {
		a.define(o)
	}
}

func (a Accessor) define(o *goja.Object) {
	if err := o.DefineAccessorProperty(a.Name, a.Getter, nil, goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
		panic(err) // no script has had its hands on the object
	}
}
