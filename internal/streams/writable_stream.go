package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// WritableStream is the state of a WritableStream object.
//
// FIXME: WritableStream must be transferable.
//
// https://streams.spec.whatwg.org/#ws-class
type WritableStream struct {
	scope       *scope.Scope
	Object      *goja.Object
	controller  *WritableStreamDefaultController
	writer      *WritableStreamDefaultWriter // nil if the stream is not locked
	state       writableState
	storedError goja.Value

	backpressure         bool
	writeRequests        []*webidl.Promise
	inFlightWriteRequest *webidl.Promise // nil for undefined
	closeRequest         *webidl.Promise
	inFlightCloseRequest *webidl.Promise
	pendingAbortRequest  *pendingAbortRequest
}

type writableState int

const (
	streamWritable writableState = iota
	streamErroring
	writableClosed
	writableErrored
)

func (s writableState) String() string {
	return [...]string{"writable", "erroring", "closed", "errored"}[s]
}

// pendingAbortRequest is a pending abort request.
//
// https://streams.spec.whatwg.org/#pending-abort-request
type pendingAbortRequest struct {
	promise            *webidl.Promise
	reason             goja.Value
	wasAlreadyErroring bool
}

// Interface returns the interface of the object.
func (*WritableStream) Interface() *webidl.Interface { return WritableStreamInterface }

var WritableStreamInterface = &webidl.Interface{
	Name: "WritableStream",
	Is:   func(state any) bool { _, ok := state.(*WritableStream); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#ws-constructor
		// 1. If underlyingSink is missing, set it to null.
		var underlyingSink *goja.Object
		if c.Has(0) {
			underlyingSink = c.Object(c.Args[0], "parameter 1")
		}
		strategy := readQueuingStrategy(c, 1)
		// 2. Let underlyingSinkDict be underlyingSink, converted to an IDL value of type
		//    UnderlyingSink.
		underlyingSinkDict := readUnderlyingSink(c, underlyingSink)
		// 3. If underlyingSinkDict["type"] exists, throw a RangeError exception.
		if underlyingSinkDict.hasType {
			panic(scope.Of(c).Realm.NewRangeError(c.Context() + "member type must not be there: it has no meaning yet."))
		}
		// 4. Perform ! InitializeWritableStream(this).
		w := &WritableStream{scope: scope.Of(c), Object: c.This}
		// 5. Let sizeAlgorithm be ! ExtractSizeAlgorithm(strategy).
		sizeAlgorithm := strategy.extractSizeAlgorithm(w.scope)
		// 6. Let highWaterMark be ? ExtractHighWaterMark(strategy, 1).
		highWaterMark := strategy.extractHighWaterMark(c, 1)
		// 7. Perform ? SetUpWritableStreamDefaultControllerFromUnderlyingSink(…).
		controller := newWritableStreamDefaultController(w.scope)
		controller.setUp(w, underlyingSinkDict.algorithms(w.scope, controller.object), highWaterMark, sizeAlgorithm)
		return w
	}},
	Attributes: []webidl.Attribute{
		{Name: "locked", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*WritableStream).locked()) }},
	},
	Operations: []webidl.Operation{
		{Name: "abort", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ws-abort
			w := c.State.(*WritableStream)
			// 1. If ! IsWritableStreamLocked(this) is true, return a promise rejected with a
			//    TypeError exception.
			w.mustNotBeLocked(c)
			// 2. Return ! WritableStreamAbort(this, reason).
			return w.abort(c.Arg(0))
		}},
		{Name: "close", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ws-close
			w := c.State.(*WritableStream)
			// 1. If ! IsWritableStreamLocked(this) is true, return a promise rejected with a
			//    TypeError exception.
			w.mustNotBeLocked(c)
			// 2. If ! WritableStreamCloseQueuedOrInFlight(this) is true, likewise.
			w.mustNotBeClosing(c)
			// 3. Return ! WritableStreamClose(this).
			return w.close()
		}},
		{Name: "getWriter", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ws-get-writer
			w := c.State.(*WritableStream)
			// 1. Return ? AcquireWritableStreamDefaultWriter(this).
			w.mustNotBeLocked(c)
			return acquireWriter(w.scope, w).object
		}},
	},
}

