package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// Install defines the interface object of an interface on the global object. The parent of the
// interface must be installed first.
//
// https://webidl.spec.whatwg.org/#define-the-global-property-references
func (r *Realm) Install(i *Interface) {
	r.expose(exposed{kind: interfaceObject, iface: i})
}

// DefineMembers defines the attributes and operations of an interface on its only instance, such as
// the global object of a [Global] interface. If the interface is not installed, it has no interface
// object.
//
// https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface (step 10)
func (r *Realm) DefineMembers(instance *goja.Object, i *Interface) {
	if instance == r.global {
		r.expose(exposed{kind: globalMembers, iface: i})
		return
	}
	must(r.engine.Define(engine.NewShape(i.ownMembers()), instance))
}

// InstallNamespace defines a namespace object on the global object. Its operations ignore their
// receiver.
//
// https://webidl.spec.whatwg.org/#define-the-global-property-references
func (r *Realm) InstallNamespace(i *Interface) {
	r.expose(exposed{kind: namespaceObject, iface: i})
}

// DefineLazily defines a property of the global object with the attributes of an interface object:
// writable, configurable, not enumerable. make returns the value. It is called when a script first
// asks for the property, or now with the safe implementation of package engine, and must run no
// script.
func (r *Realm) DefineLazily(name string, make func() goja.Value) {
	if r.values == nil {
		r.values = map[string]func() goja.Value{}
	}
	r.values[name] = make
	r.expose(exposed{kind: ownValue, name: name})
}

// objectsOf returns the objects of an interface in this realm, which it makes when they are first
// needed.
func (r *Realm) objectsOf(i *Interface) *interfaceObjects {
	if i != r.latest.iface {
		objects := r.makeObjectsOf(i) // calls objectsOf for the parents
		r.latest.iface, r.latest.objects = i, objects
	}
	return r.latest.objects
}

// makeObjectsOf returns the objects of an interface, which it makes unless they exist.
func (r *Realm) makeObjectsOf(i *Interface) *interfaceObjects {
	if objects := r.interfaces[i]; objects != nil {
		return objects
	}
	// Create an interface prototype object:
	// https://webidl.spec.whatwg.org/#create-an-interface-prototype-object
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
	objects := &interfaceObjects{prototype: r.engine.NewObject(prototype, protoProto), instance: instance}
	r.interfaces[i] = objects
	r.engine.Complete(prototype, objects.prototype)
	return objects
}

// interfaceObject returns the interface object of an interface in this realm, which it makes when
// it is first needed.
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

// constructor returns the constructor function of an interface.
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
		r.engine.Attach(objects.instance, call.This, i.Constructor.New(c))
		return nil
	}).(*goja.Object)
	describe(r.VM, f, i.Name, length)
	return f
}

// defaultPrototype sets the prototype of the new object to the interface prototype object if
// new.target has no prototype. goja uses %Object.prototype% in that case.
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
	// 3.3. If Type(prototype) is not Object, then: set prototype to the interface prototype object
	//      for interface.
	must(call.This.SetPrototype(objects.prototype))
}

// calledByNew reports whether the running constructor was called as `new F()` and not as `F()`. If
// F itself is the target, goja passes the same arguments for both, with a new.target of nil. But a
// call pushes a native frame, or comes from native code (call, apply, map), whereas the operator
// new runs the constructor straight from byte code.
func (r *Realm) calledByNew() bool {
	stack := r.VM.CaptureCallStack(1, r.frame[:0])
	return len(stack) > 0 && stack[0].SrcName() != "<native>"
}

// attribute returns the property of an attribute.
//
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

// getter returns the getter of an attribute.
//
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

// setter returns the setter of an attribute.
//
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

// replacer returns the setter of a [Replaceable] attribute.
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

// operation returns the property of an operation.
//
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

// static returns the property of an operation that ignores its receiver.
func (r *Realm) static(i *Interface, op *Operation) engine.Property {
	m := &member{iface: i, name: op.Name, kind: execute}
	return r.function(op, func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.require(op.Length)
		return op.Call(c)
	})
}

// function returns the property of an operation that call implements.
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

// InstallStatics defines the static operations of an interface on an object, such as a constructor
// that is not made here.
//
// https://webidl.spec.whatwg.org/#define-the-static-operations
func (r *Realm) InstallStatics(object *goja.Object, i *Interface) {
	for k := range i.Statics {
		op := r.static(i, &i.Statics[k])
		must(object.DefineDataProperty(i.Statics[k].Name, op.Value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
}

// namespace returns a new namespace object.
//
// https://webidl.spec.whatwg.org/#create-a-namespace-object
func (r *Realm) namespace(i *Interface) *goja.Object {
	prototype := r.objectPrototype
	if i.PrototypeParent != nil {
		prototype = i.PrototypeParent(r)
	}
	shape, _ := i.shapes()
	o := r.engine.NewObject(shape, prototype)
	r.engine.Complete(shape, o)
	return o
}

// NewFunction returns a new built-in function object with this name and length.
//
// https://webidl.spec.whatwg.org/#dfn-create-operation-function
func (r *Realm) NewFunction(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	o := r.VM.ToValue(f).(*goja.Object)
	describe(r.VM, o, name, length)
	return o
}

// describe sets the name and the length of a function. goja derives others from the Go symbol.
func describe(vm *goja.Runtime, f *goja.Object, name string, length int) {
	must(f.DefineDataProperty("name", vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	if length != 0 {
		must(f.DefineDataProperty("length", vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
