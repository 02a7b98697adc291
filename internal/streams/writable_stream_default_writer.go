package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// WritableStreamDefaultWriter is the state of a WritableStreamDefaultWriter object. Its promises
// count as handled from the beginning, since the standard marks them so wherever it rejects them.
//
// https://streams.spec.whatwg.org/#default-writer-class
type WritableStreamDefaultWriter struct {
	scope         *scope.Scope
	object        *goja.Object
	stream        *WritableStream // nil once the lock is released
	closedPromise *webidl.Promise
	readyPromise  *webidl.Promise
}

// Interface returns the interface of the object.
func (*WritableStreamDefaultWriter) Interface() *webidl.Interface {
	return WritableStreamDefaultWriterInterface
}

var WritableStreamDefaultWriterInterface = &webidl.Interface{
	Name: "WritableStreamDefaultWriter",
	Is:   func(state any) bool { _, ok := state.(*WritableStreamDefaultWriter); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#default-writer-constructor
		stream := writableStreamArgument(c, c.Args[0], "parameter 1")
		// 1. Perform ? SetUpWritableStreamDefaultWriter(this, stream).
		stream.mustNotBeLocked(c)
		w := &WritableStreamDefaultWriter{scope: scope.Of(c), object: c.This}
		w.setUp(stream)
		return w
	}},
	Attributes: []webidl.Attribute{
		{Name: "closed", Promise: true, Get: func(c webidl.Call) goja.Value {
			return c.State.(*WritableStreamDefaultWriter).closedPromise.Object
		}},
		{Name: "desiredSize", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#default-writer-desired-size
			w := c.State.(*WritableStreamDefaultWriter)
			// 1. If this.[[stream]] is undefined, throw a TypeError exception.
			w.mustHaveStream(c)
			// 2. Return ! WritableStreamDefaultWriterGetDesiredSize(this).
			size, ok := w.desiredSize()
			if !ok {
				return goja.Null()
			}
			return c.VM.ToValue(size)
		}},
		{Name: "ready", Promise: true, Get: func(c webidl.Call) goja.Value {
			return c.State.(*WritableStreamDefaultWriter).readyPromise.Object
		}},
	},
	Operations: []webidl.Operation{
		{Name: "abort", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#default-writer-abort
			w := c.State.(*WritableStreamDefaultWriter)
			// 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError
			//    exception.
			w.mustHaveStream(c)
			// 2. Return ! WritableStreamDefaultWriterAbort(this, reason).
			return w.stream.abort(c.Arg(0))
		}},
		{Name: "close", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#default-writer-close
			w := c.State.(*WritableStreamDefaultWriter)
			// 2. If stream is undefined, return a promise rejected with a TypeError exception.
			w.mustHaveStream(c)
			// 3. If ! WritableStreamCloseQueuedOrInFlight(stream) is true, likewise.
			w.stream.mustNotBeClosing(c)
			// 4. Return ! WritableStreamDefaultWriterClose(this).
			return w.stream.close()
		}},
		{Name: "releaseLock", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#default-writer-release-lock
			// 2. If stream is undefined, return.
			// 4. Perform ! WritableStreamDefaultWriterRelease(this).
			if w := c.State.(*WritableStreamDefaultWriter); w.stream != nil {
				w.release()
			}
			return goja.Undefined()
		}},
		{Name: "write", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#default-writer-write
			w := c.State.(*WritableStreamDefaultWriter)
			// 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError
			//    exception.
			w.mustHaveStream(c)
			// 2. Return ! WritableStreamDefaultWriterWrite(this, chunk).
			return w.write(c.Arg(0))
		}},
	},
}

func writableStreamArgument(c webidl.Call, v goja.Value, what string) *WritableStream {
	stream, ok := c.Realm.State(v).(*WritableStream)
	if !ok {
		c.TypeError("%s is not of type 'WritableStream'.", what)
	}
	return stream
}

func (w *WritableStreamDefaultWriter) mustHaveStream(c webidl.Call) {
	if w.stream == nil {
		c.TypeError("The writer has released its lock.")
	}
}

