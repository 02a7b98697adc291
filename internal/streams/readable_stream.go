package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ReadableStream is the state of a ReadableStream object.
//
// FIXME: ReadableStream must be transferable, and an async iterable. The engine has no asynchronous
// iteration.
//
// https://streams.spec.whatwg.org/#rs-class
type ReadableStream struct {
	scope       *scope.Scope
	Object      *goja.Object
	Controller  readableStreamController
	reader      readableStreamReader // nil if the stream is not locked
	State       streamState
	storedError goja.Value
	// There is no field for [[disturbed]], which only other standards read.
}

type streamState int

const (
	StreamReadable streamState = iota
	streamClosed
	streamErrored
)

func (s streamState) String() string { return [...]string{"readable", "closed", "errored"}[s] }

// readableStreamController has the methods that a stream calls on its controller, of either kind.
//
// https://streams.spec.whatwg.org/#rs-abstract-ops-used-by-controllers
type readableStreamController interface {
	cancelSteps(reason goja.Value) *goja.Object
	pullSteps(readRequest)
	releaseSteps()
}

// readRequest is a read request, or a read-into request.
//
// https://streams.spec.whatwg.org/#read-request
// https://streams.spec.whatwg.org/#read-into-request
type readRequest interface {
	chunkSteps(chunk goja.Value)
	closeSteps(chunk goja.Value) // chunk is undefined for a read request
	errorSteps(e goja.Value)
}

// Interface returns the interface of the object.
func (*ReadableStream) Interface() *webidl.Interface { return ReadableStreamInterface }

var ReadableStreamInterface = &webidl.Interface{
	Name: "ReadableStream",
	Is:   func(state any) bool { _, ok := state.(*ReadableStream); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#rs-constructor
		// 1. If underlyingSource is missing, set it to null.
		var underlyingSource *goja.Object
		if c.Has(0) {
			underlyingSource = c.Object(c.Args[0], "parameter 1")
		}
		strategy := readQueuingStrategy(c, 1)
		// 2. Let underlyingSourceDict be underlyingSource, converted to an IDL value of type
		//    UnderlyingSource.
		underlyingSourceDict := readUnderlyingSource(c, underlyingSource)
		// 3. Perform ! InitializeReadableStream(this).
		r := &ReadableStream{scope: scope.Of(c), Object: c.This}
		// 4. If underlyingSourceDict["type"] is "bytes":
		if underlyingSourceDict.bytes {
			// 1. If strategy["size"] exists, throw a RangeError exception.
			if strategy.size != nil {
				panic(r.scope.Realm.NewRangeError(c.Context() + "a stream of bytes cannot have a strategy with a size function."))
			}
			// 2. Let highWaterMark be ? ExtractHighWaterMark(strategy, 0).
			highWaterMark := strategy.extractHighWaterMark(c, 0)
			// 3. Perform ? SetUpReadableByteStreamControllerFromUnderlyingSource(…).
			if underlyingSourceDict.autoAllocateChunkSize == 0 {
				c.TypeError("autoAllocateChunkSize must not be 0.")
			}
			controller := newReadableByteStreamController(r.scope)
			algorithms := underlyingSourceDict.algorithms(r.scope, controller.object)
			controller.setUp(r, algorithms, highWaterMark, underlyingSourceDict.autoAllocateChunkSize)
			return r
		}
		// 5.2. Let sizeAlgorithm be ! ExtractSizeAlgorithm(strategy).
		sizeAlgorithm := strategy.extractSizeAlgorithm(r.scope)
		// 5.3. Let highWaterMark be ? ExtractHighWaterMark(strategy, 1).
		highWaterMark := strategy.extractHighWaterMark(c, 1)
		// 5.4. Perform ? SetUpReadableStreamDefaultControllerFromUnderlyingSource(…).
		controller := newReadableStreamDefaultController(r.scope)
		controller.setUp(r, underlyingSourceDict.algorithms(r.scope, controller.object), highWaterMark, sizeAlgorithm)
		return r
	}},
	Statics: []webidl.Operation{
		{Name: "from", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-from
			return readableStreamFromIterable(c, c.Args[0]).Object
		}},
	},
	Attributes: []webidl.Attribute{
		{Name: "locked", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*ReadableStream).locked()) }},
	},
	Operations: []webidl.Operation{
		{Name: "cancel", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-cancel
			r := c.State.(*ReadableStream)
			// 1. If ! IsReadableStreamLocked(this) is true, return a promise rejected with a
			//    TypeError exception.
			if r.locked() {
				c.TypeError("Cannot cancel a locked stream.")
			}
			// 2. Return ! ReadableStreamCancel(this, reason).
			return r.cancel(c.Arg(0))
		}},
		{Name: "getReader", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-get-reader
			r, s := c.State.(*ReadableStream), scope.Of(c)
			// 1. If options["mode"] does not exist, return ?
			//    AcquireReadableStreamDefaultReader(this).
			mode := c.Dictionary(0, "ReadableStreamGetReaderOptions").Get("mode")
			if mode == nil {
				r.mustNotBeLocked(c)
				return acquireDefaultReader(s, r).object
			}
			if m := c.DOMString(mode).String(); m != "byob" {
				c.TypeError("The provided value '%s' is not a valid enum value of type ReadableStreamReaderMode.", m)
			}
			// 3. Return ? AcquireReadableStreamBYOBReader(this).
			r.mustNotBeLocked(c)
			r.mustBeOfBytes(c)
			return acquireBYOBReader(s, r).object
		}},
		{Name: "pipeThrough", Length: 1, Call: pipeThrough},
		{Name: "pipeTo", Length: 1, Promise: true, Call: pipeTo},
		{Name: "tee", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-tee
			r := c.State.(*ReadableStream)
			// 1. Return ? ReadableStreamTee(this, false).
			r.mustNotBeLocked(c)
			branch1, branch2 := r.tee()
			return c.VM.NewArray(branch1.Object, branch2.Object)
		}},
	},
}

