// Package layout compares the structs of another package with mirrors of them: what code that reads another package's memory
// must do before it does.
package layout

import (
	"fmt"
	"reflect"
)

// Same says whether mirror has the fields of the type that it mirrors: the names, in their order, where they are and of what
// type. A mirrored pointer or map may be an unsafe.Pointer, a mirrored interface value with methods a struct of two words; a
// pointer may point to a mirror of the same name, which whoever follows it compares; a function may have no name of its own.
func Same(original, mirror reflect.Type) error {
	if original.Kind() != reflect.Struct || original.NumField() != mirror.NumField() || original.Size() != mirror.Size() {
		return fmt.Errorf("has %v bytes, not the fields that are expected", original.Size())
	}
	for i := range mirror.NumField() {
		want, got := mirror.Field(i), original.Field(i)
		if got.Name != want.Name || got.Offset != want.Offset || got.Type.Size() != want.Type.Size() {
			return fmt.Errorf("field %d is %s (%v) at %d, not %s at %d", i, got.Name, got.Type, got.Offset, want.Name, want.Offset)
		}
		if want.Type.Kind() == reflect.Struct && got.Type.Kind() == reflect.Struct {
			if err := Same(got.Type, want.Type); err != nil {
				return fmt.Errorf("field %s: %w", got.Name, err)
			}
		} else if !alike(got.Type, want.Type) {
			return fmt.Errorf("field %s is of type %v", got.Name, got.Type)
		}
	}
	return nil
}

// alike says whether the garbage collector sees a value of type original as the mirror has it.
func alike(original, mirror reflect.Type) bool {
	if original == mirror {
		return true
	}
	switch mirror.Kind() {
	case reflect.Struct: // the two words of an interface value with methods
		return original.Kind() == reflect.Interface && original.NumMethod() > 0
	case reflect.UnsafePointer:
		return original.Kind() == reflect.Pointer || original.Kind() == reflect.Map
	case reflect.Pointer:
		return original.Kind() == reflect.Pointer && original.Elem().Name() == mirror.Elem().Name()
	case reflect.Map:
		return original.Kind() == reflect.Map && original.Key() == mirror.Key() && (alike(original.Elem(), mirror.Elem()) ||
			original.Elem().Kind() == reflect.Pointer && mirror.Elem().Kind() == reflect.Pointer)
	case reflect.Func:
		return original.ConvertibleTo(mirror)
	}
	return false
}
