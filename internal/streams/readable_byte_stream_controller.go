package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ReadableByteStreamController is the state of a ReadableByteStreamController object. The
// algorithms for reads into the reader's own buffers are in readable_byte_stream_pull_into.go.
//
// https://streams.spec.whatwg.org/#rbs-controller-class
type ReadableByteStreamController struct {
	scope                 *scope.Scope
	object                *goja.Object
	Stream                *ReadableStream
	algorithms            SourceAlgorithms
	autoAllocateChunkSize int64 // or noAutoAllocation
	byobRequest           *ReadableStreamBYOBRequest
	PendingPullIntos      []*pullIntoDescriptor
	strategyHWM           float64
	queue                 []byteQueueEntry
	queueTotalSize        int

	started, closeRequested, pulling, pullAgain bool
}

// byteQueueEntry is a readable byte stream queue entry.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-queue-entry
type byteQueueEntry struct {
	buffer                 goja.ArrayBuffer
	byteOffset, byteLength int
}

// Interface returns the interface of the object.
func (*ReadableByteStreamController) Interface() *webidl.Interface {
	return ReadableByteStreamControllerInterface
}

var ReadableByteStreamControllerInterface = &webidl.Interface{
	Name: "ReadableByteStreamController",
	Is:   func(state any) bool { _, ok := state.(*ReadableByteStreamController); return ok },
	Attributes: []webidl.Attribute{
		{Name: "byobRequest", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rbs-controller-byob-request
			if request := c.State.(*ReadableByteStreamController).GetBYOBRequest(); request != nil {
				return request.object
			}
			return goja.Null()
		}},
		{Name: "desiredSize", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rbs-controller-desired-size
			r := c.State.(*ReadableByteStreamController)
			return r.Stream.desiredSize(r.strategyHWM - float64(r.queueTotalSize))
		}},
	},
	Operations: []webidl.Operation{
		{Name: "close", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rbs-controller-close
			r := c.State.(*ReadableByteStreamController)
			// 1. If this.[[closeRequested]] is true, throw a TypeError exception.
			// 2. If this.[[stream]].[[state]] is not "readable", throw a TypeError exception.
			r.Stream.mustTakeMore(c, r.closeRequested)
			// 3. Perform ? ReadableByteStreamControllerClose(this).
			r.Close()
			return goja.Undefined()
		}},
		{Name: "enqueue", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rbs-controller-enqueue
			r := c.State.(*ReadableByteStreamController)
			chunk := viewArgument(c)
			// 1. If chunk.[[ByteLength]] is 0, throw a TypeError exception.
			// 2. If chunk.[[ViewedArrayBuffer]].[[ByteLength]] is 0, throw a TypeError exception.
			mustHaveBytes(c, chunk)
			// 3. If this.[[closeRequested]] is true, throw a TypeError exception.
			// 4. If this.[[stream]].[[state]] is not "readable", throw a TypeError exception.
			r.Stream.mustTakeMore(c, r.closeRequested)
			// 5. Return ? ReadableByteStreamControllerEnqueue(this, chunk).
			r.Enqueue(chunk)
			return goja.Undefined()
		}},
		{Name: "error", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rbs-controller-error
			c.State.(*ReadableByteStreamController).error(c.Arg(0))
			return goja.Undefined()
		}},
	},
}

func newReadableByteStreamController(s *scope.Scope) *ReadableByteStreamController {
	r := &ReadableByteStreamController{scope: s}
	r.object = s.Realm.New(r)
	return r
}

// setUp is SetUpReadableByteStreamController.
//
// https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller
func (r *ReadableByteStreamController) setUp(stream *ReadableStream, algorithms SourceAlgorithms, highWaterMark float64, autoAllocateChunkSize int64) {
	// 3. Set controller.[[stream]] to stream.
	r.Stream = stream
	// 8. Set controller.[[strategyHWM]] to highWaterMark.
	r.strategyHWM = highWaterMark
	// 9. Set controller.[[pullAlgorithm]] to pullAlgorithm.
	// 10. Set controller.[[cancelAlgorithm]] to cancelAlgorithm.
	r.algorithms = algorithms
	// 11. Set controller.[[autoAllocateChunkSize]] to autoAllocateChunkSize.
	r.autoAllocateChunkSize = autoAllocateChunkSize
	// 13. Set stream.[[controller]] to controller.
	stream.Controller = r
	// 14. Let startResult be the result of performing startAlgorithm.
	// 15. Let startPromise be a promise resolved with startResult.
	startPromise := r.algorithms.performStart(r.scope)
	// 16. Upon fulfillment of startPromise: set controller.[[started]] to true; perform !
	//     ReadableByteStreamControllerCallPullIfNeeded(controller).
	// 17. Upon rejection of startPromise with reason r: perform !
	//     ReadableByteStreamControllerError(controller, r).
	r.scope.Realm.Upon(startPromise, func() {
		r.started = true
		r.callPullIfNeeded()
	}, r.error)
}

