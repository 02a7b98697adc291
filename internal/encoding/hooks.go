package encoding

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// DecodeUTF8 decodes UTF-8 and removes a byte order mark.
//
// https://encoding.spec.whatwg.org/#utf-8-decode
func DecodeUTF8(b []byte) string {
	// 1. and 2. If the first three bytes are 0xEF 0xBB 0xBF, then read them. (Do nothing with those
	//    bytes.)
	b = bytes.TrimPrefix(b, bomUTF8)
	// 3. Process a queue with an instance of UTF-8's decoder, ioQueue, output, and "replacement".
	return process(UTF8, b)
}

// Decode decodes b. A byte order mark, if there is one, selects the encoding; otherwise fallback
// does.
//
// https://encoding.spec.whatwg.org/#decode
func Decode(b []byte, fallback *Encoding) string {
	// 1. Let BOMEncoding be the result of BOM sniffing ioQueue.
	// 2. If BOMEncoding is non-null: set encoding to BOMEncoding; read the bytes of the mark.
	encoding := fallback
	switch {
	case bytes.HasPrefix(b, bomUTF8):
		encoding, b = UTF8, b[3:]
	case bytes.HasPrefix(b, bomUTF16BE):
		encoding, b = utf16BE, b[2:]
	case bytes.HasPrefix(b, bomUTF16LE):
		encoding, b = utf16LE, b[2:]
	}
	// 3. Process a queue with an instance of encoding's decoder, ioQueue, output, and
	//    "replacement".
	return process(encoding, b)
}

// Byte order marks.
//
// https://encoding.spec.whatwg.org/#bom-sniff
var (
	bomUTF8    = []byte{0xEF, 0xBB, 0xBF}
	bomUTF16BE = []byte{0xFE, 0xFF}
	bomUTF16LE = []byte{0xFF, 0xFE}
)

func process(e *Encoding, b []byte) string {
	if e == UTF8 && utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b))
	_ = e.NewDecoder(false).Decode(&out, b, true) // a decoder that is not fatal returns no error
	return out.String()
}
