package runtime

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/buffer"
	"github.com/dop251/goja_nodejs/require"

	"github.com/gojs-runtime/gojs/bindings"
)

// modules returns what require finds modules with, which is made when something first needs it.
func (rt *Runtime) modules(s *bindings.Scope) *require.RequireModule {
	if rt.requireModule != nil {
		return rt.requireModule
	}
	registry := require.NewRegistry()
	export := func(name string, exports func() *goja.Object) {
		for _, name := range []string{name, require.NodePrefix + name} {
			registry.RegisterNativeModule(name, func(_ *goja.Runtime, module *goja.Object) {
				must(module.Set("exports", exports()))
			})
		}
	}
	export("url", func() *goja.Object { return rt.urls(s).exports })
	export("process", func() *goja.Object { return rt.process.globalObject(s) })
	export("buffer", func() *goja.Object { return rt.buffers(s) })
	// Enable would set the global require to a function without our errors.
	aside(s.VM(), func(*goja.Object) { rt.requireModule = registry.Enable(s.VM()) })
	return rt.requireModule
}

// aside calls f with another global object in place.
func aside(vm *goja.Runtime, f func(global *goja.Object)) {
	global, other := vm.GlobalObject(), vm.CreateObject(nil)
	defer vm.SetGlobalObject(global)
	vm.SetGlobalObject(other)
	f(other)
}

// buffers returns what the module buffer exports, which is made when something first needs it.
func (rt *Runtime) buffers(s *bindings.Scope) *goja.Object {
	if rt.bufferExports == nil {
		vm := s.VM()
		module, exports := vm.CreateObject(nil), vm.CreateObject(nil)
		must(module.Set("exports", exports))
		aside(vm, func(global *goja.Object) {
			must(global.Set("Uint8Array", rt.intrinsics.Get(intrinsicUint8Array)))
			buffer.Require(vm, module)
		})
		must(exports.SetPrototype(vm.NewObject().Prototype()))
		constructor := exports.Get("Buffer").(*goja.Object)
		name := vm.ToValue("Buffer") // goja's is that of a Go symbol
		must(constructor.DefineDataProperty("name", name, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
		rt.bufferExports, rt.bufferObject = exports, constructor
	}
	return rt.bufferExports
}

// require makes the function require, with errors that say what Node's say: goja_nodejs's name no module, and let a script
// catch what nothing may catch (see docs/decisions.md).
func (rt *Runtime) require(s *bindings.Scope) goja.Value {
	vm := s.VM()
	newError := func(constructor int, message, code string) *goja.Object {
		e, err := vm.New(rt.intrinsics.Get(constructor), vm.ToValue(message))
		if err != nil {
			panic(err)
		}
		if code != "" {
			if err := e.Set("code", code); err != nil {
				panic(err)
			}
		}
		return e
	}
	return s.NewFunction("require", 1, func(call goja.FunctionCall) goja.Value {
		name := call.Argument(0).String()
		exports, err := rt.modules(s).Require(name)
		if err == nil {
			return exports
		}
		var syntax *goja.CompilerSyntaxError
		switch err.(type) {
		case *goja.Exception, *goja.InterruptedError, *goja.StackOverflowError:
			panic(err)
		}
		switch {
		case errors.Is(err, require.InvalidModuleError), errors.Is(err, require.NoSuchBuiltInModuleError):
			panic(newError(intrinsicError, fmt.Sprintf("Cannot find module '%s'", name), "MODULE_NOT_FOUND"))
		case errors.As(err, &syntax):
			panic(newError(intrinsicSyntaxError, syntax.Message, ""))
		default:
			panic(vm.NewGoError(fmt.Errorf("cannot load module '%s': %w", name, err)))
		}
	})
}
