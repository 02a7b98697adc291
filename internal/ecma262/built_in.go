package ecma262

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// builtIn returns a method of a built-in object, implemented by f.
func builtIn(name string, length int, f func(*webidl.Realm, goja.FunctionCall) goja.Value) engine.Member {
	return engine.Member{Name: name, Make: func(data any) engine.Property {
		r := data.(*webidl.Realm)
		function := r.NewFunction(name, length, func(call goja.FunctionCall) goja.Value { return f(r, call) })
		return engine.Property{Value: function, Writable: true, Configurable: true}
	}}
}

// builtInGetter returns an accessor of a built-in object whose getter is implemented by f.
func builtInGetter(name string, f func(*webidl.Realm, goja.FunctionCall) goja.Value) engine.Member {
	return engine.Member{Name: name, Make: func(data any) engine.Property {
		r := data.(*webidl.Realm)
		getter := r.NewFunction("get "+name, 0, func(call goja.FunctionCall) goja.Value { return f(r, call) })
		return engine.Property{Getter: getter, Configurable: true}
	}}
}
