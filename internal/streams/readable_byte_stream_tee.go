package streams

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// byteTee is the state of a running ReadableByteStreamTee. Its methods are the algorithms that the
// operation defines.
type byteTee struct {
	teeCancellation
	reader                         readableStreamReader
	reading                        bool
	readAgainForBranch1            bool
	readAgainForBranch2            bool
	branch1, branch2               *ReadableByteStreamController
	pull1Algorithm, pull2Algorithm func() *goja.Object
}

// byteTee is ReadableByteStreamTee.
//
// https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee
func (r *ReadableStream) byteTee() (*ReadableStream, *ReadableStream) {
	s := r.scope
	// 3. Let reader be ? AcquireReadableStreamDefaultReader(stream).
	// 4. to 13. Let reading be false, …; let cancelPromise be a new promise.
	t := &byteTee{teeCancellation: teeCancellation{stream: r, promise: s.Realm.NewPromise()}, reader: acquireDefaultReader(s, r)}
	// 17. Let pull1Algorithm be …
	t.pull1Algorithm = func() *goja.Object {
		t.pull(t.branch1, &t.readAgainForBranch1, false)
		return nil
	}
	// 18. Let pull2Algorithm be …
	t.pull2Algorithm = func() *goja.Object {
		t.pull(t.branch2, &t.readAgainForBranch2, true)
		return nil
	}
	// 22. Set branch1 to ! CreateReadableByteStream(startAlgorithm, pull1Algorithm,
	//     cancel1Algorithm).
	stream1 := CreateReadableByteStream(s, SourceAlgorithms{Pull: t.pull1Algorithm, cancel: t.cancel1})
	t.branch1 = stream1.Controller.(*ReadableByteStreamController)
	// 23. Set branch2 to ! CreateReadableByteStream(startAlgorithm, pull2Algorithm,
	//     cancel2Algorithm).
	stream2 := CreateReadableByteStream(s, SourceAlgorithms{Pull: t.pull2Algorithm, cancel: t.cancel2})
	t.branch2 = stream2.Controller.(*ReadableByteStreamController)
	// 24. Perform forwardReaderError, given reader.
	t.forwardReaderError(t.reader)
	// 25. Return « branch1, branch2 ».
	return stream1, stream2
}

// forwardReaderError is step 14.
func (t *byteTee) forwardReaderError(thisReader readableStreamReader) {
	// 1. Upon rejection of thisReader.[[closedPromise]] with reason r:
	t.stream.scope.Realm.Upon(thisReader.generic().closedPromise.Object, func() {}, func(reason goja.Value) {
		// 1. If thisReader is not reader, return.
		if thisReader != t.reader {
			return
		}
		// 2. Perform ! ReadableByteStreamControllerError(branch1.[[controller]], r).
		t.branch1.error(reason)
		// 3. Perform ! ReadableByteStreamControllerError(branch2.[[controller]], r).
		t.branch2.error(reason)
		// 4. If canceled1 is false or canceled2 is false, resolve cancelPromise with undefined.
		t.ended()
	})
}

// pull is the pull algorithm of step 17 and of step 18.
func (t *byteTee) pull(branch *ReadableByteStreamController, readAgain *bool, forBranch2 bool) {
	// 1. If reading is true: set readAgainForBranch1 to true; return a promise resolved with
	//    undefined.
	if t.reading {
		*readAgain = true
		return
	}
	// 2. Set reading to true.
	t.reading = true
	// 3. Let byobRequest be ! ReadableByteStreamControllerGetBYOBRequest(branch1.[[controller]]).
	// 4. If byobRequest is null, perform pullWithDefaultReader.
	byobRequest := branch.GetBYOBRequest()
	if byobRequest == nil {
		t.pullWithDefaultReader()
		return
	}
	// 5. Otherwise, perform pullWithBYOBReader, given byobRequest.[[view]] and false.
	view, _ := webidl.ViewOf(byobRequest.View)
	t.pullWithBYOBReader(view, forBranch2)
}

// again ends a read. If a branch was pulled during the read, it performs that branch's pull
// algorithm.
func (t *byteTee) again() {
	// Set reading to false.
	t.reading = false
	// if readAgainForBranch1 is true, perform pull1Algorithm.
	if t.readAgainForBranch1 {
		t.pull1Algorithm()
	} else if t.readAgainForBranch2 {
		// Otherwise, if readAgainForBranch2 is true, perform pull2Algorithm.
		t.pull2Algorithm()
	}
}

