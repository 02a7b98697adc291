package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ReadableStreamDefaultController is the state of a ReadableStreamDefaultController object.
//
// https://streams.spec.whatwg.org/#rs-default-controller-class
type ReadableStreamDefaultController struct {
	scope         *scope.Scope
	object        *goja.Object
	stream        *ReadableStream
	algorithms    SourceAlgorithms
	sizeAlgorithm sizeAlgorithm // [[strategySizeAlgorithm]]
	strategyHWM   float64
	queueWithSizes

	started, closeRequested, pulling, pullAgain bool
}

// Interface returns the interface of the object.
func (*ReadableStreamDefaultController) Interface() *webidl.Interface {
	return ReadableStreamDefaultControllerInterface
}

var ReadableStreamDefaultControllerInterface = &webidl.Interface{
	Name: "ReadableStreamDefaultController",
	Is:   func(state any) bool { _, ok := state.(*ReadableStreamDefaultController); return ok },
	Attributes: []webidl.Attribute{
		{Name: "desiredSize", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-default-controller-desired-size
			r := c.State.(*ReadableStreamDefaultController)
			return r.stream.desiredSize(r.strategyHWM - r.queueTotalSize)
		}},
	},
	Operations: []webidl.Operation{
		{Name: "close", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-default-controller-close
			r := c.State.(*ReadableStreamDefaultController)
			// 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(this) is false, throw a
			//    TypeError exception.
			r.mustTakeMore(c)
			// 2. Perform ! ReadableStreamDefaultControllerClose(this).
			r.close()
			return goja.Undefined()
		}},
		{Name: "enqueue", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-default-controller-enqueue
			r := c.State.(*ReadableStreamDefaultController)
			// 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(this) is false, throw a
			//    TypeError exception.
			r.mustTakeMore(c)
			// 2. Perform ? ReadableStreamDefaultControllerEnqueue(this, chunk).
			if thrown := r.enqueue(c.Arg(0)); thrown != nil {
				panic(thrown)
			}
			return goja.Undefined()
		}},
		{Name: "error", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-default-controller-error
			c.State.(*ReadableStreamDefaultController).error(c.Arg(0))
			return goja.Undefined()
		}},
	},
}

func newReadableStreamDefaultController(s *scope.Scope) *ReadableStreamDefaultController {
	r := &ReadableStreamDefaultController{scope: s}
	r.object = s.Realm.New(r)
	return r
}

// setUp is SetUpReadableStreamDefaultController.
//
// https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller
func (r *ReadableStreamDefaultController) setUp(stream *ReadableStream, algorithms SourceAlgorithms, highWaterMark float64, sizeAlgorithm sizeAlgorithm) {
	// 2. Set controller.[[stream]] to stream.
	r.stream = stream
	// 5. Set controller.[[strategySizeAlgorithm]] to sizeAlgorithm and controller.[[strategyHWM]]
	//    to highWaterMark.
	r.sizeAlgorithm, r.strategyHWM = sizeAlgorithm, highWaterMark
	// 6. Set controller.[[pullAlgorithm]] to pullAlgorithm.
	// 7. Set controller.[[cancelAlgorithm]] to cancelAlgorithm.
	r.algorithms = algorithms
	// 8. Set stream.[[controller]] to controller.
	stream.Controller = r
	// 9. Let startResult be the result of performing startAlgorithm.
	// 10. Let startPromise be a promise resolved with startResult.
	startPromise := r.algorithms.performStart(r.scope)
	// 11. Upon fulfillment of startPromise: set controller.[[started]] to true; perform !
	//     ReadableStreamDefaultControllerCallPullIfNeeded(controller).
	// 12. Upon rejection of startPromise with reason r: perform !
	//     ReadableStreamDefaultControllerError(controller, r).
	r.scope.Realm.Upon(startPromise, func() {
		r.started = true
		r.callPullIfNeeded()
	}, r.error)
}

// cancelSteps is [[CancelSteps]].
//
// https://streams.spec.whatwg.org/#rs-default-controller-private-cancel
func (r *ReadableStreamDefaultController) cancelSteps(reason goja.Value) *goja.Object {
	// 1. Perform ! ResetQueue(this).
	r.resetQueue()
	// 2. Let result be the result of performing this.[[cancelAlgorithm]], passing reason.
	result := r.algorithms.performCancel(reason)
	// 3. Perform ! ReadableStreamDefaultControllerClearAlgorithms(this).
	r.clearAlgorithms()
	// 4. Return result.
	return result
}

