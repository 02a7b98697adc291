package streams

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// pullIntoDescriptor is a pull-into descriptor.
//
// https://streams.spec.whatwg.org/#pull-into-descriptor
type pullIntoDescriptor struct {
	buffer                                                                          goja.ArrayBuffer
	bufferByteLength, byteOffset, byteLength, bytesFilled, minimumFill, elementSize int
	viewType                                                                        string // the name of the view constructor
	readerType                                                                      pullIntoReader
}

// pullIntoReader is the reader type of a descriptor.
type pullIntoReader int

const (
	pullIntoNone pullIntoReader = iota
	pullIntoDefault
	pullIntoBYOB
)

// clearPendingPullIntos is ReadableByteStreamControllerClearPendingPullIntos.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-clear-pending-pull-intos
func (r *ReadableByteStreamController) clearPendingPullIntos() {
	// 1. Perform ! ReadableByteStreamControllerInvalidateBYOBRequest(controller).
	r.invalidateBYOBRequest()
	// 2. Set controller.[[pendingPullIntos]] to a new empty list.
	r.PendingPullIntos = nil
}

// commitPullIntoDescriptor is ReadableByteStreamControllerCommitPullIntoDescriptor.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-commit-pull-into-descriptor
func (r *ReadableStream) commitPullIntoDescriptor(pullIntoDescriptor *pullIntoDescriptor) {
	// 3. Let done be false.
	// 4. If stream.[[state]] is "closed", set done to true.
	done := r.State == streamClosed
	// 5. Let filledView be !
	//    ReadableByteStreamControllerConvertPullIntoDescriptor(pullIntoDescriptor).
	// 6. If pullIntoDescriptor's reader type is "default", perform !
	//    ReadableStreamFulfillReadRequest(stream, filledView, done).
	// 7. Otherwise, perform ! ReadableStreamFulfillReadIntoRequest(stream, filledView, done).
	r.fulfillReadRequest(pullIntoDescriptor.convert(r.scope), done)
}

// convert is ReadableByteStreamControllerConvertPullIntoDescriptor.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-convert-pull-into-descriptor
func (d *pullIntoDescriptor) convert(s *scope.Scope) goja.Value {
	// 5. Let buffer be ! TransferArrayBuffer(pullIntoDescriptor's buffer).
	buffer := transferArrayBuffer(s, d.buffer)
	// 6. Return ! Construct(pullIntoDescriptor's view constructor, « buffer, pullIntoDescriptor's
	//    byte offset, bytesFilled ÷ elementSize »).
	return s.Realm.NewView(d.viewType, buffer, d.byteOffset, d.bytesFilled/d.elementSize)
}

// enqueueClonedChunkToQueue is ReadableByteStreamControllerEnqueueClonedChunkToQueue.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueueclonedchunktoqueue
func (r *ReadableByteStreamController) enqueueClonedChunkToQueue(buffer goja.ArrayBuffer, byteOffset, byteLength int) {
	// 1. Let cloneResult be CloneArrayBuffer(buffer, byteOffset, byteLength, %ArrayBuffer%).
	cloneResult := r.scope.Realm.BufferOf(bytes.Clone(buffer.Bytes()[byteOffset : byteOffset+byteLength]))
	// 3. Perform ! ReadableByteStreamControllerEnqueueChunkToQueue(controller,
	//    cloneResult.[[Value]], 0, byteLength).
	r.enqueueChunkToQueue(cloneResult, 0, byteLength)
}

// enqueueDetachedPullIntoToQueue is ReadableByteStreamControllerEnqueueDetachedPullIntoToQueue.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueuedetachedpullintotoqueue
func (r *ReadableByteStreamController) enqueueDetachedPullIntoToQueue(d *pullIntoDescriptor) {
	// 2. If pullIntoDescriptor's bytes filled > 0, perform ?
	//    ReadableByteStreamControllerEnqueueClonedChunkToQueue(controller, pullIntoDescriptor's
	//    buffer, pullIntoDescriptor's byte offset, pullIntoDescriptor's bytes filled).
	if d.bytesFilled > 0 {
		r.enqueueClonedChunkToQueue(d.buffer, d.byteOffset, d.bytesFilled)
	}
	// 3. Perform ! ReadableByteStreamControllerShiftPendingPullInto(controller).
	r.shiftPendingPullInto()
}

