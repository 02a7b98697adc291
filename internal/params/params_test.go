package params

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// If this fails, None must be taught the goja that is used now.
func TestKnown(t *testing.T) {
	assert.True(t, known())
}

func TestNone(t *testing.T) {
	tests := map[string]bool{
		"function f() { () => f }":                     true,
		"function () { function g() { arguments } }":   true,
		"function () { (0, eval)('arguments') }":       true,
		"function () { for (const x of []) () => x }":  true,
		"() => { try { f() } finally { g() } }":        true,
		"{ get a() { return 1 }, m() { super.m } }.m":  true,
		"new Function('return 1')":                     true,
		"(x = 1) => 1":                                 false,
		"([x]) => 1":                                   false,
		"({ x }) => 1":                                 false,
		"function (x, y) {}":                           false,
		"function (...[x]) {}":                         false,
		"function () { eval('x') }":                    false,
		"function () { 'use strict'; () => eval('') }": false,
		"function () { () => () => arguments[0] }":     false,
		"function () { with (this) arguments }":        false,
		"function () { typeof arguments }":             false,
		"function () { var arguments; arguments }":     false,
		"function () { return \\u0061rguments }":       false,
		"{ m(x) {} }.m":                                false,
		"async () => 1":                                false,
		"async function () {}":                         false,
		"function* () {}":                              false,
		"class {}":                                     false,
		"(() => 1).bind()":                             false,
		"new Proxy(() => 1, {})":                       false,
		"Array.isArray":                                false,
		"Function.prototype":                           false,
		"{}":                                           false,
		"[]":                                           false,
		"new Function('x', 'return 1')":                false,
	}
	for source, want := range samples {
		tests[source] = want
	}
	vm := goja.New()
	for source, want := range tests {
		v, err := vm.RunString("(" + source + ")")
		require.NoError(t, err, source)
		assert.Equal(t, want, None(v.(*goja.Object)), source)
	}
}

func TestNoneOfGoFunctions(t *testing.T) {
	vm := goja.New()
	assert.False(t, None(vm.ToValue(func() {}).(*goja.Object)))
	assert.False(t, None(vm.ToValue(func(goja.FunctionCall) goja.Value { return nil }).(*goja.Object)))
	assert.False(t, None(vm.ToValue(struct{}{}).(*goja.Object)))
}

func BenchmarkNone(b *testing.B) {
	vm := goja.New()
	v, err := vm.RunString("(() => { if (--left > 0) return; times.push(1) })")
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		None(v.(*goja.Object))
	}
}
