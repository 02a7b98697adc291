package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ReadableStreamBYOBReader is the state of a ReadableStreamBYOBReader object.
//
// https://streams.spec.whatwg.org/#byob-reader-class
type ReadableStreamBYOBReader struct{ readableStreamGenericReader }

// Interface returns the interface of the object.
func (*ReadableStreamBYOBReader) Interface() *webidl.Interface {
	return ReadableStreamBYOBReaderInterface
}

var ReadableStreamBYOBReaderInterface = &webidl.Interface{
	Name: "ReadableStreamBYOBReader",
	Is:   func(state any) bool { _, ok := state.(*ReadableStreamBYOBReader); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#byob-reader-constructor
		stream := readableStreamArgument(c)
		// 1. Perform ? SetUpReadableStreamBYOBReader(this, stream).
		stream.mustNotBeLocked(c)
		stream.mustBeOfBytes(c)
		r := &ReadableStreamBYOBReader{readableStreamGenericReader{scope: scope.Of(c), object: c.This}}
		r.initialize(r, stream)
		return r
	}},
	Attributes: []webidl.Attribute{closedAttribute},
	Operations: []webidl.Operation{
		readerCancelOperation,
		{Name: "read", Length: 1, Promise: true, Call: readInto},
		{Name: "releaseLock", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#byob-reader-release-lock
			// 1. If this.[[stream]] is undefined, return.
			// 2. Perform ! ReadableStreamBYOBReaderRelease(this).
			if r := thisReader(c); r.stream != nil {
				r.release()
			}
			return goja.Undefined()
		}},
	},
}

// readInto is the operation read of a BYOB reader.
//
// https://streams.spec.whatwg.org/#byob-reader-read
func readInto(c webidl.Call) goja.Value {
	r := c.State.(*ReadableStreamBYOBReader)
	viewArgument(c)
	minimum := uint64(1)
	if v := c.Dictionary(1, "ReadableStreamBYOBReaderReadOptions").Get("min"); v != nil {
		minimum = c.EnforceRange(v, "member min")
	}
	view := viewArgument(c) // again, since the getter of min may have transferred the buffer
	// 1. If view.[[ByteLength]] is 0, return a promise rejected with a TypeError exception.
	// 2. If view.[[ViewedArrayBuffer]].[[ByteLength]] is 0, likewise.
	// 3. If ! IsDetachedBuffer(view.[[ViewedArrayBuffer]]) is true, likewise.
	mustHaveBytes(c, view)
	// 4. If options["min"] is 0, likewise.
	if minimum == 0 {
		c.TypeError("member min must not be 0.")
	}
	// 5. If view has a [[TypedArrayName]] internal slot: if options["min"] > view.[[ArrayLength]],
	//    return a promise rejected with a RangeError exception.
	// 6. Otherwise: if options["min"] > view.[[ByteLength]], likewise.
	if minimum > uint64(view.Length/view.ElementSize) {
		panic(r.scope.Realm.NewRangeError(c.Context() + "member min is larger than the view."))
	}
	// 7. If this.[[stream]] is undefined, return a promise rejected with a TypeError exception.
	r.mustHaveStream(c)
	// 8. Let promise be a new promise.
	promise := r.scope.Realm.NewPromise()
	// 9. Let readIntoRequest be a new read-into request that settles promise.
	// 10. Perform ! ReadableStreamBYOBReaderRead(this, view, options["min"], readIntoRequest).
	r.read(view, int(minimum), promiseRequest{r.scope, promise})
	// 11. Return promise.
	return promise.Object
}

// viewArgument converts argument 0 to an ArrayBufferView.
func viewArgument(c webidl.Call) webidl.View {
	view, ok := webidl.ViewOf(c.Args[0])
	if !ok {
		c.TypeError("parameter 1 is not of type 'ArrayBufferView'.")
	}
	return view
}

func mustHaveBytes(c webidl.Call, view webidl.View) {
	switch {
	case view.Buffer.Detached():
		c.TypeError("The view's buffer has been detached.")
	case view.Length == 0:
		c.TypeError("The view is empty.")
	}
}

// acquireBYOBReader is AcquireReadableStreamBYOBReader. stream must be a byte stream that is not
// locked.
//
// https://streams.spec.whatwg.org/#acquire-readable-stream-byob-reader
func acquireBYOBReader(s *scope.Scope, stream *ReadableStream) *ReadableStreamBYOBReader {
	r := &ReadableStreamBYOBReader{readableStreamGenericReader{scope: s}}
	r.object = s.Realm.New(r)
	r.initialize(r, stream)
	return r
}

// read is ReadableStreamBYOBReaderRead.
//
// https://streams.spec.whatwg.org/#readable-stream-byob-reader-read
func (r *ReadableStreamBYOBReader) read(view webidl.View, minimum int, readIntoRequest readRequest) {
	// 1. Let stream be reader.[[stream]].
	stream := r.stream
	// 4. If stream.[[state]] is "errored", perform readIntoRequest's error steps given
	//    stream.[[storedError]].
	if stream.State == streamErrored {
		readIntoRequest.errorSteps(stream.storedError)
		return
	}
	// 5. Otherwise, perform ! ReadableByteStreamControllerPullInto(stream.[[controller]], view,
	//    min, readIntoRequest).
	stream.Controller.(*ReadableByteStreamController).pullInto(view, minimum, readIntoRequest)
}