// fillPullIntoDescriptorFromQueue is ReadableByteStreamControllerFillPullIntoDescriptorFromQueue.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-fill-pull-into-descriptor-from-queue
func (r *ReadableByteStreamController) fillPullIntoDescriptorFromQueue(d *pullIntoDescriptor) (ready bool) {
	// 1. Let maxBytesToCopy be min(controller.[[queueTotalSize]], pullIntoDescriptor's byte length
	//    − pullIntoDescriptor's bytes filled).
	maxBytesToCopy := min(r.queueTotalSize, d.byteLength-d.bytesFilled)
	// 2. Let maxBytesFilled be pullIntoDescriptor's bytes filled + maxBytesToCopy.
	maxBytesFilled := d.bytesFilled + maxBytesToCopy
	// 3. Let totalBytesToCopyRemaining be maxBytesToCopy.
	totalBytesToCopyRemaining := maxBytesToCopy
	// 4. Let ready be false.
	// 7. Let remainderBytes be the remainder after dividing maxBytesFilled by pullIntoDescriptor's
	//    element size.
	remainderBytes := maxBytesFilled % d.elementSize
	// 8. Let maxAlignedBytes be maxBytesFilled − remainderBytes.
	maxAlignedBytes := maxBytesFilled - remainderBytes
	// 9. If maxAlignedBytes ≥ pullIntoDescriptor's minimum fill: set totalBytesToCopyRemaining to
	//    maxAlignedBytes − pullIntoDescriptor's bytes filled; set ready to true.
	if maxAlignedBytes >= d.minimumFill {
		totalBytesToCopyRemaining = maxAlignedBytes - d.bytesFilled
		ready = true
	}
	// 10. Let queue be controller.[[queue]].
	// 11. While totalBytesToCopyRemaining > 0:
	for totalBytesToCopyRemaining > 0 {
		// 1. Let headOfQueue be queue[0].
		headOfQueue := &r.queue[0]
		// 2. Let bytesToCopy be min(totalBytesToCopyRemaining, headOfQueue's byte length).
		bytesToCopy := min(totalBytesToCopyRemaining, headOfQueue.byteLength)
		// 3. Let destStart be pullIntoDescriptor's byte offset + pullIntoDescriptor's bytes filled.
		destStart := d.byteOffset + d.bytesFilled
		// 8. Perform ! CopyDataBlockBytes(descriptorBuffer.[[ArrayBufferData]], destStart,
		//    queueBuffer.[[ArrayBufferData]], queueByteOffset, bytesToCopy). (Go itself checks what
		//    CanCopyDataBlockBytes asserts.)
		copy(d.buffer.Bytes()[destStart:destStart+bytesToCopy],
			headOfQueue.buffer.Bytes()[headOfQueue.byteOffset:headOfQueue.byteOffset+bytesToCopy])
		// 9. If headOfQueue's byte length is bytesToCopy, remove queue[0].
		if headOfQueue.byteLength == bytesToCopy {
			r.shiftQueue()
		} else {
			// 10. Otherwise, advance headOfQueue by bytesToCopy.
			headOfQueue.byteOffset += bytesToCopy
			headOfQueue.byteLength -= bytesToCopy
		}
		// 11. Set controller.[[queueTotalSize]] to controller.[[queueTotalSize]] − bytesToCopy.
		r.queueTotalSize -= bytesToCopy
		// 12. Perform ! ReadableByteStreamControllerFillHeadPullIntoDescriptor(controller,
		//     bytesToCopy, pullIntoDescriptor).
		d.bytesFilled += bytesToCopy
		// 13. Set totalBytesToCopyRemaining to totalBytesToCopyRemaining − bytesToCopy.
		totalBytesToCopyRemaining -= bytesToCopy
	}
	// 13. Return ready.
	return ready
}

