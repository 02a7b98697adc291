//go:build gc && !gojs_safe

package engine

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// How a Shape works.
//
// goja has templates for its built-in objects: a templatedObject is an ordinary object to every
// script, but makes each of its properties only when something asks for it, by calling a function
// of its template, which all such objects share. A Shape is such a template. The global object is a
// templatedObject already; it gets a template that has our members after those of goja's.
//
// The function gets the engine as its argument, but not the object. Everything else that it needs
// is in the realm. It finds the realm at %Object.prototype%, the one object that an engine has from
// the beginning and that scripts cannot replace.
//
// The goja.Object and its implementation are one allocation. The mark that shows that the object
// has a state is the address of the bytes of its class, as in a hostObject; see slot_fast.go.

// templatedHost is a templatedObject with a state behind it.
type templatedHost struct {
	templatedObject
	name  [len(className)]byte
	state any
}

// templatedRealm takes the place of the templatedObject of %Object.prototype%. Its mark is at
// an offset that differs from a templatedHost's.
type templatedRealm struct {
	templatedObject
	realm *Realm
	name  [len(className)]byte
}

// platformObject, templatedPlainObject and templatedPlatformObject are the allocations of a Realm.
type (
	platformObject struct {
		object object
		host   hostObject
	}
	templatedPlainObject struct {
		object object
		plain  templatedObject
	}
	templatedPlatformObject struct {
		object object
		host   templatedHost
	}
)

// fastShape has the templates of a shape, which are made when they are first needed.
type fastShape struct {
	once      sync.Once
	tmpl      *objectTemplate // for new objects
	extension extension
}

// extension is the template of a built-in object that a shape extends.
type extension struct {
	once   sync.Once
	base   *objectTemplate // the template of the built-in object before
	tmpl   *objectTemplate // the template with the members
	added  int             // the number of names, at its end, that base does not have
	own    map[unistring.String]struct{}
	symbol bool // there are members with symbol keys
}

// fastRealm is the part of a Realm for the fast implementation. Properties are made on the object
// scratch, which is nil if all members are made at once.
type fastRealm struct{ scratch *goja.Object }

var (
	globalTemplate        *objectTemplate // goja's template of global objects
	objectPrototypeOffset uintptr         // of the *goja.Object %Object.prototype% in a goja.Runtime
)

func (r *fastRealm) lazy() bool { return r.scratch != nil }

// claim makes r the realm of its engine.
func (r *Realm) claim(lazily bool) {
	self := &objectPrototype(r.vm).self
	h := &templatedRealm{templatedObject: *(*templatedObject)(self.data), realm: r, name: classBytes}
	h.class = unsafe.String(&h.name[0], len(h.name))
	self.data = unsafe.Pointer(h)
	if lazily {
		r.scratch = r.vm.CreateObject(nil)
	}
}

// realmOf returns the realm of an engine that has one.
func realmOf(vm *goja.Runtime) *Realm {
	return (*templatedRealm)(objectPrototype(vm).self.data).realm
}

func hasRealmFast(vm *goja.Runtime) bool {
	return isTemplatedRealm((*baseObject)(objectPrototype(vm).self.data))
}

func objectPrototype(vm *goja.Runtime) *object {
	return *(**object)(unsafe.Add(unsafe.Pointer(vm), objectPrototypeOffset))
}

// newLazy does what CreateObject and Define do.
func (r *Realm) newLazy(s *Shape, prototype *goja.Object) *goja.Object {
	p := &templatedPlainObject{plain: templatedObject{tmpl: s.template(), protoMaterialised: true}}
	p.plain.baseObject = newBase(prototype)
	p.plain.class = className
	return r.finish(&p.object, methods.templated, &p.plain.baseObject)
}

// hostWith and templatedHostWith are a platform object and its state in one allocation.
type (
	hostWith[T any] struct {
		platformObject
		state T
	}
	templatedHostWith[T any] struct {
		templatedPlatformObject
		state T
	}
)

// newLazyHost does what CreateObject, Attach and Define do, with one allocation.
func (r *Realm) newLazyHost(s *Shape, prototype *goja.Object, state any) *goja.Object {
	if len(s.members) == 0 {
		return r.initHost(&platformObject{}, prototype, state)
	}
	return r.initTemplatedHost(&templatedPlatformObject{}, s, prototype, state)
}

// newLazyHostWith is newLazyHost for a copy of state.
func newLazyHostWith[T any](r *Realm, s *Shape, prototype *goja.Object, state T) (*goja.Object, *T) {
	if len(s.members) == 0 {
		p := &hostWith[T]{state: state}
		return r.initHost(&p.platformObject, prototype, &p.state), &p.state
	}
	p := &templatedHostWith[T]{state: state}
	return r.initTemplatedHost(&p.templatedPlatformObject, s, prototype, &p.state), &p.state
}

