package encoding

import (
	"slices"
	"unicode/utf16"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/streams"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// TextEncoderStream is the state of a TextEncoderStream object.
//
// https://encoding.spec.whatwg.org/#interface-textencoderstream
type TextEncoderStream struct {
	scope            *scope.Scope
	transform        *streams.TransformStream
	leadingSurrogate uint16 // 0 for null
}

func (e *TextEncoderStream) TransformStream() *streams.TransformStream { return e.transform }

var TextEncoderStreamInterface = &webidl.Interface{
	Name: "TextEncoderStream",
	Is:   func(state any) bool { _, ok := state.(*TextEncoderStream); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// https://encoding.spec.whatwg.org/#dom-textencoderstream
		e := &TextEncoderStream{scope: scope.Of(c)}
		e.transform = streams.NewTransform(e.scope, func(chunk goja.Value) { e.encodeAndEnqueue(c, chunk) }, e.encodeAndFlush)
		return e
	}},
	Attributes: slices.Concat([]webidl.Attribute{
		{Name: "encoding", Get: func(webidl.Call) goja.Value { return utf8Name }},
	}, streams.TransformAttributes),
}

// encodeAndEnqueue implements "encode and enqueue a chunk".
//
// https://encoding.spec.whatwg.org/#encode-and-enqueue-a-chunk
func (e *TextEncoderStream) encodeAndEnqueue(c webidl.Call, chunk goja.Value) {
	// 1. Let input be the result of converting chunk to a DOMString.
	input := c.DOMString(chunk)
	// 2. Convert input to an I/O queue of code units. (The leading surrogate of the previous chunk
	//    comes first.)
	units := make([]uint16, 0, input.Length()+1)
	if e.leadingSurrogate != 0 {
		units = append(units, e.leadingSurrogate)
		e.leadingSurrogate = 0
	}
	for i := range input.Length() {
		units = append(units, input.CharAt(i))
	}
	// A leading surrogate at the end is kept for the next chunk:
	// https://encoding.spec.whatwg.org/#convert-code-unit-to-scalar-value
	if n := len(units); n > 0 && utf16.IsSurrogate(rune(units[n-1])) && !isTrailingSurrogate(rune(units[n-1])) {
		e.leadingSurrogate = units[n-1]
		units = units[:n-1]
	}
	// 4.2. If item is end-of-queue, and output is not empty: let chunk be the result of creating a
	//      Uint8Array object given output; enqueue chunk into encoder's transform.
	if len(units) > 0 {
		e.transform.Enqueue(e.scope.Realm.NewUint8Array(encodeUTF8(goja.StringFromUTF16(units))))
	}
}

// encodeAndFlush implements "encode and flush".
//
// https://encoding.spec.whatwg.org/#encode-and-flush
func (e *TextEncoderStream) encodeAndFlush() {
	// 1. If encoder's leading surrogate is non-null: let chunk be a Uint8Array of « 0xEF, 0xBF,
	//    0xBD »; enqueue it.
	if e.leadingSurrogate != 0 {
		e.transform.Enqueue(e.scope.Realm.NewUint8Array([]byte("\uFFFD")))
	}
}

// InspectProperties returns the properties that console.log shows.
func (e *TextEncoderStream) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "encoding", Value: utf8Name},
		{Name: "readable", Value: e.transform.Readable.Object},
		{Name: "writable", Value: e.transform.Writable.Object},
	}
}
