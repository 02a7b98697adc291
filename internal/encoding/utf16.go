package encoding

import (
	"strings"
	"unicode/utf16"
)

// utf16Decoder is the shared UTF-16 decoder.
//
// https://encoding.spec.whatwg.org/#shared-utf-16-decoder
type utf16Decoder struct {
	leadingByte      int  // endOfQueue is null
	leadingSurrogate rune // 0 is null
	bigEndian        bool // is UTF-16BE decoder
}

func newUTF16BE() handler { return &utf16Decoder{leadingByte: endOfQueue, bigEndian: true} }
func newUTF16LE() handler { return &utf16Decoder{leadingByte: endOfQueue} }

func (d *utf16Decoder) codeUnit(first, second byte) rune {
	if d.bigEndian {
		return rune(first)<<8 | rune(second)
	}
	return rune(second)<<8 | rune(first)
}

// bulk writes the code units at the beginning of the queue, up to the first surrogate.
func (d *utf16Decoder) bulk(q *queue, out *strings.Builder) {
	if d.leadingByte != endOfQueue || d.leadingSurrogate != 0 {
		return
	}
	for len(q.src) >= 2 {
		codeUnit := d.codeUnit(q.src[0], q.src[1])
		if utf16.IsSurrogate(codeUnit) {
			return
		}
		out.WriteRune(codeUnit)
		q.src = q.src[2:]
	}
}

func (d *utf16Decoder) handle(q *queue, item int) rune {
	if item == endOfQueue {
		// 1. If byte is end-of-queue and either UTF-16 leading byte or UTF-16 leading surrogate is
		//    non-null, then set them to null, and return error.
		if d.leadingByte != endOfQueue || d.leadingSurrogate != 0 {
			d.leadingByte, d.leadingSurrogate = endOfQueue, 0
			return failed
		}
		// 2. If byte is end-of-queue and they are null, then return finished.
		return finished
	}
	// 3. If UTF-16 leading byte is null, then set UTF-16 leading byte to byte and return continue.
	if d.leadingByte == endOfQueue {
		d.leadingByte = item
		return proceed
	}
	// 4. Let codeUnit be the result of: (UTF-16 leading byte << 8) + byte, or (byte << 8) + UTF-16
	//    leading byte.
	first, second := byte(d.leadingByte), byte(item)
	codeUnit := d.codeUnit(first, second)
	// 5. Set UTF-16 leading byte to null.
	d.leadingByte = endOfQueue
	// 6. If UTF-16 leading surrogate is non-null:
	if leadingSurrogate := d.leadingSurrogate; leadingSurrogate != 0 {
		d.leadingSurrogate = 0
		// 3. If codeUnit is a trailing surrogate, then return a scalar value from surrogates.
		if isTrailingSurrogate(codeUnit) {
			return utf16.DecodeRune(leadingSurrogate, codeUnit)
		}
		// 4. to 7. Restore the bytes of codeUnit to ioQueue and return error.
		q.restore(first, second)
		return failed
	}
	switch {
	// 7. If codeUnit is a leading surrogate, then set UTF-16 leading surrogate to codeUnit and
	//    return continue.
	case utf16.IsSurrogate(codeUnit) && !isTrailingSurrogate(codeUnit):
		d.leadingSurrogate = codeUnit
		return proceed
	// 8. If codeUnit is a trailing surrogate, then return error.
	case isTrailingSurrogate(codeUnit):
		return failed
	}
	// 9. Return code point codeUnit.
	return codeUnit
}

func isTrailingSurrogate(codeUnit rune) bool { return 0xDC00 <= codeUnit && codeUnit <= 0xDFFF }
