package inspect

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja"
	"golang.org/x/text/width"
)

// Strings of scripts are kept in UTF-8, except that a lone surrogate is encoded in the three bytes
// that UTF-8's scheme would give it, so that it is not lost before it is escaped. (This is WTF-8.)

const surrogateLead = 0xED // first byte of an encoded surrogate

// text returns s in that encoding.
func text(s goja.String) string {
	plain := s.String()
	if !strings.ContainsRune(plain, utf8.RuneError) {
		return plain
	}
	var b strings.Builder
	for i, n := 0, s.Length(); i < n; i++ {
		c := rune(s.CharAt(i))
		if c >= 0xD800 && c < 0xDC00 && i+1 < n {
			if low := rune(s.CharAt(i + 1)); low >= 0xDC00 && low < 0xE000 {
				b.WriteRune((c-0xD800)<<10 + (low - 0xDC00) + 0x10000)
				i++
				continue
			}
		}
		if c >= 0xD800 && c < 0xE000 {
			b.Write([]byte{surrogateLead, 0x80 | byte(c>>6&0x3F), 0x80 | byte(c&0x3F)})
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

// printable returns s in UTF-8. A lone surrogate that was not escaped, such as in the message of an
// error or the name of a function, becomes U+FFFD.
func printable(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// decode is like utf8.DecodeRuneInString, for the encoding of text.
func decode(s string) (rune, int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 && s[0] == surrogateLead && len(s) >= 3 {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, size
}

// quote returns s in single quotes, or in double quotes if it contains single ones, or in backticks
// if it contains both.
func quote(s string) string {
	q := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 {
		switch {
		case strings.IndexByte(s, '"') < 0:
			q = '"'
		case strings.IndexByte(s, '`') < 0 && !strings.Contains(s, "${"):
			q = '`'
		}
	}
	b := make([]byte, 0, len(s)+2)
	b = append(b, q)
	b = appendEscaped(b, s, q)
	return string(append(b, q))
}

// escape escapes single quotes, backslashes and characters that are not printable.
func escape(s string) string { return string(appendEscaped(nil, s, '\'')) }

func appendEscaped(b []byte, s string, quote byte) []byte {
	const hex = "0123456789ABCDEF"
	for len(s) > 0 {
		if c := s[0]; c < utf8.RuneSelf {
			s = s[1:]
			switch {
			case c == quote && c == '\'' || c == '\\':
				b = append(b, '\\', c)
			case c == '\b':
				b = append(b, `\b`...)
			case c == '\t':
				b = append(b, `\t`...)
			case c == '\n':
				b = append(b, `\n`...)
			case c == '\f':
				b = append(b, `\f`...)
			case c == '\r':
				b = append(b, `\r`...)
			case c < ' ' || c == 0x7F:
				b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
			default:
				b = append(b, c)
			}
			continue
		}
		r, size := decode(s)
		s = s[size:]
		switch {
		case r < 0xA0:
			b = append(b, '\\', 'x', hex[r>>4], hex[r&15])
		case r >= 0xD800 && r < 0xE000:
			b = append(append(b, `\u`...), strconv.FormatInt(int64(r), 16)...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// identifier reports whether a key needs no quotes.
func identifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return s != ""
}

// length returns the number of UTF-16 units of s, without escape sequences of colours.
func (p *printer) length(s string) int {
	if p.o.Colors {
		s = stripColors(s)
	}
	n := len(s)
	for i := range len(s) {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
		case c&0xC0 == 0x80:
			n--
		case c >= 0xF0:
			n++
		}
	}
	return n
}

// Columns returns the number of columns that s takes on a terminal. Escape sequences of colours
// take none.
func Columns(s string) int {
	n := 0
	for _, r := range stripColors(s) {
		switch {
		case r < 0x20 || r >= 0x7F && r < 0xA0:
		case r < utf8.RuneSelf:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		default:
			n++
			switch width.LookupRune(r).Kind() {
			case width.EastAsianWide, width.EastAsianFullwidth:
				n++
			}
		}
	}
	return n
}

// stripColors removes the escape sequences that paint adds: "\x1b[", digits, "m".
func stripColors(s string) string {
	if !strings.Contains(s, "\x1b[") {
		return s
	}
	var b strings.Builder
	for {
		start := strings.Index(s, "\x1b[")
		if start < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := start + 2
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		b.WriteString(s[:start])
		if end < len(s) && s[end] == 'm' {
			end++
		} else {
			b.WriteString(s[start:end])
		}
		s = s[end:]
	}
}

// A style selects a colour.
type style uint8

const (
	plain style = iota
	special
	number
	boolean
	str
	symbol
	undefined
	null
	dateStyle
	regExpStyle
)

var colors = [...][2]string{
	special:     {"36", "39"},
	number:      {"33", "39"},
	boolean:     {"33", "39"},
	str:         {"32", "39"},
	symbol:      {"32", "39"},
	undefined:   {"90", "39"},
	null:        {"1", "22"},
	dateStyle:   {"35", "39"},
	regExpStyle: {"31", "39"},
}

func (p *printer) paint(s style, text string) string {
	if !p.o.Colors || s == plain {
		return text
	}
	return "\x1b[" + colors[s][0] + "m" + text + "\x1b[" + colors[s][1] + "m"
}

func plural[N int | int64](n N, one string) string {
	if n != 1 {
		one += "s"
	}
	return strconv.FormatInt(int64(n), 10) + " " + one
}

func moreItems[N int | int64](n N) string { return "... " + plural(n, "more item") }
