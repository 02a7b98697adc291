package fileapi

import (
	"bytes"
	"encoding/base64"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/encoding"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// FileReader is the state of a FileReader object.
//
// https://w3c.github.io/FileAPI/#APIASynch
type FileReader struct {
	dom.EventTarget
	state   int
	result  goja.Value     // nil for null
	reading *readOperation // the running read operation, nil if there is none
}

// The states of a FileReader.
//
// https://w3c.github.io/FileAPI/#blobreader-state
const (
	readerEmpty   = 0
	readerLoading = 1
	readerDone    = 2
)

var FileReaderInterface = &webidl.Interface{
	Name:   "FileReader",
	Parent: dom.EventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(*FileReader); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		r := &FileReader{}
		r.Init(scope.Of(c), c.This)
		return r
	}},
	Constants: []webidl.Constant{
		{Name: "EMPTY", Value: readerEmpty},
		{Name: "LOADING", Value: readerLoading},
		{Name: "DONE", Value: readerDone},
	},
	Attributes: []webidl.Attribute{
		{Name: "readyState", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*FileReader).state) }},
		{Name: "result", Get: func(c webidl.Call) goja.Value { return webidl.OrNull(c.State.(*FileReader).result) }},
		// A read never fails, since the bytes are in memory.
		{Name: "error", Get: func(webidl.Call) goja.Value { return goja.Null() }},
		dom.EventHandlerAttribute("onloadstart", "loadstart", nil),
		dom.EventHandlerAttribute("onprogress", "progress", nil),
		dom.EventHandlerAttribute("onload", "load", nil),
		dom.EventHandlerAttribute("onabort", "abort", nil),
		dom.EventHandlerAttribute("onerror", "error", nil),
		dom.EventHandlerAttribute("onloadend", "loadend", nil),
	},
	Operations: []webidl.Operation{
		// https://w3c.github.io/FileAPI/#reading-a-file
		{Name: "readAsArrayBuffer", Length: 1, Call: func(c webidl.Call) goja.Value {
			return c.State.(*FileReader).read(c, blobArgument(c), packageArrayBuffer)
		}},
		{Name: "readAsBinaryString", Length: 1, Call: func(c webidl.Call) goja.Value {
			return c.State.(*FileReader).read(c, blobArgument(c), packageBinaryString)
		}},
		{Name: "readAsText", Length: 1, Call: func(c webidl.Call) goja.Value {
			blob, encodingName := blobArgument(c), "" // "" is no label, so it counts as not given
			if c.Has(1) {
				encodingName = c.DOMString(c.Args[1]).String()
			}
			return c.State.(*FileReader).read(c, blob, func(b *Blob) goja.Value { return packageText(b, encodingName) })
		}},
		{Name: "readAsDataURL", Length: 1, Call: func(c webidl.Call) goja.Value {
			return c.State.(*FileReader).read(c, blobArgument(c), packageDataURL)
		}},
		{Name: "abort", Call: func(c webidl.Call) goja.Value {
			c.State.(*FileReader).abort()
			return goja.Undefined()
		}},
	},
}

// blobArgument converts argument 0 to a Blob.
func blobArgument(c webidl.Call) *Blob {
	state, ok := c.Realm.State(c.Args[0]).(blobState)
	if !ok {
		c.TypeError("parameter 1 is not of type 'Blob'.")
	}
	return state.blob()
}

// readOperation is a running read operation and the task that continues it. When run it fires
// loadstart, then progress, then packages the data; it queues itself again after the first two.
type readOperation struct {
	reader      *FileReader
	blob        *Blob
	packageData func(*Blob) goja.Value
	started     bool // loadstart was fired, or is being fired
	loaded      int  // bytes read
}

// read implements the read operation algorithm.
//
// https://w3c.github.io/FileAPI/#read-operation
func (r *FileReader) read(c webidl.Call, blob *Blob, packageData func(*Blob) goja.Value) goja.Value {
	// 1. If fr's state is "loading", throw an InvalidStateError DOMException.
	if r.state == readerLoading {
		c.Throw("InvalidStateError", "The object is already busy reading Blobs.")
	}
	// 2. to 4. Set fr's state to "loading", fr's result to null, fr's error to null.
	r.state, r.result = readerLoading, nil
	// 5. to 10. Read the bytes in chunks, in parallel. (All bytes are in memory, and are one
	//           chunk.)
	r.reading = &readOperation{reader: r, blob: blob, packageData: packageData}
	r.Scope.Loop.Post(r.reading)
	return goja.Undefined()
}