// GetBYOBRequest is ReadableByteStreamControllerGetBYOBRequest. It returns nil if the standard
// returns null.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollergetbyobrequest
func (r *ReadableByteStreamController) GetBYOBRequest() *ReadableStreamBYOBRequest {
	// 1. If controller.[[byobRequest]] is null and controller.[[pendingPullIntos]] is not empty:
	if r.byobRequest == nil && len(r.PendingPullIntos) > 0 {
		// 1. Let firstDescriptor be controller.[[pendingPullIntos]][0].
		first := r.PendingPullIntos[0]
		// 2. Let view be ! Construct(%Uint8Array%, « firstDescriptor's buffer, firstDescriptor's
		//    byte offset + firstDescriptor's bytes filled, firstDescriptor's byte length −
		//    firstDescriptor's bytes filled »).
		view := r.scope.Realm.NewView("Uint8Array", first.buffer, first.byteOffset+first.bytesFilled, first.byteLength-first.bytesFilled)
		// 3. Let byobRequest be a new ReadableStreamBYOBRequest.
		// 4. Set byobRequest.[[controller]] to controller. 5. Set byobRequest.[[view]] to view.
		// 6. Set controller.[[byobRequest]] to byobRequest.
		r.byobRequest = newReadableStreamBYOBRequest(r.scope, r, view)
	}
	// 2. Return controller.[[byobRequest]].
	return r.byobRequest
}

// invalidateBYOBRequest is ReadableByteStreamControllerInvalidateBYOBRequest.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-invalidate-byob-request
func (r *ReadableByteStreamController) invalidateBYOBRequest() {
	// 1. If controller.[[byobRequest]] is null, return.
	if r.byobRequest == nil {
		return
	}
	// 2. Set controller.[[byobRequest]].[[controller]] to undefined.
	r.byobRequest.controller = nil
	// 3. Set controller.[[byobRequest]].[[view]] to null.
	r.byobRequest.View = nil
	// 4. Set controller.[[byobRequest]] to null.
	r.byobRequest = nil
}

// processPullIntoDescriptorsUsingQueue is
// ReadableByteStreamControllerProcessPullIntoDescriptorsUsingQueue.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-process-pull-into-descriptors-using-queue
func (r *ReadableByteStreamController) processPullIntoDescriptorsUsingQueue() (filledPullIntos []*pullIntoDescriptor) {
	// 3. While controller.[[pendingPullIntos]] is not empty:
	for len(r.PendingPullIntos) > 0 {
		// 1. If controller.[[queueTotalSize]] is 0, then break.
		if r.queueTotalSize == 0 {
			break
		}
		// 2. Let pullIntoDescriptor be controller.[[pendingPullIntos]][0].
		// 3. If ! ReadableByteStreamControllerFillPullIntoDescriptorFromQueue(controller,
		//    pullIntoDescriptor) is true: perform !
		//    ReadableByteStreamControllerShiftPendingPullInto(controller); append
		//    pullIntoDescriptor to filledPullIntos.
		if r.fillPullIntoDescriptorFromQueue(r.PendingPullIntos[0]) {
			filledPullIntos = append(filledPullIntos, r.shiftPendingPullInto())
		}
	}
	// 4. Return filledPullIntos.
	return filledPullIntos
}

