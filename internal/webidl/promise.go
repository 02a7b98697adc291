package webidl

import (
	"github.com/dop251/goja"
)

// promised is a function that returns a promise: what it throws rejects the promise instead.
//
// https://webidl.spec.whatwg.org/#dfn-create-operation-function (step 2.2, "And then, if an exception E was thrown")
func (r *Realm) promised(f func(goja.FunctionCall) goja.Value) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) (v goja.Value) {
		exception := r.VM.Try(func() { v = f(call) })
		if exception == nil {
			return v
		}
		// 1. If op has a return type that is a promise type, then return ! Call(%Promise.reject%, %Promise%, «E»).
		promise, _, reject := r.VM.NewPromise()
		if err := reject(exception.Value()); err != nil {
			panic(err) // an interrupt
		}
		return r.VM.ToValue(promise)
	}
}
