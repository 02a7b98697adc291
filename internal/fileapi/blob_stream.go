package fileapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/streams"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// blobChunk is the number of bytes in a chunk of a blob's stream if the reader brings no buffer.
const blobChunk = 64 << 10

// blobSource is the underlying source of a blob's stream.
type blobSource struct {
	scope      *scope.Scope
	controller *streams.ReadableByteStreamController
	rest       []byte // the bytes that have not been read yet
}

// stream implements "get stream". The standard reads ahead in parallel; here each pull queues a
// task that reads one chunk.
//
// https://w3c.github.io/FileAPI/#blob-get-stream
func (b *Blob) stream() *streams.ReadableStream {
	s := b.scope
	source := &blobSource{scope: s, rest: b.bytes}
	// 1. Let stream be a new ReadableStream created in blob's relevant Realm.
	// 2. Set up stream with byte reading support.
	stream := streams.CreateReadableByteStream(s, streams.SourceAlgorithms{Pull: source.pull})
	source.controller = stream.Controller.(*streams.ReadableByteStreamController)
	if len(b.bytes) == 0 {
		s.Loop.Post(eventloop.TaskFunc(func() { s.Do(func(*goja.Runtime) { source.close() }) }))
	}
	// 4. Return stream.
	return stream
}

func (b *blobSource) pull() *goja.Object {
	pulled := b.scope.Realm.NewPromise()
	b.scope.Loop.Post(eventloop.TaskFunc(func() {
		b.scope.Do(func(*goja.Runtime) {
			if b.controller.Stream.State == streams.StreamReadable {
				b.read()
			}
			pulled.Resolve(goja.Undefined())
		})
	}))
	return pulled.Object
}

// read implements "pull from bytes".
//
// https://streams.spec.whatwg.org/#readablestream-pull-from-bytes
func (b *blobSource) read() {
	// 2. Let available be bytes's length. 3. Let desiredSize be available.
	// 4. If stream's current BYOB request view is non-null, then set desiredSize to its byte
	//    length.
	byobRequest := b.controller.GetBYOBRequest()
	desiredSize := blobChunk
	var view webidl.View
	if byobRequest != nil {
		view, _ = webidl.ViewOf(byobRequest.View)
		desiredSize = view.Length
	}
	// 5. Let pullSize be the smaller value of available and desiredSize.
	// 6. Let pulled be the first pullSize bytes of bytes.
	// 7. Remove the first pullSize bytes from bytes.
	pulled := b.rest[:min(len(b.rest), desiredSize)]
	b.rest = b.rest[len(pulled):]
	switch {
	case len(pulled) == 0:
	// 8. If stream's current BYOB request view is non-null, then: write pulled into it; perform ?
	//    ReadableByteStreamControllerRespond(stream.[[controller]], pullSize).
	case byobRequest != nil:
		copy(view.Buffer.Bytes()[view.Offset:], pulled)
		b.controller.Respond(uint64(len(pulled)))
	// 9. Otherwise: set view to the result of creating a Uint8Array from pulled; perform ?
	//    ReadableByteStreamControllerEnqueue(stream.[[controller]], view).
	default:
		b.controller.Enqueue(webidl.View{Type: "Uint8Array", Buffer: b.scope.Realm.BufferOf(bytes.Clone(pulled)), Length: len(pulled), ElementSize: 1})
	}
	if len(b.rest) == 0 {
		b.close()
	}
}

// close implements "close a ReadableStream". The stream is errored instead if the last bytes do not
// fill an element of the reader's view.
//
// https://streams.spec.whatwg.org/#readablestream-close
func (b *blobSource) close() {
	_ = b.scope.VM.Try(func() {
		// 1.1. Perform ! ReadableByteStreamControllerClose(stream.[[controller]]).
		b.controller.Close()
		// 1.2. If stream.[[controller]].[[pendingPullIntos]] is not empty, perform !
		//      ReadableByteStreamControllerRespond(stream.[[controller]], 0).
		if len(b.controller.PendingPullIntos) > 0 {
			b.controller.Respond(0)
		}
	})
}
