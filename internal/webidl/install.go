package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Install defines an interface on the global object. Its parent must be installed before it.
//
// https://webidl.spec.whatwg.org/#define-the-global-property-references
func (r *Realm) Install(i *Interface) {
	r.expose(exposed{kind: interfaceObject, iface: i})
}

// DefineMembers defines the attributes and operations of an interface on its one instance: the global object, for a
// [Global] interface. The interface need not be installed: then it has no interface object.
//
// https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface (step 10)
func (r *Realm) DefineMembers(instance *goja.Object, i *Interface) {
	if instance == r.global {
		r.expose(exposed{kind: globalMembers, iface: i})
		return
	}
	must(r.slots.Define(engine.NewShape(i.ownMembers()), instance))
}

// InstallNamespace defines a namespace object on the global object. Its operations need no receiver.
//
// https://webidl.spec.whatwg.org/#define-the-global-property-references
func (r *Realm) InstallNamespace(i *Interface) {
	r.expose(exposed{kind: namespaceObject, iface: i})
}

// DefineLazily defines a property of the global object that is as those of interfaces are: writable, configurable, not
// enumerable. The value is made when something first asks for it, or right now; make runs no script.
func (r *Realm) DefineLazily(name string, make func() goja.Value) {
	if r.values == nil {
		r.values = map[string]func() goja.Value{}
	}
	r.values[name] = make
	r.expose(exposed{kind: ownValue, name: name})
}

// objectsOf are the objects of an interface in this realm, which are made when they are first needed.
func (r *Realm) objectsOf(i *Interface) *interfaceObjects {
	if i != r.latest.iface {
		objects := r.makeObjectsOf(i) // which asks for others
		r.latest.iface, r.latest.objects = i, objects
	}
	return r.latest.objects
}

// makeObjectsOf makes the objects of an interface, unless that was done before.
func (r *Realm) makeObjectsOf(i *Interface) *interfaceObjects {
	if objects := r.interfaces[i]; objects != nil {
		return objects
	}
	// Create an interface prototype object: https://webidl.spec.whatwg.org/#create-an-interface-prototype-object
	var protoProto *goja.Object
	switch {
	case i.PrototypeParent != nil:
		protoProto = i.PrototypeParent(r)
	case i.Parent != nil:
		protoProto = r.objectsOf(i.Parent).prototype
	default:
		protoProto = r.objectPrototype
	}
	prototype, instance := i.shapes()
	objects := &interfaceObjects{prototype: r.slots.NewObject(prototype, protoProto), instance: instance}
	r.interfaces[i] = objects
	r.slots.Complete(prototype, objects.prototype)
	return objects
}

