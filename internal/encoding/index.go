package encoding

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"
)

// An index maps pointers to code points. x/text does not export its tables for multi-byte
// encodings, so we build an index by decoding the bytes of each pointer with a decoder of x/text.
//
// https://encoding.spec.whatwg.org/#index
type index []rune

// at returns the index code point for pointer, or 0 if it is null. A negative pointer stands for
// null and gives 0 too.
func (x index) at(pointer int) rune {
	if pointer < 0 || pointer >= len(x) {
		return 0
	}
	return x[pointer]
}

// readIndex builds an index of n pointers. bytes returns the bytes that pointer has in e.
func readIndex(n int, e encoding.Encoding, bytes func(pointer int) []byte) index {
	x := make(index, n)
	d := e.NewDecoder()
	for pointer := range x {
		if r := decodeOne(d, bytes(pointer)); r != utf8.RuneError {
			x[pointer] = r
		}
	}
	return x
}

// decodeOne returns the code point that bytes stand for, or U+FFFD if there is none.
func decodeOne(t transform.Transformer, bytes []byte) rune {
	var dst [16]byte
	t.Reset()
	n, _, err := t.Transform(dst[:], bytes, true)
	r, size := utf8.DecodeRune(dst[:n])
	if err != nil || size != n { // Big5 has bytes for two code points; those are in no index
		return utf8.RuneError
	}
	return r
}

// jis0208 is built from Shift_JIS, which has more rows than the other encodings can express.
//
// https://encoding.spec.whatwg.org/#index-jis0208
var jis0208 = sync.OnceValue(func() index {
	return readIndex(60*188, japanese.ShiftJIS, func(pointer int) []byte {
		leading, trailing := pointer/188, pointer%188
		return []byte{byte(leading + offset(leading >= 0x1F, 0x81, 0xC1)), byte(trailing + offset(trailing >= 0x3F, 0x40, 0x41))}
	})
})

// https://encoding.spec.whatwg.org/#index-jis0212
var jis0212 = sync.OnceValue(func() index {
	return readIndex(94*94, japanese.EUCJP, func(pointer int) []byte {
		return []byte{0x8F, byte(pointer/94 + 0xA1), byte(pointer%94 + 0xA1)}
	})
})

// https://encoding.spec.whatwg.org/#index-big5
var indexBig5 = sync.OnceValue(func() index {
	return readIndex(126*157, traditionalchinese.Big5, func(pointer int) []byte {
		trailing := pointer % 157
		return []byte{byte(pointer/157 + 0x81), byte(trailing + offset(trailing >= 0x3F, 0x40, 0x62))}
	})
})

// https://encoding.spec.whatwg.org/#index-euc-kr
var indexEUCKR = sync.OnceValue(func() index {
	return readIndex(126*190, korean.EUCKR, func(pointer int) []byte {
		return []byte{byte(pointer/190 + 0x81), byte(pointer%190 + 0x41)}
	})
})

// https://encoding.spec.whatwg.org/#index-gb18030
var indexGB18030 = sync.OnceValue(func() index {
	x := readIndex(126*190, simplifiedchinese.GB18030, func(pointer int) []byte {
		trailing := pointer % 190
		return []byte{byte(pointer/190 + 0x81), byte(trailing + offset(trailing >= 0x3F, 0x40, 0x41))}
	})
	for _, run := range notInXText {
		for i := range run.count {
			for row := range run.rows {
				x[run.pointer+row*190+i] = run.first + rune(row*run.count+i)
			}
		}
	}
	x[6555] = 0x3000 // the only pointer of the user-defined area that is assigned
	return x
})

// notInXText lists the parts of index gb18030 that x/text leaves out: the private use area, and the
// code points that the editions of 2005 and 2022 moved out of it.
var notInXText = []struct {
	pointer, rows, count int
	first                rune
}{
	// User-defined areas: whole rows of 94 or 96 code points.
	{7886, 6, 94, 0xE000},
	{22706, 7, 94, 0xE234},
	{6080, 7, 96, 0xE4C6},
	// Gaps in the other rows.
	{6376, 1, 6, 0xE766}, {6433, 1, 1, 0xE76D}, {6444, 1, 2, 0xE76E}, {6458, 1, 2, 0xE770}, {6829, 1, 11, 0xE772},
	{7022, 1, 8, 0xE77D}, {7150, 1, 8, 0xE785}, {7211, 1, 9, 0xE797}, {7349, 1, 15, 0xE7A0}, {7397, 1, 13, 0xE7AF},
	{7495, 1, 11, 0xE7BC}, {7538, 1, 4, 0xE7C9}, {7579, 1, 21, 0xE7CD}, {7624, 1, 1, 0xE7E2}, {7627, 1, 1, 0xE7E3},
	{7629, 1, 3, 0xE7E4}, {7686, 1, 13, 0xE7F4}, {7775, 1, 15, 0xE801}, {16525, 1, 5, 0xE810}, {23767, 1, 3, 0xE816},
	{23794, 1, 1, 0xE831}, {23804, 1, 1, 0xE83B}, {23830, 1, 1, 0xE855},
	// Moved by GB18030-2005.
	{7533, 1, 1, 0x1E3F},
	// Moved by GB18030-2022.
	{7182, 1, 1, 0xFE10}, {7183, 1, 1, 0xFE12}, {7184, 1, 1, 0xFE11}, {7185, 1, 4, 0xFE13}, {7201, 1, 2, 0xFE17},
	{7208, 1, 1, 0xFE19}, {23775, 1, 1, 0x9FB4}, {23783, 1, 1, 0x9FB5}, {23788, 1, 2, 0x9FB6}, {23795, 1, 1, 0x9FB8},
	{23812, 1, 1, 0x9FB9}, {23829, 1, 1, 0x9FBA}, {23845, 1, 1, 0x9FBB},
}

// gb18030Ranges returns the index gb18030 ranges code point for pointer. 0 means null. bytes are
// the four bytes of the pointer.
//
// https://encoding.spec.whatwg.org/#index-gb18030-ranges-code-point
func gb18030Ranges(pointer int, bytes []byte) rune {
	// 1. If pointer is greater than 39419 and less than 189000, or pointer is greater than 1237575,
	//    then return null.
	if pointer > 39419 && pointer < 189000 || pointer > 1237575 {
		return 0
	}
	// 2. If pointer is 7457, then return code point U+E7C7.
	if pointer == 7457 {
		return 0xE7C7
	}
	// 3. and 4. Look for pointer in index gb18030 ranges. U+FFFD is in it.
	return decodeOne(simplifiedchinese.GB18030.NewDecoder(), bytes)
}

// offset returns what must be added to the number of a lead or trail byte: above in the second of
// its two ranges, below in the first.
func offset(second bool, below, above int) int {
	if second {
		return above
	}
	return below
}
