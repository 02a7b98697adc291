package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// TransformStream is the state of a TransformStream object.
//
// FIXME: TransformStream must be transferable.
//
// https://streams.spec.whatwg.org/#ts-class
type TransformStream struct {
	scope      *scope.Scope
	object     *goja.Object // nil if NewTransform made the stream
	Readable   *ReadableStream
	Writable   *WritableStream
	controller *TransformStreamDefaultController

	backpressure              bool
	backpressureChangePromise *webidl.Promise
}

// genericTransformStream is implemented by the states of all objects whose interface includes
// GenericTransformStream, and by TransformStream.
//
// https://streams.spec.whatwg.org/#generictransformstream
type genericTransformStream interface{ TransformStream() *TransformStream }

// TransformStream returns t, as genericTransformStream demands.
func (t *TransformStream) TransformStream() *TransformStream { return t }

// TransformAttributes are the attributes of the mixin GenericTransformStream.
//
// https://streams.spec.whatwg.org/#generictransformstream
var TransformAttributes = []webidl.Attribute{
	{Name: "readable", Get: func(c webidl.Call) goja.Value {
		return c.State.(genericTransformStream).TransformStream().Readable.Object
	}},
	{Name: "writable", Get: func(c webidl.Call) goja.Value {
		return c.State.(genericTransformStream).TransformStream().Writable.Object
	}},
}

// NewTransform returns a TransformStream that is set up with Go functions, which throw by a panic.
// It is for the interfaces that include GenericTransformStream: scripts see their object, so the
// stream has none of its own.
//
// https://streams.spec.whatwg.org/#transformstream-set-up
func NewTransform(s *scope.Scope, transform func(chunk goja.Value), flush func()) *TransformStream {
	promised := func(f func()) *goja.Object {
		if exception := s.VM.Try(f); exception != nil {
			return s.Realm.RejectedWith(exception.Value())
		}
		return nil
	}
	t := &TransformStream{scope: s}
	t.initialize(nil, 1, nil, 0, nil)
	newTransformStreamDefaultController(s, t).algorithms = transformAlgorithms{
		transform: func(chunk goja.Value) *goja.Object { return promised(func() { transform(chunk) }) },
		flush:     func() *goja.Object { return promised(flush) },
	}
	return t
}

// Enqueue implements "enqueue" for a TransformStream. It panics with the exception if the chunk
// cannot be enqueued.
//
// https://streams.spec.whatwg.org/#transformstream-enqueue
func (t *TransformStream) Enqueue(chunk goja.Value) {
	if thrown := t.controller.enqueue(chunk); thrown != nil {
		panic(thrown)
	}
}

// readableController returns stream.[[readable]].[[controller]].
func (t *TransformStream) readableController() *ReadableStreamDefaultController {
	return t.Readable.Controller.(*ReadableStreamDefaultController)
}

// Interface returns the interface of the object.
func (*TransformStream) Interface() *webidl.Interface { return TransformStreamInterface }

