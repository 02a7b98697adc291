package ecma262

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// builtIn makes a member of a built-in object that is a function of ours.
func builtIn(name string, length int, f func(*webidl.Realm, goja.FunctionCall) goja.Value) slot.Member {
	return slot.Member{Name: name, Make: func(data any) slot.Property {
		r := data.(*webidl.Realm)
		function := r.NewFunction(name, length, func(call goja.FunctionCall) goja.Value { return f(r, call) })
		return slot.Property{Value: function, Writable: true, Configurable: true}
	}}
}

// builtInGetter makes an accessor of a built-in object whose getter is a function of ours.
func builtInGetter(name string, f func(*webidl.Realm, goja.FunctionCall) goja.Value) slot.Member {
	return slot.Member{Name: name, Make: func(data any) slot.Property {
		r := data.(*webidl.Realm)
		getter := r.NewFunction("get "+name, 0, func(call goja.FunctionCall) goja.Value { return f(r, call) })
		return slot.Property{Getter: getter, Configurable: true}
	}}
}
