package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ReadableStreamDefaultReader is the state of a ReadableStreamDefaultReader object.
//
// https://streams.spec.whatwg.org/#default-reader-class
type ReadableStreamDefaultReader struct{ readableStreamGenericReader }

// Interface returns the interface of the object.
func (*ReadableStreamDefaultReader) Interface() *webidl.Interface {
	return ReadableStreamDefaultReaderInterface
}

var ReadableStreamDefaultReaderInterface = &webidl.Interface{
	Name: "ReadableStreamDefaultReader",
	Is:   func(state any) bool { _, ok := state.(*ReadableStreamDefaultReader); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#default-reader-constructor
		stream := readableStreamArgument(c)
		// 1. Perform ? SetUpReadableStreamDefaultReader(this, stream).
		stream.mustNotBeLocked(c)
		r := &ReadableStreamDefaultReader{readableStreamGenericReader{scope: scope.Of(c), object: c.This}}
		r.initialize(r, stream)
		return r
	}},
	Attributes: []webidl.Attribute{closedAttribute},
	Operations: []webidl.Operation{
		readerCancelOperation,
		{Name: "read", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#default-reader-read
			r := c.State.(*ReadableStreamDefaultReader)
			// 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError
			//    exception.
			r.mustHaveStream(c)
			// 2. Let promise be a new promise.
			promise := r.scope.Realm.NewPromise()
			// 3. Let readRequest be a new read request that settles promise.
			// 4. Perform ! ReadableStreamDefaultReaderRead(this, readRequest).
			r.read(promiseRequest{r.scope, promise})
			// 5. Return promise.
			return promise.Object
		}},
		{Name: "releaseLock", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#default-reader-release-lock
			// 1. If this.[[stream]] is undefined, return.
			// 2. Perform ! ReadableStreamDefaultReaderRelease(this).
			if r := thisReader(c); r.stream != nil {
				r.release()
			}
			return goja.Undefined()
		}},
	},
}

func readableStreamArgument(c webidl.Call) *ReadableStream {
	stream, ok := c.Realm.State(c.Args[0]).(*ReadableStream)
	if !ok {
		c.TypeError("parameter 1 is not of type 'ReadableStream'.")
	}
	return stream
}

// acquireDefaultReader is AcquireReadableStreamDefaultReader. stream must not be locked.
//
// https://streams.spec.whatwg.org/#acquire-readable-stream-reader
func acquireDefaultReader(s *scope.Scope, stream *ReadableStream) *ReadableStreamDefaultReader {
	r := &ReadableStreamDefaultReader{readableStreamGenericReader{scope: s}}
	r.object = s.Realm.New(r)
	r.initialize(r, stream)
	return r
}

// read is ReadableStreamDefaultReaderRead.
//
// https://streams.spec.whatwg.org/#readable-stream-default-reader-read
func (r *ReadableStreamDefaultReader) read(readRequest readRequest) {
	// 1. Let stream be reader.[[stream]].
	stream := r.stream
	switch stream.State {
	// 4. If stream.[[state]] is "closed", perform readRequest's close steps.
	case streamClosed:
		readRequest.closeSteps(goja.Undefined())
	// 5. Otherwise, if stream.[[state]] is "errored", perform readRequest's error steps given
	//    stream.[[storedError]].
	case streamErrored:
		readRequest.errorSteps(stream.storedError)
	// 6. Otherwise, perform ! stream.[[controller]].[[PullSteps]](readRequest).
	default:
		stream.Controller.pullSteps(readRequest)
	}
}