// cancelSteps is [[CancelSteps]].
//
// https://streams.spec.whatwg.org/#rbs-controller-private-cancel
func (r *ReadableByteStreamController) cancelSteps(reason goja.Value) *goja.Object {
	// 1. Perform ! ReadableByteStreamControllerClearPendingPullIntos(this).
	r.clearPendingPullIntos()
	// 2. Perform ! ResetQueue(this).
	r.resetQueue()
	// 3. Let result be the result of performing this.[[cancelAlgorithm]], passing in reason.
	result := r.algorithms.performCancel(reason)
	// 4. Perform ! ReadableByteStreamControllerClearAlgorithms(this).
	r.clearAlgorithms()
	// 5. Return result.
	return result
}

// pullSteps is [[PullSteps]].
//
// https://streams.spec.whatwg.org/#rbs-controller-private-pull
func (r *ReadableByteStreamController) pullSteps(readRequest readRequest) {
	// 1. Let stream be this.[[stream]].
	// 3. If this.[[queueTotalSize]] > 0: perform !
	//    ReadableByteStreamControllerFillReadRequestFromQueue(this, readRequest); return.
	if r.queueTotalSize > 0 {
		r.fillReadRequestFromQueue(readRequest)
		return
	}
	// 4. Let autoAllocateChunkSize be this.[[autoAllocateChunkSize]].
	// 5. If autoAllocateChunkSize is not undefined:
	if r.autoAllocateChunkSize != noAutoAllocation {
		// 1. Let buffer be Construct(%ArrayBuffer%, « autoAllocateChunkSize »).
		var buffer goja.Value
		exception := r.scope.VM.Try(func() {
			buffer = r.scope.Realm.Construct(r.scope.Realm.Intrinsics.Get(webidl.IntrinsicArrayBuffer), r.scope.VM.ToValue(r.autoAllocateChunkSize))
		})
		// 2. If buffer is an abrupt completion: perform readRequest's error steps, given
		//    buffer.[[Value]]; return.
		if exception != nil {
			readRequest.errorSteps(exception.Value())
			return
		}
		// 3. Let pullIntoDescriptor be a new pull-into descriptor.
		// 4. Append pullIntoDescriptor to this.[[pendingPullIntos]].
		r.PendingPullIntos = append(r.PendingPullIntos, &pullIntoDescriptor{
			buffer:           buffer.Export().(goja.ArrayBuffer),
			bufferByteLength: int(r.autoAllocateChunkSize),
			byteLength:       int(r.autoAllocateChunkSize),
			minimumFill:      1,
			elementSize:      1,
			viewType:         "Uint8Array",
			readerType:       pullIntoDefault,
		})
	}
	// 6. Perform ! ReadableStreamAddReadRequest(stream, readRequest).
	reader := r.Stream.reader.generic()
	reader.requests = append(reader.requests, readRequest)
	// 7. Perform ! ReadableByteStreamControllerCallPullIfNeeded(this).
	r.callPullIfNeeded()
}

// releaseSteps is [[ReleaseSteps]].
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontroller-releasesteps
func (r *ReadableByteStreamController) releaseSteps() {
	// 1. If this.[[pendingPullIntos]] is not empty:
	if len(r.PendingPullIntos) > 0 {
		// 1. Let firstPendingPullInto be this.[[pendingPullIntos]][0].
		firstPendingPullInto := r.PendingPullIntos[0]
		// 2. Set firstPendingPullInto's reader type to "none".
		firstPendingPullInto.readerType = pullIntoNone
		// 3. Set this.[[pendingPullIntos]] to the list « firstPendingPullInto ».
		r.PendingPullIntos = []*pullIntoDescriptor{firstPendingPullInto}
	}
}