// interfaceObject is the interface object of an interface in this realm, which is made when it is first needed.
//
// https://webidl.spec.whatwg.org/#create-an-interface-object
func (r *Realm) interfaceObject(i *Interface) *goja.Object {
	objects := r.objectsOf(i)
	if objects.object != nil {
		return objects.object
	}
	o := r.constructor(i, objects)
	if i.Parent != nil {
		must(o.SetPrototype(r.interfaceObject(i.Parent)))
	}
	must(o.DefineDataProperty("prototype", objects.prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	for _, c := range i.Constants {
		must(o.DefineDataProperty(c.Name, r.VM.ToValue(c.Value), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	r.InstallStatics(o, i)
	objects.object = o
	return o
}

// constructor makes the constructor function.
//
// https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface
func (r *Realm) constructor(i *Interface, objects *interfaceObjects) *goja.Object {
	m := &member{iface: i, kind: construct}
	length := 0
	if i.Constructor != nil {
		length = i.Constructor.Length
	}
	f := r.VM.ToValue(func(call goja.ConstructorCall) *goja.Object {
		c := Call{Realm: r, member: m, This: call.This, Args: call.Arguments}
		if i.Constructor == nil {
			panic(r.VM.NewTypeError("Illegal constructor"))
		}
		if call.NewTarget == nil && !r.calledByNew() {
			c.TypeError("Please use the 'new' operator, this DOM object constructor cannot be called as a function.")
		}
		c.require(length)
		r.defaultPrototype(call, objects)
		r.slots.Attach(objects.instance, call.This, i.Constructor.New(c))
		return nil
	}).(*goja.Object)
	describe(r.VM, f, i.Name, length)
	return f
}

// defaultPrototype gives the new object the interface prototype object where new.target has no prototype: goja gives it
// %Object.prototype% then.
//
// https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface
func (r *Realm) defaultPrototype(call goja.ConstructorCall, objects *interfaceObjects) {
	if call.NewTarget == nil || call.This.Prototype() != r.objectPrototype {
		return
	}
	// 3.2. Let prototype be ? Get(newTarget, "prototype").
	if _, isObject := call.NewTarget.Get("prototype").(*goja.Object); isObject {
		return
	}
	// 3.3. If Type(prototype) is not Object, then: set prototype to the interface prototype object for interface.
	must(call.This.SetPrototype(objects.prototype))
}

// calledByNew tells `new F()` from `F()`, for which goja hands a native constructor the same arguments (new.target
// nil) where F itself is the target. A call pushes a native frame, or comes from native code (call, apply, map); the
// `new` operator runs the constructor straight from byte code.
func (r *Realm) calledByNew() bool {
	stack := r.VM.CaptureCallStack(1, r.frame[:0])
	return len(stack) > 0 && stack[0].SrcName() != "<native>"
}

// https://webidl.spec.whatwg.org/#define-the-attributes
func (r *Realm) attribute(i *Interface, a *Attribute) engine.Property {
	p := engine.Property{Getter: r.getter(i, a), Enumerable: true, Configurable: !a.Unforgeable}
	switch {
	case a.Replaceable:
		p.Setter = r.replacer(i, a)
	case a.Set != nil:
		p.Setter = r.setter(i, a)
	}
	return p
}

// https://webidl.spec.whatwg.org/#dfn-attribute-getter
func (r *Realm) getter(i *Interface, a *Attribute) *goja.Object {
	m := &member{iface: i, name: a.Name, kind: get}
	call := func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.receive(call.This)
		return a.Get(c)
	}
	if a.Promise {
		call = r.promised(call)
	}
	return r.NewFunction("get "+a.Name, 0, call)
}

// https://webidl.spec.whatwg.org/#dfn-attribute-setter
func (r *Realm) setter(i *Interface, a *Attribute) *goja.Object {
	m := &member{iface: i, name: a.Name, kind: set}
	return r.NewFunction("set "+a.Name, 1, func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.receive(call.This)
		c.require(1)
		a.Set(c, call.Arguments[0])
		return goja.Undefined()
	})
}

// replacer is the setter of a [Replaceable] attribute.
func (r *Realm) replacer(i *Interface, a *Attribute) *goja.Object {
	m := &member{iface: i, name: a.Name, kind: set}
	return r.NewFunction("set "+a.Name, 1, func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.receive(call.This)
		c.require(1)
		c.check(c.This.DefineDataProperty(a.Name, call.Arguments[0], goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		return goja.Undefined()
	})
}

// https://webidl.spec.whatwg.org/#define-the-operations
func (r *Realm) operation(i *Interface, op *Operation) engine.Property {
	m := &member{iface: i, name: op.Name, kind: execute}
	return r.function(op, func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.receive(call.This)
		c.require(op.Length)
		return op.Call(c)
	})
}

// static is an operation that needs no receiver.
func (r *Realm) static(i *Interface, op *Operation) engine.Property {
	m := &member{iface: i, name: op.Name, kind: execute}
	return r.function(op, func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.require(op.Length)
		return op.Call(c)
	})
}

func (r *Realm) function(op *Operation, call func(goja.FunctionCall) goja.Value) engine.Property {
	if op.Promise {
		call = r.promised(call)
	}
	return engine.Property{
		Value:        r.NewFunction(op.Name, op.Length, call),
		Writable:     !op.Unforgeable,
		Enumerable:   true,
		Configurable: !op.Unforgeable,
	}
}

// InstallStatics defines the static operations of an interface whose interface object is not ours.
//
// https://webidl.spec.whatwg.org/#define-the-static-operations
func (r *Realm) InstallStatics(object *goja.Object, i *Interface) {
	for k := range i.Statics {
		op := r.static(i, &i.Statics[k])
		must(object.DefineDataProperty(i.Statics[k].Name, op.Value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
}

// namespace creates a namespace object.
//
// https://webidl.spec.whatwg.org/#create-a-namespace-object
func (r *Realm) namespace(i *Interface) *goja.Object {
	prototype := r.objectPrototype
	if i.PrototypeParent != nil {
		prototype = i.PrototypeParent(r)
	}
	shape, _ := i.shapes()
	o := r.slots.NewObject(shape, prototype)
	r.slots.Complete(shape, o)
	return o
}

// NewFunction creates a built-in function object with this name and length.
//
// https://webidl.spec.whatwg.org/#dfn-create-operation-function
func (r *Realm) NewFunction(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	o := r.VM.ToValue(f).(*goja.Object)
	describe(r.VM, o, name, length)
	return o
}

// describe replaces the name and length that goja derives from the Go symbol.
func describe(vm *goja.Runtime, f *goja.Object, name string, length int) {
	must(f.DefineDataProperty("name", vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	if length != 0 {
		must(f.DefineDataProperty("length", vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