// createWritableStream is CreateWritableStream.
//
// https://streams.spec.whatwg.org/#create-writable-stream
func createWritableStream(s *scope.Scope, algorithms sinkAlgorithms, highWaterMark float64, sizeAlgorithm sizeAlgorithm) *WritableStream {
	stream := &WritableStream{scope: s}
	stream.Object = s.Realm.New(stream)
	newWritableStreamDefaultController(s).setUp(stream, algorithms, highWaterMark, sizeAlgorithm)
	return stream
}

// locked is IsWritableStreamLocked.
//
// https://streams.spec.whatwg.org/#is-writable-stream-locked
func (w *WritableStream) locked() bool { return w.writer != nil }

func (w *WritableStream) mustNotBeLocked(c webidl.Call) {
	if w.locked() {
		c.TypeError("WritableStream is locked to a writer.")
	}
}

func (w *WritableStream) mustNotBeClosing(c webidl.Call) {
	if w.closeQueuedOrInFlight() {
		c.TypeError("The stream is being closed already.")
	}
}

// abort is WritableStreamAbort.
//
// https://streams.spec.whatwg.org/#writable-stream-abort
func (w *WritableStream) abort(reason goja.Value) *goja.Object {
	ended := func() bool { return w.state == writableClosed || w.state == writableErrored }
	// 1. If stream.[[state]] is "closed" or "errored", return a promise resolved with undefined.
	if ended() {
		return w.scope.Realm.ResolvedWith(goja.Undefined())
	}
	// 2. Signal abort on stream.[[controller]].[[abortController]] with reason.
	w.controller.signal().SignalAbort(reason)
	// 3. Let state be stream.[[state]].
	// 4. If state is "closed" or "errored", return a promise resolved with undefined.
	if ended() {
		return w.scope.Realm.ResolvedWith(goja.Undefined())
	}
	// 5. If stream.[[pendingAbortRequest]] is not undefined, return
	//    stream.[[pendingAbortRequest]]'s promise.
	if w.pendingAbortRequest != nil {
		return w.pendingAbortRequest.promise.Object
	}
	// 7. Let wasAlreadyErroring be false.
	// 8. If state is "erroring": set wasAlreadyErroring to true; set reason to undefined.
	wasAlreadyErroring := w.state == streamErroring
	if wasAlreadyErroring {
		reason = goja.Undefined()
	}
	// 9. Let promise be a new promise.
	promise := w.scope.Realm.NewPromise()
	// 10. Set stream.[[pendingAbortRequest]] to a new pending abort request.
	w.pendingAbortRequest = &pendingAbortRequest{promise, reason, wasAlreadyErroring}
	// 11. If wasAlreadyErroring is false, perform ! WritableStreamStartErroring(stream, reason).
	if !wasAlreadyErroring {
		w.startErroring(reason)
	}
	// 12. Return promise.
	return promise.Object
}

// close is WritableStreamClose.
//
// https://streams.spec.whatwg.org/#writable-stream-close
func (w *WritableStream) close() *goja.Object {
	// 2. If state is "closed" or "errored", return a promise rejected with a TypeError exception.
	if w.state == writableClosed || w.state == writableErrored {
		return w.scope.Realm.RejectedWith(w.scope.Realm.NewError("TypeError", "The stream is "+w.state.String()+": it cannot be closed."))
	}
	// 5. Let promise be a new promise.
	promise := w.scope.Realm.NewPromise()
	// 6. Set stream.[[closeRequest]] to promise.
	w.closeRequest = promise
	// 8. If writer is not undefined, and stream.[[backpressure]] is true, and state is "writable",
	//    resolve writer.[[readyPromise]] with undefined.
	if w.writer != nil && w.backpressure && w.state == streamWritable {
		w.writer.readyPromise.Resolve(goja.Undefined())
	}
	// 9. Perform ! WritableStreamDefaultControllerClose(stream.[[controller]]).
	w.controller.close()
	// 10. Return promise.
	return promise.Object
}

