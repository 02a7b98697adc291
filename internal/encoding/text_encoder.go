package encoding

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// TextEncoder is the state of a TextEncoder object.
//
// https://encoding.spec.whatwg.org/#interface-textencoder
type TextEncoder struct{}

var TextEncoderInterface = &webidl.Interface{
	Name:        "TextEncoder",
	Is:          func(state any) bool { _, ok := state.(*TextEncoder); return ok },
	Constructor: &webidl.Constructor{New: func(webidl.Call) any { return &TextEncoder{} }},
	Attributes: []webidl.Attribute{
		{Name: "encoding", Get: func(webidl.Call) goja.Value { return utf8Name }},
	},
	Operations: []webidl.Operation{
		{Name: "encode", Call: func(c webidl.Call) goja.Value {
			// https://encoding.spec.whatwg.org/#dom-textencoder-encode
			var output []byte
			if c.Has(0) {
				output = encodeUTF8(c.DOMString(c.Args[0]))
			}
			return scope.Of(c).Realm.NewUint8Array(output)
		}},
		{Name: "encodeInto", Length: 2, Call: func(c webidl.Call) goja.Value {
			source := c.DOMString(c.Args[0])
			destination, ok := c.BufferSource(c.Args[1])
			if !ok || destination.Type != "Uint8Array" {
				c.TypeError("parameter 2 is not of type 'Uint8Array'.")
			}
			read, written := encodeInto(source, destination.Bytes)
			result := c.VM.NewObject()
			for _, member := range []struct {
				name  string
				value int
			}{{"read", read}, {"written", written}} {
				err := result.DefineDataProperty(member.name, c.VM.ToValue(member.value), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
				if err != nil {
					panic(err)
				}
			}
			return result
		}},
	},
}

var utf8Name = webidl.ASCIIString("utf-8")

// encodeUTF8 returns the string in UTF-8. A lone surrogate becomes U+FFFD.
//
// https://encoding.spec.whatwg.org/#utf-8-encode
func encodeUTF8(input goja.String) []byte {
	if s, ok := ASCII(input); ok {
		return []byte(s)
	}
	output := make([]byte, 3*input.Length())
	_, written := encodeInto(input, output)
	return bytes.Clone(output[:written])
}

// encodeInto writes as many characters of source as fit into destination. It returns the number of
// code units that it read and of bytes that it wrote.
//
// https://encoding.spec.whatwg.org/#dom-textencoder-encodeinto
func encodeInto(source goja.String, destination []byte) (read, written int) {
	if s, ok := ASCII(source); ok {
		n := copy(destination, s)
		return n, n
	}
	// 6. While true: let item be the result of reading from source; let result be the result of
	//    running encoder's handler.
	for length := source.Length(); read < length; {
		item, units := rune(source.CharAt(read)), 1
		if utf16.IsSurrogate(item) {
			second := rune(utf8.RuneError)
			if read+1 < length {
				second = rune(source.CharAt(read + 1))
			}
			// DecodeRune returns U+FFFD if the two are not a pair.
			if item = utf16.DecodeRune(item, second); item != utf8.RuneError {
				units = 2
			}
		}
		// If destination's byte length − written is greater than or equal to the number of bytes in
		// result: increment read and written, and write the bytes in result into destination.
		// Otherwise, break.
		if len(destination)-written < utf8.RuneLen(item) {
			break
		}
		read += units
		written += utf8.EncodeRune(destination[written:], item)
	}
	return read, written
}

// ASCII returns s as a Go string if all of it is ASCII. For a string that the engine stores as
// UTF-16 it returns false without a look at it.
func ASCII(s goja.String) (ascii string, ok bool) {
	if engine.IsUTF16(s) {
		return "", false // its conversion to a Go string would be a copy
	}
	ascii = s.String()
	return ascii, len(ascii) == s.Length()
}

// InspectProperties returns the properties that console.log shows.
func (*TextEncoder) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "encoding", Value: utf8Name}}
}
