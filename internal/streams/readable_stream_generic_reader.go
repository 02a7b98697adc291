package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// readableStreamGenericReader is the state of the mixin that both kinds of readers include.
//
// https://streams.spec.whatwg.org/#generic-reader-mixin
type readableStreamGenericReader struct {
	scope         *scope.Scope
	object        *goja.Object
	stream        *ReadableStream // nil once the lock is released
	closedPromise *webidl.Promise
	requests      []readRequest // [[readRequests]] or [[readIntoRequests]]
}

type readableStreamReader interface {
	generic() *readableStreamGenericReader
}

func (r *readableStreamGenericReader) generic() *readableStreamGenericReader { return r }

func thisReader(c webidl.Call) *readableStreamGenericReader {
	return c.State.(readableStreamReader).generic()
}

// closedAttribute and readerCancelOperation are the members of the mixin.
var (
	closedAttribute = webidl.Attribute{Name: "closed", Promise: true, Get: func(c webidl.Call) goja.Value {
		// https://streams.spec.whatwg.org/#generic-reader-closed
		return thisReader(c).closedPromise.Object
	}}
	readerCancelOperation = webidl.Operation{Name: "cancel", Promise: true, Call: func(c webidl.Call) goja.Value {
		// https://streams.spec.whatwg.org/#generic-reader-cancel
		r := thisReader(c)
		// 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError exception.
		r.mustHaveStream(c)
		// 2. Return ! ReadableStreamReaderGenericCancel(this, reason).
		return r.stream.cancel(c.Arg(0))
	}}
)

func (r *readableStreamGenericReader) mustHaveStream(c webidl.Call) {
	if r.stream == nil {
		c.TypeError("The reader has released its lock.")
	}
}

// initialize is ReadableStreamReaderGenericInitialize. The closed promise counts as handled from
// the beginning, since the standard marks it so wherever it rejects it.
//
// https://streams.spec.whatwg.org/#readable-stream-reader-generic-initialize
func (r *readableStreamGenericReader) initialize(reader readableStreamReader, stream *ReadableStream) {
	// 1. Set reader.[[stream]] to stream.
	r.stream = stream
	// 2. Set stream.[[reader]] to reader.
	stream.reader = reader
	// 3. If stream.[[state]] is "readable", set reader.[[closedPromise]] to a new promise.
	r.closedPromise = r.scope.Realm.NewHandledPromise()
	switch stream.State {
	// 4. Otherwise, if stream.[[state]] is "closed", set it to a promise resolved with undefined.
	case streamClosed:
		r.closedPromise.Resolve(goja.Undefined())
	// 5. Otherwise, set it to a promise rejected with stream.[[storedError]].
	case streamErrored:
		r.closedPromise.Reject(stream.storedError)
	}
}

// release is ReadableStreamDefaultReaderRelease and ReadableStreamBYOBReaderRelease.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultreaderrelease
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreambyobreaderrelease
func (r *readableStreamGenericReader) release() {
	// 1. Perform ! ReadableStreamReaderGenericRelease(reader).
	r.genericRelease()
	// 2. Let e be a new TypeError exception.
	// 3. Perform ! ReadableStreamDefaultReaderErrorReadRequests(reader, e).
	if len(r.requests) > 0 {
		r.errorRequests(r.released())
	}
}

func (r *readableStreamGenericReader) released() goja.Value {
	return r.scope.Realm.NewError("TypeError", "The reader has released its lock.")
}

// genericRelease is ReadableStreamReaderGenericRelease.
//
// https://streams.spec.whatwg.org/#readable-stream-reader-generic-release
func (r *readableStreamGenericReader) genericRelease() {
	// 1. Let stream be reader.[[stream]].
	stream := r.stream
	// 4. If stream.[[state]] is "readable", reject reader.[[closedPromise]] with a TypeError
	//    exception.
	// 5. Otherwise, set reader.[[closedPromise]] to a promise rejected with a TypeError exception.
	if stream.State != StreamReadable {
		r.closedPromise = r.scope.Realm.NewHandledPromise()
	}
	r.closedPromise.Reject(r.released())
	// 7. Perform ! stream.[[controller]].[[ReleaseSteps]]().
	stream.Controller.releaseSteps()
	// 8. Set stream.[[reader]] to undefined.
	stream.reader = nil
	// 9. Set reader.[[stream]] to undefined.
	r.stream = nil
}

// errorRequests is ReadableStreamDefaultReaderErrorReadRequests and
// ReadableStreamBYOBReaderErrorReadIntoRequests.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultreadererrorreadrequests
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreambyobreadererrorreadintorequests
func (r *readableStreamGenericReader) errorRequests(e goja.Value) {
	// 1. Let readRequests be reader.[[readRequests]].
	readRequests := r.requests
	// 2. Set reader.[[readRequests]] to a new empty list.
	r.requests = nil
	// 3. For each readRequest of readRequests, perform readRequest's error steps, given e.
	for _, readRequest := range readRequests {
		readRequest.errorSteps(e)
	}
}

// shift removes the first request and returns it.
func (r *readableStreamGenericReader) shift() readRequest {
	first := r.requests[0]
	r.requests[0] = nil
	r.requests = r.requests[1:]
	return first
}

// InspectProperties returns the properties that console.log shows.
func (r *readableStreamGenericReader) InspectProperties() []inspect.Property {
	var stream goja.Value = goja.Undefined()
	if r.stream != nil {
		stream = r.stream.Object
	}
	return []inspect.Property{
		{Name: "stream", Value: stream},
		{Name: "closed", Value: r.closedPromise.Object},
	}
}

// promiseRequest is the read request of a call of read(). It settles the promise that read()
// returns.
//
// https://streams.spec.whatwg.org/#default-reader-read (step 3)
// https://streams.spec.whatwg.org/#byob-reader-read (step 9)
type promiseRequest struct {
	scope *scope.Scope
	*webidl.Promise
}

func (r promiseRequest) chunkSteps(chunk goja.Value) { r.Resolve(readResult(r.scope, chunk, false)) }
func (r promiseRequest) closeSteps(chunk goja.Value) { r.Resolve(readResult(r.scope, chunk, true)) }
func (r promiseRequest) errorSteps(e goja.Value)     { r.Reject(e) }

// readResult returns a ReadableStreamReadResult, with its members in the order that Web IDL
// demands.
//
// https://streams.spec.whatwg.org/#dictdef-readablestreamreadresult
func readResult(s *scope.Scope, value goja.Value, done bool) goja.Value {
	o := s.VM.NewObject()
	for _, member := range []struct {
		name  string
		value goja.Value
	}{{"done", s.VM.ToValue(done)}, {"value", value}} {
		if err := o.DefineDataProperty(member.name, member.value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			panic(err)
		}
	}
	return o
}

// steps is a read request whose steps are Go functions. Pipes and tees use it.
type steps struct {
	chunk func(chunk goja.Value)
	close func(chunk goja.Value)
	error func()
}

func (s *steps) chunkSteps(chunk goja.Value) { s.chunk(chunk) }
func (s *steps) closeSteps(chunk goja.Value) { s.close(chunk) }
func (s *steps) errorSteps(goja.Value)       { s.error() }
