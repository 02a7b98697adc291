package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// teeCancellation is the part of a running tee that both kinds of streams share. It records which
// branches were canceled, and why.
type teeCancellation struct {
	stream               *ReadableStream
	canceled1, canceled2 bool
	reason1, reason2     goja.Value
	promise              *webidl.Promise // cancelPromise
}

// cancel1 is cancel1Algorithm.
func (t *teeCancellation) cancel1(reason goja.Value) *goja.Object {
	// 1. Set canceled1 to true.
	t.canceled1 = true
	// 2. Set reason1 to reason.
	t.reason1 = reason
	// 3. If canceled2 is true: cancel the stream with both reasons.
	if t.canceled2 {
		t.cancelStream()
	}
	// 4. Return cancelPromise.
	return t.promise.Object
}

// cancel2 is cancel2Algorithm.
func (t *teeCancellation) cancel2(reason goja.Value) *goja.Object {
	t.canceled2 = true
	t.reason2 = reason
	if t.canceled1 {
		t.cancelStream()
	}
	return t.promise.Object
}

func (t *teeCancellation) cancelStream() {
	// 3.1. Let compositeReason be ! CreateArrayFromList(« reason1, reason2 »).
	compositeReason := t.stream.scope.VM.NewArray(t.reason1, t.reason2)
	// 3.2. Let cancelResult be ! ReadableStreamCancel(stream, compositeReason).
	// 3.3. Resolve cancelPromise with cancelResult.
	t.promise.Resolve(t.stream.cancel(compositeReason))
}

// ended resolves cancelPromise if the stream ends before both branches were canceled.
func (t *teeCancellation) ended() {
	// if canceled1 is false or canceled2 is false, resolve cancelPromise with undefined.
	if !t.canceled1 || !t.canceled2 {
		t.promise.Resolve(goja.Undefined())
	}
}

// defaultTee is ReadableStreamDefaultTee, with cloneForBranch2 false.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee
func (r *ReadableStream) defaultTee() (*ReadableStream, *ReadableStream) {
	// 3. Let reader be ? AcquireReadableStreamDefaultReader(stream).
	reader := acquireDefaultReader(r.scope, r)
	// 4. Let reading be false.
	// 5. Let readAgain be false.
	var reading, readAgain bool
	// 6. to 9. Let canceled1, canceled2, reason1 and reason2 be …
	// 12. Let cancelPromise be a new promise.
	t := &teeCancellation{stream: r, promise: r.scope.Realm.NewPromise()}
	// 10. Let branch1 be undefined. 11. Let branch2 be undefined.
	var branch1, branch2 *ReadableStreamDefaultController
	// 13. Let pullAlgorithm be the following steps:
	var pullAlgorithm func() *goja.Object
	pullAlgorithm = func() *goja.Object {
		// 1. If reading is true: set readAgain to true; return a promise resolved with undefined.
		if reading {
			readAgain = true
			return nil
		}
		// 2. Set reading to true.
		reading = true
		// 3. Let readRequest be a read request with the following items:
		// 4. Perform ! ReadableStreamDefaultReaderRead(reader, readRequest).
		reader.read(&steps{
			chunk: func(chunk goja.Value) {
				// 1. Queue a microtask to perform the following steps:
				r.scope.Realm.QueueMicrotask(func() {
					// 1. Set readAgain to false.
					readAgain = false
					// 2. Let chunk1 and chunk2 be chunk.
					// 4. If canceled1 is false, perform !
					//    ReadableStreamDefaultControllerEnqueue(branch1.[[controller]], chunk1).
					if !t.canceled1 {
						branch1.enqueue(chunk)
					}
					// 5. If canceled2 is false, perform !
					//    ReadableStreamDefaultControllerEnqueue(branch2.[[controller]], chunk2).
					if !t.canceled2 {
						branch2.enqueue(chunk)
					}
					// 6. Set reading to false.
					reading = false
					// 7. If readAgain is true, perform pullAlgorithm.
					if readAgain {
						pullAlgorithm()
					}
				})
			},
			close: func(goja.Value) {
				// 1. Set reading to false.
				reading = false
				// 2. If canceled1 is false, perform !
				//    ReadableStreamDefaultControllerClose(branch1.[[controller]]).
				if !t.canceled1 {
					branch1.close()
				}
				// 3. If canceled2 is false, perform !
				//    ReadableStreamDefaultControllerClose(branch2.[[controller]]).
				if !t.canceled2 {
					branch2.close()
				}
				// 4. If canceled1 is false or canceled2 is false, resolve cancelPromise with
				//    undefined.
				t.ended()
			},
			error: func() {
				// 1. Set reading to false.
				reading = false
			},
		})
		// 5. Return a promise resolved with undefined.
		return nil
	}
	// 14. Let cancel1Algorithm be … 15. Let cancel2Algorithm be …
	// 16. Let startAlgorithm be an algorithm that returns undefined.
	// 17. Set branch1 to ! CreateReadableStream(startAlgorithm, pullAlgorithm, cancel1Algorithm).
	stream1 := createReadableStream(r.scope, SourceAlgorithms{Pull: pullAlgorithm, cancel: t.cancel1}, 1)
	branch1 = stream1.Controller.(*ReadableStreamDefaultController)
	// 18. Set branch2 to ! CreateReadableStream(startAlgorithm, pullAlgorithm, cancel2Algorithm).
	stream2 := createReadableStream(r.scope, SourceAlgorithms{Pull: pullAlgorithm, cancel: t.cancel2}, 1)
	branch2 = stream2.Controller.(*ReadableStreamDefaultController)
	// 19. Upon rejection of reader.[[closedPromise]] with reason r:
	r.scope.Realm.Upon(reader.closedPromise.Object, func() {}, func(reason goja.Value) {
		// 1. Perform ! ReadableStreamDefaultControllerError(branch1.[[controller]], r).
		branch1.error(reason)
		// 2. Perform ! ReadableStreamDefaultControllerError(branch2.[[controller]], r).
		branch2.error(reason)
		// 3. If canceled1 is false or canceled2 is false, resolve cancelPromise with undefined.
		t.ended()
	})
	// 20. Return « branch1, branch2 ».
	return stream1, stream2
}