// acquireWriter is AcquireWritableStreamDefaultWriter. stream must not be locked.
//
// https://streams.spec.whatwg.org/#acquire-writable-stream-default-writer
func acquireWriter(s *scope.Scope, stream *WritableStream) *WritableStreamDefaultWriter {
	w := &WritableStreamDefaultWriter{scope: s}
	w.object = s.Realm.New(w)
	w.setUp(stream)
	return w
}

// setUp is SetUpWritableStreamDefaultWriter.
//
// https://streams.spec.whatwg.org/#set-up-writable-stream-default-writer
func (w *WritableStreamDefaultWriter) setUp(stream *WritableStream) {
	// 2. Set writer.[[stream]] to stream.
	w.stream = stream
	// 3. Set stream.[[writer]] to writer.
	stream.writer = w
	w.readyPromise, w.closedPromise = w.scope.Realm.NewHandledPromise(), w.scope.Realm.NewHandledPromise()
	switch stream.state {
	// 5. If state is "writable": if ! WritableStreamCloseQueuedOrInFlight(stream) is false and
	//    stream.[[backpressure]] is true, set writer.[[readyPromise]] to a new promise; otherwise,
	//    to a promise resolved with undefined.
	case streamWritable:
		if stream.closeQueuedOrInFlight() || !stream.backpressure {
			w.readyPromise.Resolve(goja.Undefined())
		}
	// 6. Otherwise, if state is "erroring", set writer.[[readyPromise]] to a promise rejected with
	//    stream.[[storedError]].
	case streamErroring:
		w.readyPromise.Reject(stream.storedError)
	// 7. Otherwise, if state is "closed", set both to a promise resolved with undefined.
	case writableClosed:
		w.readyPromise.Resolve(goja.Undefined())
		w.closedPromise.Resolve(goja.Undefined())
	// 8. Otherwise, set both to a promise rejected with storedError.
	default:
		w.readyPromise.Reject(stream.storedError)
		w.closedPromise.Reject(stream.storedError)
	}
}

// closeWithErrorPropagation is WritableStreamDefaultWriterCloseWithErrorPropagation.
//
// https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation
func (w *WritableStreamDefaultWriter) closeWithErrorPropagation() *goja.Object {
	switch {
	// 4. If ! WritableStreamCloseQueuedOrInFlight(stream) is true or state is "closed", return a
	//    promise resolved with undefined.
	case w.stream.closeQueuedOrInFlight() || w.stream.state == writableClosed:
		return nil
	// 5. If state is "errored", return a promise rejected with stream.[[storedError]].
	case w.stream.state == writableErrored:
		return w.scope.Realm.RejectedWith(w.stream.storedError)
	}
	// 7. Return ! WritableStreamDefaultWriterClose(writer).
	return w.stream.close()
}

// ensureReadyPromiseRejected is WritableStreamDefaultWriterEnsureReadyPromiseRejected.
//
// https://streams.spec.whatwg.org/#writable-stream-default-writer-ensure-ready-promise-rejected
func (w *WritableStreamDefaultWriter) ensureReadyPromiseRejected(e goja.Value) {
	// 1. If writer.[[readyPromise]].[[PromiseState]] is "pending", reject writer.[[readyPromise]]
	//    with error.
	// 2. Otherwise, set writer.[[readyPromise]] to a promise rejected with error.
	if !w.readyPromise.Pending() {
		w.readyPromise = w.scope.Realm.NewHandledPromise()
	}
	w.readyPromise.Reject(e)
}

// ensureClosedPromiseRejected is WritableStreamDefaultWriterEnsureClosedPromiseRejected.
//
// https://streams.spec.whatwg.org/#writable-stream-default-writer-ensure-closed-promise-rejected
func (w *WritableStreamDefaultWriter) ensureClosedPromiseRejected(e goja.Value) {
	// 1. If writer.[[closedPromise]].[[PromiseState]] is "pending", reject writer.[[closedPromise]]
	//    with error.
	// 2. Otherwise, set writer.[[closedPromise]] to a promise rejected with error.
	if !w.closedPromise.Pending() {
		w.closedPromise = w.scope.Realm.NewHandledPromise()
	}
	w.closedPromise.Reject(e)
}

