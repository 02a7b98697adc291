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

// promises are what the engine has for promises, as it is before a script could replace it.
type promises struct {
	constructor *goja.Object // %Promise%
	then        Native       // %Promise.prototype.then%

	executor        goja.Value // leaves what it is given in the following
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

// Promise is a promise that Go settles.
type Promise struct {
	Object               *goja.Object
	resolving, rejecting Native
}

// NewPromise is "a new promise".
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

// NewHandledPromise is a new promise whose [[PromiseIsHandled]] is true: nobody is told if it is rejected.
func (r *Realm) NewHandledPromise() *Promise {
	p := r.NewPromise()
	r.React(p.Object, Ignore, Ignore)
	return p
}

// Ignore is a reaction that does nothing.
func Ignore(goja.Value) goja.Value { return goja.Undefined() }

// Resolve is "to resolve a promise".
//
// https://webidl.spec.whatwg.org/#resolve
func (p *Promise) Resolve(v goja.Value) {
	p.resolving(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{v}})
}

// Reject is "to reject a promise".
//
// https://webidl.spec.whatwg.org/#reject
func (p *Promise) Reject(reason goja.Value) {
	p.rejecting(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{reason}})
}

// Pending reports whether the promise's [[PromiseState]] is "pending".
func (p *Promise) Pending() bool {
	return p.Object.Export().(*goja.Promise).State() == goja.PromiseStatePending
}

// ResolvedWith is "a promise resolved with".
//
// https://webidl.spec.whatwg.org/#a-promise-resolved-with
func (r *Realm) ResolvedWith(v goja.Value) *goja.Object {
	p := r.NewPromise()
	p.Resolve(v)
	return p.Object
}

// SettledWith is ResolvedWith, but nil if the promise is fulfilled already and nobody asks for its value.
func (r *Realm) SettledWith(v goja.Value) *goja.Object {
	if _, isObject := v.(*goja.Object); !isObject {
		return nil
	}
	return r.ResolvedWith(v)
}

// RejectedWith is "a promise rejected with".
//
// https://webidl.spec.whatwg.org/#a-promise-rejected-with
func (r *Realm) RejectedWith(reason goja.Value) *goja.Object {
	p := r.NewPromise()
	p.Reject(reason)
	return p.Object
}

// React is "to react to a promise", and returns the promise for what the steps return. The promise must be one that no
// script has seen: then looks for a constructor to derive the new promise from, and is kept from finding one that a
// script could have put there (https://tc39.es/ecma262/#sec-speciesconstructor).
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

func (r *Realm) reaction(steps func(goja.Value) goja.Value) goja.Value {
	if steps == nil {
		return goja.Undefined()
	}
	return r.VM.ToValue(func(c goja.FunctionCall) goja.Value { return steps(c.Argument(0)) })
}

// Upon is "upon fulfillment" and "upon rejection". A promise of nil is one that is fulfilled already: nobody can tell a reaction
// to that from a microtask.
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