// pullInto is ReadableByteStreamControllerPullInto.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-pull-into
func (r *ReadableByteStreamController) pullInto(view webidl.View, minimum int, readIntoRequest readRequest) {
	// 1. Let stream be controller.[[stream]].
	stream := r.Stream
	// 10. Let bufferResult be TransferArrayBuffer(view.[[ViewedArrayBuffer]]). (It does not throw,
	//     since the caller has checked that the buffer is not detached.)
	buffer := transferArrayBuffer(r.scope, view.Buffer)
	// 13. Let pullIntoDescriptor be a new pull-into descriptor.
	descriptor := &pullIntoDescriptor{
		buffer:           buffer,
		bufferByteLength: len(buffer.Bytes()),
		byteOffset:       view.Offset,
		byteLength:       view.Length,
		minimumFill:      minimum * view.ElementSize,
		elementSize:      view.ElementSize,
		viewType:         view.Type,
		readerType:       pullIntoBYOB,
	}
	reader := stream.reader.generic()
	// 14. If controller.[[pendingPullIntos]] is not empty: append pullIntoDescriptor to it; perform
	//     ! ReadableStreamAddReadIntoRequest(stream, readIntoRequest); return.
	if len(r.PendingPullIntos) > 0 {
		r.PendingPullIntos = append(r.PendingPullIntos, descriptor)
		reader.requests = append(reader.requests, readIntoRequest)
		return
	}
	// 15. If stream.[[state]] is "closed": let emptyView be ! Construct(ctor, «
	//     pullIntoDescriptor's buffer, pullIntoDescriptor's byte offset, 0 »); perform
	//     readIntoRequest's close steps, given emptyView; return.
	if stream.State == streamClosed {
		readIntoRequest.closeSteps(r.scope.Realm.NewView(descriptor.viewType, descriptor.buffer, descriptor.byteOffset, 0))
		return
	}
	// 16. If controller.[[queueTotalSize]] > 0:
	if r.queueTotalSize > 0 {
		// 1. If ! ReadableByteStreamControllerFillPullIntoDescriptorFromQueue(controller,
		//    pullIntoDescriptor) is true:
		if r.fillPullIntoDescriptorFromQueue(descriptor) {
			// 1. Let filledView be !
			//    ReadableByteStreamControllerConvertPullIntoDescriptor(pullIntoDescriptor).
			filledView := descriptor.convert(r.scope)
			// 2. Perform ! ReadableByteStreamControllerHandleQueueDrain(controller).
			r.handleQueueDrain()
			// 3. Perform readIntoRequest's chunk steps, given filledView.
			readIntoRequest.chunkSteps(filledView)
			// 4. Return.
			return
		}
		// 2. If controller.[[closeRequested]] is true: let e be a TypeError exception; perform !
		//    ReadableByteStreamControllerError(controller, e); perform readIntoRequest's error
		//    steps, given e; return.
		if r.closeRequested {
			e := r.insufficientBytes()
			r.error(e)
			readIntoRequest.errorSteps(e)
			return
		}
	}
	// 17. Append pullIntoDescriptor to controller.[[pendingPullIntos]].
	r.PendingPullIntos = append(r.PendingPullIntos, descriptor)
	// 18. Perform ! ReadableStreamAddReadIntoRequest(stream, readIntoRequest).
	reader.requests = append(reader.requests, readIntoRequest)
	// 19. Perform ! ReadableByteStreamControllerCallPullIfNeeded(controller).
	r.callPullIfNeeded()
}

// Respond is ReadableByteStreamControllerRespond.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond
func (r *ReadableByteStreamController) Respond(bytesWritten uint64) {
	// 2. Let firstDescriptor be controller.[[pendingPullIntos]][0].
	first := r.PendingPullIntos[0]
	// 3. Let state be controller.[[stream]].[[state]].
	// 4. If state is "closed": if bytesWritten is not 0, throw a TypeError exception.
	// 5. Otherwise: if bytesWritten is 0, throw a TypeError exception.
	r.mustMatchState(bytesWritten == 0)
	// 5.3. If firstDescriptor's bytes filled + bytesWritten > firstDescriptor's byte length, throw
	//      a RangeError exception.
	if bytesWritten > uint64(first.byteLength-first.bytesFilled) {
		panic(r.scope.Realm.NewRangeError("More bytes were written than the view has."))
	}
	// 6. Set firstDescriptor's buffer to ! TransferArrayBuffer(firstDescriptor's buffer).
	first.buffer = transferArrayBuffer(r.scope, first.buffer)
	// 7. Perform ? ReadableByteStreamControllerRespondInternal(controller, bytesWritten).
	r.respondInternal(int(bytesWritten))
}

// mustMatchState throws a TypeError if the number of bytes that are written does not fit the state
// of the stream: a closed stream takes none, any other takes at least one. nothing is true if no
// bytes are written.
func (r *ReadableByteStreamController) mustMatchState(nothing bool) {
	switch closed := r.Stream.State == streamClosed; {
	case closed && !nothing:
		panic(r.scope.Realm.NewError("TypeError", "The stream is closed: no bytes can be written to it."))
	case !closed && nothing:
		panic(r.scope.Realm.NewError("TypeError", "No bytes were written, and the stream is not closed."))
	}
}