// pullSteps is [[PullSteps]].
//
// https://streams.spec.whatwg.org/#rs-default-controller-private-pull
func (r *ReadableStreamDefaultController) pullSteps(readRequest readRequest) {
	// 1. Let stream be this.[[stream]].
	// 3. Otherwise (this.[[queue]] is empty): perform ! ReadableStreamAddReadRequest(stream,
	//    readRequest); perform ! ReadableStreamDefaultControllerCallPullIfNeeded(this).
	if len(r.queue) == 0 {
		reader := r.stream.reader.generic()
		reader.requests = append(reader.requests, readRequest)
		r.callPullIfNeeded()
		return
	}
	// 2.1. Let chunk be ! DequeueValue(this).
	chunk := r.dequeueValue()
	// 2.2. If this.[[closeRequested]] is true and this.[[queue]] is empty, perform !
	//      ReadableStreamDefaultControllerClearAlgorithms(this) and ! ReadableStreamClose(stream).
	if r.closeRequested && len(r.queue) == 0 {
		r.clearAlgorithms()
		r.stream.close()
	} else {
		// 2.3. Otherwise, perform ! ReadableStreamDefaultControllerCallPullIfNeeded(this).
		r.callPullIfNeeded()
	}
	// 2.4. Perform readRequest's chunk steps, given chunk.
	readRequest.chunkSteps(chunk)
}

// releaseSteps is [[ReleaseSteps]].
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultcontroller-releasesteps
func (r *ReadableStreamDefaultController) releaseSteps() {}

// callPullIfNeeded is ReadableStreamDefaultControllerCallPullIfNeeded.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed
func (r *ReadableStreamDefaultController) callPullIfNeeded() {
	// 1. Let shouldPull be ! ReadableStreamDefaultControllerShouldCallPull(controller).
	// 2. If shouldPull is false, return.
	if !r.shouldCallPull() {
		return
	}
	// 3. If controller.[[pulling]] is true: set controller.[[pullAgain]] to true; return.
	if r.pulling {
		r.pullAgain = true
		return
	}
	// 5. Set controller.[[pulling]] to true.
	r.pulling = true
	// 6. Let pullPromise be the result of performing controller.[[pullAlgorithm]].
	pullPromise := r.algorithms.performPull()
	r.scope.Realm.Upon(pullPromise, func() {
		// 7.1. Set controller.[[pulling]] to false.
		r.pulling = false
		// 7.2. If controller.[[pullAgain]] is true: set it to false; perform !
		//      ReadableStreamDefaultControllerCallPullIfNeeded(controller).
		if r.pullAgain {
			r.pullAgain = false
			r.callPullIfNeeded()
		}
		// 8. Upon rejection of pullPromise with reason e, perform !
		//    ReadableStreamDefaultControllerError(controller, e).
	}, r.error)
}

// shouldCallPull is ReadableStreamDefaultControllerShouldCallPull.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-should-call-pull
func (r *ReadableStreamDefaultController) shouldCallPull() bool {
	// 2. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(controller) is false, return false.
	// 3. If controller.[[started]] is false, return false.
	if !r.canCloseOrEnqueue() || !r.started {
		return false
	}
	// 4. If ! IsReadableStreamLocked(stream) is true and ! ReadableStreamGetNumReadRequests(stream)
	//    > 0, return true.
	// 5. Let desiredSize be ! ReadableStreamDefaultControllerGetDesiredSize(controller).
	// 7. If desiredSize > 0, return true.
	// 8. Return false.
	return r.stream.hasReadRequests() || r.strategyHWM-r.queueTotalSize > 0
}

// clearAlgorithms is ReadableStreamDefaultControllerClearAlgorithms.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-clear-algorithms
func (r *ReadableStreamDefaultController) clearAlgorithms() {
	r.algorithms, r.sizeAlgorithm = SourceAlgorithms{}, nil
}