func (r *Realm) initHost(p *platformObject, prototype *goja.Object, state any) *goja.Object {
	h := &p.host
	h.baseObject = newBase(prototype)
	h.name, h.state = classBytes, state
	h.class = unsafe.String(&h.name[0], len(h.name))
	return r.finish(&p.object, methods.plain, &h.baseObject)
}

func (r *Realm) initTemplatedHost(p *templatedPlatformObject, s *Shape, prototype *goja.Object, state any) *goja.Object {
	h := &p.host
	h.baseObject = newBase(prototype)
	h.tmpl, h.protoMaterialised = s.template(), true
	h.name, h.state = classBytes, state
	h.class = unsafe.String(&h.name[0], len(h.name))
	return r.finish(&p.object, methods.templated, &h.baseObject)
}

func newBase(prototype *goja.Object) baseObject {
	return baseObject{prototype: prototype, extensible: true, values: map[unistring.String]goja.Value{}}
}

// finish connects the parts of a new object.
func (r *Realm) finish(handle *object, methods unsafe.Pointer, data *baseObject) *goja.Object {
	o := (*goja.Object)(unsafe.Pointer(handle))
	data.val = o
	handle.runtime = r.vm
	handle.self = words{methods, unsafe.Pointer(data)}
	return o
}

// property makes a member for one object. It lets goja define the property on scratch, and takes it
// from there. Each object gets its own: not even properties that are not configurable can be
// shared, because goja changes them in place (for { writable: true }).
func (r *Realm) property(m *Member) goja.Value {
	const name = "p"
	p := m.Make(r.data)
	if err := p.define(r.scratch, name); err != nil {
		panic(err)
	}
	data := baseOf(r.scratch)
	v := data.values[name]
	delete(data.values, name)
	data.propNames = data.propNames[:0]
	return v
}

// template returns the template of the members.
func (s *Shape) template() *objectTemplate {
	s.once.Do(func() { s.tmpl = newTemplate(&objectTemplate{}, s.members) })
	return s.tmpl
}

// extend gives a built-in object a template that has the members too. It returns false, and changes
// nothing, if the object is not as goja made it or has a property already that is a member.
func (r *Realm) extend(s *Shape, o *goja.Object) bool {
	self := implementation(o)
	if self.methods != methods.templated && self.methods != methods.templatedFunc {
		return false
	}
	data := (*templatedObject)(self.data)
	e := &s.extension
	e.once.Do(func() { e.make(data.tmpl, s.members) })
	if data.tmpl != e.base || !data.extensible || e.symbol && data.symValues != nil {
		return false
	}
	for name := range data.values {
		if _, member := e.own[name]; member {
			return false
		}
	}
	names := e.tmpl.propNames
	switch {
	case data.propNames != nil:
		data.propNames = append(data.propNames[:len(data.propNames):len(data.propNames)], names[len(names)-e.added:]...)
	case e.base == globalTemplate:
		// goja lists the names of a template's properties when something first changes the object.
		// It does not do that when a script declares a variable or function on the global object:
		// then it would list only the declared name. So the names are listed now.
		const spare = 8 // for declarations of the script
		data.propNames = append(make([]unistring.String, 0, len(names)+spare), names...)
	}
	data.tmpl = e.tmpl
	return true
}

func (e *extension) make(base *objectTemplate, members []Member) {
	e.base, e.tmpl = base, newTemplate(base, members)
	e.added = len(e.tmpl.propNames) - len(base.propNames)
	e.own = make(map[unistring.String]struct{}, len(members))
	for i := range members {
		if members[i].Symbol != nil {
			e.symbol = true
		} else {
			e.own[unistring.NewFromString(members[i].Name)] = struct{}{}
		}
	}
}

// newTemplate returns a template with the properties of base and the members. A member takes the
// place of a property of base with the same name; other members come last.
func newTemplate(base *objectTemplate, members []Member) *objectTemplate {
	t := &objectTemplate{
		propNames:    slices.Clip(base.propNames),
		props:        make(map[unistring.String]factory, len(base.props)+len(members)),
		symProps:     maps.Clone(base.symProps),
		symPropNames: slices.Clip(base.symPropNames),
		protoFactory: base.protoFactory,
	}
	maps.Copy(t.props, base.props)
	for i := range members {
		m := &members[i]
		f := func(vm *goja.Runtime) goja.Value { return realmOf(vm).property(m) }
		if m.Symbol == nil {
			put(t.props, &t.propNames, unistring.NewFromString(m.Name), f)
			continue
		}
		if t.symProps == nil {
			t.symProps = map[*goja.Symbol]factory{}
		}
		put(t.symProps, &t.symPropNames, m.Symbol, f)
	}
	return t
}