// respondInClosedState is ReadableByteStreamControllerRespondInClosedState.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-closed-state
func (r *ReadableByteStreamController) respondInClosedState(firstDescriptor *pullIntoDescriptor) {
	// 2. If firstDescriptor's reader type is "none", perform !
	//    ReadableByteStreamControllerShiftPendingPullInto(controller).
	if firstDescriptor.readerType == pullIntoNone {
		r.shiftPendingPullInto()
	}
	// 3. Let stream be controller.[[stream]].
	// 4. If ! ReadableStreamHasBYOBReader(stream) is true:
	if reader := r.Stream.byobReader(); reader != nil {
		// 1. Let filledPullIntos be a new empty list.
		var filledPullIntos []*pullIntoDescriptor
		// 2. While filledPullIntos's size < ! ReadableStreamGetNumReadIntoRequests(stream): let
		//    pullIntoDescriptor be ! ReadableByteStreamControllerShiftPendingPullInto(controller);
		//    append it to filledPullIntos.
		for len(filledPullIntos) < len(reader.requests) {
			filledPullIntos = append(filledPullIntos, r.shiftPendingPullInto())
		}
		// 3. For each filledPullInto of filledPullIntos, perform !
		//    ReadableByteStreamControllerCommitPullIntoDescriptor(stream, filledPullInto).
		for _, filledPullInto := range filledPullIntos {
			r.Stream.commitPullIntoDescriptor(filledPullInto)
		}
	}
}

// respondInReadableState is ReadableByteStreamControllerRespondInReadableState.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-readable-state
func (r *ReadableByteStreamController) respondInReadableState(bytesWritten int, d *pullIntoDescriptor) {
	// 2. Perform ! ReadableByteStreamControllerFillHeadPullIntoDescriptor(controller, bytesWritten,
	//    pullIntoDescriptor).
	d.bytesFilled += bytesWritten
	// 3. If pullIntoDescriptor's reader type is "none":
	if d.readerType == pullIntoNone {
		// 1. Perform ? ReadableByteStreamControllerEnqueueDetachedPullIntoToQueue(controller,
		//    pullIntoDescriptor).
		r.enqueueDetachedPullIntoToQueue(d)
		// 2. Let filledPullIntos be the result of performing !
		//    ReadableByteStreamControllerProcessPullIntoDescriptorsUsingQueue(controller).
		// 3. For each filledPullInto of filledPullIntos, perform !
		//    ReadableByteStreamControllerCommitPullIntoDescriptor(controller.[[stream]],
		//    filledPullInto).
		for _, filledPullInto := range r.processPullIntoDescriptorsUsingQueue() {
			r.Stream.commitPullIntoDescriptor(filledPullInto)
		}
		// 4. Return.
		return
	}
	// 4. If pullIntoDescriptor's bytes filled < pullIntoDescriptor's minimum fill, return.
	if d.bytesFilled < d.minimumFill {
		return
	}
	// 5. Perform ! ReadableByteStreamControllerShiftPendingPullInto(controller).
	r.shiftPendingPullInto()
	// 6. Let remainderSize be the remainder after dividing pullIntoDescriptor's bytes filled by
	//    pullIntoDescriptor's element size.
	remainderSize := d.bytesFilled % d.elementSize
	// 7. If remainderSize > 0:
	if remainderSize > 0 {
		// 1. Let end be pullIntoDescriptor's byte offset + pullIntoDescriptor's bytes filled.
		end := d.byteOffset + d.bytesFilled
		// 2. Perform ? ReadableByteStreamControllerEnqueueClonedChunkToQueue(controller,
		//    pullIntoDescriptor's buffer, end − remainderSize, remainderSize).
		r.enqueueClonedChunkToQueue(d.buffer, end-remainderSize, remainderSize)
	}
	// 8. Set pullIntoDescriptor's bytes filled to pullIntoDescriptor's bytes filled −
	//    remainderSize.
	d.bytesFilled -= remainderSize
	// 9. Let filledPullIntos be the result of performing !
	//    ReadableByteStreamControllerProcessPullIntoDescriptorsUsingQueue(controller).
	filledPullIntos := r.processPullIntoDescriptorsUsingQueue()
	// 10. Perform ! ReadableByteStreamControllerCommitPullIntoDescriptor(controller.[[stream]],
	//     pullIntoDescriptor).
	r.Stream.commitPullIntoDescriptor(d)
	// 11. For each filledPullInto of filledPullIntos, likewise.
	for _, filledPullInto := range filledPullIntos {
		r.Stream.commitPullIntoDescriptor(filledPullInto)
	}
}

