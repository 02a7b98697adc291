package encoding

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestGet(t *testing.T) {
	for label, name := range map[string]string{
		"utf-8":              "utf-8",
		"UTF8":               "utf-8",
		" \t\n\f\rUtf-8\r\n": "utf-8",
		"unicode11utf8":      "utf-8",
		"latin1":             "windows-1252",
		"ISO-8859-1":         "windows-1252",
		"us-ascii":           "windows-1252",
		"utf-16":             "utf-16le",
		"ucs-2":              "utf-16le",
		"unicodeFFFE":        "utf-16be",
		"logical":            "iso-8859-8-i",
		"visual":             "iso-8859-8",
		"gb2312":             "gbk",
		"gb18030":            "gb18030",
		"big5-hkscs":         "big5",
		"x-euc-jp":           "euc-jp",
		"ms_kanji":           "shift_jis",
		"csISO2022JP":        "iso-2022-jp",
		"ks_c_5601-1987":     "euc-kr",
		"koi8-ru":            "koi8-u",
		"x-mac-roman":        "macintosh",
		"x-user-defined":     "x-user-defined",
		"hz-gb-2312":         "replacement",
		"iso-2022-kr":        "replacement",
		"windows-1252":       "windows-1252",
		"cp866":              "ibm866",
	} {
		e := Get(label)
		if assert.NotNil(t, e, label) {
			assert.Equal(t, name, e.Name(), label)
		}
	}
	for _, label := range []string{
		"", " ", "utf", "utf-7", "utf-32", "utf--8", "utf 8", "utf-8\x00", "\x00utf-8", "\vutf-8", "utf-8\u00A0",
		"\u3000utf-8", "\u212Aoi8-r" /* KELVIN SIGN */, "\u017Fjis" /* LONG S */, "utf-8;", "iso-8859-12", "ebcdic",
	} {
		assert.Nil(t, Get(label), "%q", label)
	}
}
