package ecma262

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// promiseStatics are the functions of %Promise% that the engine lacks.
//
// https://tc39.es/ecma262/#sec-properties-of-the-promise-constructor
var promiseStatics = engine.NewShape([]engine.Member{
	builtIn("withResolvers", 0, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-promise.withresolvers
		// 1. Let C be the this value.
		// 2. Let promiseCapability be ? NewPromiseCapability(C).
		promise, resolve, reject := newPromiseCapability(r, call.This)
		// 3. Let obj be OrdinaryObjectCreate(%Object.prototype%).
		obj := r.VM.NewObject()
		// 4. to 6. Perform ! CreateDataPropertyOrThrow(obj, …).
		for _, property := range []struct {
			name  string
			value goja.Value
		}{{"promise", promise}, {"resolve", resolve}, {"reject", reject}} {
			err := obj.DefineDataProperty(property.name, property.value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
			if err != nil {
				panic(err)
			}
		}
		// 7. Return obj.
		return obj
	}),
	builtIn("try", 1, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
		// https://tc39.es/ecma262/#sec-promise.try
		// 1. Let C be the this value.
		// 2. If C is not an Object, throw a TypeError exception.
		// 3. Let promiseCapability be ? NewPromiseCapability(C).
		promise, resolve, reject := newPromiseCapability(r, call.This)
		// 4. Let status be Completion(Call(callback, undefined, args)).
		var args []goja.Value
		if len(call.Arguments) > 1 {
			args = call.Arguments[1:]
		}
		var value goja.Value
		exception := r.VM.Try(func() { value = callNative(r, call.Argument(0), args...) })
		// 5. If status is an abrupt completion, then perform ? Call(promiseCapability.[[Reject]],
		//    undefined, « status.[[Value]] »).
		if exception != nil {
			callNative(r, reject, exception.Value())
		} else {
			// 6. Else, perform ? Call(promiseCapability.[[Resolve]], undefined, « status.[[Value]]
			//    »).
			callNative(r, resolve, value)
		}
		// 7. Return promiseCapability.[[Promise]].
		return promise
	}),
})

// Promise returns %Promise%, to which it adds the functions that the engine lacks. It is called
// when a script first reads Promise from the global object. A script that gets at the constructor
// in another way before that, as the constructor of the promise that an async function returns,
// does not see them.
func Promise(r *webidl.Realm) goja.Value {
	constructor := r.Intrinsics.Get(webidl.IntrinsicPromise)
	_ = r.Extend(promiseStatics, constructor) // fails if a script got at the constructor before and froze it
	return constructor
}

// callNative is Call, with undefined as the this value.
//
// https://tc39.es/ecma262/#sec-call
func callNative(r *webidl.Realm, f goja.Value, args ...goja.Value) goja.Value {
	return r.CallFunction(f, goja.Undefined(), args...)
}

// newPromiseCapability is NewPromiseCapability.
//
// https://tc39.es/ecma262/#sec-newpromisecapability
func newPromiseCapability(r *webidl.Realm, c goja.Value) (promise, resolve, reject goja.Value) {
	// 1. If IsConstructor(C) is false, throw a TypeError exception.
	if _, ok := goja.AssertConstructor(c); !ok {
		panic(r.VM.NewTypeError("The receiver of a function of Promise must be a constructor of promises"))
	}
	resolve, reject = goja.Undefined(), goja.Undefined()
	// 4. Let executorClosure be a new Abstract Closure with parameters (resolve, reject).
	executor := r.NewFunction("", 2, func(call goja.FunctionCall) goja.Value {
		// a. If promiseCapability.[[Resolve]] is not undefined, throw a TypeError exception.
		// b. If promiseCapability.[[Reject]] is not undefined, throw a TypeError exception.
		if !goja.IsUndefined(resolve) || !goja.IsUndefined(reject) {
			panic(r.VM.NewTypeError("Promise executor has already been invoked with non-undefined arguments"))
		}
		resolve, reject = call.Argument(0), call.Argument(1)
		return goja.Undefined()
	})
	// 6. Let promise be ? Construct(C, « executor »).
	promise = r.Construct(c.(*goja.Object), executor)
	// 7. If IsCallable(promiseCapability.[[Resolve]]) is false, throw a TypeError exception.
	// 8. If IsCallable(promiseCapability.[[Reject]]) is false, throw a TypeError exception.
	for _, f := range []goja.Value{resolve, reject} {
		if _, callable := goja.AssertFunction(f); !callable {
			panic(r.VM.NewTypeError("Promise resolve or reject function is not callable"))
		}
	}
	return promise, resolve, reject
}
