// Package encoding implements the Encoding Standard. encoding.go has the encodings and their
// labels, decoder.go the error handling, hooks.go the operations for other standards, with byte
// order marks; each decoder has a file of its own. This half knows no JavaScript. On top of it are
// the interfaces, in the files text_*.go, and IsomorphicDecode; they are built on internal/streams
// and internal/webidl. The encoders are absent except that of UTF-8.
//
// The tables come from golang.org/x/text, which follow the standard. The decoders of x/text do not:
// they differ for invalid bytes and do not report where an error was. So the decoders here
// implement the standard's algorithms step by step. A table is built when its encoding is first
// used.
//
// https://encoding.spec.whatwg.org/
package encoding

import (
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// An Encoding is one of the standard's encodings.
//
// https://encoding.spec.whatwg.org/#encoding
type Encoding struct {
	name       string
	newDecoder func() handler
}

// Name returns the encoding's name in lower case, as scripts see it.
//
// https://encoding.spec.whatwg.org/#name
func (e *Encoding) Name() string { return e.name }

// IsUnicode reports whether e is UTF-8 or UTF-16BE/LE, whose text may begin with a byte order mark.
func (e *Encoding) IsUnicode() bool { return e == UTF8 || e == utf16BE || e == utf16LE }

// UTF8 is the encoding UTF-8.
var UTF8 = &Encoding{"utf-8", newUTF8}

// Replacement is the encoding "replacement", for labels of encodings that must not be decoded.
var Replacement = &Encoding{"replacement", newReplacement}

var (
	utf16BE = &Encoding{"utf-16be", newUTF16BE}
	utf16LE = &Encoding{"utf-16le", newUTF16LE}
)

// multiByte returns the encoding with this name if it is not a single-byte encoding, or nil.
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
		return &Encoding{name, newGB18030} // the standard gives GBK the decoder of gb18030
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

// Get returns the encoding for a label, or nil where the standard returns failure.
//
// https://encoding.spec.whatwg.org/#concept-encoding-get
func Get(label string) *Encoding {
	// 1. Remove any leading and trailing ASCII whitespace from label.
	label = strings.Trim(label, "\t\n\f\r ")
	// 2. If label is an ASCII case-insensitive match for any of the labels listed in the table,
	//    then return the corresponding encoding; otherwise return failure.
	for i := range len(label) {
		if label[i] <= ' ' || label[i] >= 0x7F {
			return nil // htmlindex would also trim and fold characters other than ASCII
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
