package fileapi

import (
	"math"
	"runtime"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// blobPart is a BlobPart: (BufferSource or Blob or USVString).
//
// https://w3c.github.io/FileAPI/#typedefdef-blobpart
type blobPart struct {
	source goja.Value // a BufferSource, whose bytes are read after all arguments are converted
	blob   *Blob
	text   string
}

// blobParts converts v to a sequence<BlobPart>.
//
// https://webidl.spec.whatwg.org/#js-union
func blobParts(c webidl.Call, v goja.Value) (parts []blobPart) {
	c.Sequence(v, "parameter 1", func(v goja.Value) {
		if state, ok := c.Realm.State(v).(blobState); ok {
			parts = append(parts, blobPart{blob: state.blob()})
			return
		}
		if _, ok := c.BufferSource(v); ok {
			parts = append(parts, blobPart{source: v})
			return
		}
		parts = append(parts, blobPart{text: c.USVString(v)})
	})
	return parts
}

// blobPropertyBag is a BlobPropertyBag.
//
// https://w3c.github.io/FileAPI/#dfn-BlobPropertyBag
type blobPropertyBag struct {
	native bool // endings is "native", not "transparent"
	typ    string
}

func readBlobPropertyBag(c webidl.Call, options webidl.Dictionary) (bag blobPropertyBag) {
	if v := options.Get("endings"); v != nil {
		switch endings := c.DOMString(v).String(); endings {
		case "transparent":
		case "native":
			bag.native = true
		default:
			c.TypeError("The provided value '%s' is not a valid enum value of type EndingType.", endings)
		}
	}
	if v := options.Get("type"); v != nil {
		bag.typ = c.DOMString(v).String()
	}
	return bag
}

// processBlobParts implements "process blob parts". If the only part is a Blob, the result shares
// its bytes.
//
// https://w3c.github.io/FileAPI/#process-blob-parts
func processBlobParts(c webidl.Call, parts []blobPart, bag blobPropertyBag) []byte {
	if len(parts) == 1 && parts[0].blob != nil {
		return parts[0].blob.bytes
	}
	size := int64(0)
	for _, element := range parts {
		switch {
		case element.blob != nil:
			size += int64(len(element.blob.bytes))
		case element.source != nil:
			source, _ := c.BufferSource(element.source)
			size += int64(len(source.Bytes))
		default:
			size += int64(len(element.text))
		}
	}
	if size > math.MaxInt {
		panic(c.NewRangeError(c.Context() + "the parts are too large."))
	}
	// 1. Let bytes be an empty sequence of bytes.
	bytes := make([]byte, 0, size)
	// 2. For each element in parts:
	for _, element := range parts {
		switch {
		// 2. If element is a BufferSource, get a copy of the bytes held by the buffer source, and
		//    append those bytes.
		case element.source != nil:
			source, _ := c.BufferSource(element.source)
			bytes = append(bytes, source.Bytes...)
		// 3. If element is a Blob, append the bytes it represents to bytes.
		case element.blob != nil:
			bytes = append(bytes, element.blob.bytes...)
		// 1. If element is a USVString: if the endings member of options is "native", convert line
		//    endings to native; append the result of UTF-8 encoding.
		default:
			s := element.text
			if bag.native {
				s = nativeLineEndings(s, nativeLineEnding)
			}
			bytes = append(bytes, s...)
		}
	}
	// 3. Return bytes.
	return bytes
}

// nativeLineEnding is the line ending of the underlying platform.
var nativeLineEnding = func() string {
	if runtime.GOOS == "windows" {
		return "\r\n"
	}
	return "\n"
}()

// nativeLineEndings implements "convert line endings to native". It replaces each CR LF, CR and LF
// by ending.
//
// https://w3c.github.io/FileAPI/#convert-line-endings-to-native
func nativeLineEndings(s, ending string) string {
	var result strings.Builder
	for {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			result.WriteString(s)
			return result.String()
		}
		result.WriteString(s[:i])
		result.WriteString(ending)
		if s[i] == '\r' && strings.HasPrefix(s[i+1:], "\n") {
			i++
		}
		s = s[i+1:]
	}
}
