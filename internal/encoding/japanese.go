package encoding

import "strings"

// eucJPDecoder is the decoder of EUC-JP.
//
// https://encoding.spec.whatwg.org/#euc-jp-decoder
type eucJPDecoder struct {
	jis0212 bool
	leading byte
}

func newEUCJP() handler { return &eucJPDecoder{} }

func (d *eucJPDecoder) bulk(q *queue, out *strings.Builder) {
	if d.leading == 0 {
		q.ascii(out)
	}
}

func (d *eucJPDecoder) handle(q *queue, item int) rune {
	if item == endOfQueue {
		// 1. If byte is end-of-queue and EUC-JP leading is not 0x00, then set EUC-JP leading to
		//    0x00 and return error.
		if d.leading != 0 {
			d.leading = 0
			return failed
		}
		// 2. If byte is end-of-queue and EUC-JP leading is 0x00, then return finished.
		return finished
	}
	// 3. If EUC-JP leading is 0x8E and byte is in the range 0xA1 to 0xDF, inclusive, then set
	//    EUC-JP leading to 0x00 and return a code point whose value is 0xFF61 − 0xA1 + byte.
	if d.leading == 0x8E && between(item, 0xA1, 0xDF) {
		d.leading = 0
		return rune(0xFF61 - 0xA1 + item)
	}
	// 4. If EUC-JP leading is 0x8F and byte is in the range 0xA1 to 0xFE, inclusive, then set
	//    EUC-JP jis0212 to true, set EUC-JP leading to byte, and return continue.
	if d.leading == 0x8F && between(item, 0xA1, 0xFE) {
		d.jis0212, d.leading = true, byte(item)
		return proceed
	}
	// 5. If EUC-JP leading is not 0x00:
	if d.leading != 0 {
		// 1. and 2. Let leading be EUC-JP leading; set EUC-JP leading to 0x00.
		leading := int(d.leading)
		d.leading = 0
		// 3. and 4. If leading and byte are both in the range 0xA1 to 0xFE, inclusive, then set
		//           codePoint to the index code point in index jis0208 if EUC-JP jis0212 is false
		//           and in index jis0212 otherwise.
		codePoint := rune(0)
		if between(leading, 0xA1, 0xFE) && between(item, 0xA1, 0xFE) {
			index := jis0208
			if d.jis0212 {
				index = jis0212
			}
			codePoint = index().at((leading-0xA1)*94 + item - 0xA1)
		}
		// 5. Set EUC-JP jis0212 to false.
		d.jis0212 = false
		return codePointOr(q, codePoint, item)
	}
	switch {
	// 6. If byte is an ASCII byte, then return a code point whose value is byte.
	case isASCII(item):
		return rune(item)
	// 7. If byte is 0x8E, 0x8F, or in the range 0xA1 to 0xFE, inclusive, then set EUC-JP leading to
	//    byte and return continue.
	case item == 0x8E, item == 0x8F, between(item, 0xA1, 0xFE):
		d.leading = byte(item)
		return proceed
	}
	// 8. Return error.
	return failed
}

// shiftJISDecoder is the decoder of Shift_JIS.
//
// https://encoding.spec.whatwg.org/#shift_jis-decoder
type shiftJISDecoder struct{ leading byte }

func newShiftJIS() handler { return &shiftJISDecoder{} }

func (d *shiftJISDecoder) bulk(q *queue, out *strings.Builder) {
	if d.leading == 0 {
		q.ascii(out)
	}
}

func (d *shiftJISDecoder) handle(q *queue, item int) rune {
	if item == endOfQueue {
		// 1. If byte is end-of-queue and Shift_JIS leading is not 0x00, then set it to 0x00 and
		//    return error.
		if d.leading != 0 {
			d.leading = 0
			return failed
		}
		// 2. If byte is end-of-queue and Shift_JIS leading is 0x00, then return finished.
		return finished
	}
	// 3. If Shift_JIS leading is not 0x00:
	if d.leading != 0 {
		leading := int(d.leading)
		d.leading = 0
		// 3. to 6. Let pointer be …
		pointer := -1
		if between(item, 0x40, 0x7E) || between(item, 0x80, 0xFC) {
			pointer = (leading-offset(leading >= 0xA0, 0x81, 0xC1))*188 + item - offset(item >= 0x7F, 0x40, 0x41)
		}
		// 7. If pointer is in the range 8836 to 10715, inclusive, then return a code point whose
		//    value is 0xE000 − 8836 + pointer.
		if between(pointer, 8836, 10715) {
			return rune(0xE000 - 8836 + pointer)
		}
		// 8. Let codePoint be the index code point for pointer in index jis0208.
		return codePointOr(q, jis0208().at(pointer), item)
	}
	switch {
	// 4. If byte is an ASCII byte or 0x80, then return a code point whose value is byte.
	case isASCII(item), item == 0x80:
		return rune(item)
	// 5. If byte is in the range 0xA1 to 0xDF, inclusive, then return a code point whose value is
	//    0xFF61 − 0xA1 + byte.
	case between(item, 0xA1, 0xDF):
		return rune(0xFF61 - 0xA1 + item)
	// 6. If byte is in the range 0x81 to 0x9F, inclusive, or 0xE0 to 0xFC, inclusive, then set
	//    Shift_JIS leading to byte and return continue.
	case between(item, 0x81, 0x9F), between(item, 0xE0, 0xFC):
		d.leading = byte(item)
		return proceed
	}
	// 7. Return error.
	return failed
}