// close is ReadableStreamDefaultControllerClose.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-close
func (r *ReadableStreamDefaultController) close() {
	// 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(controller) is false, return.
	if !r.canCloseOrEnqueue() {
		return
	}
	// 3. Set controller.[[closeRequested]] to true.
	r.closeRequested = true
	// 4. If controller.[[queue]] is empty: perform !
	//    ReadableStreamDefaultControllerClearAlgorithms(controller); perform !
	//    ReadableStreamClose(stream).
	if len(r.queue) == 0 {
		r.clearAlgorithms()
		r.stream.close()
	}
}

// enqueue is ReadableStreamDefaultControllerEnqueue. It returns the exception instead of throwing
// it.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-enqueue
func (r *ReadableStreamDefaultController) enqueue(chunk goja.Value) (thrown goja.Value) {
	// 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(controller) is false, return.
	if !r.canCloseOrEnqueue() {
		return nil
	}
	// 3. If ! IsReadableStreamLocked(stream) is true and ! ReadableStreamGetNumReadRequests(stream)
	//    > 0, perform ! ReadableStreamFulfillReadRequest(stream, chunk, false).
	if r.stream.hasReadRequests() {
		r.stream.fulfillReadRequest(chunk, false)
	} else {
		// 4.1. Let result be the result of performing controller.[[strategySizeAlgorithm]], passing
		//      in chunk.
		chunkSize := 1.0
		if r.sizeAlgorithm != nil {
			// 4.3. Let chunkSize be result.[[Value]].
			if chunkSize, thrown = r.sizeAlgorithm(chunk); thrown != nil {
				// 4.2. If result is an abrupt completion: perform !
				//      ReadableStreamDefaultControllerError(controller, result.[[Value]]); return
				//      result.
				r.error(thrown)
				return thrown
			}
		}
		// 4.4. Let enqueueResult be EnqueueValueWithSize(controller, chunk, chunkSize).
		if thrown = r.enqueueValueWithSize(r.scope, chunk, chunkSize); thrown != nil {
			// 4.5. If enqueueResult is an abrupt completion, likewise.
			r.error(thrown)
			return thrown
		}
	}
	// 5. Perform ! ReadableStreamDefaultControllerCallPullIfNeeded(controller).
	r.callPullIfNeeded()
	return nil
}

// error is ReadableStreamDefaultControllerError.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-error
func (r *ReadableStreamDefaultController) error(e goja.Value) {
	// 2. If stream.[[state]] is not "readable", return.
	if r.stream.State != StreamReadable {
		return
	}
	// 3. Perform ! ResetQueue(controller).
	r.resetQueue()
	// 4. Perform ! ReadableStreamDefaultControllerClearAlgorithms(controller).
	r.clearAlgorithms()
	// 5. Perform ! ReadableStreamError(stream, e).
	r.stream.error(e)
}

// desiredSize is ReadableStreamDefaultControllerGetDesiredSize and
// ReadableByteStreamControllerGetDesiredSize, given the room that is left in the queue.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-get-desired-size
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-get-desired-size
func (r *ReadableStream) desiredSize(room float64) goja.Value {
	switch r.State {
	// 2. If state is "errored", return null.
	case streamErrored:
		return goja.Null()
	// 3. If state is "closed", return 0.
	case streamClosed:
		return r.scope.VM.ToValue(0)
	}
	// 4. Return controller.[[strategyHWM]] − controller.[[queueTotalSize]].
	return r.scope.VM.ToValue(room)
}

// canCloseOrEnqueue is ReadableStreamDefaultControllerCanCloseOrEnqueue.
//
// https://streams.spec.whatwg.org/#readable-stream-default-controller-can-close-or-enqueue
func (r *ReadableStreamDefaultController) canCloseOrEnqueue() bool {
	return !r.closeRequested && r.stream.State == StreamReadable
}

func (r *ReadableStreamDefaultController) mustTakeMore(c webidl.Call) {
	r.stream.mustTakeMore(c, r.closeRequested)
}

// mustTakeMore throws a TypeError if no chunk can be enqueued any more. The stream cannot be closed
// then either.
func (r *ReadableStream) mustTakeMore(c webidl.Call, closeRequested bool) {
	switch {
	case r.State != StreamReadable:
		c.TypeError("The stream is %s.", r.State)
	case closeRequested:
		c.TypeError("The stream has been closed, though it still has chunks to be read.")
	}
}
