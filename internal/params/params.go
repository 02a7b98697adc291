// Package params tells functions that cannot see what they are called with: who calls one need not make it.
package params

import (
	"reflect"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// None reports whether f is a function of a script that certainly does not see its arguments: it has no parameters, and
// neither the word arguments nor a direct eval, which could ask for them. (In an arrow function those of the function around
// it are meant.) It runs nothing of the script's.
//
// goja has no way to ask. So what it compiled the function to is looked at, by reflection: the first instruction has the
// number of parameters, and another makes the arguments object, or the array of a rest parameter. Where that is not so for
// the samples, as in a later goja, the answer is false for every function.
func None(f *goja.Object) bool { return known() && none(f) }

// known reports whether none is right about the samples.
var known = sync.OnceValue(func() bool {
	vm := goja.New()
	for source, want := range samples {
		if f, err := vm.RunString("(" + source + ")"); err != nil || none(f.(*goja.Object)) != want {
			return false
		}
	}
	return true
})

// samples are functions, and whether None is to be true of them.
var samples = map[string]bool{
	"() => 1":                               true,
	"() => { let x = 1; () => x }":          true,
	"function () { this.x }":                true,
	"{ m() {} }.m":                          true,
	"x => 1":                                false,
	"x => () => x":                          false,
	"(x = () => x) => eval('x')":            false,
	"(...x) => 1":                           false,
	"(...x) => () => x":                     false,
	"function () { arguments }":             false,
	"function () { () => arguments }":       false,
	"function () { () => eval('x') }":       false,
	"{ m() { 'use strict'; arguments } }.m": false,
}

func none(f *goja.Object) bool {
	function := pointee(fieldOf(reflect.ValueOf(f).Elem(), "self"))
	if !function.IsValid() {
		return false
	}
	switch function.Type().Name() {
	case "funcObject", "arrowFuncObject", "methodFuncObject": // others are not run by a call alone
	default:
		return false
	}
	code := fieldOf(pointee(fieldOf(function, "prg")), "code")
	if code.Kind() != reflect.Slice || code.Len() == 0 {
		return false
	}
	for i := range code.Len() {
		instruction := code.Index(i)
		if instruction.Kind() != reflect.Interface || instruction.IsNil() || strings.Contains(instruction.Elem().Type().Name(), "createArgs") {
			return false
		}
	}
	enter := pointee(code.Index(0))
	if !enter.IsValid() {
		return false
	}
	var parameters reflect.Value
	switch enter.Type().Name() {
	case "enterFuncStashless":
		parameters = fieldOf(enter, "args")
	case "enterFunc", "enterFunc1":
		parameters = fieldOf(enter, "numArgs")
	}
	return parameters.CanUint() && parameters.Uint() == 0
}

// fieldOf returns a field of a struct, no value if there is none.
func fieldOf(v reflect.Value, name string) reflect.Value {
	if v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.FieldByName(name)
}

// pointee returns the struct that a pointer, in an interface value or not, points to, and no value if it is anything else.
func pointee(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.Elem()
}
