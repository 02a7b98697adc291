package encoding

import (
	"strings"
	"unicode/utf8"
)

// utf8Decoder is the decoder of UTF-8.
//
// https://encoding.spec.whatwg.org/#utf-8-decoder
type utf8Decoder struct {
	codePoint rune
	seen      int // UTF-8 bytes seen
	needed    int // UTF-8 bytes needed
	lower     int // UTF-8 lower boundary
	upper     int // UTF-8 upper boundary
}

func newUTF8() handler { return &utf8Decoder{lower: 0x80, upper: 0xBF} }

// bulk writes the valid bytes at the beginning of the queue, unless a sequence is under way.
func (d *utf8Decoder) bulk(q *queue, out *strings.Builder) {
	if d.needed > 0 {
		return
	}
	n := validPrefix(q.src)
	out.Write(q.src[:n])
	q.src = q.src[n:]
}

// validPrefix returns the number of bytes at the beginning of b that are valid UTF-8.
func validPrefix(b []byte) int {
	if utf8.Valid(b) {
		return len(b)
	}
	n := 0
	for n < len(b) {
		if b[n] < utf8.RuneSelf {
			n++
			continue
		}
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

func (d *utf8Decoder) handle(q *queue, item int) rune {
	// 1. If byte is end-of-queue and UTF-8 bytes needed is not 0, then set UTF-8 bytes needed to 0
	//    and return error.
	if item == endOfQueue && d.needed != 0 {
		*d = utf8Decoder{lower: 0x80, upper: 0xBF}
		return failed
	}
	// 2. If byte is end-of-queue, then return finished.
	if item == endOfQueue {
		return finished
	}
	// 3. If UTF-8 bytes needed is 0, based on byte:
	if d.needed == 0 {
		switch {
		case isASCII(item):
			return rune(item)
		case between(item, 0xC2, 0xDF):
			d.needed = 1
			d.codePoint = rune(item & 0x1F)
		case between(item, 0xE0, 0xEF):
			if item == 0xE0 {
				d.lower = 0xA0
			}
			if item == 0xED {
				d.upper = 0x9F
			}
			d.needed = 2
			d.codePoint = rune(item & 0xF)
		case between(item, 0xF0, 0xF4):
			if item == 0xF0 {
				d.lower = 0x90
			}
			if item == 0xF4 {
				d.upper = 0x8F
			}
			d.needed = 3
			d.codePoint = rune(item & 0x7)
		default:
			return failed
		}
		return proceed
	}
	// 4. If byte is not in the range UTF-8 lower boundary to UTF-8 upper boundary, inclusive: set
	//    the state to its initial values, restore byte to ioQueue, return error.
	if !between(item, d.lower, d.upper) {
		*d = utf8Decoder{lower: 0x80, upper: 0xBF}
		q.restore(byte(item))
		return failed
	}
	// 5. Set UTF-8 lower boundary to 0x80 and UTF-8 upper boundary to 0xBF.
	d.lower, d.upper = 0x80, 0xBF
	// 6. Set UTF-8 code point to (UTF-8 code point << 6) | (byte & 0x3F).
	d.codePoint = d.codePoint<<6 | rune(item&0x3F)
	// 7. Increase UTF-8 bytes seen by one.
	d.seen++
	// 8. If UTF-8 bytes seen is not equal to UTF-8 bytes needed, then return continue.
	if d.seen != d.needed {
		return proceed
	}
	// 9. Let codePoint be UTF-8 code point.
	codePoint := d.codePoint
	// 10. Set UTF-8 code point, UTF-8 bytes needed, and UTF-8 bytes seen to 0.
	d.codePoint, d.needed, d.seen = 0, 0, 0
	// 11. Return a code point whose value is codePoint.
	return codePoint
}
