package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// streamPipeOptions is a StreamPipeOptions.
//
// https://streams.spec.whatwg.org/#dictdef-streampipeoptions
type streamPipeOptions struct {
	preventAbort, preventCancel, preventClose bool
	signal                                    *dom.AbortSignal // nil if missing
}

func readStreamPipeOptions(c webidl.Call, i int) (o streamPipeOptions) {
	d := c.Dictionary(i, "StreamPipeOptions")
	o.preventAbort = d.Bool("preventAbort")
	o.preventCancel = d.Bool("preventCancel")
	o.preventClose = d.Bool("preventClose")
	if v := d.Get("signal"); v != nil {
		signal, ok := c.Realm.State(v).(*dom.AbortSignal)
		if !ok {
			c.TypeError("member signal is not of type 'AbortSignal'.")
		}
		o.signal = signal
	}
	return o
}

// pipeTo is the operation pipeTo.
//
// https://streams.spec.whatwg.org/#rs-pipe-to
func pipeTo(c webidl.Call) goja.Value {
	source := c.State.(*ReadableStream)
	destination := writableStreamArgument(c, c.Args[0], "parameter 1")
	options := readStreamPipeOptions(c, 1)
	// 1. If ! IsReadableStreamLocked(this) is true, return a promise rejected with a TypeError
	//    exception.
	source.mustNotBeLocked(c)
	// 2. If ! IsWritableStreamLocked(destination) is true, likewise.
	destination.mustNotBeLocked(c)
	// 4. Return ! ReadableStreamPipeTo(this, destination, …).
	return source.pipeTo(destination, options).Object
}

// pipeThrough is the operation pipeThrough.
//
// https://streams.spec.whatwg.org/#rs-pipe-through
func pipeThrough(c webidl.Call) goja.Value {
	source := c.State.(*ReadableStream)
	transform := c.Dictionary(0, "ReadableWritablePair")
	readable, ok := c.Realm.State(transform.Get("readable")).(*ReadableStream)
	if !ok {
		c.TypeError("member readable is not of type 'ReadableStream'.")
	}
	writable := writableStreamArgument(c, transform.Get("writable"), "member writable")
	options := readStreamPipeOptions(c, 1)
	// 1. If ! IsReadableStreamLocked(this) is true, throw a TypeError exception.
	source.mustNotBeLocked(c)
	// 2. If ! IsWritableStreamLocked(transform["writable"]) is true, likewise.
	writable.mustNotBeLocked(c)
	// 4. Let promise be ! ReadableStreamPipeTo(this, transform["writable"], …).
	promise := source.pipeTo(writable, options)
	// 5. Set promise.[[PromiseIsHandled]] to true.
	c.Data.(*scope.Scope).Realm.React(promise.Object, webidl.Ignore, webidl.Ignore)
	// 6. Return transform["readable"].
	return readable.Object
}

// pipe is the state of a running ReadableStreamPipeTo. It handles one chunk after the other: as
// soon as the destination has room it reads a chunk, and writes it in a microtask.
type pipe struct {
	scope   *scope.Scope
	source  *ReadableStream
	dest    *WritableStream
	reader  *ReadableStreamDefaultReader
	writer  *WritableStreamDefaultWriter
	options streamPipeOptions
	promise *webidl.Promise
	abort   *dom.AbortAlgorithm

	shuttingDown bool
	reading      bool   // waiting for room or for a chunk, or about to write the chunk
	unwritten    bool   // a chunk was read and not written yet
	writing      int    // the number of writes that are not settled
	written      func() // if not nil, called once all chunks that were read are written
}

// pipeTo is ReadableStreamPipeTo.
//
// https://streams.spec.whatwg.org/#readable-stream-pipe-to
func (r *ReadableStream) pipeTo(dest *WritableStream, options streamPipeOptions) *webidl.Promise {
	s := r.scope
	// 8. and 9. Let reader be ! AcquireReadableStreamDefaultReader(source).
	// 10. Let writer be ! AcquireWritableStreamDefaultWriter(dest).
	// 12. Let shuttingDown be false. 13. Let promise be a new promise.
	p := &pipe{
		scope: s, source: r, dest: dest, options: options,
		reader: acquireDefaultReader(s, r), writer: acquireWriter(s, dest), promise: s.Realm.NewPromise(),
	}
	// 14. If signal is not undefined:
	if signal := options.signal; signal != nil {
		// 2. If signal is aborted, perform abortAlgorithm and return promise.
		if signal.Aborted() {
			p.abortAlgorithm()
			return p.promise
		}
		// 3. Add abortAlgorithm to signal.
		p.abort = signal.Add(p.abortAlgorithm)
	}
	// 15. In parallel: read all chunks from source and write them to dest, under these conditions,
	//     in this order.
	p.watch()
	p.step()
	// 16. Return promise.
	return p.promise
}