// callPullIfNeeded is ReadableByteStreamControllerCallPullIfNeeded.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-call-pull-if-needed
func (r *ReadableByteStreamController) callPullIfNeeded() {
	// 1. Let shouldPull be ! ReadableByteStreamControllerShouldCallPull(controller).
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
		//      ReadableByteStreamControllerCallPullIfNeeded(controller).
		if r.pullAgain {
			r.pullAgain = false
			r.callPullIfNeeded()
		}
		// 8. Upon rejection of pullPromise with reason e, perform !
		//    ReadableByteStreamControllerError(controller, e).
	}, r.error)
}

// shouldCallPull is ReadableByteStreamControllerShouldCallPull.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-should-call-pull
func (r *ReadableByteStreamController) shouldCallPull() bool {
	// 2. If stream.[[state]] is not "readable", return false.
	// 3. If controller.[[closeRequested]] is true, return false.
	// 4. If controller.[[started]] is false, return false.
	if r.Stream.State != StreamReadable || r.closeRequested || !r.started {
		return false
	}
	// 5. If ! ReadableStreamHasDefaultReader(stream) is true and !
	//    ReadableStreamGetNumReadRequests(stream) > 0, return true.
	// 6. If ! ReadableStreamHasBYOBReader(stream) is true and !
	//    ReadableStreamGetNumReadIntoRequests(stream) > 0, return true.
	// 7. Let desiredSize be ! ReadableByteStreamControllerGetDesiredSize(controller).
	// 9. If desiredSize > 0, return true.
	// 10. Return false.
	return r.Stream.hasReadRequests() || r.strategyHWM-float64(r.queueTotalSize) > 0
}

// clearAlgorithms is ReadableByteStreamControllerClearAlgorithms.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-clear-algorithms
func (r *ReadableByteStreamController) clearAlgorithms() { r.algorithms = SourceAlgorithms{} }

// Close is ReadableByteStreamControllerClose.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-close
func (r *ReadableByteStreamController) Close() {
	// 2. If controller.[[closeRequested]] is true or stream.[[state]] is not "readable", return.
	if r.closeRequested || r.Stream.State != StreamReadable {
		return
	}
	// 3. If controller.[[queueTotalSize]] > 0: set controller.[[closeRequested]] to true; return.
	if r.queueTotalSize > 0 {
		r.closeRequested = true
		return
	}
	// 4. If controller.[[pendingPullIntos]] is not empty:
	if len(r.PendingPullIntos) > 0 {
		// 1. Let firstPendingPullInto be controller.[[pendingPullIntos]][0].
		firstPendingPullInto := r.PendingPullIntos[0]
		// 2. If the remainder after dividing firstPendingPullInto's bytes filled by
		//    firstPendingPullInto's element size is not 0:
		if firstPendingPullInto.bytesFilled%firstPendingPullInto.elementSize != 0 {
			// 1. Let e be a new TypeError exception.
			e := r.insufficientBytes()
			// 2. Perform ! ReadableByteStreamControllerError(controller, e).
			r.error(e)
			// 3. Throw e.
			panic(e)
		}
	}
	// 5. Perform ! ReadableByteStreamControllerClearAlgorithms(controller).
	r.clearAlgorithms()
	// 6. Perform ! ReadableStreamClose(stream).
	r.Stream.close()
}

func (r *ReadableByteStreamController) insufficientBytes() goja.Value {
	return r.scope.Realm.NewError("TypeError", "The stream was closed with too few bytes for an element of the view that they are read into.")
}

