package encoding

import (
	"encoding/binary"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// IsomorphicDecode returns the string whose code units have the values of the bytes.
//
// https://infra.spec.whatwg.org/#isomorphic-decode
func IsomorphicDecode(vm *goja.Runtime, bytes []byte) goja.Value {
	if allASCII(bytes) {
		return vm.ToValue(string(bytes))
	}
	units := make([]uint16, len(bytes))
	for i, b := range bytes {
		units[i] = uint16(b)
	}
	return goja.StringFromUTF16(units)
}

func allASCII(bytes []byte) bool {
	for len(bytes) >= 8 {
		if binary.LittleEndian.Uint64(bytes)&0x8080808080808080 != 0 {
			return false
		}
		bytes = bytes[8:]
	}
	for _, b := range bytes {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