// closeQueuedOrInFlight is WritableStreamCloseQueuedOrInFlight.
//
// https://streams.spec.whatwg.org/#writable-stream-close-queued-or-in-flight
func (w *WritableStream) closeQueuedOrInFlight() bool {
	return w.closeRequest != nil || w.inFlightCloseRequest != nil
}

// dealWithRejection is WritableStreamDealWithRejection.
//
// https://streams.spec.whatwg.org/#writable-stream-deal-with-rejection
func (w *WritableStream) dealWithRejection(e goja.Value) {
	// 2. If state is "writable": perform ! WritableStreamStartErroring(stream, error); return.
	if w.state == streamWritable {
		w.startErroring(e)
		return
	}
	// 4. Perform ! WritableStreamFinishErroring(stream).
	w.finishErroring()
}

// startErroring is WritableStreamStartErroring.
//
// https://streams.spec.whatwg.org/#writable-stream-start-erroring
func (w *WritableStream) startErroring(reason goja.Value) {
	// 5. Set stream.[[state]] to "erroring".
	w.state = streamErroring
	// 6. Set stream.[[storedError]] to reason.
	w.storedError = reason
	// 8. If writer is not undefined, perform !
	//    WritableStreamDefaultWriterEnsureReadyPromiseRejected(writer, reason).
	if w.writer != nil {
		w.writer.ensureReadyPromiseRejected(reason)
	}
	// 9. If ! WritableStreamHasOperationMarkedInFlight(stream) is false and controller.[[started]]
	//    is true, perform ! WritableStreamFinishErroring(stream).
	if w.inFlightWriteRequest == nil && w.inFlightCloseRequest == nil && w.controller.started {
		w.finishErroring()
	}
}

// finishErroring is WritableStreamFinishErroring.
//
// https://streams.spec.whatwg.org/#writable-stream-finish-erroring
func (w *WritableStream) finishErroring() {
	// 3. Set stream.[[state]] to "errored".
	w.state = writableErrored
	// 4. Perform ! stream.[[controller]].[[ErrorSteps]](): perform ! ResetQueue(this).
	w.controller.resetQueue()
	// 5. Let storedError be stream.[[storedError]].
	// 6. For each writeRequest of stream.[[writeRequests]], reject writeRequest with storedError.
	// 7. Set stream.[[writeRequests]] to an empty list.
	writeRequests := w.writeRequests
	w.writeRequests = nil
	for _, writeRequest := range writeRequests {
		writeRequest.Reject(w.storedError)
	}
	// 8. If stream.[[pendingAbortRequest]] is undefined: perform !
	//    WritableStreamRejectCloseAndClosedPromiseIfNeeded(stream); return.
	// 9. Let abortRequest be stream.[[pendingAbortRequest]].
	abortRequest := w.pendingAbortRequest
	if abortRequest == nil {
		w.rejectCloseAndClosedPromiseIfNeeded()
		return
	}
	// 10. Set stream.[[pendingAbortRequest]] to undefined.
	w.pendingAbortRequest = nil
	// 11. If abortRequest's was already erroring is true: reject abortRequest's promise with
	//     storedError; perform ! WritableStreamRejectCloseAndClosedPromiseIfNeeded(stream); return.
	if abortRequest.wasAlreadyErroring {
		abortRequest.promise.Reject(w.storedError)
		w.rejectCloseAndClosedPromiseIfNeeded()
		return
	}
	// 12. Let promise be ! stream.[[controller]].[[AbortSteps]](abortRequest's reason).
	promise := w.controller.abortSteps(abortRequest.reason)
	w.scope.Realm.Upon(promise, func() {
		// 13. Upon fulfillment of promise: resolve abortRequest's promise with undefined; perform !
		//     WritableStreamRejectCloseAndClosedPromiseIfNeeded(stream).
		abortRequest.promise.Resolve(goja.Undefined())
		w.rejectCloseAndClosedPromiseIfNeeded()
	}, func(reason goja.Value) {
		// 14. Upon rejection of promise with reason reason: reject abortRequest's promise with
		//     reason; likewise.
		abortRequest.promise.Reject(reason)
		w.rejectCloseAndClosedPromiseIfNeeded()
	})
}

