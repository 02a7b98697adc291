package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// WritableStreamDefaultController is the state of a WritableStreamDefaultController object.
//
// https://streams.spec.whatwg.org/#ws-default-controller-class
type WritableStreamDefaultController struct {
	scope         *scope.Scope
	object        *goja.Object
	stream        *WritableStream
	abortSignal   *dom.AbortSignal // the signal of [[abortController]], nil until it is needed
	algorithms    sinkAlgorithms
	sizeAlgorithm sizeAlgorithm // [[strategySizeAlgorithm]]
	cleared       bool          // [[strategySizeAlgorithm]] is undefined
	strategyHWM   float64
	started       bool
	queueWithSizes
}

// Interface returns the interface of the object.
func (*WritableStreamDefaultController) Interface() *webidl.Interface {
	return WritableStreamDefaultControllerInterface
}

var WritableStreamDefaultControllerInterface = &webidl.Interface{
	Name: "WritableStreamDefaultController",
	Is:   func(state any) bool { _, ok := state.(*WritableStreamDefaultController); return ok },
	Attributes: []webidl.Attribute{
		{Name: "signal", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ws-default-controller-signal
			return c.State.(*WritableStreamDefaultController).signal().Object
		}},
	},
	Operations: []webidl.Operation{
		{Name: "error", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ws-default-controller-error
			// 2. If state is not "writable", return.
			// 3. Perform ! WritableStreamDefaultControllerError(this, e).
			c.State.(*WritableStreamDefaultController).errorIfNeeded(c.Arg(0))
			return goja.Undefined()
		}},
	},
}

func newWritableStreamDefaultController(s *scope.Scope) *WritableStreamDefaultController {
	w := &WritableStreamDefaultController{scope: s}
	w.object = s.Realm.New(w)
	return w
}

func (w *WritableStreamDefaultController) signal() *dom.AbortSignal {
	if w.abortSignal == nil {
		w.abortSignal = dom.NewAbortSignal(w.scope)
	}
	return w.abortSignal
}

// setUp is SetUpWritableStreamDefaultController.
//
// https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller
func (w *WritableStreamDefaultController) setUp(stream *WritableStream, algorithms sinkAlgorithms, highWaterMark float64, sizeAlgorithm sizeAlgorithm) {
	// 3. Set controller.[[stream]] to stream. 4. Set stream.[[controller]] to controller.
	w.stream, stream.controller = stream, w
	// 8. Set controller.[[strategySizeAlgorithm]] to sizeAlgorithm. 9. Set
	//    controller.[[strategyHWM]] to highWaterMark.
	w.sizeAlgorithm, w.strategyHWM = sizeAlgorithm, highWaterMark
	// 10. to 12. Set controller.[[writeAlgorithm]], [[closeAlgorithm]] and [[abortAlgorithm]].
	w.algorithms = algorithms
	// 13. Let backpressure be ! WritableStreamDefaultControllerGetBackpressure(controller).
	// 14. Perform ! WritableStreamUpdateBackpressure(stream, backpressure).
	stream.updateBackpressure(w.backpressure())
	// 15. Let startResult be the result of performing startAlgorithm.
	// 16. Let startPromise be a promise resolved with startResult.
	var startPromise *goja.Object
	if algorithms.start != nil {
		startPromise = algorithms.start()
	}
	w.scope.Realm.Upon(startPromise, func() {
		// 17. Upon fulfillment of startPromise: set controller.[[started]] to true; perform !
		//     WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller).
		w.started = true
		w.advanceQueueIfNeeded()
	}, func(r goja.Value) {
		// 18. Upon rejection of startPromise with reason r: set controller.[[started]] to true;
		//     perform ! WritableStreamDealWithRejection(stream, r).
		w.started = true
		stream.dealWithRejection(r)
	})
}

// abortSteps is [[AbortSteps]].
//
// https://streams.spec.whatwg.org/#ws-default-controller-private-abort
func (w *WritableStreamDefaultController) abortSteps(reason goja.Value) (result *goja.Object) {
	// 1. Let result be the result of performing this.[[abortAlgorithm]], passing reason.
	if w.algorithms.abort != nil {
		result = w.algorithms.abort(reason)
	}
	// 2. Perform ! WritableStreamDefaultControllerClearAlgorithms(this).
	w.clearAlgorithms()
	// 3. Return result.
	return result
}

