package webidl

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
)

// Install creates the interface object and the interface prototype object and defines the interface on the global
// object. Its parent must be installed before it.
//
// https://webidl.spec.whatwg.org/#define-the-global-property-references
func (r *Realm) Install(i *Interface) {
	objects := r.create(i)
	must(r.global.DefineDataProperty(i.Name, objects.object, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (r *Realm) create(i *Interface) *interfaceObjects {
	vm := r.VM
	objects := &interfaceObjects{}
	r.interfaces[i] = objects

	// Create an interface prototype object: https://webidl.spec.whatwg.org/#create-an-interface-prototype-object
	var protoProto *goja.Object
	switch {
	case i.PrototypeParent != nil:
		protoProto = i.PrototypeParent(r)
	case i.Parent != nil:
		parent := r.interfaces[i.Parent]
		protoProto = parent.prototype
		objects.unforgeable = append(objects.unforgeable, parent.unforgeable...)
	default:
		protoProto = r.objectPrototype
	}
	objects.prototype = vm.CreateObject(protoProto)

	// Create an interface object: https://webidl.spec.whatwg.org/#create-an-interface-object
	objects.object = r.interfaceObject(i, objects)
	if i.Parent != nil {
		must(objects.object.SetPrototype(r.interfaces[i.Parent].object))
	}
	must(objects.object.DefineDataProperty("prototype", objects.prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))

	for _, c := range i.Constants {
		v := vm.ToValue(c.Value)
		must(objects.object.DefineDataProperty(c.Name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
		must(objects.prototype.DefineDataProperty(c.Name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	if !i.Own {
		r.definePrototype(i, objects)
	}
	for k := range i.Statics {
		r.defineStatic(objects.object, i, &i.Statics[k])
	}
	must(objects.prototype.DefineDataProperty("constructor", objects.object, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(objects.prototype.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue(i.Name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	objects.template = slot.NewTemplate(vm, objects.prototype, objects.unforgeable...)
	return objects
}

// definePrototype defines the members on the interface prototype object.
func (r *Realm) definePrototype(i *Interface, objects *interfaceObjects) {
	for k := range i.Attributes {
		a := &i.Attributes[k]
		if a.Unforgeable {
			objects.unforgeable = append(objects.unforgeable, slot.Accessor{Name: a.Name, Getter: r.getter(i, a)})
			continue
		}
		r.defineAttribute(objects.prototype, i, a)
	}
	for k := range i.Operations {
		r.defineOperation(objects.prototype, i, &i.Operations[k])
	}
}

// interfaceObject makes the constructor function.
//
// https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface
func (r *Realm) interfaceObject(i *Interface, objects *interfaceObjects) *goja.Object {
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
		objects.template.Attach(call.This, i.Constructor.New(c))
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

// defineAttribute defines an accessor property, on a prototype or on the global object.
//
// https://webidl.spec.whatwg.org/#define-the-attributes
func (r *Realm) defineAttribute(target *goja.Object, i *Interface, a *Attribute) {
	var setter goja.Value
	switch {
	case a.Replaceable:
		setter = r.replacer(i, a)
	case a.Set != nil:
		setter = r.setter(i, a)
	}
	must(target.DefineAccessorProperty(a.Name, r.getter(i, a), setter, goja.ToFlag(!a.Unforgeable), goja.FLAG_TRUE))
}

// https://webidl.spec.whatwg.org/#dfn-attribute-getter
func (r *Realm) getter(i *Interface, a *Attribute) *goja.Object {
	m := &member{iface: i, name: a.Name, kind: get}
	return r.NewFunction("get "+a.Name, 0, func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.receive(call.This)
		return a.Get(c)
	})
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
func (r *Realm) defineOperation(target *goja.Object, i *Interface, op *Operation) {
	m := &member{iface: i, name: op.Name, kind: execute}
	call := func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.receive(call.This)
		c.require(op.Length)
		return op.Call(c)
	}
	if op.Promise {
		call = r.promised(call)
	}
	f := r.NewFunction(op.Name, op.Length, call)
	modifiable := goja.ToFlag(!op.Unforgeable)
	must(target.DefineDataProperty(op.Name, f, modifiable, modifiable, goja.FLAG_TRUE))
}

func (r *Realm) defineStatic(target *goja.Object, i *Interface, op *Operation) {
	m := &member{iface: i, name: op.Name, kind: execute}
	f := r.NewFunction(op.Name, op.Length, func(call goja.FunctionCall) goja.Value {
		c := Call{Realm: r, member: m, Args: call.Arguments}
		c.require(op.Length)
		return op.Call(c)
	})
	must(target.DefineDataProperty(op.Name, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// DefineMembers defines the attributes and operations of an interface on its one instance: the global object, for a
// [Global] interface. The interface need not be installed: then it has no interface object.
//
// https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface (step 10)
func (r *Realm) DefineMembers(instance *goja.Object, i *Interface) {
	for k := range i.Attributes {
		r.defineAttribute(instance, i, &i.Attributes[k])
	}
	for k := range i.Operations {
		r.defineOperation(instance, i, &i.Operations[k])
	}
}

// InstallStatics defines the static operations of an interface whose interface object is not ours.
//
// https://webidl.spec.whatwg.org/#define-the-static-operations
func (r *Realm) InstallStatics(object *goja.Object, i *Interface) {
	for k := range i.Statics {
		r.defineStatic(object, i, &i.Statics[k])
	}
}

// InstallNamespace creates a namespace object and defines it on the global object. Its operations need no receiver.
//
// https://webidl.spec.whatwg.org/#create-a-namespace-object
func (r *Realm) InstallNamespace(i *Interface, proto *goja.Object) *goja.Object {
	o := r.VM.CreateObject(proto)
	for k := range i.Operations {
		r.defineStatic(o, i, &i.Operations[k])
	}
	must(o.DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue(i.Name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(r.global.DefineDataProperty(i.Name, o, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
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