// Enqueue is ReadableByteStreamControllerEnqueue.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue
func (r *ReadableByteStreamController) Enqueue(chunk webidl.View) {
	// 1. Let stream be controller.[[stream]].
	stream := r.Stream
	// 2. If controller.[[closeRequested]] is true or stream.[[state]] is not "readable", return.
	if r.closeRequested || stream.State != StreamReadable {
		return
	}
	// 3. Let buffer be chunk.[[ViewedArrayBuffer]]. 4. Let byteOffset be chunk.[[ByteOffset]]. 5.
	//    Let byteLength be chunk.[[ByteLength]].
	// 6. If ! IsDetachedBuffer(buffer) is true, throw a TypeError exception.
	if chunk.Buffer.Detached() {
		panic(r.detached())
	}
	// 7. Let transferredBuffer be ? TransferArrayBuffer(buffer).
	transferredBuffer := transferArrayBuffer(r.scope, chunk.Buffer)
	// 8. If controller.[[pendingPullIntos]] is not empty:
	if len(r.PendingPullIntos) > 0 {
		// 1. Let firstPendingPullInto be controller.[[pendingPullIntos]][0].
		firstPendingPullInto := r.PendingPullIntos[0]
		// 2. If ! IsDetachedBuffer(firstPendingPullInto's buffer) is true, throw a TypeError
		//    exception.
		if firstPendingPullInto.buffer.Detached() {
			panic(r.detached())
		}
		// 3. Perform ! ReadableByteStreamControllerInvalidateBYOBRequest(controller).
		r.invalidateBYOBRequest()
		// 4. Set firstPendingPullInto's buffer to ! TransferArrayBuffer(firstPendingPullInto's
		//    buffer).
		firstPendingPullInto.buffer = transferArrayBuffer(r.scope, firstPendingPullInto.buffer)
		// 5. If firstPendingPullInto's reader type is "none", perform ?
		//    ReadableByteStreamControllerEnqueueDetachedPullIntoToQueue(controller,
		//    firstPendingPullInto).
		if firstPendingPullInto.readerType == pullIntoNone {
			r.enqueueDetachedPullIntoToQueue(firstPendingPullInto)
		}
	}
	switch {
	// 9. If ! ReadableStreamHasDefaultReader(stream) is true:
	case stream.defaultReader() != nil:
		// 1. Perform ! ReadableByteStreamControllerProcessReadRequestsUsingQueue(controller).
		r.processReadRequestsUsingQueue()
		// 2. If ! ReadableStreamGetNumReadRequests(stream) is 0, perform !
		//    ReadableByteStreamControllerEnqueueChunkToQueue(controller, transferredBuffer,
		//    byteOffset, byteLength).
		if !stream.hasReadRequests() {
			r.enqueueChunkToQueue(transferredBuffer, chunk.Offset, chunk.Length)
			break
		}
		// 3.2. If controller.[[pendingPullIntos]] is not empty, perform !
		//      ReadableByteStreamControllerShiftPendingPullInto(controller).
		if len(r.PendingPullIntos) > 0 {
			r.shiftPendingPullInto()
		}
		// 3.3. Let transferredView be ! Construct(%Uint8Array%, « transferredBuffer, byteOffset,
		//      byteLength »).
		transferredView := r.scope.Realm.NewView("Uint8Array", transferredBuffer, chunk.Offset, chunk.Length)
		// 3.4. Perform ! ReadableStreamFulfillReadRequest(stream, transferredView, false).
		stream.fulfillReadRequest(transferredView, false)
	// 10. Otherwise, if ! ReadableStreamHasBYOBReader(stream) is true:
	case stream.byobReader() != nil:
		// 1. Perform ! ReadableByteStreamControllerEnqueueChunkToQueue(controller,
		//    transferredBuffer, byteOffset, byteLength).
		r.enqueueChunkToQueue(transferredBuffer, chunk.Offset, chunk.Length)
		// 2. Let filledPullIntos be the result of performing !
		//    ReadableByteStreamControllerProcessPullIntoDescriptorsUsingQueue(controller).
		// 3. For each filledPullInto of filledPullIntos, perform !
		//    ReadableByteStreamControllerCommitPullIntoDescriptor(stream, filledPullInto).
		for _, filledPullInto := range r.processPullIntoDescriptorsUsingQueue() {
			stream.commitPullIntoDescriptor(filledPullInto)
		}
	// 11. Otherwise, perform ! ReadableByteStreamControllerEnqueueChunkToQueue(controller,
	//     transferredBuffer, byteOffset, byteLength).
	default:
		r.enqueueChunkToQueue(transferredBuffer, chunk.Offset, chunk.Length)
	}
	// 12. Perform ! ReadableByteStreamControllerCallPullIfNeeded(controller).
	r.callPullIfNeeded()
}

func (r *ReadableByteStreamController) detached() goja.Value {
	return r.scope.Realm.NewError("TypeError", "The view's buffer has been detached.")
}

