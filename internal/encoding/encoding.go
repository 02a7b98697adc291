// Package encoding decodes bytes as the Encoding Standard says: the labels, the decoders with their error handling, the
// byte order marks. It knows no JavaScript.
//
// The tables are those of golang.org/x/text, which follow the standard; its decoders do not in what they make of invalid
// bytes, and cannot say where an error was. So the decoders here are the standard's, step by step. A table is made when
// its encoding is used for the first time.
//
// https://encoding.spec.whatwg.org/
package encoding

import (
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// Encoding is an encoding of the standard.
//
// https://encoding.spec.whatwg.org/#encoding
type Encoding struct {
	name       string
	newDecoder func() handler
}

// Name is the encoding's name in lower case, as scripts see it.
//
// https://encoding.spec.whatwg.org/#name
func (e *Encoding) Name() string { return e.name }

// IsUnicode says whether it is UTF-8 or UTF-16BE/LE: whether a byte order mark may stand before its text.
func (e *Encoding) IsUnicode() bool { return e == UTF8 || e == utf16BE || e == utf16LE }

// UTF8 is the encoding of everything new.
var UTF8 = &Encoding{"utf-8", newUTF8}

// Replacement stands for encodings that are not to be decoded.
var Replacement = &Encoding{"replacement", newReplacement}

var (
	utf16BE = &Encoding{"utf-16be", newUTF16BE}
	utf16LE = &Encoding{"utf-16le", newUTF16LE}
)

// multiByte are the encodings that are no single-byte encodings.
func multiByte(name string) *Encoding {
	switch name {
	case "utf-8":
		return UTF8
	case "utf-16be":
		return utf16BE
	case "utf-16le":
		return utf16LE
	case "replacement":
		return Replacement
	case "gbk", "gb18030":
		return &Encoding{name, newGB18030} // GBK's decoder is gb18030's decoder
	case "big5":
		return &Encoding{name, newBig5}
	case "euc-jp":
		return &Encoding{name, newEUCJP}
	case "iso-2022-jp":
		return &Encoding{name, newISO2022JP}
	case "shift_jis":
		return &Encoding{name, newShiftJIS}
	case "euc-kr":
		return &Encoding{name, newEUCKR}
	case "x-user-defined":
		return &Encoding{name, newXUserDefined}
	}
	return nil
}

// Get is "to get an encoding" from a label. It returns nil where the standard returns failure.
//
// https://encoding.spec.whatwg.org/#concept-encoding-get
func Get(label string) *Encoding {
	// 1. Remove any leading and trailing ASCII whitespace from label.
	label = strings.Trim(label, "\t\n\f\r ")
	// 2. If label is an ASCII case-insensitive match for any of the labels listed in the table, then return the
	//    corresponding encoding; otherwise return failure.
	for i := range len(label) {
		if label[i] <= ' ' || label[i] >= 0x7F {
			return nil // htmlindex trims and folds more than ASCII
		}
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	name, err := htmlindex.Name(e)
	if err != nil {
		return nil
	}
	if e := multiByte(name); e != nil {
		return e
	}
	return &Encoding{name, func() handler { return newSingleByte(e) }}
}
