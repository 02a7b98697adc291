package runtime

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/require"
)

// installRequire enables require, with errors that say what Node's say: goja_nodejs's name no module, and let a script
// catch what nothing may catch (see docs/decisions.md).
func (rt *Runtime) installRequire(registry *require.Registry) error {
	vm := rt.vm
	modules := registry.Enable(vm)
	syntaxError := vm.Get("SyntaxError")
	newError := func(constructor goja.Value, message, code string) *goja.Object {
		e, err := vm.New(constructor, vm.ToValue(message))
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
	plainError := vm.Get("Error")
	return vm.Set("require", rt.scope.NewFunction("require", 1, func(call goja.FunctionCall) goja.Value {
		name := call.Argument(0).String()
		exports, err := modules.Require(name)
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
			panic(newError(plainError, fmt.Sprintf("Cannot find module '%s'", name), "MODULE_NOT_FOUND"))
		case errors.As(err, &syntax):
			panic(newError(syntaxError, syntax.Message, ""))
		default:
			panic(vm.NewGoError(fmt.Errorf("cannot load module '%s': %w", name, err)))
		}
	}))
}
