package webidl

import "github.com/dop251/goja"

// Native is a built-in function as the engine implements it. It panics with what it throws. Unlike the goja.Callable of the
// same function it can be called where no script runs, for example in a promise job: the engine drains its promise jobs at
// the end of each call that no script makes, which would be a microtask checkpoint too early.
type Native = func(goja.FunctionCall) goja.Value

// CallFunction calls a function of a script, without a microtask checkpoint. It panics with what the function throws.
//
// https://tc39.es/ecma262/#sec-function.prototype.call
func (r *Realm) CallFunction(f goja.Value, this goja.Value, args ...goja.Value) goja.Value {
	if r.callFunction == nil {
		r.callFunction = r.Intrinsics.Native(FunctionCall)
	}
	return r.callFunction(goja.FunctionCall{This: f, Arguments: append([]goja.Value{this}, args...)})
}