var TransformStreamInterface = &webidl.Interface{
	Name: "TransformStream",
	Is:   func(state any) bool { _, ok := state.(*TransformStream); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#ts-constructor
		s := scope.Of(c)
		// 1. If transformer is missing, set it to null.
		var object *goja.Object
		if c.Has(0) {
			object = c.Object(c.Args[0], "parameter 1")
		}
		writableStrategy, readableStrategy := readQueuingStrategy(c, 1), readQueuingStrategy(c, 2)
		// 2. Let transformerDict be transformer, converted to an IDL value of type Transformer.
		transformerDict := readTransformer(c, object)
		// 3. If transformerDict["readableType"] exists, throw a RangeError exception.
		// 4. If transformerDict["writableType"] exists, likewise.
		if transformerDict.hasType {
			panic(s.Realm.NewRangeError(c.Context() + "members readableType and writableType must not be there: they have no meaning yet."))
		}
		// 5. Let readableHighWaterMark be ? ExtractHighWaterMark(readableStrategy, 0).
		readableHighWaterMark := readableStrategy.extractHighWaterMark(c, 0)
		// 6. Let readableSizeAlgorithm be ! ExtractSizeAlgorithm(readableStrategy).
		readableSizeAlgorithm := readableStrategy.extractSizeAlgorithm(s)
		// 7. Let writableHighWaterMark be ? ExtractHighWaterMark(writableStrategy, 1).
		writableHighWaterMark := writableStrategy.extractHighWaterMark(c, 1)
		// 8. Let writableSizeAlgorithm be ! ExtractSizeAlgorithm(writableStrategy).
		writableSizeAlgorithm := writableStrategy.extractSizeAlgorithm(s)
		// 9. Let startPromise be a new promise.
		startPromise := s.Realm.NewPromise()
		// 10. Perform ! InitializeTransformStream(this, startPromise, …).
		t := &TransformStream{scope: s, object: c.This}
		t.initialize(startPromise.Object, writableHighWaterMark, writableSizeAlgorithm, readableHighWaterMark, readableSizeAlgorithm)
		// 11. Perform ? SetUpTransformStreamDefaultControllerFromTransformer(this, transformer,
		//     transformerDict).
		controller := newTransformStreamDefaultController(s, t)
		controller.algorithms = transformerDict.algorithms(controller)
		// 12. If transformerDict["start"] exists, then resolve startPromise with the result of
		//     invoking it.
		if transformerDict.start != nil {
			startPromise.Resolve(s.InvokeRethrow(transformerDict.start, object, controller.object))
		} else {
			// 13. Otherwise, resolve startPromise with undefined.
			startPromise.Resolve(goja.Undefined())
		}
		return t
	}},
	Attributes: TransformAttributes,
}

// initialize is InitializeTransformStream.
//
// https://streams.spec.whatwg.org/#initialize-transform-stream
func (t *TransformStream) initialize(startPromise *goja.Object, writableHighWaterMark float64, writableSizeAlgorithm sizeAlgorithm,
	readableHighWaterMark float64, readableSizeAlgorithm sizeAlgorithm) {
	// 10. Perform ! TransformStreamSetBackpressure(stream, true).
	t.setBackpressure(true)
	// 5. Set stream.[[writable]] to ! CreateWritableStream(startAlgorithm, writeAlgorithm,
	//    closeAlgorithm, abortAlgorithm, writableHighWaterMark, writableSizeAlgorithm).
	t.Writable = createWritableStream(t.scope, sinkAlgorithms{
		// 1. Let startAlgorithm be an algorithm that returns startPromise.
		start: func() *goja.Object { return startedWith(t.scope, startPromise) },
		// 2. Let writeAlgorithm be …
		write: t.write,
		// 4. Let closeAlgorithm be …
		close: t.sinkClose,
		// 3. Let abortAlgorithm be …
		abort: t.sinkAbort,
	}, writableHighWaterMark, writableSizeAlgorithm)
	// 8. Set stream.[[readable]] to ! CreateReadableStream(startAlgorithm, pullAlgorithm,
	//    cancelAlgorithm, readableHighWaterMark, readableSizeAlgorithm).
	t.Readable = newReadableStream(t.scope)
	newReadableStreamDefaultController(t.scope).setUp(t.Readable, SourceAlgorithms{
		start:  func() goja.Value { return orUndefined(startPromise) },
		Pull:   t.pull,
		cancel: t.sourceCancel,
	}, readableHighWaterMark, readableSizeAlgorithm)
}

// startedWith returns the start promise of a writable stream whose start algorithm returns
// startPromise. A nil promise stands for a fulfilled one.
func startedWith(s *scope.Scope, startPromise *goja.Object) *goja.Object {
	if startPromise == nil {
		return nil
	}
	return s.Realm.ResolvedWith(startPromise)
}

func orUndefined(o *goja.Object) goja.Value {
	if o == nil {
		return goja.Undefined()
	}
	return o
}

// error is TransformStreamError.
//
// https://streams.spec.whatwg.org/#transform-stream-error
func (t *TransformStream) error(e goja.Value) {
	// 1. Perform ! ReadableStreamDefaultControllerError(stream.[[readable]].[[controller]], e).
	t.readableController().error(e)
	// 2. Perform ! TransformStreamErrorWritableAndUnblockWrite(stream, e).
	t.errorWritableAndUnblockWrite(e)
}

