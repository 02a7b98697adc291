package bindings

import (
	"encoding/binary"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// latin1String is the string whose code units are the bytes.
//
// https://infra.spec.whatwg.org/#isomorphic-decode
func latin1String(vm *goja.Runtime, bytes []byte) goja.Value {
	if isASCII(bytes) {
		return vm.ToValue(string(bytes))
	}
	units := make([]uint16, len(bytes))
	for i, b := range bytes {
		units[i] = uint16(b)
	}
	return goja.StringFromUTF16(units)
}

func isASCII(bytes []byte) bool {
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
