//go:build gc && !gojs_safe

package engine

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/dop251/goja"
)

// The dynamic type behind an ordinary object is *baseObject. attachFast allocates a hostObject,
// which is a baseObject with a state behind it, copies the object's baseObject into it and makes
// the object point there. Go itself does the same when a struct embeds a baseObject and self is set
// to the address of the embedded one (goja does that in guardedObject). The dynamic type stays
// *baseObject, so goja treats the object as an ordinary object in every respect.
//
// stateFast has to tell a baseObject that is the first field of a hostObject from one that stands
// alone, without reading the memory behind it. The mark is in the baseObject: its class is the
// string "Object", and in a hostObject the bytes of that string are in the hostObject's own field
// name. No other baseObject can have these bytes at that distance from itself, wherever goja copies
// the string, because allocations do not overlap.
//
// The copy shares its maps with the original baseObject, so an enumeration that is under way while
// a state is attached goes on correctly. goja keeps no other pointer to a baseObject.

// hostObject is a baseObject with a state behind it.
type hostObject struct {
	baseObject
	name  [len(className)]byte
	state any
}

func attachFast(o *goja.Object, state any) {
	self := implementation(o)
	base := (*baseObject)(self.data)
	if self.methods == methods.templated && isTemplatedHost(base) {
		(*templatedHost)(self.data).state = state
		return
	}
	if self.methods != methods.plain || base.class != className || !base.extensible && !isHost(base) {
		panic(cannotAttach(o))
	}
	if isHost(base) {
		(*hostObject)(self.data).state = state
		return
	}
	h := &hostObject{baseObject: *base, name: classBytes, state: state}
	h.class = unsafe.String(&h.name[0], len(h.name))
	self.data = unsafe.Pointer(h)
}

func stateFast(o *goja.Object) (any, bool) {
	self := implementation(o)
	switch {
	case self.methods == methods.plain && isHost((*baseObject)(self.data)):
		return (*hostObject)(self.data).state, true
	case self.methods == methods.templated && isTemplatedHost((*baseObject)(self.data)):
		return (*templatedHost)(self.data).state, true
	}
	return nil, false
}

var classBytes = [len(className)]byte([]byte(className))

// isHost reports whether b is the first field of a hostObject.
func isHost(b *baseObject) bool {
	return uintptr(unsafe.Pointer(unsafe.StringData(b.class))) == uintptr(unsafe.Pointer(b))+unsafe.Offsetof(hostObject{}.name)
}

// verifySlots attaches a state to an object and verifies that the object is still ordinary.
func verifySlots(s *samples) error {
	o, state := s.vm.CreateObject(s.vm.NewObject()), new(int)
	if err := o.Set("before", 1); err != nil {
		return err
	}
	if _, ok := stateFast(o); ok {
		return errors.New("an object has a state before one is attached")
	}
	attachFast(o, state)
	if got, ok := stateFast(o); !ok || got != any(state) {
		return errors.New("an attached state is not found")
	}
	if err := o.Set("after", 2); err != nil {
		return err
	}
	if dynamicType(o) != dynamicType(s.of("baseObject")) || o.ClassName() != className || fmt.Sprint(o.Keys()) != "[before after]" ||
		o.Get("before").ToInteger() != 1 || o.Get("after").ToInteger() != 2 {
		return errors.New("an object is not ordinary after a state was attached")
	}
	return nil
}
