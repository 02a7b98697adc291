package webidl

import "github.com/dop251/goja"

// Native is a built-in function as the engine implements it. It panics with the exception that it
// throws. In contrast to a goja.Callable it can be called where no script is running, such as in a
// promise job: after a goja.Callable the engine would run its promise jobs, which is a microtask
// checkpoint too early.
type Native = func(goja.FunctionCall) goja.Value

// CallFunction calls a function of a script without a microtask checkpoint. It panics with the
// exception that the function throws.
//
// https://tc39.es/ecma262/#sec-function.prototype.call
func (r *Realm) CallFunction(f goja.Value, this goja.Value, args ...goja.Value) goja.Value {
	if r.callFunction == nil {
		r.callFunction = r.Intrinsics.Native(FunctionCall)
	}
	return r.callFunction(goja.FunctionCall{This: f, Arguments: append([]goja.Value{this}, args...)})
}