// pullWithDefaultReader is step 15.
func (t *byteTee) pullWithDefaultReader() {
	s := t.stream.scope
	// 1. If reader implements ReadableStreamBYOBReader:
	if reader, ok := t.reader.(*ReadableStreamBYOBReader); ok {
		// 2. Perform ! ReadableStreamBYOBReaderRelease(reader).
		reader.release()
		// 3. Set reader to ! AcquireReadableStreamDefaultReader(stream).
		t.reader = acquireDefaultReader(s, t.stream)
		// 4. Perform forwardReaderError, given reader.
		t.forwardReaderError(t.reader)
	}
	// 2. Let readRequest be a read request with the following items:
	// 3. Perform ! ReadableStreamDefaultReaderRead(reader, readRequest).
	t.reader.(*ReadableStreamDefaultReader).read(&steps{
		chunk: func(chunk goja.Value) {
			// 1. Queue a microtask to perform the following steps:
			s.Realm.QueueMicrotask(func() {
				// 1. Set readAgainForBranch1 to false. 2. Set readAgainForBranch2 to false.
				t.readAgainForBranch1, t.readAgainForBranch2 = false, false
				// 3. Let chunk1 and chunk2 be chunk.
				chunk1, _ := webidl.ViewOf(chunk)
				chunk2 := chunk1
				// 4. If canceled1 is false and canceled2 is false: let cloneResult be
				//    CloneAsUint8Array(chunk); set chunk2 to cloneResult.[[Value]].
				if !t.canceled1 && !t.canceled2 {
					chunk2 = cloneAsUint8Array(s, chunk1)
				}
				// 5. If canceled1 is false, perform !
				//    ReadableByteStreamControllerEnqueue(branch1.[[controller]], chunk1).
				if !t.canceled1 {
					t.branch1.Enqueue(chunk1)
				}
				// 6. If canceled2 is false, perform !
				//    ReadableByteStreamControllerEnqueue(branch2.[[controller]], chunk2).
				if !t.canceled2 {
					t.branch2.Enqueue(chunk2)
				}
				// 7. to 9.
				t.again()
			})
		},
		close: func(goja.Value) {
			// 1. Set reading to false.
			t.reading = false
			// 2. If canceled1 is false, perform !
			//    ReadableByteStreamControllerClose(branch1.[[controller]]).
			if !t.canceled1 {
				t.branch1.Close()
			}
			// 3. If canceled2 is false, perform !
			//    ReadableByteStreamControllerClose(branch2.[[controller]]).
			if !t.canceled2 {
				t.branch2.Close()
			}
			// 4. If branch1.[[controller]].[[pendingPullIntos]] is not empty, perform !
			//    ReadableByteStreamControllerRespond(branch1.[[controller]], 0).
			if len(t.branch1.PendingPullIntos) > 0 {
				t.branch1.Respond(0)
			}
			// 5. If branch2.[[controller]].[[pendingPullIntos]] is not empty, likewise.
			if len(t.branch2.PendingPullIntos) > 0 {
				t.branch2.Respond(0)
			}
			// 6. If canceled1 is false or canceled2 is false, resolve cancelPromise with undefined.
			t.ended()
		},
		error: func() { t.reading = false },
	})
}