// finishInFlightClose is WritableStreamFinishInFlightClose.
//
// https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close
func (w *WritableStream) finishInFlightClose() {
	// 2. Resolve stream.[[inFlightCloseRequest]] with undefined. 3. Set
	//    stream.[[inFlightCloseRequest]] to undefined.
	w.inFlightCloseRequest.Resolve(goja.Undefined())
	w.inFlightCloseRequest = nil
	// 6. If state is "erroring": set stream.[[storedError]] to undefined; if
	//    stream.[[pendingAbortRequest]] is not undefined, resolve its promise with undefined and
	//    set it to undefined.
	if w.state == streamErroring {
		w.storedError = nil
		if w.pendingAbortRequest != nil {
			w.pendingAbortRequest.promise.Resolve(goja.Undefined())
			w.pendingAbortRequest = nil
		}
	}
	// 7. Set stream.[[state]] to "closed".
	w.state = writableClosed
	// 9. If writer is not undefined, resolve writer.[[closedPromise]] with undefined.
	if w.writer != nil {
		w.writer.closedPromise.Resolve(goja.Undefined())
	}
}

// finishInFlightCloseWithError is WritableStreamFinishInFlightCloseWithError.
//
// https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close-with-error
func (w *WritableStream) finishInFlightCloseWithError(e goja.Value) {
	// 2. Reject stream.[[inFlightCloseRequest]] with error. 3. Set stream.[[inFlightCloseRequest]]
	//    to undefined.
	w.inFlightCloseRequest.Reject(e)
	w.inFlightCloseRequest = nil
	// 5. If stream.[[pendingAbortRequest]] is not undefined: reject its promise with error; set it
	//    to undefined.
	if w.pendingAbortRequest != nil {
		w.pendingAbortRequest.promise.Reject(e)
		w.pendingAbortRequest = nil
	}
	// 6. Perform ! WritableStreamDealWithRejection(stream, error).
	w.dealWithRejection(e)
}

// rejectCloseAndClosedPromiseIfNeeded is WritableStreamRejectCloseAndClosedPromiseIfNeeded.
//
// https://streams.spec.whatwg.org/#writable-stream-reject-close-and-closed-promise-if-needed
func (w *WritableStream) rejectCloseAndClosedPromiseIfNeeded() {
	// 2. If stream.[[closeRequest]] is not undefined: reject it with stream.[[storedError]]; set it
	//    to undefined.
	if w.closeRequest != nil {
		w.closeRequest.Reject(w.storedError)
		w.closeRequest = nil
	}
	// 4. If writer is not undefined: reject writer.[[closedPromise]] with stream.[[storedError]];
	//    set its [[PromiseIsHandled]] to true: it is from the beginning.
	if w.writer != nil {
		w.writer.closedPromise.Reject(w.storedError)
	}
}

// updateBackpressure is WritableStreamUpdateBackpressure.
//
// https://streams.spec.whatwg.org/#writable-stream-update-backpressure
func (w *WritableStream) updateBackpressure(backpressure bool) {
	// 4. If writer is not undefined and backpressure is not stream.[[backpressure]]:
	if w.writer != nil && backpressure != w.backpressure {
		if backpressure {
			// 1. If backpressure is true, set writer.[[readyPromise]] to a new promise.
			w.writer.readyPromise = w.scope.Realm.NewHandledPromise()
		} else {
			// 2.2. Otherwise, resolve writer.[[readyPromise]] with undefined.
			w.writer.readyPromise.Resolve(goja.Undefined())
		}
	}
	// 5. Set stream.[[backpressure]] to backpressure.
	w.backpressure = backpressure
}

// InspectProperties returns the properties that console.log shows.
func (w *WritableStream) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "locked", Value: w.scope.VM.ToValue(w.locked())},
		{Name: "state", Value: w.scope.VM.ToValue(w.state.String())},
	}
}