// newReadableStream returns a new ReadableStream that has no controller yet.
func newReadableStream(s *scope.Scope) *ReadableStream {
	r := &ReadableStream{scope: s}
	r.Object = s.Realm.New(r)
	return r
}

// createReadableStream is CreateReadableStream.
//
// https://streams.spec.whatwg.org/#create-readable-stream
func createReadableStream(s *scope.Scope, algorithms SourceAlgorithms, highWaterMark float64) *ReadableStream {
	stream := newReadableStream(s)
	newReadableStreamDefaultController(s).setUp(stream, algorithms, highWaterMark, nil)
	return stream
}

// CreateReadableByteStream is CreateReadableByteStream.
//
// https://streams.spec.whatwg.org/#abstract-opdef-createreadablebytestream
func CreateReadableByteStream(s *scope.Scope, algorithms SourceAlgorithms) *ReadableStream {
	stream := newReadableStream(s)
	newReadableByteStreamController(s).setUp(stream, algorithms, 0, noAutoAllocation)
	return stream
}

// locked is IsReadableStreamLocked.
//
// https://streams.spec.whatwg.org/#is-readable-stream-locked
func (r *ReadableStream) locked() bool { return r.reader != nil }

func (r *ReadableStream) mustNotBeLocked(c webidl.Call) {
	if r.locked() {
		c.TypeError("ReadableStream is locked to a reader.")
	}
}

func (r *ReadableStream) mustBeOfBytes(c webidl.Call) {
	if _, ok := r.Controller.(*ReadableByteStreamController); !ok {
		c.TypeError("Cannot get a BYOB reader of a stream that is not one of bytes: its underlying source has no type 'bytes'.")
	}
}

// tee is ReadableStreamTee. It has no argument cloneForBranch2, which is false for all callers.
//
// https://streams.spec.whatwg.org/#readable-stream-tee
func (r *ReadableStream) tee() (branch1, branch2 *ReadableStream) {
	// 3. If stream.[[controller]] implements ReadableByteStreamController, return ?
	//    ReadableByteStreamTee(stream).
	if _, ok := r.Controller.(*ReadableByteStreamController); ok {
		return r.byteTee()
	}
	// 4. Return ? ReadableStreamDefaultTee(stream, cloneForBranch2).
	return r.defaultTee()
}

// cancel is ReadableStreamCancel.
//
// https://streams.spec.whatwg.org/#readable-stream-cancel
func (r *ReadableStream) cancel(reason goja.Value) *goja.Object {
	switch r.State {
	// 2. If stream.[[state]] is "closed", return a promise resolved with undefined.
	case streamClosed:
		return r.scope.Realm.ResolvedWith(goja.Undefined())
	// 3. If stream.[[state]] is "errored", return a promise rejected with stream.[[storedError]].
	case streamErrored:
		return r.scope.Realm.RejectedWith(r.storedError)
	}
	// 4. Perform ! ReadableStreamClose(stream).
	r.close()
	// 5. Let reader be stream.[[reader]].
	// 6. If reader is not undefined and reader implements ReadableStreamBYOBReader:
	if reader, ok := r.reader.(*ReadableStreamBYOBReader); ok {
		// 1. Let readIntoRequests be reader.[[readIntoRequests]].
		readIntoRequests := reader.requests
		// 2. Set reader.[[readIntoRequests]] to an empty list.
		reader.requests = nil
		// 3. For each readIntoRequest of readIntoRequests, perform its close steps, given
		//    undefined.
		for _, readIntoRequest := range readIntoRequests {
			readIntoRequest.closeSteps(goja.Undefined())
		}
	}
	// 7. Let sourceCancelPromise be ! stream.[[controller]].[[CancelSteps]](reason).
	sourceCancelPromise := r.Controller.cancelSteps(reason)
	// 8. Return the result of reacting to sourceCancelPromise with a fulfillment step that returns
	//    undefined.
	if sourceCancelPromise == nil {
		sourceCancelPromise = r.scope.Realm.ResolvedWith(goja.Undefined())
	}
	return r.scope.Realm.React(sourceCancelPromise, webidl.Ignore, nil)
}

