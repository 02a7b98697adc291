package fileapi

import "strings"

// charsetOf returns the parameter charset of a MIME type. It returns "" if there is none, or if
// input is not a MIME type. input must be ASCII, as the types of blobs are.
//
// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
func charsetOf(input string) string {
	// 1. Remove any leading and trailing HTTP whitespace from input.
	input = strings.Trim(input, httpWhitespace)
	// 3. Let type be the result of collecting a sequence of code points that are not U+002F (/)
	//    from input.
	// 4. If type is the empty string or does not solely contain HTTP token code points, then return
	//    failure.
	// 5. If position is past the end of input, then return failure.
	typ, input, found := strings.Cut(input, "/")
	if !found || !isHTTPToken(typ) {
		return ""
	}
	// 7. Let subtype be the result of collecting a sequence of code points that are not U+003B (;)
	//    from input.
	// 8. Remove any trailing HTTP whitespace from subtype.
	// 9. If subtype is the empty string or does not solely contain HTTP token code points, then
	//    return failure.
	subtype, input, more := strings.Cut(input, ";")
	if !isHTTPToken(strings.TrimRight(subtype, httpWhitespace)) {
		return ""
	}
	// 11. While position is not past the end of input:
	for more {
		// 2. Collect a sequence of code points that are HTTP whitespace from input.
		input = strings.TrimLeft(input, httpWhitespace)
		// 3. and 4. Let parameterName be the result of collecting a sequence of code points that
		//           are not U+003B (;) or U+003D (=) from input, in ASCII lowercase.
		// 5. If position is not past the end of input: if the code point is U+003B (;), then
		//    continue.
		// 6. If position is past the end of input, then break.
		i := strings.IndexAny(input, ";=")
		if i < 0 {
			break
		}
		parameterName, separator := strings.ToLower(input[:i]), input[i]
		input = input[i+1:]
		if separator == ';' {
			continue
		}
		// 7. Let parameterValue be null.
		var parameterValue string
		if strings.HasPrefix(input, `"`) {
			// 8. If the code point at position within input is U+0022 ("): set parameterValue to
			//    the result of collecting an HTTP quoted string. Collect a sequence of code points
			//    that are not U+003B (;).
			parameterValue, input = httpQuotedString(input)
			_, input, more = strings.Cut(input, ";")
		} else {
			// 9. Otherwise: collect a sequence of code points that are not U+003B (;). Remove any
			//    trailing HTTP whitespace. If parameterValue is the empty string, then continue.
			parameterValue, input, more = strings.Cut(input, ";")
			if parameterValue = strings.TrimRight(parameterValue, httpWhitespace); parameterValue == "" {
				continue
			}
		}
		// 10. The first parameter of a name counts. (A value with code points that are not HTTP
		//     quoted-string token code points is not checked for, since it is no label of an
		//     encoding.)
		if parameterName == "charset" {
			return parameterValue
		}
	}
	return ""
}

const httpWhitespace = "\n\r\t "

// isHTTPToken reports whether s is not empty and solely contains HTTP token code points.
//
// https://mimesniff.spec.whatwg.org/#http-token-code-point
func isHTTPToken(s string) bool {
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9', 'A' <= r && r <= 'Z', 'a' <= r && r <= 'z', strings.ContainsRune("!#$%&'*+-.^_`|~", r):
		default:
			return false
		}
	}
	return s != ""
}

// httpQuotedString implements "collect an HTTP quoted string" with extract-value true. input must
// begin with the first quote.
//
// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
func httpQuotedString(input string) (value, rest string) {
	var b strings.Builder
	for i := 1; i < len(input); i++ {
		switch input[i] {
		case '"':
			return b.String(), input[i+1:]
		case '\\':
			// If position is past the end of input, then append U+005C (\) to value and break.
			if i+1 < len(input) {
				i++
			}
			b.WriteByte(input[i])
		default:
			b.WriteByte(input[i])
		}
	}
	return b.String(), ""
}
