//go:build gc && !gojs_safe

package engine

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// prototypeOffsets maps classes to the offsets of their prototype objects in a goja.Runtime, or to
// 0 if the offset is unknown.
var prototypeOffsets sync.Map

func prototypeOffset(class string) uintptr {
	if offset, ok := prototypeOffsets.Load(class); ok {
		return offset.(uintptr)
	}
	var offset uintptr
	if global, ok := reflect.TypeFor[goja.Runtime]().FieldByName("global"); ok && global.Type.Kind() == reflect.Struct {
		field, ok := global.Type.FieldByName(class + "Prototype")
		if ok && field.Type == reflect.TypeFor[*goja.Object]() && isPrototype(class, global.Offset+field.Offset) {
			offset = global.Offset + field.Offset
		}
	}
	prototypeOffsets.Store(class, offset)
	return offset
}

// isPrototype reports whether a new engine has nil at the offset, and the prototype object of the
// class once something has asked for it.
func isPrototype(class string, offset uintptr) bool {
	vm := goja.New()
	handle := (**goja.Object)(unsafe.Add(unsafe.Pointer(vm), offset))
	return *handle == nil && lookup(vm, class+".prototype") == *handle
}

// putPrototype gives the engine a prototype object that the engine has not made yet. It returns
// false, and changes nothing, if the engine has made its own or the offset is unknown.
func (r *Realm) putPrototype(class string, s *Shape) bool {
	offset := prototypeOffset(class)
	if offset == 0 {
		return false
	}
	handle := (**goja.Object)(unsafe.Add(unsafe.Pointer(r.vm), offset))
	if *handle != nil {
		return false
	}
	*handle = r.newLazy(s, (*goja.Object)(unsafe.Pointer(objectPrototype(r.vm))))
	return true
}