// close is ReadableStreamClose.
//
// https://streams.spec.whatwg.org/#readable-stream-close
func (r *ReadableStream) close() {
	// 2. Set stream.[[state]] to "closed".
	r.State = streamClosed
	// 3. Let reader be stream.[[reader]].
	// 4. If reader is undefined, return.
	if r.reader == nil {
		return
	}
	// 5. Resolve reader.[[closedPromise]] with undefined.
	r.reader.generic().closedPromise.Resolve(goja.Undefined())
	// 6. If reader implements ReadableStreamDefaultReader:
	if reader, ok := r.reader.(*ReadableStreamDefaultReader); ok {
		// 1. Let readRequests be reader.[[readRequests]].
		readRequests := reader.requests
		// 2. Set reader.[[readRequests]] to an empty list.
		reader.requests = nil
		// 3. For each readRequest of readRequests, perform readRequest's close steps.
		for _, readRequest := range readRequests {
			readRequest.closeSteps(goja.Undefined())
		}
	}
}

// error is ReadableStreamError.
//
// https://streams.spec.whatwg.org/#readable-stream-error
func (r *ReadableStream) error(e goja.Value) {
	// 2. Set stream.[[state]] to "errored".
	r.State = streamErrored
	// 3. Set stream.[[storedError]] to e.
	r.storedError = e
	// 4. Let reader be stream.[[reader]].
	// 5. If reader is undefined, return.
	if r.reader == nil {
		return
	}
	// 6. Reject reader.[[closedPromise]] with e.
	// 7. Set reader.[[closedPromise]].[[PromiseIsHandled]] to true: it is from the beginning.
	r.reader.generic().closedPromise.Reject(e)
	// 8. If reader implements ReadableStreamDefaultReader, perform !
	//    ReadableStreamDefaultReaderErrorReadRequests(reader, e).
	// 9. Otherwise, perform ! ReadableStreamBYOBReaderErrorReadIntoRequests(reader, e).
	r.reader.generic().errorRequests(e)
}

// fulfillReadRequest is ReadableStreamFulfillReadRequest and ReadableStreamFulfillReadIntoRequest.
//
// https://streams.spec.whatwg.org/#readable-stream-fulfill-read-request
// https://streams.spec.whatwg.org/#readable-stream-fulfill-read-into-request
func (r *ReadableStream) fulfillReadRequest(chunk goja.Value, done bool) {
	// 2. Let reader be stream.[[reader]].
	reader := r.reader.generic()
	// 4. Let readRequest be reader.[[readRequests]][0].
	// 5. Remove readRequest from reader.[[readRequests]].
	readRequest := reader.shift()
	// 6. If done is true, perform readRequest's close steps.
	if done {
		readRequest.closeSteps(chunk)
		return
	}
	// 7. Otherwise, perform readRequest's chunk steps, given chunk.
	readRequest.chunkSteps(chunk)
}

// defaultReader returns the default reader that the stream is locked to, or nil. It is
// ReadableStreamHasDefaultReader too.
//
// https://streams.spec.whatwg.org/#readable-stream-has-default-reader
func (r *ReadableStream) defaultReader() *ReadableStreamDefaultReader {
	reader, _ := r.reader.(*ReadableStreamDefaultReader)
	return reader
}

// byobReader returns the BYOB reader that the stream is locked to, or nil. It is
// ReadableStreamHasBYOBReader too.
//
// https://streams.spec.whatwg.org/#readable-stream-has-byob-reader
func (r *ReadableStream) byobReader() *ReadableStreamBYOBReader {
	reader, _ := r.reader.(*ReadableStreamBYOBReader)
	return reader
}

// hasReadRequests reports whether the stream is locked to a reader that has requests.
//
// https://streams.spec.whatwg.org/#readable-stream-get-num-read-requests
// https://streams.spec.whatwg.org/#readable-stream-get-num-read-into-requests
func (r *ReadableStream) hasReadRequests() bool {
	return r.reader != nil && len(r.reader.generic().requests) > 0
}

// InspectProperties returns the properties that console.log shows.
func (r *ReadableStream) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "locked", Value: r.scope.VM.ToValue(r.locked())},
		{Name: "state", Value: r.scope.VM.ToValue(r.State.String())},
	}
}
