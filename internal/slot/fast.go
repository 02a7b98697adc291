//go:build gc && !gojs_safe

package slot

import (
	"errors"
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/gojs-runtime/gojs/internal/layout"
)

// How the fast way works.
//
// A goja.Object is a handle: its field self is an interface value whose dynamic type decides how the object behaves. For
// an ordinary object that type is *baseObject. Attach allocates a hostObject, which is a baseObject with our state
// behind it, copies the object's baseObject into it and points self there. That is what Go itself does when a struct
// embeds a baseObject and self is set to the address of the embedded one (goja does so in guardedObject): the dynamic
// type stays *baseObject, so goja treats the object as the ordinary object that it is, in every respect.
//
// Of has to tell a baseObject that is the first field of a hostObject from one that stands alone, without looking
// behind it. The mark is in the baseObject: its class is the string "Object", and in a hostObject the bytes of that
// string are those in the hostObject's own field name. Wherever the string may be copied to, no other baseObject can
// have it at that distance from itself, because allocations do not overlap.
//
// The copied baseObject shares its maps with the one that it replaces, so an enumeration that is under way while Attach
// is called goes on. Nothing else of goja keeps a *baseObject.

// object is a goja.Object.
type object struct {
	self struct {
		methods unsafe.Pointer
		data    *baseObject
	}
	runtime *goja.Runtime
}

// baseObject is goja's baseObject.
type baseObject struct {
	class                           string
	val                             *goja.Object
	prototype                       *goja.Object
	extensible                      bool
	values                          map[unistring.String]goja.Value
	propNames                       []unistring.String
	lastSortedPropLen, idxPropCount int
	symValues                       unsafe.Pointer
	privateElements                 unsafe.Pointer
}

type hostObject struct {
	baseObject
	name  [len(className)]byte
	state any
}

var (
	ordinaryMethods unsafe.Pointer // what self.methods is when the dynamic type is *baseObject
	layoutError     = checkLayout()
	fast            = layoutError == nil
)

func attachFast(o *goja.Object, state any) {
	self := &(*object)(unsafe.Pointer(o)).self
	if self.methods == templatedMethods && isTemplatedHost(self.data) {
		(*templatedHost)(unsafe.Pointer(self.data)).state = state
		return
	}
	if self.methods != ordinaryMethods || self.data.class != className || !self.data.extensible && !isHost(self.data) {
		panic(cannotAttach(o))
	}
	if isHost(self.data) {
		(*hostObject)(unsafe.Pointer(self.data)).state = state
		return
	}
	h := &hostObject{baseObject: *self.data, name: [len(className)]byte([]byte(className)), state: state}
	h.class = unsafe.String(&h.name[0], len(h.name))
	self.data = &h.baseObject
}

func ofFast(o *goja.Object) (any, bool) {
	self := &(*object)(unsafe.Pointer(o)).self
	switch {
	case self.methods == ordinaryMethods && isHost(self.data):
		return (*hostObject)(unsafe.Pointer(self.data)).state, true
	case self.methods == templatedMethods && isTemplatedHost(self.data):
		return (*templatedHost)(unsafe.Pointer(self.data)).state, true
	}
	return nil, false
}

func isHost(b *baseObject) bool {
	return uintptr(unsafe.Pointer(unsafe.StringData(b.class))) == uintptr(unsafe.Pointer(b))+unsafe.Offsetof(hostObject{}.name)
}

// checkLayout verifies everything that this file assumes of goja and of Go's interface values, and returns nil if all
// of it holds.
func checkLayout() error {
	vm := goja.New()
	o := vm.NewObject()
	created := vm.CreateObject(o)

	if err := layout.Same(reflect.TypeFor[goja.Object](), reflect.TypeFor[object]()); err != nil {
		return fmt.Errorf("goja.Object: %w", err)
	}
	dynamic := implementation(o)
	if dynamic == nil || dynamic.Kind() != reflect.Pointer || dynamic.Elem().Name() != "baseObject" {
		return fmt.Errorf("NewObject makes a %v, not a *baseObject", dynamic)
	}
	if err := layout.Same(dynamic.Elem(), reflect.TypeFor[baseObject]()); err != nil {
		return fmt.Errorf("baseObject: %w", err)
	}
	if t := implementation(created); t != dynamic {
		return fmt.Errorf("CreateObject makes a %v, not a %v", t, dynamic)
	}

	// From here on memory is read as the mirrored types.
	data := func(o *goja.Object) uintptr { return reflect.ValueOf(o).Elem().FieldByName("self").Elem().Pointer() }
	a, b := (*object)(unsafe.Pointer(o)), (*object)(unsafe.Pointer(created))
	if uintptr(unsafe.Pointer(a.self.data)) != data(o) || uintptr(unsafe.Pointer(b.self.data)) != data(created) {
		return errors.New("the second word of an interface value is not its pointer")
	}
	if a.self.methods == nil || a.self.methods != b.self.methods {
		return errors.New("the first word of an interface value does not identify its dynamic type")
	}
	if array := (*object)(unsafe.Pointer(vm.NewArray())); array.self.methods == a.self.methods {
		return errors.New("the first word of an interface value does not tell dynamic types apart")
	}
	if d := b.self.data; d.class != className || d.val != created || d.prototype != o || !d.extensible {
		return errors.New("a new baseObject does not hold its class, object, prototype and extensible flag")
	}
	ordinaryMethods = a.self.methods
	if err := roundTrip(created); err != nil {
		return err
	}
	return checkTemplates(vm)
}

// roundTrip attaches a state to o and looks whether o is still what it was.
func roundTrip(o *goja.Object) error {
	state := new(int)
	if err := o.Set("before", 1); err != nil {
		return err
	}
	if _, ok := ofFast(o); ok {
		return errors.New("an object has a state before one is attached")
	}
	attachFast(o, state)
	if got, ok := ofFast(o); !ok || got != any(state) {
		return errors.New("an attached state is not found")
	}
	if err := o.Set("after", 2); err != nil {
		return err
	}
	if implementation(o) != ordinaryType || o.ClassName() != className || fmt.Sprint(o.Keys()) != "[before after]" ||
		o.Get("before").ToInteger() != 1 || o.Get("after").ToInteger() != 2 {
		return errors.New("an object is not ordinary after a state was attached")
	}
	return nil
}
