package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// readableStreamFromIterable is ReadableStreamFromIterable.
//
// https://streams.spec.whatwg.org/#readable-stream-from-iterable
func readableStreamFromIterable(c webidl.Call, asyncIterable goja.Value) *ReadableStream {
	s := scope.Of(c)
	// 1. Let stream be undefined.
	var controller *ReadableStreamDefaultController
	// 2. Let iterator be the result of opening an async sequence asyncIterable.
	iterator := openAsyncSequence(c, asyncIterable)
	// 3. Let startAlgorithm be an algorithm that returns undefined.
	// 4. Let pullAlgorithm be the following steps:
	pullAlgorithm := func() *goja.Object {
		// 1. Let nextPromise be the result of getting the next value of iterator.
		nextPromise := iterator.next()
		// 2. Return the result of reacting to nextPromise:
		return s.Realm.React(nextPromise, func(v goja.Value) goja.Value {
			// If nextPromise was fulfilled with value v: if v is end of iteration, perform !
			// ReadableStreamDefaultControllerClose(stream.[[controller]]). Otherwise, perform !
			// ReadableStreamDefaultControllerEnqueue(stream.[[controller]], v).
			if iterator.ended {
				controller.close()
			} else {
				controller.enqueue(v)
			}
			return goja.Undefined()
		}, func(r goja.Value) goja.Value {
			// If nextPromise was rejected with reason r, perform !
			// ReadableStreamDefaultControllerError(stream.[[controller]], r).
			controller.error(r)
			return goja.Undefined()
		})
	}
	// 5. Let cancelAlgorithm be the following steps, given reason: return the result of closing
	//    iterator with reason.
	// 6. Set stream to ! CreateReadableStream(startAlgorithm, pullAlgorithm, cancelAlgorithm, 0).
	stream := createReadableStream(s, SourceAlgorithms{Pull: pullAlgorithm, cancel: iterator.close}, 0)
	controller = stream.Controller.(*ReadableStreamDefaultController)
	// 7. Return stream.
	return stream
}

// asyncSequence is an opened async sequence. It wraps a synchronous iterator.
//
// FIXME: An object with a method Symbol.asyncIterator must be accepted too. The engine has no such
// symbol.
//
// https://webidl.spec.whatwg.org/#js-async-sequence
type asyncSequence struct {
	scope    *scope.Scope
	iterator *goja.Object
	method   goja.Value // the method next of iterator
	ended    bool       // the promise that next returned last stands for end of iteration
}

// openAsyncSequence converts v to an async sequence and opens it.
//
// https://webidl.spec.whatwg.org/#async-sequence-open
func openAsyncSequence(c webidl.Call, v goja.Value) *asyncSequence {
	o := c.Object(v, "parameter 1")
	method := o.GetSymbol(goja.SymIterator)
	if method == nil || goja.IsUndefined(method) || goja.IsNull(method) {
		c.TypeError("parameter 1 is not iterable.")
	}
	s := scope.Of(c)
	result, thrown := s.InvokeCallback(c.Function(method, "The property Symbol.iterator"), o)
	if thrown != nil {
		panic(thrown)
	}
	iterator := c.Object(result, "The iterator")
	return &asyncSequence{scope: s, iterator: iterator, method: iterator.Get("next")}
}

// next implements "get the next value of an async iterator" for an iterator that wraps a
// synchronous one. It returns a promise for the value. At the end of the iteration it sets a.ended,
// and the promise is fulfilled with undefined.
//
// https://webidl.spec.whatwg.org/#async-iterator-get-the-next-value
// https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.next
func (a *asyncSequence) next() *goja.Object {
	value := goja.Undefined()
	exception := a.scope.VM.Try(func() {
		result := a.call(a.method)
		if done := result.Get("done"); done != nil && done.ToBoolean() {
			a.ended = true
		} else if v := result.Get("value"); v != nil {
			value = v
		}
	})
	if exception != nil {
		return a.scope.Realm.RejectedWith(exception.Value())
	}
	// If the value is a promise that is rejected, the iterator is closed:
	// https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation
	return a.scope.Realm.React(a.scope.Realm.ResolvedWith(value), nil, func(reason goja.Value) goja.Value {
		_ = a.scope.VM.Try(func() {
			if method := a.iterator.Get("return"); method != nil && !goja.IsUndefined(method) && !goja.IsNull(method) {
				a.call(method)
			}
		})
		panic(reason)
	})
}

// close implements "close an async iterator".
//
// https://webidl.spec.whatwg.org/#async-iterator-close
func (a *asyncSequence) close(reason goja.Value) *goja.Object {
	exception := a.scope.VM.Try(func() {
		// 2. Let returnMethod be GetMethod(iterator, "return"). If it is undefined, return a
		//    promise resolved with undefined.
		if method := a.iterator.Get("return"); method != nil && !goja.IsUndefined(method) && !goja.IsNull(method) {
			a.call(method, reason)
		}
	})
	if exception != nil {
		return a.scope.Realm.RejectedWith(exception.Value())
	}
	return a.scope.Realm.ResolvedWith(goja.Undefined())
}

// call calls a method of the iterator. It throws a TypeError if the result is not an object.
func (a *asyncSequence) call(method goja.Value, args ...goja.Value) *goja.Object {
	f, callable := method.(*goja.Object)
	if callable {
		_, callable = goja.AssertFunction(f)
	}
	if !callable {
		panic(a.scope.VM.NewTypeError("The iterator's method is not a function."))
	}
	result, thrown := a.scope.InvokeCallback(f, a.iterator, args...)
	if thrown != nil {
		panic(thrown)
	}
	o, ok := result.(*goja.Object)
	if !ok {
		panic(a.scope.VM.NewTypeError("The iterator's result is not an object."))
	}
	return o
}
