package html

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// FuzzAtob compares with the standard's own words, bit by bit.
func FuzzAtob(f *testing.F) {
	for _, seed := range []string{"", "Zg==", " Z g\n= =", "Zg", "Zh", "Z", "Zm8=", "Zg===", "=", "////", "Zm_v", "é", "Zg==Zg==", "\r\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		data := goja.New().ToValue(s).(goja.String)
		got, ok := forgivingBase64Decode(data)
		want, wantOK := base64ByTheBook(data.String())
		if ok != wantOK || ok && string(got) != string(want) {
			t.Fatalf("%q: %q %v, want %q %v", s, got, ok, want, wantOK)
		}
	})
}

// https://infra.spec.whatwg.org/#forgiving-base64-decode
func base64ByTheBook(data string) (output []byte, ok bool) {
	for _, c := range "\t\n\f\r " {
		data = strings.ReplaceAll(data, string(c), "")
	}
	runes := []rune(data)
	if len(runes)%4 == 0 {
		if n := len(runes); n > 0 && runes[n-1] == '=' {
			runes = runes[:n-1]
			if n := len(runes); runes[n-1] == '=' {
				runes = runes[:n-1]
			}
		}
	}
	if len(runes)%4 == 1 {
		return nil, false
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	buffer, bits := 0, 0
	for _, r := range runes {
		n := strings.IndexRune(alphabet, r)
		if n < 0 {
			return nil, false
		}
		buffer, bits = buffer<<6|n, bits+6
		if bits >= 8 {
			bits -= 8
			output = append(output, byte(buffer>>bits))
			buffer &= 1<<bits - 1
		}
	}
	return output, true
}
