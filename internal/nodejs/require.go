package nodejs

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/require"

	"github.com/gojs-runtime/gojs/bindings"
)

// newRequire returns the function require. Its errors have the text of Node's, since goja_nodejs's
// do not name the module. It passes an interrupt on, which goja_nodejs's require turns into an
// exception that a script can catch.
//
// https://nodejs.org/api/modules.html#requireid
func (n *Node) newRequire(s *bindings.Scope) goja.Value {
	return s.NewFunction("require", 1, func(call goja.FunctionCall) goja.Value {
		name := call.Argument(0).String()
		exports, err := n.registry(s).Require(name)
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
			e := n.newError(intrinsicError, fmt.Sprintf("Cannot find module '%s'", name))
			if err := e.Set("code", "MODULE_NOT_FOUND"); err != nil {
				panic(err)
			}
			panic(e)
		case errors.As(err, &syntax):
			panic(n.newError(intrinsicSyntaxError, syntax.Message))
		default:
			panic(n.vm.NewGoError(fmt.Errorf("cannot load module '%s': %w", name, err)))
		}
	})
}

// newError returns an error that it makes with an intrinsic constructor.
func (n *Node) newError(constructor int, message string) *goja.Object {
	e, err := n.vm.New(n.intrinsics.Get(constructor), n.vm.ToValue(message))
	if err != nil {
		panic(err)
	}
	return e
}

// registry returns goja_nodejs's module loader, with the modules that are not files.
func (n *Node) registry(s *bindings.Scope) *require.RequireModule {
	if n.modules != nil {
		return n.modules
	}
	registry := require.NewRegistry()
	export := func(name string, exports func() *goja.Object) {
		for _, name := range []string{name, require.NodePrefix + name} {
			registry.RegisterNativeModule(name, func(_ *goja.Runtime, module *goja.Object) {
				must(module.Set("exports", exports()))
			})
		}
	}
	export("url", n.config.URL)
	export("process", func() *goja.Object { return n.processObject(s) })
	export("buffer", n.bufferExports)
	// Enable also sets the global require to a function without our errors, so it is called while
	// the engine has another global object.
	aside(n.vm, func(*goja.Object) { n.modules = registry.Enable(n.vm) })
	return n.modules
}