// errorWritableAndUnblockWrite is TransformStreamErrorWritableAndUnblockWrite.
//
// https://streams.spec.whatwg.org/#transform-stream-error-writable-and-unblock-write
func (t *TransformStream) errorWritableAndUnblockWrite(e goja.Value) {
	// 1. Perform ! TransformStreamDefaultControllerClearAlgorithms(stream.[[controller]]).
	t.controller.clearAlgorithms()
	// 2. Perform ! WritableStreamDefaultControllerErrorIfNeeded(stream.[[writable]].[[controller]],
	//    e).
	t.Writable.controller.errorIfNeeded(e)
	// 3. Perform ! TransformStreamUnblockWrite(stream).
	t.unblockWrite()
}

// setBackpressure is TransformStreamSetBackpressure.
//
// https://streams.spec.whatwg.org/#transform-stream-set-backpressure
func (t *TransformStream) setBackpressure(backpressure bool) {
	// 2. If stream.[[backpressureChangePromise]] is not undefined, resolve
	//    stream.[[backpressureChangePromise]] with undefined.
	if t.backpressureChangePromise != nil {
		t.backpressureChangePromise.Resolve(goja.Undefined())
	}
	// 3. Set stream.[[backpressureChangePromise]] to a new promise.
	t.backpressureChangePromise = t.scope.Realm.NewPromise()
	// 4. Set stream.[[backpressure]] to backpressure.
	t.backpressure = backpressure
}

// unblockWrite is TransformStreamUnblockWrite.
//
// https://streams.spec.whatwg.org/#transform-stream-unblock-write
func (t *TransformStream) unblockWrite() {
	// 1. If stream.[[backpressure]] is true, perform ! TransformStreamSetBackpressure(stream,
	//    false).
	if t.backpressure {
		t.setBackpressure(false)
	}
}

// write is TransformStreamDefaultSinkWriteAlgorithm.
//
// https://streams.spec.whatwg.org/#transform-stream-default-sink-write-algorithm
func (t *TransformStream) write(chunk goja.Value) *goja.Object {
	// 3. If stream.[[backpressure]] is true:
	if t.backpressure {
		// 1. Let backpressureChangePromise be stream.[[backpressureChangePromise]].
		// 3. Return the result of reacting to backpressureChangePromise with the following
		//    fulfillment steps:
		return t.scope.Realm.React(t.backpressureChangePromise.Object, func(goja.Value) goja.Value {
			// 3. If state is "erroring", throw writable.[[storedError]].
			if t.Writable.state == streamErroring {
				panic(t.Writable.storedError)
			}
			// 5. Return ! TransformStreamDefaultControllerPerformTransform(controller, chunk).
			return orUndefined(t.controller.performTransform(chunk))
		}, nil)
	}
	// 4. Return ! TransformStreamDefaultControllerPerformTransform(controller, chunk).
	return t.controller.performTransform(chunk)
}

// sinkAbort is TransformStreamDefaultSinkAbortAlgorithm.
//
// https://streams.spec.whatwg.org/#transform-stream-default-sink-abort-algorithm
func (t *TransformStream) sinkAbort(reason goja.Value) *goja.Object {
	cancel := func() *goja.Object { return t.controller.performCancel(reason) }
	return t.finish(cancel, func(finish *webidl.Promise) {
		// 1. If readable.[[state]] is "errored", reject controller.[[finishPromise]] with
		//    readable.[[storedError]].
		if t.Readable.State == streamErrored {
			finish.Reject(t.Readable.storedError)
			return
		}
		// 2. Otherwise: perform ! ReadableStreamDefaultControllerError(readable.[[controller]],
		//    reason); resolve controller.[[finishPromise]] with undefined.
		t.readableController().error(reason)
		finish.Resolve(goja.Undefined())
	}, func(r goja.Value) {
		// 1. Perform ! ReadableStreamDefaultControllerError(readable.[[controller]], r).
		t.readableController().error(r)
	})
}

