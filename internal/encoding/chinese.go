package encoding

import "strings"

// gb18030Decoder is the decoder of gb18030 and GBK.
//
// https://encoding.spec.whatwg.org/#gb18030-decoder
type gb18030Decoder struct{ first, second, third byte }

func newGB18030() handler { return &gb18030Decoder{} }

func (d *gb18030Decoder) bulk(q *queue, out *strings.Builder) {
	if d.first == 0 {
		q.ascii(out)
	}
}

func (d *gb18030Decoder) handle(q *queue, item int) rune {
	if item == endOfQueue {
		// 1. If byte is end-of-queue and gb18030 first, second and third are 0x00, then return
		//    finished.
		if d.first == 0 {
			return finished
		}
		// 2. Otherwise set them to 0x00, and return error.
		*d = gb18030Decoder{}
		return failed
	}
	// 3. If gb18030 third is not 0x00:
	if d.third != 0 {
		first, second, third := d.first, d.second, d.third
		*d = gb18030Decoder{}
		// 1. If byte is not in the range 0x30 to 0x39, inclusive: restore « gb18030 second, gb18030
		//    third, byte » to ioQueue, return error.
		if !between(item, 0x30, 0x39) {
			q.restore(second, third, byte(item))
			return failed
		}
		// 2. Let codePoint be the index gb18030 ranges code point for …
		pointer := int(first-0x81)*(10*126*10) + int(second-0x30)*(10*126) + int(third-0x81)*10 + item - 0x30
		codePoint := gb18030Ranges(pointer, []byte{first, second, third, byte(item)})
		// 4. If codePoint is null, then return error.
		if codePoint == 0 {
			return failed
		}
		// 5. Return a code point whose value is codePoint.
		return codePoint
	}
	// 4. If gb18030 second is not 0x00:
	if d.second != 0 {
		// 1. If byte is in the range 0x81 to 0xFE, inclusive, then set gb18030 third to byte and
		//    return continue.
		if between(item, 0x81, 0xFE) {
			d.third = byte(item)
			return proceed
		}
		// 2. Restore « gb18030 second, byte » to ioQueue, set gb18030 first and gb18030 second to
		//    0x00, and return error.
		q.restore(d.second, byte(item))
		*d = gb18030Decoder{}
		return failed
	}
	// 5. If gb18030 first is not 0x00:
	if d.first != 0 {
		// 1. If byte is in the range 0x30 to 0x39, inclusive, then set gb18030 second to byte and
		//    return continue.
		if between(item, 0x30, 0x39) {
			d.second = byte(item)
			return proceed
		}
		// 2. and 3. Let leading be gb18030 first; set gb18030 first to 0x00.
		leading := int(d.first)
		d.first = 0
		// 4. to 7. Let codePoint be the index code point for pointer in index gb18030.
		codePoint := rune(0)
		if between(item, 0x40, 0x7E) || between(item, 0x80, 0xFE) {
			codePoint = indexGB18030().at((leading-0x81)*190 + item - offset(item >= 0x7F, 0x40, 0x41))
		}
		return codePointOr(q, codePoint, item)
	}
	switch {
	// 6. If byte is an ASCII byte, then return a code point whose value is byte.
	case isASCII(item):
		return rune(item)
	// 7. If byte is 0x80, then return code point U+20AC (€).
	case item == 0x80:
		return '€'
	// 8. If byte is in the range 0x81 to 0xFE, inclusive, then set gb18030 first to byte and return
	//    continue.
	case between(item, 0x81, 0xFE):
		d.first = byte(item)
		return proceed
	}
	// 9. Return error.
	return failed
}

// codePointOr implements the last steps for a trail byte, which all two-byte encodings share: if
// codePoint is non-null, then return it; if byte is an ASCII byte, then restore byte to ioQueue;
// return error.
func codePointOr(q *queue, codePoint rune, item int) rune {
	if codePoint != 0 {
		return codePoint
	}
	if isASCII(item) {
		q.restore(byte(item))
	}
	return failed
}

// big5Decoder is the decoder of Big5.
//
// https://encoding.spec.whatwg.org/#big5-decoder
type big5Decoder struct{ leading byte }

func newBig5() handler { return &big5Decoder{} }

func (d *big5Decoder) bulk(q *queue, out *strings.Builder) {
	if d.leading == 0 {
		q.ascii(out)
	}
}

func (d *big5Decoder) handle(q *queue, item int) rune {
	if item == endOfQueue {
		// 1. If byte is end-of-queue and Big5 leading is not 0x00, then set Big5 leading to 0x00
		//    and return error.
		if d.leading != 0 {
			d.leading = 0
			return failed
		}
		// 2. If byte is end-of-queue and Big5 leading is 0x00, then return finished.
		return finished
	}
	// 3. If Big5 leading is not 0x00:
	if d.leading != 0 {
		leading := int(d.leading)
		d.leading = 0
		// 3. to 5. Let pointer be …
		pointer := -1
		if between(item, 0x40, 0x7E) || between(item, 0xA1, 0xFE) {
			pointer = (leading-0x81)*157 + item - offset(item >= 0x7F, 0x40, 0x62)
		}
		// 6. If there is a row in the table whose first column is pointer, then return the two code
		//    points listed.
		switch pointer {
		case 1133, 1164:
			q.second = 0x0304
		case 1135, 1166:
			q.second = 0x030C
		}
		switch pointer {
		case 1133, 1135:
			return 0x00CA
		case 1164, 1166:
			return 0x00EA
		}
		// 7. Let codePoint be the index code point for pointer in index Big5.
		return codePointOr(q, indexBig5().at(pointer), item)
	}
	switch {
	// 4. If byte is an ASCII byte, then return a code point whose value is byte.
	case isASCII(item):
		return rune(item)
	// 5. If byte is in the range 0x81 to 0xFE, inclusive, then set Big5 leading to byte and return
	//    continue.
	case between(item, 0x81, 0xFE):
		d.leading = byte(item)
		return proceed
	}
	// 6. Return error.
	return failed
}
