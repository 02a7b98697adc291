//go:build gc && !gojs_safe

package slot

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
)

// A goja whose layout is another than the one that is mirrored here makes this test fail; programs go on with the safe
// implementation.
func TestLayout(t *testing.T) {
	assert.NoError(t, layoutError)
	assert.True(t, Fast())
}

func BenchmarkCheckLayout(b *testing.B) {
	for b.Loop() {
		if err := checkLayout(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestLayoutChanged(t *testing.T) {
	type any2 interface{ M() }
	for _, test := range []struct {
		name     string
		original any
		mirror   any
		message  string
	}{
		{"as expected", struct {
			self    any2
			runtime *goja.Runtime
		}{}, object{}, ""},
		{"interface without methods", struct {
			self    any
			runtime *goja.Runtime
		}{}, object{}, "field self is of type interface {}"},
		{"renamed", struct {
			impl    any2
			runtime *goja.Runtime
		}{}, object{}, "field 0 is impl (slot.any2) at 0, not self at 0"},
		{"swapped", struct {
			runtime *goja.Runtime
			self    any2
		}{}, object{}, "field 0 is runtime (*goja.Runtime) at 0, not self at 0"},
		{"grown", struct {
			self    any2
			runtime *goja.Runtime
			id      int
		}{}, object{}, "has 32 bytes, not the fields that are expected"},
		{"not a struct", 1, baseObject{}, "has 8 bytes, not the fields that are expected"},
		{"other pointer", struct {
			class, val, prototype *goja.Object
		}{}, struct {
			class, val *goja.Object
			prototype  *goja.Runtime
		}{}, "field prototype is of type *goja.Object"},
		{"number for a pointer", struct{ symValues uintptr }{}, struct{ symValues unsafe.Pointer }{}, "field symValues is of type uintptr"},
		{"other size", struct {
			extensible bool
			next       int64
		}{}, struct {
			extensible int64
			next       bool
		}{}, "field 0 is extensible (bool) at 0, not extensible at 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := sameLayout(reflect.TypeOf(test.original), reflect.TypeOf(test.mirror))
			if test.message == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, test.message)
			}
		})
	}
}

// The mark is where it is, not what it says.
func TestMark(t *testing.T) {
	vm := goja.New()
	host, plain := vm.NewObject(), vm.NewObject()
	attachFast(host, 1)
	(*object)(unsafe.Pointer(plain)).self.data.class = host.ClassName()
	_, ok := ofFast(plain)
	assert.False(t, ok, "a copy of the class is not a state")
}