// sinkClose is TransformStreamDefaultSinkCloseAlgorithm.
//
// https://streams.spec.whatwg.org/#transform-stream-default-sink-close-algorithm
func (t *TransformStream) sinkClose() *goja.Object {
	return t.finish(t.controller.performFlush, func(finish *webidl.Promise) {
		// 1. If readable.[[state]] is "errored", reject controller.[[finishPromise]] with
		//    readable.[[storedError]].
		if t.Readable.State == streamErrored {
			finish.Reject(t.Readable.storedError)
			return
		}
		// 2. Otherwise: perform ! ReadableStreamDefaultControllerClose(readable.[[controller]]);
		//    resolve controller.[[finishPromise]] with undefined.
		t.readableController().close()
		finish.Resolve(goja.Undefined())
	}, func(r goja.Value) {
		// 1. Perform ! ReadableStreamDefaultControllerError(readable.[[controller]], r).
		t.readableController().error(r)
	})
}

// sourceCancel is TransformStreamDefaultSourceCancelAlgorithm.
//
// https://streams.spec.whatwg.org/#transform-stream-default-source-cancel
func (t *TransformStream) sourceCancel(reason goja.Value) *goja.Object {
	cancel := func() *goja.Object { return t.controller.performCancel(reason) }
	return t.finish(cancel, func(finish *webidl.Promise) {
		// 1. If writable.[[state]] is "errored", reject controller.[[finishPromise]] with
		//    writable.[[storedError]].
		if t.Writable.state == writableErrored {
			finish.Reject(t.Writable.storedError)
			return
		}
		// 2. Otherwise: perform !
		//    WritableStreamDefaultControllerErrorIfNeeded(writable.[[controller]], reason); perform
		//    ! TransformStreamUnblockWrite(stream); resolve controller.[[finishPromise]] with
		//    undefined.
		t.Writable.controller.errorIfNeeded(reason)
		t.unblockWrite()
		finish.Resolve(goja.Undefined())
	}, func(r goja.Value) {
		// 1. Perform ! WritableStreamDefaultControllerErrorIfNeeded(writable.[[controller]], r).
		// 2. Perform ! TransformStreamUnblockWrite(stream).
		t.Writable.controller.errorIfNeeded(r)
		t.unblockWrite()
	})
}

// finish has the steps that the three algorithms above share.
func (t *TransformStream) finish(algorithm func() *goja.Object, fulfilled func(finish *webidl.Promise), rejected func(r goja.Value)) *goja.Object {
	controller := t.controller
	// 2. If controller.[[finishPromise]] is not undefined, return controller.[[finishPromise]].
	if controller.finishPromise != nil {
		return controller.finishPromise.Object
	}
	// 4. Let controller.[[finishPromise]] be a new promise.
	finish := t.scope.Realm.NewPromise()
	controller.finishPromise = finish
	// 5. Let cancelPromise be the result of performing controller.[[cancelAlgorithm]].
	promise := algorithm()
	// 6. Perform ! TransformStreamDefaultControllerClearAlgorithms(controller).
	controller.clearAlgorithms()
	// 7. React to cancelPromise.
	t.scope.Realm.Upon(promise, func() { fulfilled(finish) }, func(r goja.Value) {
		rejected(r)
		// Reject controller.[[finishPromise]] with r.
		finish.Reject(r)
	})
	// 8. Return controller.[[finishPromise]].
	return finish.Object
}

// pull is TransformStreamDefaultSourcePullAlgorithm.
//
// https://streams.spec.whatwg.org/#transform-stream-default-source-pull-algorithm
func (t *TransformStream) pull() *goja.Object {
	// 3. Perform ! TransformStreamSetBackpressure(stream, false).
	t.setBackpressure(false)
	// 4. Return stream.[[backpressureChangePromise]].
	return t.backpressureChangePromise.Object
}

// InspectProperties returns the properties that console.log shows.
func (t *TransformStream) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "readable", Value: t.Readable.Object},
		{Name: "writable", Value: t.Writable.Object},
		{Name: "backpressure", Value: t.scope.VM.ToValue(t.backpressure)},
	}
}