// watch propagates errors and closing in both directions.
func (p *pipe) watch() {
	switch {
	// 1. Errors must be propagated forward: if source.[[state]] is or becomes "errored".
	case p.source.State == streamErrored:
		p.sourceErrored()
	// 2. Errors must be propagated backward: if dest.[[state]] is or becomes "errored".
	case p.dest.state == writableErrored:
		p.destErrored()
	// 3. Closing must be propagated forward: if source.[[state]] is or becomes "closed".
	case p.source.State == streamClosed:
		p.sourceClosed()
	// 4. Closing must be propagated backward: if ! WritableStreamCloseQueuedOrInFlight(dest) is
	//    true or dest.[[state]] is "closed".
	case p.dest.closeQueuedOrInFlight() || p.dest.state == writableClosed:
		// 2. Let destClosed be a new TypeError.
		destClosed := p.scope.Realm.NewError("TypeError", "The stream that is piped to is closed.")
		// 3. If preventCancel is false, shutdown with an action of ! ReadableStreamCancel(source,
		//    destClosed) and with destClosed.
		// 4. Otherwise, shutdown with destClosed.
		p.shutdown(unless(p.options.preventCancel, func() *goja.Object { return p.source.cancel(destClosed) }), destClosed)
	default:
		p.scope.Realm.Upon(p.reader.closedPromise.Object, p.sourceClosed, func(goja.Value) { p.sourceErrored() })
		p.scope.Realm.Upon(p.writer.closedPromise.Object, func() {}, func(goja.Value) { p.destErrored() })
	}
}

// unless returns the action, or nil if it is prevented.
func unless(prevented bool, action func() *goja.Object) func() *goja.Object {
	if prevented {
		return nil
	}
	return action
}

func (p *pipe) sourceErrored() {
	// 1. If preventAbort is false, shutdown with an action of ! WritableStreamAbort(dest,
	//    source.[[storedError]]) and with source.[[storedError]].
	// 2. Otherwise, shutdown with source.[[storedError]].
	storedError := p.source.storedError
	p.shutdown(unless(p.options.preventAbort, func() *goja.Object { return p.dest.abort(storedError) }), storedError)
}

func (p *pipe) destErrored() {
	// 1. If preventCancel is false, shutdown with an action of ! ReadableStreamCancel(source,
	//    dest.[[storedError]]) and with dest.[[storedError]].
	// 2. Otherwise, shutdown with dest.[[storedError]].
	storedError := p.dest.storedError
	p.shutdown(unless(p.options.preventCancel, func() *goja.Object { return p.source.cancel(storedError) }), storedError)
}

func (p *pipe) sourceClosed() {
	// 1. If preventClose is false, shutdown with an action of !
	//    WritableStreamDefaultWriterCloseWithErrorPropagation(writer).
	// 2. Otherwise, shutdown.
	p.shutdown(unless(p.options.preventClose, p.writer.closeWithErrorPropagation), nil)
}

// abortAlgorithm is step 14.1.
func (p *pipe) abortAlgorithm() {
	// 1. Let error be signal's abort reason.
	reason := p.options.signal.Reason
	// 5. Shutdown with an action consisting of getting a promise to wait for all of the actions in
	//    actions, and with error.
	p.shutdown(func() *goja.Object {
		// 2. Let actions be an empty ordered set.
		var actions []*goja.Object
		// 3. If preventAbort is false, append: if dest.[[state]] is "writable", return !
		//    WritableStreamAbort(dest, error); otherwise, return a promise resolved with undefined.
		if !p.options.preventAbort && p.dest.state == streamWritable {
			actions = append(actions, p.dest.abort(reason))
		}
		// 4. If preventCancel is false, append: if source.[[state]] is "readable", return !
		//    ReadableStreamCancel(source, error); otherwise, return a promise resolved with
		//    undefined.
		if !p.options.preventCancel && p.source.State == StreamReadable {
			actions = append(actions, p.source.cancel(reason))
		}
		return waitForAll(p.scope, actions)
	}, reason)
}

