package layout_test

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/internal/layout"
)

// object mirrors goja.Object.
type object struct {
	self    struct{ methods, data unsafe.Pointer }
	runtime *goja.Runtime
}

type factory func(*goja.Runtime) goja.Value

var mirror = object{struct{ methods, data unsafe.Pointer }{nil, nil}, nil}

func TestSame(t *testing.T) {
	type any2 interface{ M() }
	for _, test := range []struct {
		name     string
		original any
		ours     any
		message  string
	}{
		{"as expected", struct {
			self    any2
			runtime *goja.Runtime
		}{}, mirror, ""},
		{"interface without methods", struct {
			self    any
			runtime *goja.Runtime
		}{}, mirror, "field self is of type interface {}"},
		{"renamed", struct {
			impl    any2
			runtime *goja.Runtime
		}{}, mirror, "field 0 is impl (layout_test.any2) at 0, not self at 0"},
		{"swapped", struct {
			runtime *goja.Runtime
			self    any2
		}{}, mirror, "field 0 is runtime (*goja.Runtime) at 0, not self at 0"},
		{"grown", struct {
			self    any2
			runtime *goja.Runtime
			id      int
		}{}, mirror, "has 32 bytes, not the fields that are expected"},
		{"not a struct", 1, mirror, "has 8 bytes, not the fields that are expected"},
		{"other pointer", struct {
			class, val, prototype *goja.Object
		}{}, struct {
			class, val *goja.Object
			prototype  *goja.Runtime
		}{}, "field prototype is of type *goja.Object"},
		{"number for a pointer", struct{ symValues uintptr }{}, struct{ symValues unsafe.Pointer }{}, "field symValues is of type uintptr"},
		{"function with a name, in a map too", struct {
			make  factory
			props map[string]factory
		}{}, struct {
			make  func(*goja.Runtime) goja.Value
			props map[string]func(*goja.Runtime) goja.Value
		}{}, ""},
		{"other function", struct{ make factory }{}, struct{ make func() goja.Value }{}, "field make is of type layout_test.factory"},
		{"map of other functions", struct{ props map[string]factory }{}, struct{ props map[string]func() goja.Value }{},
			"field props is of type map[string]layout_test.factory"},
		{"other size", struct {
			extensible bool
			next       int64
		}{}, struct {
			extensible int64
			next       bool
		}{}, "field 0 is extensible (bool) at 0, not extensible at 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := layout.Same(reflect.TypeOf(test.original), reflect.TypeOf(test.ours))
			if test.message == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, test.message)
			}
		})
	}
}
