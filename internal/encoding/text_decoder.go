package encoding

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// TextDecoder is the state of a TextDecoder object.
//
// https://encoding.spec.whatwg.org/#interface-textdecoder
type TextDecoder struct {
	scope      *scope.Scope
	encoding   *Encoding
	decoder    *Decoder // the decoder, with the I/O queue
	ignoreBOM  bool
	bomSeen    bool
	fatal      bool // the error mode is "fatal"
	doNotFlush bool
}

// textDecoderCommon is implemented by the states of all objects whose interface includes
// TextDecoderCommon: TextDecoder and TextDecoderStream.
//
// https://encoding.spec.whatwg.org/#interface-mixin-textdecodercommon
type textDecoderCommon interface{ textDecoder() *TextDecoder }

func (d *TextDecoder) textDecoder() *TextDecoder { return d }

var textDecoderAttributes = []webidl.Attribute{
	{Name: "encoding", Get: func(c webidl.Call) goja.Value {
		return c.VM.ToValue(c.State.(textDecoderCommon).textDecoder().encoding.Name())
	}},
	{Name: "fatal", Get: func(c webidl.Call) goja.Value {
		return c.VM.ToValue(c.State.(textDecoderCommon).textDecoder().fatal)
	}},
	{Name: "ignoreBOM", Get: func(c webidl.Call) goja.Value {
		return c.VM.ToValue(c.State.(textDecoderCommon).textDecoder().ignoreBOM)
	}},
}

// constructTextDecoder has the steps that the constructors of TextDecoder and TextDecoderStream
// share.
//
// https://encoding.spec.whatwg.org/#dom-textdecoder
// https://encoding.spec.whatwg.org/#dom-textdecoderstream
func constructTextDecoder(c webidl.Call) *TextDecoder {
	d := &TextDecoder{scope: scope.Of(c), encoding: UTF8}
	label := ""
	if c.Has(0) {
		label = c.DOMString(c.Args[0]).String()
	}
	options := c.Dictionary(1, "TextDecoderOptions")
	fatal, ignoreBOM := options.Bool("fatal"), options.Bool("ignoreBOM")
	// 1. Let encoding be the result of getting an encoding from label.
	// 3. Set this's encoding to encoding.
	if c.Has(0) {
		d.encoding = Get(label)
	}
	// 2. If encoding is failure or replacement, then throw a RangeError.
	if d.encoding == nil || d.encoding == Replacement {
		panic(d.scope.Realm.NewRangeError(c.Context() + "The encoding label provided ('" + label + "') is invalid."))
	}
	// 4. If options["fatal"] is true, then set this's error mode to "fatal".
	d.fatal = fatal
	// 5. Set this's ignore BOM to options["ignoreBOM"].
	d.ignoreBOM = ignoreBOM
	return d
}

var TextDecoderInterface = &webidl.Interface{
	Name:        "TextDecoder",
	Is:          func(state any) bool { _, ok := state.(*TextDecoder); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any { return constructTextDecoder(c) }},
	Attributes:  textDecoderAttributes,
	Operations: []webidl.Operation{
		{Name: "decode", Call: func(c webidl.Call) goja.Value {
			if c.Has(0) {
				if _, ok := c.BufferSource(c.Args[0]); !ok {
					c.TypeError("parameter 1 is not of type 'ArrayBuffer' or 'ArrayBufferView'.")
				}
			}
			stream := c.Dictionary(1, "TextDecodeOptions").Bool("stream")
			// The bytes are read after the getter of stream ran, since it may have transferred
			// them.
			input, _ := c.BufferSource(c.Arg(0))
			return c.State.(*TextDecoder).decode(c, input.Bytes, stream)
		}},
	},
}

// decode is the operation decode.
//
// https://encoding.spec.whatwg.org/#dom-textdecoder-decode
func (d *TextDecoder) decode(c webidl.Call, input []byte, stream bool) goja.Value {
	// 1. If this's do not flush is false, then set this's decoder to a new instance of this's
	//    encoding's decoder, this's I/O queue to the I/O queue of bytes « end-of-queue », and
	//    this's BOM seen to false.
	if !d.doNotFlush {
		d.decoder = d.encoding.NewDecoder(d.fatal)
		d.bomSeen = false
	}
	// 2. Set this's do not flush to options["stream"].
	d.doNotFlush = stream
	// 3. If input is given, then push a copy of input to this's I/O queue.
	// 4. Let output be the I/O queue of scalar values « end-of-queue ».
	// 5. While true: process items. If result is error, throw a TypeError.
	var output strings.Builder
	output.Grow(len(input))
	if err := d.decoder.Decode(&output, input, !stream); err != nil {
		c.TypeError("The encoded data was not valid.")
	}
	return c.VM.ToValue(d.serialize(output.String()))
}

// serialize implements "serialize I/O queue". It removes the byte order mark, if there is one.
//
// https://encoding.spec.whatwg.org/#concept-td-serialize
func (d *TextDecoder) serialize(output string) string {
	// 2.3. If decoder's encoding is UTF-8 or UTF-16BE/LE, and decoder's ignore BOM and BOM seen are
	//      false: set decoder's BOM seen to true; if item is U+FEFF BOM, then continue.
	if output != "" && !d.bomSeen && !d.ignoreBOM && d.encoding.IsUnicode() {
		d.bomSeen = true
		output = strings.TrimPrefix(output, "\uFEFF")
	}
	return output
}

// InspectProperties returns the properties that console.log shows.
func (d *TextDecoder) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "encoding", Value: d.scope.VM.ToValue(d.encoding.Name())},
		{Name: "fatal", Value: d.scope.VM.ToValue(d.fatal)},
		{Name: "ignoreBOM", Value: d.scope.VM.ToValue(d.ignoreBOM)},
	}
}
