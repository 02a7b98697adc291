package encoding

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// singleByteDecoder is the decoder of the single-byte encodings.
//
// https://encoding.spec.whatwg.org/#single-byte-decoder
type singleByteDecoder struct{ index *charmap.Charmap }

func newSingleByte(e encoding.Encoding) handler {
	c, ok := e.(*charmap.Charmap)
	if !ok {
		c = charmap.ISO8859_8 // ISO-8859-8-I has the same index
	}
	return singleByteDecoder{c}
}

func (d singleByteDecoder) bulk(q *queue, out *strings.Builder) { q.ascii(out) }

func (d singleByteDecoder) handle(_ *queue, item int) rune {
	// 1. If byte is end-of-queue, then return finished.
	if item == endOfQueue {
		return finished
	}
	// 2. If byte is an ASCII byte, then return a code point whose value is byte.
	if isASCII(item) {
		return rune(item)
	}
	// 3. Let codePoint be the index code point for byte − 0x80 in index single-byte.
	// The standard's index has a control character where x/text has none.
	codePoint := d.index.DecodeByte(byte(item))
	if codePoint == utf8.RuneError && item <= 0x9F {
		return rune(item)
	}
	// 4. If codePoint is null, then return error.
	if codePoint == utf8.RuneError {
		return failed
	}
	// 5. Return a code point whose value is codePoint.
	return codePoint
}

// xUserDefinedDecoder is the decoder of x-user-defined.
//
// https://encoding.spec.whatwg.org/#x-user-defined-decoder
type xUserDefinedDecoder struct{}

func newXUserDefined() handler { return xUserDefinedDecoder{} }

func (xUserDefinedDecoder) bulk(q *queue, out *strings.Builder) { q.ascii(out) }

func (xUserDefinedDecoder) handle(_ *queue, item int) rune {
	// 1. If byte is end-of-queue, then return finished.
	if item == endOfQueue {
		return finished
	}
	// 2. If byte is an ASCII byte, then return a code point whose value is byte.
	if isASCII(item) {
		return rune(item)
	}
	// 3. Return a code point whose value is 0xF780 + byte − 0x80.
	return rune(0xF780 + item - 0x80)
}

// replacementDecoder is the decoder of replacement.
//
// https://encoding.spec.whatwg.org/#replacement-decoder
type replacementDecoder struct{ errorReturned bool }

func newReplacement() handler { return &replacementDecoder{} }

func (d *replacementDecoder) handle(_ *queue, item int) rune {
	// 1. If byte is end-of-queue, then return finished.
	if item == endOfQueue {
		return finished
	}
	// 2. If replacement error returned is false, then set it to true and return error.
	if !d.errorReturned {
		d.errorReturned = true
		return failed
	}
	// 3. Return finished.
	return finished
}