// waitForAll implements "get a promise to wait for all", for promises that no script has seen. It
// returns nil, which stands for a fulfilled promise, if there are none.
//
// https://webidl.spec.whatwg.org/#waiting-for-all-promise
func waitForAll(s *scope.Scope, promises []*goja.Object) *goja.Object {
	if len(promises) == 0 {
		return nil
	}
	all, left := s.Realm.NewPromise(), len(promises)
	for _, p := range promises {
		s.Realm.Upon(p, func() {
			if left--; left == 0 {
				all.Resolve(goja.Undefined())
			}
		}, all.Reject)
	}
	return all.Object
}

// step reads the next chunk as soon as there is room for it.
//
// https://streams.spec.whatwg.org/#readable-stream-pipe-to (step 15, "Backpressure must be enforced")
func (p *pipe) step() {
	if p.shuttingDown || p.reading {
		return
	}
	// While WritableStreamDefaultWriterGetDesiredSize(writer) is ≤ 0 or is null, the user agent
	// must not read from reader.
	desiredSize, ok := p.writer.desiredSize()
	if !ok {
		return // dest is erroring; destErrored shuts the pipe down later
	}
	p.reading = true
	if desiredSize <= 0 {
		p.scope.Realm.Upon(p.writer.readyPromise.Object, func() {
			p.reading = false
			p.step()
		}, func(goja.Value) {})
		return
	}
	p.reader.read(&steps{
		chunk: func(chunk goja.Value) {
			p.unwritten = true
			p.scope.Realm.QueueMicrotask(func() { p.write(chunk) })
		},
		close: func(goja.Value) {},
		error: func() {},
	})
}

// write writes a chunk that was read. It does so during a shutdown too, since all chunks that have
// been read must be written.
func (p *pipe) write(chunk goja.Value) {
	p.reading, p.unwritten = false, false
	settled := func() {
		p.writing--
		p.allWritten()
	}
	p.writing++
	p.scope.Realm.Upon(p.writer.write(chunk), settled, func(goja.Value) { settled() })
	p.step()
}

// allWritten continues the shutdown if every chunk that has been read has been written.
func (p *pipe) allWritten() {
	if p.written != nil && !p.unwritten && p.writing == 0 {
		written := p.written
		p.written = nil
		written()
	}
}

// shutdown implements "shutdown with an action", and "shutdown" if action is nil. A nil
// originalError means that no error was given.
//
// https://streams.spec.whatwg.org/#rs-pipeTo-shutdown-with-action
// https://streams.spec.whatwg.org/#rs-pipeTo-shutdown
func (p *pipe) shutdown(action func() *goja.Object, originalError goja.Value) {
	// 1. If shuttingDown is true, abort these substeps.
	if p.shuttingDown {
		return
	}
	// 2. Set shuttingDown to true.
	p.shuttingDown = true
	act := func() {
		if action == nil {
			p.finalize(originalError)
			return
		}
		// 4. Let p be the result of performing action.
		// 5. Upon fulfillment of p, finalize, passing along originalError if it was given.
		// 6. Upon rejection of p with reason newError, finalize with newError.
		p.scope.Realm.Upon(action(), func() { p.finalize(originalError) }, p.finalize)
	}
	// 3. If dest.[[state]] is "writable" and ! WritableStreamCloseQueuedOrInFlight(dest) is false:
	//    if any chunks have been read but not yet written, write them to dest; wait until every
	//    chunk that has been read has been written. (Even if there are none this takes a microtask,
	//    so that a stream that was just made has started.)
	if p.dest.state == streamWritable && !p.dest.closeQueuedOrInFlight() {
		p.written = act
		p.scope.Realm.QueueMicrotask(p.allWritten)
		return
	}
	act()
}

// finalize implements "finalize". A nil e means that no error was given.
//
// https://streams.spec.whatwg.org/#rs-pipeTo-finalize
func (p *pipe) finalize(e goja.Value) {
	// 1. Perform ! WritableStreamDefaultWriterRelease(writer).
	p.writer.release()
	// 3. Perform ! ReadableStreamDefaultReaderRelease(reader).
	p.reader.release()
	// 4. If signal is not undefined, remove abortAlgorithm from signal.
	if p.options.signal != nil {
		p.options.signal.Remove(p.abort)
	}
	// 5. If error was given, reject promise with error.
	if e != nil {
		p.promise.Reject(e)
		return
	}
	// 6. Otherwise, resolve promise with undefined.
	p.promise.Resolve(goja.Undefined())
}
