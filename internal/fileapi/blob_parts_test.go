package fileapi

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNativeLineEndings(t *testing.T) {
	for _, s := range []string{"", "a", "\n", "\r", "\r\n", "\n\r", "\r\r\n\n", "a\r\nb\rc\nd", "é\r\n水"} {
		unix := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
		assert.Equal(t, unix, nativeLineEndings(s, "\n"), "%q", s)
		assert.Equal(t, strings.ReplaceAll(unix, "\n", "\r\n"), nativeLineEndings(s, "\r\n"), "%q", s)
	}
}

func TestCharsetOf(t *testing.T) {
	for mimeType, want := range map[string]string{
		"":                                 "",
		"text/plain":                       "",
		"text/plain;charset=utf-8":         "utf-8",
		"text/plain;CHARSET=UTF-8":         "UTF-8",
		" text/plain ; x=y; charset=a b ;": "a b",
		`text/plain;charset="a;b\"c\\"x;charset=d`: `a;b"c\`,
		`text/plain;charset="open`:                 "open",
		`text/plain;charset="open\`:                `open\`,
		`text/plain;charset="`:                     "",
		"text/plain;charset=;charset=b":            "b",
		"text/plain;charset;charset=b":             "b",
		"text/plain;;;charset=b;charset=c":         "b",
		"text/plain;charset":                       "",
		"text/plain;xcharset=b":                    "",
		"text/plain;charset =b":                    "",
		"text/plain;x=\"charset=b":                 "",
		"text/plain;x=\";\";charset=b":             "b",
		"text;charset=b":                           "",
		"/plain;charset=b":                         "",
		"text/;charset=b":                          "",
		"te xt/plain;charset=b":                    "",
		"text/pl(ain;charset=b":                    "",
	} {
		assert.Equal(t, want, charsetOf(mimeType), "%q", mimeType)
	}
}

func FuzzCharsetOf(f *testing.F) {
	f.Add(`text/plain;charset="a;b\"c\\"x;charset=d`)
	f.Add("text/plain;;;=;charset=b;")
	f.Fuzz(func(t *testing.T, s string) {
		if got := charsetOf(s); got != "" && !strings.Contains(strings.ToLower(s), "charset=") {
			t.Fatalf("%q from %q", got, s)
		}
	})
}
