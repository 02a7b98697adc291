package html

import (
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/encoding"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// btoa implements the global operation btoa.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#dom-btoa
func btoa(c webidl.Call) goja.Value {
	data := c.DOMString(c.Args[0])
	if s, ok := encoding.ASCII(data); ok {
		return c.VM.ToValue(base64.StdEncoding.EncodeToString([]byte(s)))
	}
	bytes := make([]byte, data.Length())
	for i := range bytes {
		unit := data.CharAt(i)
		if unit > 0xFF {
			c.Throw("InvalidCharacterError", "The string to be encoded contains characters outside of the Latin1 range.")
		}
		bytes[i] = byte(unit)
	}
	return c.VM.ToValue(base64.StdEncoding.EncodeToString(bytes))
}

// atob implements the global operation atob.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#dom-atob
func atob(c webidl.Call) goja.Value {
	// 1. Let decodedData be the result of running forgiving-base64 decode on data.
	decodedData, ok := forgivingBase64Decode(c.DOMString(c.Args[0]))
	// 2. If decodedData is failure, then throw an "InvalidCharacterError" DOMException.
	if !ok {
		c.Throw("InvalidCharacterError", "The string to be decoded is not correctly encoded.")
	}
	// 3. Return decodedData.
	return encoding.IsomorphicDecode(c.VM, decodedData)
}

// forgivingBase64Decode returns false if data is not a base64 string.
//
// https://infra.spec.whatwg.org/#forgiving-base64-decode
func forgivingBase64Decode(data goja.String) (decoded []byte, ok bool) {
	s := data.String()
	// Go's decoder ignores line breaks, although they count in step 2, and rejects all other
	// whitespace. So a string without line breaks needs no copy unless Go rejects it.
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		if decoded, ok = decodeBase64(s); ok {
			return decoded, true
		}
	}
	// 1. Remove all ASCII whitespace from data.
	digits := make([]byte, 0, len(s))
	for i := range len(s) {
		switch s[i] {
		case '\t', '\n', '\f', '\r', ' ':
		default:
			digits = append(digits, s[i])
		}
	}
	return decodeBase64(string(digits))
}

// decodeBase64 runs the steps of forgiving-base64 decode from step 2 on.
func decodeBase64(s string) (decoded []byte, ok bool) {
	// 2. If data's code point length divides by 4 leaving no remainder: if data ends with one or
	//    two U+003D (=) code points, then remove them from data.
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	// 3. If data's code point length divides by 4 leaving a remainder of 1, then return failure.
	// 4. If data contains a code point that is not one of U+002B (+), U+002F (/), ASCII
	//    alphanumeric, then return failure.
	// 5. to 10. Decode; bits that are left over are discarded.
	decoded, err := base64.RawStdEncoding.DecodeString(s)
	return decoded, err == nil
}
