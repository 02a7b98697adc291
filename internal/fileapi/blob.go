package fileapi

import (
	"bytes"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/encoding"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Blob is the state of a Blob object. It is serializable.
//
// https://w3c.github.io/FileAPI/#blob-section
type Blob struct {
	scope *scope.Scope
	bytes []byte // never changed, since slices, copies and clones share them
	typ   string
}

// blobState is implemented by the states of all objects that implement Blob.
type blobState interface{ blob() *Blob }

func (b *Blob) blob() *Blob { return b }

func thisBlob(c webidl.Call) *Blob { return c.State.(blobState).blob() }

// Interface returns the interface of the object.
func (*Blob) Interface() *webidl.Interface { return BlobInterface }

var BlobInterface = &webidl.Interface{
	Name: "Blob",
	Is:   func(state any) bool { _, ok := state.(blobState); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// https://w3c.github.io/FileAPI/#constructorBlob
		var parts []blobPart
		if c.Has(0) {
			parts = blobParts(c, c.Args[0])
		}
		options := c.Dictionary(1, "BlobPropertyBag")
		bag := readBlobPropertyBag(c, options)
		// 2. Let bytes be the result of processing blob parts given blobParts and options.
		// 3. If the type member of the options argument is not the empty string: let t be it.
		// 4. Return a Blob object referring to bytes, with its type set to t.
		return &Blob{scope.Of(c), processBlobParts(c, parts, bag), blobType(bag.typ)}
	}},
	Attributes: []webidl.Attribute{
		{Name: "size", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(len(thisBlob(c).bytes)) }},
		{Name: "type", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisBlob(c).typ) }},
	},
	Operations: []webidl.Operation{
		{Name: "slice", Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#slice-method-algo
			b := thisBlob(c)
			start, end, contentType := int64(0), int64(len(b.bytes)), ""
			if c.Has(0) {
				start = c.ClampLongLong(c.Args[0])
			}
			if c.Has(1) {
				end = c.ClampLongLong(c.Args[1])
			}
			if c.Has(2) {
				contentType = c.DOMString(c.Args[2]).String()
			}
			return b.slice(start, end, contentType)
		}},
		{Name: "stream", Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#stream-method-algo
			return thisBlob(c).stream().Object
		}},
		// In the standard the operations below get a stream and read it to its end. They read the
		// bytes directly, and no script can tell the difference.
		{Name: "text", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#text-method-algo
			return thisBlob(c).read(func(b *Blob) goja.Value { return b.scope.VM.ToValue(encoding.DecodeUTF8(b.bytes)) })
		}},
		{Name: "arrayBuffer", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#arraybuffer-method-algo
			return thisBlob(c).read(packageArrayBuffer)
		}},
		{Name: "bytes", Promise: true, Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#bytes-method-algo
			return thisBlob(c).read(func(b *Blob) goja.Value { return b.scope.Realm.NewUint8Array(bytes.Clone(b.bytes)) })
		}},
	},
}

func newBlob(s *scope.Scope, bytes []byte, typ string) *goja.Object {
	return s.Realm.New(&Blob{s, bytes, typ})
}

// slice implements "slice blob". If end is before start, the result is empty.
//
// https://w3c.github.io/FileAPI/#slice-blob
func (b *Blob) slice(start, end int64, contentType string) *goja.Object {
	// 1. Let originalSize be blob's size.
	originalSize := int64(len(b.bytes))
	// 2. The start parameter, if non-null, is a value for the start point of a slice call. If it is
	//    negative, let relativeStart be max((originalSize + start), 0); else min(start,
	//    originalSize).
	relative := func(position int64) int64 {
		if position < 0 {
			return max(originalSize+position, 0)
		}
		return min(position, originalSize)
	}
	relativeStart := relative(start)
	// 3. The end parameter likewise.
	relativeEnd := relative(end)
	// 4. The contentType parameter, if non-null, is used to set the type of the Blob:
	//    relativeContentType.
	relativeContentType := blobType(contentType)
	// 5. Let span be max((relativeEnd - relativeStart), 0).
	// 6. Return a new Blob object S, such that it refers to span consecutive bytes from blob,
	//    beginning with the byte at byte-order position relativeStart; its type is
	//    relativeContentType.
	return newBlob(b.scope, b.bytes[relativeStart:max(relativeStart, relativeEnd)], relativeContentType)
}

// blobType returns the type of a blob for the type t that a script gives: the empty string if t has
// characters outside the range U+0020 to U+007E, and otherwise t in ASCII lowercase.
//
// https://w3c.github.io/FileAPI/#constructorBlob (step 3)
func blobType(t string) string {
	for _, r := range t {
		if r < 0x20 || r > 0x7E {
			return ""
		}
	}
	return strings.ToLower(t)
}

// read returns a promise that a task fulfills with the result of packaging. The task keeps the
// program running.
//
// https://w3c.github.io/FileAPI/#blobreader-task-source
func (b *Blob) read(packaging func(*Blob) goja.Value) goja.Value {
	s := b.scope
	promise, resolve, _ := s.VM.NewPromise()
	s.Loop.Post(eventloop.TaskFunc(func() {
		s.Do(func(*goja.Runtime) {
			if err := resolve(packaging(b)); err != nil {
				panic(err) // an interrupt
			}
		})
	}))
	return s.VM.ToValue(promise)
}

// InspectProperties returns the properties that console.log shows.
func (b *Blob) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "size", Value: b.scope.VM.ToValue(len(b.bytes))},
		{Name: "type", Value: b.scope.VM.ToValue(b.typ)},
	}
}

// CloneSerialize runs the serialization steps. The bytes are shared, not copied.
//
// https://w3c.github.io/FileAPI/#blob-section (serialization steps)
func (b *Blob) CloneSerialize() (clone.Serialized, error) { return BlobData{b.bytes, b.typ}, nil }

// BlobData is a Blob outside of any engine, as a message carries it. Go code receives a Blob in a
// message as a BlobData, and a script receives a BlobData that Go posts as a Blob.
type BlobData struct {
	Bytes []byte // must not be changed, since every Blob that is made of them shares them
	Type  string
}

// CloneSize returns the number of bytes that a receiver keeps in memory. It counts for the limit on
// the size of messages.
func (d BlobData) CloneSize() int { return len(d.Bytes) + len(d.Type) }

// CloneDeserialize runs the deserialization steps.
func (d BlobData) CloneDeserialize(h clone.Host) (*goja.Object, error) {
	return newBlob(scope.OfHost(h), d.Bytes, blobType(d.Type)), nil
}