// pullWithBYOBReader is step 16.
func (t *byteTee) pullWithBYOBReader(view webidl.View, forBranch2 bool) {
	s := t.stream.scope
	// 1. If reader implements ReadableStreamDefaultReader:
	if reader, ok := t.reader.(*ReadableStreamDefaultReader); ok {
		// 2. Perform ! ReadableStreamDefaultReaderRelease(reader).
		reader.release()
		// 3. Set reader to ! AcquireReadableStreamBYOBReader(stream).
		t.reader = acquireBYOBReader(s, t.stream)
		// 4. Perform forwardReaderError, given reader.
		t.forwardReaderError(t.reader)
	}
	// 2. Let byobBranch be branch2 if forBranch2 is true, and branch1 otherwise.
	// 3. Let otherBranch be branch2 if forBranch2 is false, and branch1 otherwise.
	byobBranch, otherBranch := t.branch1, t.branch2
	byobCanceled, otherCanceled := &t.canceled1, &t.canceled2
	if forBranch2 {
		byobBranch, otherBranch = otherBranch, byobBranch
		byobCanceled, otherCanceled = otherCanceled, byobCanceled
	}
	// 4. Let readIntoRequest be a read-into request with the following items:
	// 5. Perform ! ReadableStreamBYOBReaderRead(reader, view, 1, readIntoRequest).
	t.reader.(*ReadableStreamBYOBReader).read(view, 1, &steps{
		chunk: func(chunk goja.Value) {
			// 1. Queue a microtask to perform the following steps:
			s.Realm.QueueMicrotask(func() {
				// 1. Set readAgainForBranch1 to false. 2. Set readAgainForBranch2 to false.
				t.readAgainForBranch1, t.readAgainForBranch2 = false, false
				chunk, _ := webidl.ViewOf(chunk)
				// 5. If otherCanceled is false:
				if !*otherCanceled {
					// 1. Let cloneResult be CloneAsUint8Array(chunk). 3. Otherwise, let clonedChunk
					//    be cloneResult.[[Value]].
					clonedChunk := cloneAsUint8Array(s, chunk)
					// 4. If byobCanceled is false, perform !
					//    ReadableByteStreamControllerRespondWithNewView(byobBranch.[[controller]],
					//    chunk).
					if !*byobCanceled {
						byobBranch.respondWithNewView(chunk)
					}
					// 5. Perform ! ReadableByteStreamControllerEnqueue(otherBranch.[[controller]],
					//    clonedChunk).
					otherBranch.Enqueue(clonedChunk)
				} else if !*byobCanceled {
					// 6. Otherwise, if byobCanceled is false, perform !
					//    ReadableByteStreamControllerRespondWithNewView(byobBranch.[[controller]],
					//    chunk).
					byobBranch.respondWithNewView(chunk)
				}
				// 7. to 9.
				t.again()
			})
		},
		close: func(chunk goja.Value) {
			// 1. Set reading to false.
			t.reading = false
			// 4. If byobCanceled is false, perform !
			//    ReadableByteStreamControllerClose(byobBranch.[[controller]]).
			if !*byobCanceled {
				byobBranch.Close()
			}
			// 5. If otherCanceled is false, perform !
			//    ReadableByteStreamControllerClose(otherBranch.[[controller]]).
			if !*otherCanceled {
				otherBranch.Close()
			}
			// 6. If chunk is not undefined:
			if chunk, ok := webidl.ViewOf(chunk); ok {
				// 2. If byobCanceled is false, perform !
				//    ReadableByteStreamControllerRespondWithNewView(byobBranch.[[controller]],
				//    chunk).
				if !*byobCanceled {
					byobBranch.respondWithNewView(chunk)
				}
				// 3. If otherCanceled is false and otherBranch.[[controller]].[[pendingPullIntos]]
				//    is not empty, perform !
				//    ReadableByteStreamControllerRespond(otherBranch.[[controller]], 0).
				if !*otherCanceled && len(otherBranch.PendingPullIntos) > 0 {
					otherBranch.Respond(0)
				}
			}
			// 7. If byobCanceled is false or otherCanceled is false, resolve cancelPromise with
			//    undefined.
			t.ended()
		},
		error: func() { t.reading = false },
	})
}

// cloneAsUint8Array is CloneAsUint8Array.
//
// https://streams.spec.whatwg.org/#abstract-opdef-cloneasuint8array
func cloneAsUint8Array(s *scope.Scope, o webidl.View) webidl.View {
	// 4. Let buffer be ? CloneArrayBuffer(O.[[ViewedArrayBuffer]], O.[[ByteOffset]],
	//    O.[[ByteLength]], %ArrayBuffer%).
	// 5. Let array be ! Construct(%Uint8Array%, « buffer »).
	buffer := s.Realm.BufferOf(bytes.Clone(o.Buffer.Bytes()[o.Offset : o.Offset+o.Length]))
	return webidl.View{Type: "Uint8Array", Buffer: buffer, Length: o.Length, ElementSize: 1}
}