// advanceQueueIfNeeded is WritableStreamDefaultControllerAdvanceQueueIfNeeded.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed
func (w *WritableStreamDefaultController) advanceQueueIfNeeded() {
	// 2. If controller.[[started]] is false, return.
	// 3. If stream.[[inFlightWriteRequest]] is not undefined, return.
	if !w.started || w.stream.inFlightWriteRequest != nil {
		return
	}
	// 6. If state is "erroring": perform ! WritableStreamFinishErroring(stream); return.
	if w.stream.state == streamErroring {
		w.stream.finishErroring()
		return
	}
	// 7. If controller.[[queue]] is empty, return.
	if len(w.queue) == 0 {
		return
	}
	// 8. Let value be ! PeekQueueValue(controller).
	// 9. If value is the close sentinel, perform !
	//    WritableStreamDefaultControllerProcessClose(controller).
	if value := w.queue[0].value; value == nil {
		w.processClose()
	} else {
		// 10. Otherwise, perform ! WritableStreamDefaultControllerProcessWrite(controller, value).
		w.processWrite(value)
	}
}

// clearAlgorithms is WritableStreamDefaultControllerClearAlgorithms.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-clear-algorithms
func (w *WritableStreamDefaultController) clearAlgorithms() {
	w.algorithms, w.sizeAlgorithm, w.cleared = sinkAlgorithms{}, nil, true
}

// close is WritableStreamDefaultControllerClose.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-close
func (w *WritableStreamDefaultController) close() {
	// 1. Perform ! EnqueueValueWithSize(controller, close sentinel, 0).
	w.queue = append(w.queue, valueWithSize{})
	// 2. Perform ! WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller).
	w.advanceQueueIfNeeded()
}

// errorIfNeeded is WritableStreamDefaultControllerErrorIfNeeded.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-error-if-needed
// https://streams.spec.whatwg.org/#writable-stream-default-controller-error
func (w *WritableStreamDefaultController) errorIfNeeded(e goja.Value) {
	// 1. If controller.[[stream]].[[state]] is "writable", perform !
	//    WritableStreamDefaultControllerError(controller, error):
	if w.stream.state == streamWritable {
		// 3. Perform ! WritableStreamDefaultControllerClearAlgorithms(controller).
		w.clearAlgorithms()
		// 4. Perform ! WritableStreamStartErroring(stream, error).
		w.stream.startErroring(e)
	}
}

// backpressure is WritableStreamDefaultControllerGetBackpressure.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-get-backpressure
func (w *WritableStreamDefaultController) backpressure() bool { return w.desiredSize() <= 0 }

// chunkSize is WritableStreamDefaultControllerGetChunkSize.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-get-chunk-size
func (w *WritableStreamDefaultController) chunkSize(chunk goja.Value) float64 {
	// 1. If controller.[[strategySizeAlgorithm]] is undefined, then return 1.
	if w.cleared || w.sizeAlgorithm == nil {
		return 1
	}
	// 2. Let returnValue be the result of performing controller.[[strategySizeAlgorithm]], passing
	//    in chunk.
	size, thrown := w.sizeAlgorithm(chunk)
	// 3. If returnValue is an abrupt completion: perform !
	//    WritableStreamDefaultControllerErrorIfNeeded(controller, returnValue.[[Value]]); return 1.
	if thrown != nil {
		w.errorIfNeeded(thrown)
		return 1
	}
	// 4. Return returnValue.[[Value]].
	return size
}

// desiredSize is WritableStreamDefaultControllerGetDesiredSize.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-get-desired-size
func (w *WritableStreamDefaultController) desiredSize() float64 {
	return w.strategyHWM - w.queueTotalSize
}