// enqueueChunkToQueue is ReadableByteStreamControllerEnqueueChunkToQueue.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue-chunk-to-queue
func (r *ReadableByteStreamController) enqueueChunkToQueue(buffer goja.ArrayBuffer, byteOffset, byteLength int) {
	// 1. Append a new readable byte stream queue entry to controller.[[queue]].
	r.queue = append(r.queue, byteQueueEntry{buffer, byteOffset, byteLength})
	// 2. Set controller.[[queueTotalSize]] to controller.[[queueTotalSize]] + byteLength.
	r.queueTotalSize += byteLength
}

// shiftQueue removes the first entry of the queue.
func (r *ReadableByteStreamController) shiftQueue() byteQueueEntry {
	entry := r.queue[0]
	r.queue[0] = byteQueueEntry{}
	r.queue = r.queue[1:]
	return entry
}

// error is ReadableByteStreamControllerError.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-error
func (r *ReadableByteStreamController) error(e goja.Value) {
	// 2. If stream.[[state]] is not "readable", return.
	if r.Stream.State != StreamReadable {
		return
	}
	// 3. Perform ! ReadableByteStreamControllerClearPendingPullIntos(controller).
	r.clearPendingPullIntos()
	// 4. Perform ! ResetQueue(controller).
	r.resetQueue()
	// 5. Perform ! ReadableByteStreamControllerClearAlgorithms(controller).
	r.clearAlgorithms()
	// 6. Perform ! ReadableStreamError(stream, e).
	r.Stream.error(e)
}

// fillReadRequestFromQueue is ReadableByteStreamControllerFillReadRequestFromQueue.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerfillreadrequestfromqueue
func (r *ReadableByteStreamController) fillReadRequestFromQueue(readRequest readRequest) {
	// 2. Let entry be controller.[[queue]][0].
	// 3. Remove entry from controller.[[queue]].
	entry := r.shiftQueue()
	// 4. Set controller.[[queueTotalSize]] to controller.[[queueTotalSize]] − entry's byte length.
	r.queueTotalSize -= entry.byteLength
	// 5. Perform ! ReadableByteStreamControllerHandleQueueDrain(controller).
	r.handleQueueDrain()
	// 6. Let view be ! Construct(%Uint8Array%, « entry's buffer, entry's byte offset, entry's byte
	//    length »).
	// 7. Perform readRequest's chunk steps, given view.
	readRequest.chunkSteps(r.scope.Realm.NewView("Uint8Array", entry.buffer, entry.byteOffset, entry.byteLength))
}

// handleQueueDrain is ReadableByteStreamControllerHandleQueueDrain.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-handle-queue-drain
func (r *ReadableByteStreamController) handleQueueDrain() {
	// 2. If controller.[[queueTotalSize]] is 0 and controller.[[closeRequested]] is true: perform !
	//    ReadableByteStreamControllerClearAlgorithms(controller) and !
	//    ReadableStreamClose(controller.[[stream]]).
	if r.queueTotalSize == 0 && r.closeRequested {
		r.clearAlgorithms()
		r.Stream.close()
		return
	}
	// 3. Otherwise, perform ! ReadableByteStreamControllerCallPullIfNeeded(controller).
	r.callPullIfNeeded()
}

// processReadRequestsUsingQueue is ReadableByteStreamControllerProcessReadRequestsUsingQueue.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerprocessreadrequestsusingqueue
func (r *ReadableByteStreamController) processReadRequestsUsingQueue() {
	// 1. Let reader be controller.[[stream]].[[reader]].
	reader := r.Stream.reader.generic()
	// 3. While reader.[[readRequests]] is not empty:
	for len(reader.requests) > 0 {
		// 1. If controller.[[queueTotalSize]] is 0, return.
		if r.queueTotalSize == 0 {
			return
		}
		// 2. Let readRequest be reader.[[readRequests]][0].
		// 3. Remove readRequest from reader.[[readRequests]].
		// 4. Perform ! ReadableByteStreamControllerFillReadRequestFromQueue(controller,
		//    readRequest).
		r.fillReadRequestFromQueue(reader.shift())
	}
}

// resetQueue is ResetQueue.
//
// https://streams.spec.whatwg.org/#reset-queue
func (r *ReadableByteStreamController) resetQueue() { r.queue, r.queueTotalSize = nil, 0 }
