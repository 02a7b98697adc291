package encoding

import "strings"

// eucKRDecoder is the decoder of EUC-KR.
//
// https://encoding.spec.whatwg.org/#euc-kr-decoder
type eucKRDecoder struct{ leading byte }

func newEUCKR() handler { return &eucKRDecoder{} }

func (d *eucKRDecoder) bulk(q *queue, out *strings.Builder) {
	if d.leading == 0 {
		q.ascii(out)
	}
}

func (d *eucKRDecoder) handle(q *queue, item int) rune {
	if item == endOfQueue {
		// 1. If byte is end-of-queue and EUC-KR leading is not 0x00, then set EUC-KR leading to
		//    0x00 and return error.
		if d.leading != 0 {
			d.leading = 0
			return failed
		}
		// 2. If byte is end-of-queue and EUC-KR leading is 0x00, then return finished.
		return finished
	}
	// 3. If EUC-KR leading is not 0x00:
	if d.leading != 0 {
		leading := int(d.leading)
		d.leading = 0
		// 3. to 5. Let codePoint be the index code point for pointer in index EUC-KR.
		codePoint := rune(0)
		if between(item, 0x41, 0xFE) {
			codePoint = indexEUCKR().at((leading-0x81)*190 + item - 0x41)
		}
		return codePointOr(q, codePoint, item)
	}
	switch {
	// 4. If byte is an ASCII byte, then return a code point whose value is byte.
	case isASCII(item):
		return rune(item)
	// 5. If byte is in the range 0x81 to 0xFE, inclusive, then set EUC-KR leading to byte and
	//    return continue.
	case between(item, 0x81, 0xFE):
		d.leading = byte(item)
		return proceed
	}
	// 6. Return error.
	return failed
}
