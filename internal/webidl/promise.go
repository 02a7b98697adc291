package webidl

import (
	"github.com/dop251/goja"
)

// promised returns a function that calls f and returns a rejected promise if f throws.
//
// https://webidl.spec.whatwg.org/#dfn-create-operation-function (step 2.2, "And then, if an exception E was thrown")
func (r *Realm) promised(f func(goja.FunctionCall) goja.Value) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) (v goja.Value) {
		exception := r.VM.Try(func() { v = f(call) })
		if exception == nil {
			return v
		}
		// 1. If op has a return type that is a promise type, then return ! Call(%Promise.reject%,
		//    %Promise%, «E»).
		promise, _, reject := r.VM.NewPromise()
		if err := reject(exception.Value()); err != nil {
			panic(err) // an interrupt
		}
		return r.VM.ToValue(promise)
	}
}

// promises has the engine's own functions for promises, as they were before a script could replace
// them.
type promises struct {
	constructor *goja.Object // %Promise%
	then        Native       // %Promise.prototype.then%

	executor        goja.Value // stores its arguments in resolve and reject
	resolve, reject Native
}

// builtInPromises returns r.promises, which it fills when it is first called.
func (r *Realm) builtInPromises() *promises {
	ps := &r.promises
	if ps.constructor == nil {
		ps.constructor = r.Intrinsics.Get(IntrinsicPromise)
		ps.then = r.Intrinsics.Native(PromiseThen)
	}
	return ps
}

// Promise is a promise that Go code settles.
type Promise struct {
	Object               *goja.Object
	resolving, rejecting Native
}

// NewPromise returns a new promise.
//
// https://webidl.spec.whatwg.org/#a-new-promise
func (r *Realm) NewPromise() *Promise {
	ps := r.builtInPromises()
	if ps.executor == nil {
		ps.executor = r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			ps.resolve = c.Arguments[0].Export().(Native)
			ps.reject = c.Arguments[1].Export().(Native)
			return goja.Undefined()
		})
	}
	o, err := r.VM.New(ps.constructor, ps.executor)
	if err != nil {
		panic(err)
	}
	p := &Promise{o, ps.resolve, ps.reject}
	ps.resolve, ps.reject = nil, nil
	return p
}

// NewHandledPromise returns a new promise whose [[PromiseIsHandled]] is true: it never counts as an
// unhandled rejection.
func (r *Realm) NewHandledPromise() *Promise {
	p := r.NewPromise()
	r.React(p.Object, Ignore, Ignore)
	return p
}

// Ignore is a reaction that does nothing.
func Ignore(goja.Value) goja.Value { return goja.Undefined() }

// Resolve resolves the promise with v.
//
// https://webidl.spec.whatwg.org/#resolve
func (p *Promise) Resolve(v goja.Value) {
	p.resolving(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{v}})
}

// Reject rejects the promise with reason.
//
// https://webidl.spec.whatwg.org/#reject
func (p *Promise) Reject(reason goja.Value) {
	p.rejecting(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{reason}})
}

// Pending reports whether the promise's [[PromiseState]] is "pending".
func (p *Promise) Pending() bool {
	return p.Object.Export().(*goja.Promise).State() == goja.PromiseStatePending
}

// ResolvedWith returns a promise resolved with v.
//
// https://webidl.spec.whatwg.org/#a-promise-resolved-with
func (r *Realm) ResolvedWith(v goja.Value) *goja.Object {
	p := r.NewPromise()
	p.Resolve(v)
	return p.Object
}

// SettledWith returns a promise resolved with v, or nil if v is not an object. nil stands for a
// promise that is fulfilled and whose value is not used, see Upon.
func (r *Realm) SettledWith(v goja.Value) *goja.Object {
	if _, isObject := v.(*goja.Object); !isObject {
		return nil
	}
	return r.ResolvedWith(v)
}

// RejectedWith returns a promise rejected with reason.
//
// https://webidl.spec.whatwg.org/#a-promise-rejected-with
func (r *Realm) RejectedWith(reason goja.Value) *goja.Object {
	p := r.NewPromise()
	p.Reject(reason)
	return p.Object
}

// React reacts to a promise. It returns the promise for the result of the steps that run; a nil
// function has no steps. The promise must be one that no script has seen: while React calls then,
// an own property constructor keeps then from finding a constructor that a script could have
// replaced (https://tc39.es/ecma262/#sec-speciesconstructor).
//
// https://webidl.spec.whatwg.org/#dfn-perform-steps-once-promise-is-settled
func (r *Realm) React(promise *goja.Object, fulfilled, rejected func(goja.Value) goja.Value) *goja.Object {
	err := promise.DefineDataProperty("constructor", goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if err != nil {
		panic(err)
	}
	derived := r.builtInPromises().then(goja.FunctionCall{This: promise, Arguments: []goja.Value{r.reaction(fulfilled), r.reaction(rejected)}})
	if err := promise.Delete("constructor"); err != nil {
		panic(err)
	}
	return derived.(*goja.Object)
}

// reaction returns a function for then that runs the steps, or undefined.
func (r *Realm) reaction(steps func(goja.Value) goja.Value) goja.Value {
	if steps == nil {
		return goja.Undefined()
	}
	return r.VM.ToValue(func(c goja.FunctionCall) goja.Value { return steps(c.Argument(0)) })
}

// Upon runs fulfilled upon fulfillment of the promise, or rejected upon its rejection. If promise
// is nil, it stands for a promise that is already fulfilled (see SettledWith): no script can tell a
// reaction to that from a microtask.
//
// https://webidl.spec.whatwg.org/#upon-fulfillment
func (r *Realm) Upon(promise *goja.Object, fulfilled func(), rejected func(reason goja.Value)) {
	if promise == nil {
		r.QueueMicrotask(fulfilled)
		return
	}
	r.React(promise,
		func(goja.Value) goja.Value { fulfilled(); return goja.Undefined() },
		func(reason goja.Value) goja.Value { rejected(reason); return goja.Undefined() })
}