// Run is called for the tasks on the file reading task source.
func (o *readOperation) Run() {
	fr := o.reader
	s := fr.Scope
	if fr.reading != o { // aborted
		return
	}
	s.Enter()
	size := len(o.blob.bytes)
	switch {
	// 10.2. If chunkPromise is fulfilled, and isFirstChunk is true, queue a task to fire a progress
	//       event called loadstart at fr.
	case !o.started:
		o.started = true
		fireProgress(s, &fr.EventTarget, "loadstart", 0, size)
	// 10.4. If chunkPromise is fulfilled with an object whose done property is false: append bs to
	//       bytes; queue a task to fire a progress event called progress at fr.
	case o.loaded < size:
		o.loaded = size
		fireProgress(s, &fr.EventTarget, "progress", size, size)
	// 10.5. Otherwise, if chunkPromise is fulfilled with an object whose done property is true,
	//       queue a task to run the following steps.
	default:
		o.done()
		return
	}
	if fr.reading == o {
		s.Loop.Post(o)
	}
}

func (o *readOperation) done() {
	fr, s, size := o.reader, o.reader.Scope, len(o.blob.bytes)
	// 1. Set fr's state to "done".
	fr.state, fr.reading = readerDone, nil
	// 2. Let result be the result of package data given bytes, type, blob's type, and encodingName.
	// 3. If package data threw an exception: […] (It throws none.)
	// 4. Set fr's result to result; fire a progress event called load at fr.
	fr.result = o.packageData(o.blob)
	fireProgress(s, &fr.EventTarget, "load", size, size)
	// 5. If fr's state is not "loading", fire a progress event called loadend at fr.
	if fr.state != readerLoading {
		fireProgress(s, &fr.EventTarget, "loadend", size, size)
	}
	// 10.6. Otherwise, if chunkPromise is rejected: […] (It never is.)
}

// abort is the operation abort.
//
// https://w3c.github.io/FileAPI/#abort
func (r *FileReader) abort() {
	// 1. If this's state is "empty" or if this's state is "done" set this's result to null and
	//    terminate this algorithm.
	// 2. If this's state is "loading" set this's state to "done" and set this's result to null.
	r.result = nil
	if r.state != readerLoading {
		return
	}
	r.state = readerDone
	// 3. If there are any tasks from this on the file reading task source in an affiliated task
	//    queue, then remove those tasks from that task queue.
	// 4. Terminate the algorithm for the read method being processed.
	o := r.reading
	r.reading = nil
	// 5. Fire a progress event called abort at this.
	size := len(o.blob.bytes)
	fireProgress(r.Scope, &r.EventTarget, "abort", o.loaded, size)
	// 6. If this's state is not "loading", fire a progress event called loadend at this.
	if r.state != readerLoading {
		fireProgress(r.Scope, &r.EventTarget, "loadend", o.loaded, size)
	}
}

// The functions below implement the package data algorithm, one for each type.
//
// https://w3c.github.io/FileAPI/#blob-package-data

// packageDataURL returns the bytes as a data: URL.
//
// DEVIATION: The standard leaves out a media type that is not available, and then the URL means
// text/plain (RFC 2397). Browsers write application/octet-stream, and web-platform-tests demand it.
func packageDataURL(b *Blob) goja.Value {
	mimeType := b.typ
	if mimeType == "" {
		mimeType = "application/octet-stream"
	}
	url := append([]byte("data:"), mimeType...)
	url = append(url, ";base64,"...)
	return b.scope.VM.ToValue(string(base64.StdEncoding.AppendEncode(url, b.bytes)))
}

func packageText(b *Blob, encodingName string) goja.Value {
	// 1. Let encoding be failure.
	// 2. If the encodingName is present, set encoding to the result of getting an encoding from
	//    encodingName.
	enc := encoding.Get(encodingName)
	// 3. If encoding is failure, and mimeType is present: let type be the result of parse a MIME
	//    type given mimeType; if type is not failure, set encoding to the result of getting an
	//    encoding from type's parameters["charset"].
	if enc == nil {
		enc = encoding.Get(charsetOf(b.typ))
	}
	// 4. If encoding is failure, then set encoding to UTF-8.
	if enc == nil {
		enc = encoding.UTF8
	}
	// 5. Decode bytes using fallback encoding encoding, and return the result.
	return b.scope.VM.ToValue(encoding.Decode(b.bytes, enc))
}

func packageArrayBuffer(b *Blob) goja.Value {
	return b.scope.Realm.NewArrayBuffer(bytes.Clone(b.bytes))
}

func packageBinaryString(b *Blob) goja.Value { return encoding.IsomorphicDecode(b.scope.VM, b.bytes) }

// InspectProperties returns the properties that console.log shows.
func (r *FileReader) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "readyState", Value: r.Scope.VM.ToValue(r.state)},
		{Name: "result", Value: webidl.OrNull(r.result)},
	}
}