// processClose is WritableStreamDefaultControllerProcessClose.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-process-close
func (w *WritableStreamDefaultController) processClose() {
	stream := w.stream
	// 2. Perform ! WritableStreamMarkCloseRequestInFlight(stream).
	stream.inFlightCloseRequest, stream.closeRequest = stream.closeRequest, nil
	// 3. Perform ! DequeueValue(controller).
	w.dequeueValue()
	// 5. Let sinkClosePromise be the result of performing controller.[[closeAlgorithm]].
	var sinkClosePromise *goja.Object
	if w.algorithms.close != nil {
		sinkClosePromise = w.algorithms.close()
	}
	// 6. Perform ! WritableStreamDefaultControllerClearAlgorithms(controller).
	w.clearAlgorithms()
	// 7. Upon fulfillment of sinkClosePromise, perform ! WritableStreamFinishInFlightClose(stream).
	// 8. Upon rejection of sinkClosePromise with reason reason, perform !
	//    WritableStreamFinishInFlightCloseWithError(stream, reason).
	w.scope.Realm.Upon(sinkClosePromise, stream.finishInFlightClose, stream.finishInFlightCloseWithError)
}

// processWrite is WritableStreamDefaultControllerProcessWrite.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-process-write
func (w *WritableStreamDefaultController) processWrite(chunk goja.Value) {
	stream := w.stream
	// 2. Perform ! WritableStreamMarkFirstWriteRequestInFlight(stream).
	stream.inFlightWriteRequest = stream.writeRequests[0]
	stream.writeRequests[0] = nil
	stream.writeRequests = stream.writeRequests[1:]
	// 3. Let sinkWritePromise be the result of performing controller.[[writeAlgorithm]], passing in
	//    chunk.
	var sinkWritePromise *goja.Object
	if w.algorithms.write != nil {
		sinkWritePromise = w.algorithms.write(chunk)
	}
	w.scope.Realm.Upon(sinkWritePromise, func() {
		// 4.1. Perform ! WritableStreamFinishInFlightWrite(stream).
		stream.inFlightWriteRequest.Resolve(goja.Undefined())
		stream.inFlightWriteRequest = nil
		// 4.4. Perform ! DequeueValue(controller).
		w.dequeueValue()
		// 4.5. If ! WritableStreamCloseQueuedOrInFlight(stream) is false and state is "writable":
		//      let backpressure be ! WritableStreamDefaultControllerGetBackpressure(controller);
		//      perform ! WritableStreamUpdateBackpressure(stream, backpressure).
		if !stream.closeQueuedOrInFlight() && stream.state == streamWritable {
			stream.updateBackpressure(w.backpressure())
		}
		// 4.6. Perform ! WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller).
		w.advanceQueueIfNeeded()
	}, func(reason goja.Value) {
		// 5.1. If stream.[[state]] is "writable", perform !
		//      WritableStreamDefaultControllerClearAlgorithms(controller).
		if stream.state == streamWritable {
			w.clearAlgorithms()
		}
		// 5.2. Perform ! WritableStreamFinishInFlightWriteWithError(stream, reason).
		stream.inFlightWriteRequest.Reject(reason)
		stream.inFlightWriteRequest = nil
		stream.dealWithRejection(reason)
	})
}

// write is WritableStreamDefaultControllerWrite.
//
// https://streams.spec.whatwg.org/#writable-stream-default-controller-write
func (w *WritableStreamDefaultController) write(chunk goja.Value, chunkSize float64) {
	// 1. Let enqueueResult be EnqueueValueWithSize(controller, chunk, chunkSize).
	// 2. If enqueueResult is an abrupt completion: perform !
	//    WritableStreamDefaultControllerErrorIfNeeded(controller, enqueueResult.[[Value]]); return.
	if thrown := w.enqueueValueWithSize(w.scope, chunk, chunkSize); thrown != nil {
		w.errorIfNeeded(thrown)
		return
	}
	// 4. If ! WritableStreamCloseQueuedOrInFlight(stream) is false and stream.[[state]] is
	//    "writable": let backpressure be !
	//    WritableStreamDefaultControllerGetBackpressure(controller); perform !
	//    WritableStreamUpdateBackpressure(stream, backpressure).
	if !w.stream.closeQueuedOrInFlight() && w.stream.state == streamWritable {
		w.stream.updateBackpressure(w.backpressure())
	}
	// 5. Perform ! WritableStreamDefaultControllerAdvanceQueueIfNeeded(controller).
	w.advanceQueueIfNeeded()
}