// respondInternal is ReadableByteStreamControllerRespondInternal.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-internal
func (r *ReadableByteStreamController) respondInternal(bytesWritten int) {
	// 1. Let firstDescriptor be controller.[[pendingPullIntos]][0].
	firstDescriptor := r.PendingPullIntos[0]
	// 3. Perform ! ReadableByteStreamControllerInvalidateBYOBRequest(controller).
	r.invalidateBYOBRequest()
	// 4. Let state be controller.[[stream]].[[state]].
	// 5. If state is "closed", perform !
	//    ReadableByteStreamControllerRespondInClosedState(controller, firstDescriptor).
	if r.Stream.State == streamClosed {
		r.respondInClosedState(firstDescriptor)
	} else {
		// 6. Otherwise, perform ? ReadableByteStreamControllerRespondInReadableState(controller,
		//    bytesWritten, firstDescriptor).
		r.respondInReadableState(bytesWritten, firstDescriptor)
	}
	// 7. Perform ! ReadableByteStreamControllerCallPullIfNeeded(controller).
	r.callPullIfNeeded()
}

// respondWithNewView is ReadableByteStreamControllerRespondWithNewView.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-with-new-view
func (r *ReadableByteStreamController) respondWithNewView(view webidl.View) {
	// 3. Let firstDescriptor be controller.[[pendingPullIntos]][0].
	first := r.PendingPullIntos[0]
	// 4. Let state be controller.[[stream]].[[state]].
	// 5. If state is "closed": if view.[[ByteLength]] is not 0, throw a TypeError exception.
	// 6. Otherwise: if view.[[ByteLength]] is 0, throw a TypeError exception.
	r.mustMatchState(view.Length == 0)
	switch {
	// 7. If firstDescriptor's byte offset + firstDescriptor' bytes filled is not
	//    view.[[ByteOffset]], throw a RangeError exception.
	case first.byteOffset+first.bytesFilled != view.Offset:
		panic(r.scope.Realm.NewRangeError("The view does not begin where the view of the request does."))
	// 8. If firstDescriptor's buffer byte length is not view.[[ViewedArrayBuffer]].[[ByteLength]],
	//    throw a RangeError exception.
	case first.bufferByteLength != len(view.Buffer.Bytes()):
		panic(r.scope.Realm.NewRangeError("The buffer of the view is not as long as that of the view of the request."))
	// 9. If firstDescriptor's bytes filled + view.[[ByteLength]] > firstDescriptor's byte length,
	//    throw a RangeError exception.
	case first.bytesFilled+view.Length > first.byteLength:
		panic(r.scope.Realm.NewRangeError("The view is longer than the view of the request."))
	}
	// 11. Set firstDescriptor's buffer to ? TransferArrayBuffer(view.[[ViewedArrayBuffer]]).
	first.buffer = transferArrayBuffer(r.scope, view.Buffer)
	// 12. Perform ? ReadableByteStreamControllerRespondInternal(controller, viewByteLength).
	r.respondInternal(view.Length)
}

// shiftPendingPullInto is ReadableByteStreamControllerShiftPendingPullInto.
//
// https://streams.spec.whatwg.org/#readable-byte-stream-controller-shift-pending-pull-into
func (r *ReadableByteStreamController) shiftPendingPullInto() *pullIntoDescriptor {
	// 2. Let descriptor be controller.[[pendingPullIntos]][0].
	descriptor := r.PendingPullIntos[0]
	// 3. Remove descriptor from controller.[[pendingPullIntos]].
	r.PendingPullIntos[0] = nil
	r.PendingPullIntos = r.PendingPullIntos[1:]
	// 4. Return descriptor.
	return descriptor
}
