//go:build gc && !gojs_safe

package slot

import (
	"errors"
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// How a Template works.
//
// goja has templates of its own, for its built-in objects: a templatedObject is an ordinary object to every script, but
// gets each of its properties only when somebody asks for it, from a function that all objects of the kind share. So are
// the objects of a Template that has accessors. Few scripts ever ask for isTrusted, and a map with one property takes
// more room than the event.
//
// The handle and what is behind it are one allocation. As in a hostObject the mark is the place of the bytes of the class.

// templatedObject is goja's templatedObject.
type templatedObject struct {
	baseObject
	tmpl              unsafe.Pointer // *objectTemplate
	protoMaterialised bool
}

type templatedHost struct {
	templatedObject
	name  [len(className)]byte
	state any
}

// platformObject and templatedPlatformObject are what Template.New allocates.
type (
	platformObject struct {
		object object
		host   hostObject
	}
	templatedPlatformObject struct {
		object object
		host   templatedHost
	}
)

// fastTemplate is goja's *objectTemplate, nil where there are no accessors.
type fastTemplate struct{ tmpl unsafe.Pointer }

var (
	templatedType    reflect.Type   // *templatedObject
	templatedMethods unsafe.Pointer // what self.methods is when the dynamic type is *templatedObject
)

// newFast is CreateObject, Attach and the definition of the accessors in two allocations.
func (t *Template) newFast(state any) *goja.Object {
	base := baseObject{prototype: t.prototype, extensible: true, values: make(map[unistring.String]goja.Value)}
	name := [len(className)]byte([]byte(className))
	if t.fast.tmpl == nil {
		p := &platformObject{host: hostObject{baseObject: base, name: name, state: state}}
		return t.finish(&p.object, ordinaryMethods, &p.host.baseObject, &p.host.name)
	}
	p := &templatedPlatformObject{host: templatedHost{name: name, state: state}}
	p.host.templatedObject = templatedObject{baseObject: base, tmpl: t.fast.tmpl, protoMaterialised: true}
	return t.finish(&p.object, templatedMethods, &p.host.baseObject, &p.host.name)
}

// finish ties the parts of a new object together.
func (t *Template) finish(handle *object, methods unsafe.Pointer, data *baseObject, name *[len(className)]byte) *goja.Object {
	o := (*goja.Object)(unsafe.Pointer(handle))
	data.class = unsafe.String(&name[0], len(name))
	data.val = o
	handle.runtime = t.vm
	handle.self.methods = methods
	handle.self.data = data
	return o
}

// prepare makes goja's template: an objectTemplate with the names of the accessors and the functions that make them.
func (t *Template) prepare() {
	if len(t.accessors) == 0 {
		return
	}
	typ := templatedType.Elem().Field(1).Type.Elem()
	tmpl := reflect.New(typ)
	field := func(name string) reflect.Value {
		f, _ := typ.FieldByName(name)
		return reflect.NewAt(f.Type, unsafe.Add(tmpl.UnsafePointer(), f.Offset)).Elem()
	}
	names, props := field("propNames"), field("props")
	props.Set(reflect.MakeMap(props.Type()))
	for _, a := range t.accessors {
		name := unistring.NewFromString(a.Name)
		// goja makes the property, and it is taken from the object that it was defined on. Each object gets its own: not
		// even those that are not configurable are safe from being changed in place (by { writable: true }).
		factory := func(vm *goja.Runtime) goja.Value {
			o := vm.CreateObject(nil)
			a.define(o)
			return (*object)(unsafe.Pointer(o)).self.data.values[name]
		}
		names.Set(reflect.Append(names, reflect.ValueOf(name)))
		props.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(factory).Convert(props.Type().Elem()))
	}
	t.fast.tmpl = tmpl.UnsafePointer()
}

func isTemplatedHost(b *baseObject) bool {
	return uintptr(unsafe.Pointer(unsafe.StringData(b.class))) == uintptr(unsafe.Pointer(b))+unsafe.Offsetof(templatedHost{}.name)
}

// checkTemplates verifies everything that this file assumes besides what checkLayout does.
func checkTemplates(vm *goja.Runtime) error {
	builtin := vm.NewObject().Prototype()
	dynamic := implementation(builtin)
	if dynamic == nil || dynamic.Kind() != reflect.Pointer || dynamic.Elem().Name() != "templatedObject" {
		return fmt.Errorf("%%Object.prototype%% is a %v, not a *templatedObject", dynamic)
	}
	if err := templatedLayout(dynamic.Elem()); err != nil {
		return fmt.Errorf("templatedObject: %w", err)
	}
	templatedType, templatedMethods = dynamic, (*object)(unsafe.Pointer(builtin)).self.methods
	if templatedMethods == nil || templatedMethods == ordinaryMethods {
		return errors.New("the first word of an interface value does not tell a *templatedObject")
	}
	return templateRoundTrip(vm)
}

// templatedLayout says whether t is as templatedObject mirrors it, and its template has what prepare needs.
func templatedLayout(t reflect.Type) error {
	mirror := reflect.TypeFor[templatedObject]()
	if t.Kind() != reflect.Struct || t.NumField() != mirror.NumField() || t.Size() != mirror.Size() {
		return fmt.Errorf("has %v bytes, not the fields that are expected", t.Size())
	}
	for i := range mirror.NumField() {
		if got, want := t.Field(i), mirror.Field(i); got.Name != want.Name || got.Offset != want.Offset {
			return fmt.Errorf("field %d is %s at %d, not %s at %d", i, got.Name, got.Offset, want.Name, want.Offset)
		}
	}
	base, pointer := t.Field(0).Type, t.Field(1).Type
	if base != ordinaryType.Elem() || pointer.Kind() != reflect.Pointer || pointer.Elem().Kind() != reflect.Struct ||
		t.Field(2).Type.Kind() != reflect.Bool {
		return fmt.Errorf("its fields are of types %v, %v, %v", base, pointer, t.Field(2).Type)
	}
	tmpl := pointer.Elem()
	names, hasNames := tmpl.FieldByName("propNames")
	props, hasProps := tmpl.FieldByName("props")
	if !hasNames || !hasProps || names.Type != reflect.TypeFor[[]unistring.String]() || props.Type.Kind() != reflect.Map ||
		props.Type.Key() != reflect.TypeFor[unistring.String]() ||
		!reflect.TypeFor[func(*goja.Runtime) goja.Value]().ConvertibleTo(props.Type.Elem()) {
		return fmt.Errorf("its template is a %v", tmpl)
	}
	return nil
}

// templateRoundTrip makes an object and looks whether it is what it is to be.
func templateRoundTrip(vm *goja.Runtime) error {
	getter := vm.ToValue(func(goja.FunctionCall) goja.Value { return vm.ToValue(1) }).(*goja.Object)
	t := &Template{vm: vm, prototype: vm.NewObject(), accessors: []Accessor{{"accessor", getter}}}
	t.prepare()
	state := new(int)
	o := t.newFast(state)
	if got, ok := ofFast(o); !ok || got != any(state) {
		return errors.New("the state of an object made of a template is not found")
	}
	if v := o.Get("accessor"); v == nil || v.ToInteger() != 1 {
		return errors.New("an object made of a template does not have its accessor")
	}
	if err := o.Set("after", 2); err != nil {
		return err
	}
	if o.ClassName() != className || o.Prototype() != t.prototype || fmt.Sprint(o.Keys()) != "[accessor after]" ||
		o.Get("after").ToInteger() != 2 {
		return errors.New("an object made of a template is not ordinary")
	}
	return nil
}
