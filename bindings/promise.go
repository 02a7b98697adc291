package bindings

import (
	"github.com/dop251/goja"
)

// native is a built-in function as the engine implements it. It panics with what it throws. Called as such, and not as
// the goja.Callable of it, it can be called where no script runs, in a promise job say, without a microtask checkpoint
// that comes too early: the engine drains its promise jobs at the end of every call that is not made by a script.
type native = func(goja.FunctionCall) goja.Value

// promises are what the engine has for promises, as it is before a script could replace it.
type promises struct {
	constructor *goja.Object // %Promise%
	then        native       // %Promise.prototype.then%
	apply       native       // %Function.prototype.call%

	executor        goja.Value // leaves what it is given in the following
	resolve, reject native
}

// builtInPromises is s.promises, filled when it is first needed.
func (s *Scope) builtInPromises() *promises {
	ps := &s.promises
	if ps.constructor == nil {
		ps.constructor = s.intrinsics.Get(intrinsicPromise)
		ps.then, ps.apply = s.intrinsics.Native(promiseThen), s.intrinsics.Native(functionCall)
	}
	return ps
}

// promise is a promise that the bindings settle.
type promise struct {
	object               *goja.Object
	resolving, rejecting native
}

// newPromise is "a new promise".
//
// https://webidl.spec.whatwg.org/#a-new-promise
func (s *Scope) newPromise() *promise {
	ps := s.builtInPromises()
	if ps.executor == nil {
		ps.executor = s.vm.ToValue(func(c goja.FunctionCall) goja.Value {
			ps.resolve = c.Arguments[0].Export().(native)
			ps.reject = c.Arguments[1].Export().(native)
			return goja.Undefined()
		})
	}
	o, err := s.vm.New(ps.constructor, ps.executor)
	if err != nil {
		panic(err)
	}
	p := &promise{o, ps.resolve, ps.reject}
	ps.resolve, ps.reject = nil, nil
	return p
}

// newHandledPromise is a new promise whose [[PromiseIsHandled]] is true: nobody is told if it is rejected.
func (s *Scope) newHandledPromise() *promise {
	p := s.newPromise()
	s.react(p.object, ignore, ignore)
	return p
}

func ignore(goja.Value) goja.Value { return goja.Undefined() }

// resolve is "to resolve a promise".
//
// https://webidl.spec.whatwg.org/#resolve
func (p *promise) resolve(v goja.Value) {
	p.resolving(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{v}})
}

// reject is "to reject a promise".
//
// https://webidl.spec.whatwg.org/#reject
func (p *promise) reject(reason goja.Value) {
	p.rejecting(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{reason}})
}

// pending says whether the promise's [[PromiseState]] is "pending".
func (p *promise) pending() bool {
	return p.object.Export().(*goja.Promise).State() == goja.PromiseStatePending
}

// resolvedWith is "a promise resolved with".
//
// https://webidl.spec.whatwg.org/#a-promise-resolved-with
func (s *Scope) resolvedWith(v goja.Value) *goja.Object {
	p := s.newPromise()
	p.resolve(v)
	return p.object
}

// settledWith is resolvedWith, but nil if the promise is fulfilled already and nobody asks for its value.
func (s *Scope) settledWith(v goja.Value) *goja.Object {
	if _, isObject := v.(*goja.Object); !isObject {
		return nil
	}
	return s.resolvedWith(v)
}

// rejectedWith is "a promise rejected with".
//
// https://webidl.spec.whatwg.org/#a-promise-rejected-with
func (s *Scope) rejectedWith(reason goja.Value) *goja.Object {
	p := s.newPromise()
	p.reject(reason)
	return p.object
}

// react is "to react to a promise", and returns the promise for what the steps return. The promise must be one that no
// script has seen: then looks for a constructor to derive the new promise from, and is kept from finding one that a
// script could have put there (https://tc39.es/ecma262/#sec-speciesconstructor).
//
// https://webidl.spec.whatwg.org/#dfn-perform-steps-once-promise-is-settled
func (s *Scope) react(promise *goja.Object, fulfilled, rejected func(goja.Value) goja.Value) *goja.Object {
	err := promise.DefineDataProperty("constructor", goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if err != nil {
		panic(err)
	}
	derived := s.builtInPromises().then(goja.FunctionCall{This: promise, Arguments: []goja.Value{s.reaction(fulfilled), s.reaction(rejected)}})
	if err := promise.Delete("constructor"); err != nil {
		panic(err)
	}
	return derived.(*goja.Object)
}

func (s *Scope) reaction(steps func(goja.Value) goja.Value) goja.Value {
	if steps == nil {
		return goja.Undefined()
	}
	return s.vm.ToValue(func(c goja.FunctionCall) goja.Value { return steps(c.Argument(0)) })
}

// upon is "upon fulfillment" and "upon rejection". A promise of nil is one that is fulfilled already: nobody can tell a reaction
// to that from a microtask.
//
// https://webidl.spec.whatwg.org/#upon-fulfillment
func (s *Scope) upon(promise *goja.Object, fulfilled func(), rejected func(reason goja.Value)) {
	if promise == nil {
		s.queueMicrotaskSteps(fulfilled)
		return
	}
	s.react(promise,
		func(goja.Value) goja.Value { fulfilled(); return goja.Undefined() },
		func(reason goja.Value) goja.Value { rejected(reason); return goja.Undefined() })
}

// apply calls a script's function as call does, but is for calls inside of others: no microtask checkpoint follows.
func (s *Scope) apply(f *goja.Object, this goja.Value, args ...goja.Value) (v goja.Value, err error) {
	if s.terminating {
		return nil, errTerminating
	}
	s.depth++
	defer s.leave()
	mark := s.guard.Mark()
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *goja.InterruptedError:
			err, s.terminating = e, true
		case *goja.StackOverflowError:
			err = e
		default:
			panic(e)
		}
		if err != nil {
			s.guard.Restore(&mark, err)
		}
	}()
	exception := s.vm.Try(func() {
		v = s.builtInPromises().apply(goja.FunctionCall{This: f, Arguments: append([]goja.Value{this}, args...)})
	})
	if exception != nil {
		return nil, exception
	}
	return v, nil
}

// invokeCallback is "to invoke a callback function", with an exception as the value that was thrown. What ends the task ends
// the caller too.
//
// https://webidl.spec.whatwg.org/#invoke-a-callback-function
func (s *Scope) invokeCallback(f *goja.Object, this goja.Value, args ...goja.Value) (v, thrown goja.Value) {
	v, err := s.apply(f, this, args...)
	switch e := err.(type) {
	case nil:
		return v, nil
	case *goja.Exception:
		return nil, e.Value()
	case *goja.StackOverflowError:
		return nil, s.stackOverflow(e).Value
	case *goja.InterruptedError:
		panic(e)
	default: // the task was interrupted before: nobody gets to see the result
		return goja.Undefined(), nil
	}
}

// rethrow is "to invoke a callback function" that throws what the function throws.
func (s *Scope) rethrow(f *goja.Object, this goja.Value, args ...goja.Value) goja.Value {
	v, err := s.apply(f, this, args...)
	if err == errTerminating { // nobody gets to see the result
		return goja.Undefined()
	}
	if err != nil {
		panic(err)
	}
	return v
}

// invokePromise is "to invoke a callback function" that returns a promise: nil if that is fulfilled already.
func (s *Scope) invokePromise(f *goja.Object, this goja.Value, args ...goja.Value) *goja.Object {
	v, thrown := s.invokeCallback(f, this, args...)
	if thrown != nil {
		return s.rejectedWith(thrown)
	}
	return s.settledWith(v)
}
