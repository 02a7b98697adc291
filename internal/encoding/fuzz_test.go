package encoding

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

var labels = []string{
	"utf-8", "utf-16le", "utf-16be", "gb18030", "gbk", "big5", "euc-jp", "shift_jis", "iso-2022-jp", "euc-kr", "windows-1252",
	"iso-8859-8-i", "x-user-defined",
}

// FuzzDecode checks that every decoder writes UTF-8, that splitting the input into pieces makes no
// difference, and that a fatal decoder fails exactly where another writes U+FFFD.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"", "añ水𝄞", "\xF0\x9D\x84", "\x1B$BF|K\\\x1B(B\x1B(Ja\x1B(x", "\x81\x30\x81\x40\x84\x31\xA4\x37", "\x8F\xB0\xA1\x8E\xB1",
		"\x34\xD8\x34\xD8\x1E\xDD\x00", "\x88\x62\xA7\x41\xFF", "\x1B$\x1B(\x1B",
	} {
		f.Add([]byte(seed), uint8(3))
	}
	f.Fuzz(func(t *testing.T, src []byte, size uint8) {
		for _, label := range labels {
			e := Get(label)
			whole, err := decode(t, e, false, string(src))
			if err != nil {
				t.Fatalf("%s: %v", label, err)
			}
			if !utf8.ValidString(whole) {
				t.Fatalf("%s: %q is not UTF-8", label, whole)
			}
			var pieces []string
			for rest := string(src); rest != ""; {
				n := min(len(rest), int(size%7)+1)
				pieces, rest = append(pieces, rest[:n]), rest[n:]
			}
			if got, _ := decode(t, e, false, append(pieces, "")...); got != whole {
				t.Fatalf("%s: %q in pieces, %q whole", label, got, whole)
			}
			// A fatal decoder that goes on after each error writes the same without the
			// replacements.
			d, errors := e.NewDecoder(true), 0
			var out strings.Builder
			piece := src
			for d.Decode(&out, piece, false) != nil {
				out.WriteRune(utf8.RuneError)
				piece = nil
				if errors++; errors > 3*len(src) {
					t.Fatalf("%s: no end of errors", label)
				}
			}
			for d.Decode(&out, nil, true) != nil {
				out.WriteRune(utf8.RuneError)
			}
			if out.String() != whole {
				t.Fatalf("%s: %q going on after errors, %q with replacements", label, out.String(), whole)
			}
		}
	})
}

// FuzzUTF8 compares the UTF-8 decoder with those of Go and x/text.
func FuzzUTF8(f *testing.F) {
	for _, seed := range []string{"", "añ水𝄞", "\xF0\x9D\x84", "\xED\xA0\x80", "\xE0\x80\x80a", "\xF4\x90\x80\x80", "a\xC2"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := decode(t, UTF8, true, string(src))
		if (err == nil) != utf8.Valid(src) {
			t.Fatalf("%q: %v", src, err)
		}
		if err == nil && got != string(src) {
			t.Fatalf("%q is valid but became %q", src, got)
		}
		got, _ = decode(t, UTF8, false, string(src))
		want, err := unicode.UTF8.NewDecoder().Bytes(src)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Fatalf("%q became %q, x/text says %q", src, got, want)
		}
	})
}

// FuzzUTF16 compares the UTF-16 decoder with Go's.
func FuzzUTF16(f *testing.F) {
	f.Add([]byte("a\x00\x34\xD8\x1E\xDD\x34\xD8"))
	f.Add([]byte("\x1E\xDD\x34\xD8\x34\xD8\x1E\xDDx"))
	f.Fuzz(func(t *testing.T, src []byte) {
		var units []uint16
		for i := 0; i+1 < len(src); i += 2 {
			units = append(units, uint16(src[i])|uint16(src[i+1])<<8)
		}
		want := string(utf16.Decode(units))
		if len(src)%2 == 1 {
			// A missing byte is one error together with a leading surrogate before it.
			if n := len(units); n == 0 || units[n-1] < 0xD800 || units[n-1] > 0xDBFF {
				want += "�"
			}
		}
		if got, _ := decode(t, Get("utf-16le"), false, string(src)); got != want {
			t.Fatalf("%q became %q, unicode/utf16 says %q", src, got, want)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	for _, bm := range []struct{ name, label, text string }{
		{"ASCII", "utf-8", strings.Repeat("a", 1<<20)},
		{"UTF-8", "utf-8", strings.Repeat("水 ", 1<<18)},
		{"UTF-8 with errors", "utf-8", strings.Repeat("水\xE6 ", 1<<18)},
		{"windows-1252", "windows-1252", strings.Repeat("caf\xE9", 1<<18)},
		{"gb18030", "gb18030", strings.Repeat("\xC4\xE3\xBA\xC3", 1<<18)},
		{"UTF-16", "utf-16le", strings.Repeat("\x34\x6C", 1<<19)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			e, src := Get(bm.label), []byte(bm.text)
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				Decode(src, e)
			}
		})
	}
}
