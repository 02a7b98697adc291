//go:build gc && !gojs_safe

package engine

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
)

type named func(*goja.Runtime) goja.Value

var mirror object

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
		}{}, mirror, "field self of a struct is of type interface {}"},
		{"renamed", struct {
			impl    any2
			runtime *goja.Runtime
		}{}, mirror, "field 0 of a struct is impl (engine.any2) at 0, not self at 0"},
		{"swapped", struct {
			runtime *goja.Runtime
			self    any2
		}{}, mirror, "field 0 of a struct is runtime (*goja.Runtime) at 0, not self at 0"},
		{"grown", struct {
			self    any2
			runtime *goja.Runtime
			id      int
		}{}, mirror, "a struct has 32 bytes in other fields than expected"},
		{"not a struct", 1, mirror, "int has 8 bytes in other fields than expected"},
		{"other pointer", struct {
			class, val, prototype *goja.Object
		}{}, struct {
			class, val *goja.Object
			prototype  *goja.Runtime
		}{}, "field prototype of a struct is of type *goja.Object"},
		{"number for a pointer", struct{ symValues uintptr }{}, struct{ symValues unsafe.Pointer }{}, "field symValues of a struct is of type uintptr"},
		{"function with a name, in a map too", struct {
			make  factory
			props map[string]named
		}{}, struct {
			make  func(*goja.Runtime) goja.Value
			props map[string]func(*goja.Runtime) goja.Value
		}{}, ""},
		{"other function", struct{ make named }{}, struct{ make func() goja.Value }{}, "field make of a struct is of type engine.named"},
		{"map of other functions", struct{ props map[string]named }{}, struct{ props map[string]func() goja.Value }{},
			"field props of a struct is of type map[string]engine.named"},
		{"other size", struct {
			extensible bool
			next       int64
		}{}, struct {
			extensible int64
			next       bool
		}{}, "field 0 of a struct is extensible (bool) at 0, not extensible at 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := same(reflect.TypeOf(test.original), reflect.TypeOf(test.ours))
			if test.message == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, test.message)
			}
		})
	}
}
