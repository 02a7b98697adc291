package encoding

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/streams"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// TextDecoderStream is the state of a TextDecoderStream object.
//
// https://encoding.spec.whatwg.org/#interface-textdecoderstream
type TextDecoderStream struct {
	decoder   *TextDecoder
	transform *streams.TransformStream
}

func (d *TextDecoderStream) textDecoder() *TextDecoder                 { return d.decoder }
func (d *TextDecoderStream) TransformStream() *streams.TransformStream { return d.transform }

var TextDecoderStreamInterface = &webidl.Interface{
	Name: "TextDecoderStream",
	Is:   func(state any) bool { _, ok := state.(*TextDecoderStream); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// https://encoding.spec.whatwg.org/#dom-textdecoderstream
		d := &TextDecoderStream{decoder: constructTextDecoder(c)}
		// 4. Set up a text decoder stream.
		d.decoder.decoder = d.decoder.encoding.NewDecoder(d.decoder.fatal)
		d.transform = streams.NewTransform(scope.Of(c), d.decodeAndEnqueue, d.flushAndEnqueue)
		return d
	}},
	Attributes: slices.Concat(textDecoderAttributes, streams.TransformAttributes),
}

// decodeAndEnqueue implements "decode and enqueue a chunk".
//
// https://encoding.spec.whatwg.org/#decode-and-enqueue-a-chunk
func (d *TextDecoderStream) decodeAndEnqueue(chunk goja.Value) {
	// 1. Let bufferSource be the result of converting chunk to an AllowSharedBufferSource.
	bufferSource, ok := webidl.Call{}.BufferSource(chunk)
	if !ok {
		panic(d.decoder.scope.VM.NewTypeError("The chunk is not of type 'ArrayBuffer' or 'ArrayBufferView'."))
	}
	// 2. Push a copy of bufferSource to decoder's I/O queue.
	// 3. and 4. Process the items. If item is end-of-queue, enqueue the output.
	d.decode(bufferSource.Bytes, false)
}

// flushAndEnqueue implements "flush and enqueue".
//
// https://encoding.spec.whatwg.org/#flush-and-enqueue
func (d *TextDecoderStream) flushAndEnqueue() { d.decode(nil, true) }

func (d *TextDecoderStream) decode(input []byte, flush bool) {
	var output strings.Builder
	// If result is error, then throw a TypeError.
	if err := d.decoder.decoder.Decode(&output, input, flush); err != nil {
		panic(d.decoder.scope.VM.NewTypeError("The encoded data was not valid."))
	}
	// Let outputChunk be the result of running serialize I/O queue with decoder and output.
	// If outputChunk is not the empty string, then enqueue outputChunk in decoder's transform.
	if outputChunk := d.decoder.serialize(output.String()); outputChunk != "" {
		d.transform.Enqueue(d.decoder.scope.VM.ToValue(outputChunk))
	}
}

// InspectProperties returns the properties that console.log shows.
func (d *TextDecoderStream) InspectProperties() []inspect.Property {
	return append(d.decoder.InspectProperties(),
		inspect.Property{Name: "readable", Value: d.transform.Readable.Object},
		inspect.Property{Name: "writable", Value: d.transform.Writable.Object})
}