// desiredSize is WritableStreamDefaultWriterGetDesiredSize. ok is false if the standard returns
// null.
//
// https://streams.spec.whatwg.org/#writable-stream-default-writer-get-desired-size
func (w *WritableStreamDefaultWriter) desiredSize() (size float64, ok bool) {
	switch w.stream.state {
	// 3. If state is "errored" or "erroring", return null.
	case writableErrored, streamErroring:
		return 0, false
	// 4. If state is "closed", return 0.
	case writableClosed:
		return 0, true
	}
	// 5. Return ! WritableStreamDefaultControllerGetDesiredSize(stream.[[controller]]).
	return w.stream.controller.desiredSize(), true
}

// release is WritableStreamDefaultWriterRelease.
//
// https://streams.spec.whatwg.org/#writable-stream-default-writer-release
func (w *WritableStreamDefaultWriter) release() {
	// 4. Let releasedError be a new TypeError.
	releasedError := w.scope.Realm.NewError("TypeError", "The writer has released its lock.")
	// 5. Perform ! WritableStreamDefaultWriterEnsureReadyPromiseRejected(writer, releasedError).
	w.ensureReadyPromiseRejected(releasedError)
	// 6. Perform ! WritableStreamDefaultWriterEnsureClosedPromiseRejected(writer, releasedError).
	w.ensureClosedPromiseRejected(releasedError)
	// 7. Set stream.[[writer]] to undefined. 8. Set writer.[[stream]] to undefined.
	w.stream.writer = nil
	w.stream = nil
}

// write is WritableStreamDefaultWriterWrite.
//
// https://streams.spec.whatwg.org/#writable-stream-default-writer-write
func (w *WritableStreamDefaultWriter) write(chunk goja.Value) *goja.Object {
	// 1. Let stream be writer.[[stream]]. 3. Let controller be stream.[[controller]].
	stream := w.stream
	// 4. Let chunkSize be ! WritableStreamDefaultControllerGetChunkSize(controller, chunk).
	chunkSize := stream.controller.chunkSize(chunk)
	// 5. If stream is not equal to writer.[[stream]], return a promise rejected with a TypeError
	//    exception.
	if stream != w.stream {
		return w.scope.Realm.RejectedWith(w.scope.Realm.NewError("TypeError", "The writer has released its lock."))
	}
	switch {
	// 7. If state is "errored", return a promise rejected with stream.[[storedError]].
	case stream.state == writableErrored:
		return w.scope.Realm.RejectedWith(stream.storedError)
	// 8. If ! WritableStreamCloseQueuedOrInFlight(stream) is true or state is "closed", return a
	//    promise rejected with a TypeError exception indicating that the stream is closing or
	//    closed.
	case stream.closeQueuedOrInFlight() || stream.state == writableClosed:
		return w.scope.Realm.RejectedWith(w.scope.Realm.NewError("TypeError", "The stream is closing or closed."))
	// 9. If state is "erroring", return a promise rejected with stream.[[storedError]].
	case stream.state == streamErroring:
		return w.scope.Realm.RejectedWith(stream.storedError)
	}
	// 11. Let promise be ! WritableStreamAddWriteRequest(stream).
	promise := w.scope.Realm.NewPromise()
	stream.writeRequests = append(stream.writeRequests, promise)
	// 12. Perform ! WritableStreamDefaultControllerWrite(controller, chunk, chunkSize).
	stream.controller.write(chunk, chunkSize)
	// 13. Return promise.
	return promise.Object
}

// InspectProperties returns the properties that console.log shows.
func (w *WritableStreamDefaultWriter) InspectProperties() []inspect.Property {
	var stream goja.Value = goja.Undefined()
	if w.stream != nil {
		stream = w.stream.Object
	}
	return []inspect.Property{
		{Name: "stream", Value: stream},
		{Name: "closed", Value: w.closedPromise.Object},
		{Name: "ready", Value: w.readyPromise.Object},
	}
}