func put[K comparable](props map[K]factory, names *[]K, name K, f factory) {
	if _, exists := props[name]; !exists {
		*names = append(*names, name)
	}
	props[name] = f
}

func isTemplatedHost(b *baseObject) bool {
	return uintptr(unsafe.Pointer(unsafe.StringData(b.class))) == uintptr(unsafe.Pointer(b))+unsafe.Offsetof(templatedHost{}.name)
}

func isTemplatedRealm(b *baseObject) bool {
	return uintptr(unsafe.Pointer(unsafe.StringData(b.class))) == uintptr(unsafe.Pointer(b))+unsafe.Offsetof(templatedRealm{}.name)
}

// verifyShapes verifies that built-in objects are made from templates, and that their templates can
// be extended.
func verifyShapes(s *samples) error {
	vm, builtin := s.vm, s.of("templatedObject")
	if t, template := dynamicType(vm.GlobalObject()), dynamicType(builtin); t != template {
		return fmt.Errorf("the global object is a %v, not a %v", t, template)
	}
	if t := dynamicType(s.of("templatedFuncObject")).Elem(); t.NumField() == 0 || t.Field(0).Type != dynamicType(builtin).Elem() {
		return errors.New("a templatedFuncObject does not begin with a templatedObject")
	}
	globalTemplate = (*templatedObject)(implementation(vm.GlobalObject()).data).tmpl
	if err := findObjectPrototype(vm, builtin); err != nil {
		return err
	}
	return shapeRoundTrip(vm)
}

// findObjectPrototype finds the place of %Object.prototype% in a goja.Runtime.
func findObjectPrototype(vm *goja.Runtime, prototype *goja.Object) error {
	global, ok := reflect.TypeFor[goja.Runtime]().FieldByName("global")
	if !ok || global.Type.Kind() != reflect.Struct {
		return errors.New("goja.Runtime has no struct global")
	}
	field, ok := global.Type.FieldByName("ObjectPrototype")
	if !ok || field.Type != reflect.TypeFor[*goja.Object]() {
		return errors.New("goja.Runtime has no field global.ObjectPrototype")
	}
	objectPrototypeOffset = global.Offset + field.Offset
	if objectPrototype(vm) != (*object)(unsafe.Pointer(prototype)) {
		return errors.New("goja.Runtime does not have %Object.prototype% in global.ObjectPrototype")
	}
	return nil
}

// shapeRoundTrip makes objects of a shape and verifies that they behave as they should.
func shapeRoundTrip(vm *goja.Runtime) error {
	made := ""
	shape := NewShape([]Member{
		{Name: "first", Make: func(data any) Property { made += "1"; return Property{Value: data.(goja.Value), Enumerable: true} }},
		{Name: "second", Make: func(data any) Property { made += "2"; return Property{Value: data.(goja.Value)} }},
	})
	r := &Realm{vm: vm, data: vm.ToValue("data")}
	r.claim(true)
	if realmOf(vm) != r || vm.NewObject().Prototype() != (*goja.Object)(unsafe.Pointer(objectPrototype(vm))) {
		return errors.New("the realm of an engine is not found")
	}
	state, prototype := new(int), vm.NewObject()
	o := r.newLazyHost(shape, prototype, state)
	if got, ok := stateFast(o); !ok || got != any(state) {
		return errors.New("the state of an object of a shape is not found")
	}
	for _, o := range []*goja.Object{o, r.newLazy(shape, prototype)} {
		made = ""
		if o.Get("second").String() != "data" || made != "2" || o.Get("second") == nil || made != "2" {
			return errors.New("a member is not made when it is asked for")
		}
		if err := o.Set("after", 2); err != nil {
			return err
		}
		if o.ClassName() != className || fmt.Sprint(o.Keys()) != "[first after]" || made != "21" || o.Get("after").ToInteger() != 2 {
			return errors.New("an object of a shape is not ordinary")
		}
	}
	// Listing all keys of the global object would make all of goja's built-ins.
	global := vm.GlobalObject()
	made = ""
	if !r.extend(shape, global) || made != "" || global.Get("first") == nil || made != "1" ||
		global.Get("globalThis") != global || global.Get("third") != nil {
		return errors.New("a new global object is not as it is expected to be")
	}
	if o.Prototype() != prototype {
		return errors.New("an object of a shape does not have its prototype")
	}
	return nil
}
