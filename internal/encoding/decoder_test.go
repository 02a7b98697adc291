package encoding

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// decode decodes a stream that arrives in pieces.
func decode(t testing.TB, e *Encoding, fatal bool, pieces ...string) (string, error) {
	t.Helper()
	d := e.NewDecoder(fatal)
	var out strings.Builder
	for i, piece := range pieces {
		if err := d.Decode(&out, []byte(piece), i == len(pieces)-1); err != nil {
			return out.String(), err
		}
	}
	return out.String(), nil
}

// Each decoder decodes valid and invalid bytes, in one piece, byte by byte, and with fatal errors.
func TestDecode(t *testing.T) {
	for _, test := range []struct{ label, bytes, want string }{
		{"utf-8", "", ""},
		{"utf-8", "añ水𝄞", "añ水𝄞"},
		{"utf-8", "\xEF\xBB\xBFa", "\uFEFFa"}, // callers remove a byte order mark
		{"utf-8", "\xEF\xBF\xBE\xF4\x8F\xBF\xBF", "\uFFFE\U0010FFFF"},
		{"utf-8", "a\x80b\xBFc", "a�b�c"},
		{"utf-8", "\xC0\x80\xC1\xBF", "����"},
		{"utf-8", "\xC2", "�"},
		{"utf-8", "\xC2A", "�A"},
		{"utf-8", "\xE0\x80\x80", "���"},                // overlong: the second byte is out of range
		{"utf-8", "\xE0\xA0", "�"},                      // truncated: one maximal subpart
		{"utf-8", "\xED\xA0\x80\xED\xBF\xBF", "������"}, // surrogates
		{"utf-8", "\xE6\xB0x", "�x"},
		{"utf-8", "\xF0\x80\x80\x80", "����"},
		{"utf-8", "\xF0\x9D\x84", "�"},
		{"utf-8", "\xF0\x9D\xF0\x9D\x84\x9E", "�𝄞"},
		{"utf-8", "\xF4\x90\x80\x80", "����"},
		{"utf-8", "\xF5\xFF", "��"},
		{"utf-8", strings.Repeat("水", 1000) + "\xE6" + strings.Repeat("a", 1000), strings.Repeat("水", 1000) + "�" + strings.Repeat("a", 1000)},

		{"utf-16le", "a\x00\x34\x6C\x34\xD8\x1E\xDD", "a水𝄞"},
		{"utf-16be", "\x00a\x6C\x34\xD8\x34\xDD\x1E", "a水𝄞"},
		{"utf-16le", "a", "�"},
		{"utf-16le", "a\x00b", "a�"},
		{"utf-16le", "\x34\xD8", "�"},
		{"utf-16le", "\x34\xD8\x1E", "�"}, // one error for both
		{"utf-16le", "\x34\xD8a\x00", "�a"},
		{"utf-16le", "\x34\xD8\x34\xD8\x1E\xDD", "�𝄞"},
		{"utf-16le", "\x1E\xDDa\x00", "�a"},
		{"utf-16be", "\xD8\x34\x00a", "�a"},
		{"utf-16be", "\xFF\xFE", "\uFFFE"},

		{"windows-1252", "caf\xE9 \x80\x81", "café €\u0081"},
		{"iso-8859-2", "\xB1\x85", "ą\u0085"},
		{"iso-8859-8", "\xE0\xA1", "א�"},
		{"iso-8859-8-i", "\xE0\xA1", "א�"},
		{"windows-1255", "\xCA\xD9\x81", "\u05BA�\u0081"},
		{"koi8-u", "\xD2\xAE", "рў"},
		{"x-user-defined", "a\x80\xFF", "a\uF780\uF7FF"},

		{"gb18030", "a\x80\xC4\xE3\xBA\xC3", "a€你好"},
		{"gbk", "\xC4\xE3\x81\x30\x81\x30", "你\u0080"}, // GBK has the decoder of gb18030
		{"gb18030", "\x81\x30\x81\x30\xE3\x32\x9A\x35", "\u0080\U0010FFFF"},
		{"gb18030", "\xE3\x32\x9A\x36\x84\x31\xA5\x30", "��"},
		{"gb18030", "\x81", "�"},
		{"gb18030", "\x81\x30\x81", "�"},
		{"gb18030", "\x81\x20", "� "},
		{"gb18030", "\x81\xFF", "�"},
		{"gb18030", "\x81\x30\x40", "�0@"},
		{"gb18030", "\x81\x30\x81\x40", "�0丂"},
		{"gb18030", "\x81\x30\x81\x81\x40", "�0亖@"},
		{"gb18030", "\xA3\xA0\xA6\xD9\xFE\x59\xA2\xAB", "\u3000︐龴\uE766"},
		{"gb18030", "\xFF", "�"},

		{"big5", "a\xA7\x41\xA6\x6E", "a你好"},
		{"big5", "\x88\x62\x88\x64\x88\xA3\x88\xA5\x88\x66", "Ê̄Ê̌ê̄ê̌Ê"},
		{"big5", "\x87\x45\x89\x41", "𧉧𡅅"},
		{"big5", "\xA7\x20\x81\x40\x81\xFF\x80", "� �@��"},
		{"big5", "\xA7", "�"},

		{"euc-jp", "a\xC6\xFC\x8E\xB1\x8F\xB0\xA1", "a日ｱ丂"},
		{"euc-jp", "\x8F\xB0", "�"},
		{"euc-jp", "\x8F\xB0a\xC6\xFC", "�a日"},
		{"euc-jp", "\x8E\xE0\x8E\x40\xA9\xA1\x80\xFF", "��@���"},

		{"shift_jis", "a\x93\xFA\xB1\x80\\~", "a日ｱ\u0080\\~"},
		{"shift_jis", "\xF0\x40\xF9\xFC", "\uE000\uE757"},
		{"shift_jis", "\xFA\x40\xED\x40", "ⅰ纊"},
		{"shift_jis", "\x93 \x93\x7F\x85\x40\xA0\x93", "� �\u007F�@��"},

		{"euc-kr", "a\xC7\xD1\x81\x41\xC6\x52", "a한갂힣"},
		{"euc-kr", "\xC7 \xC9\xA1\x80\xC7", "� ���"},

		{"iso-2022-jp", "a\x1B$BF|K\\\x1B(Ba", "a日本a"},
		{"iso-2022-jp", "\x1B(J\\~a\x1B(I1\x1B(B\\", "¥‾aｱ\\"},
		{"iso-2022-jp", "\x1B$@F|\x1B(B\x1B$B\x1B(Ba", "日��a"}, // no text between two escapes
		{"iso-2022-jp", "\x1B", "�"},
		{"iso-2022-jp", "\x1B$", "�$"},
		{"iso-2022-jp", "\x1B(x", "�(x"},
		{"iso-2022-jp", "\x1B$BF", "�"},
		{"iso-2022-jp", "\x1B$BF\x1B(Ba", "�a"},
		{"iso-2022-jp", "\x1B$B F\x80)!", "���"},
		{"iso-2022-jp", "\x0E\x0F\x80", "���"},

		{"replacement", "", ""},
		{"replacement", "abc", "�"},
	} {
		e := Get(test.label)
		require.NotNil(t, e)
		t.Run(test.label, func(t *testing.T) {
			got, err := decode(t, e, false, test.bytes)
			require.NoError(t, err)
			assert.Equal(t, test.want, got, "%q", test.bytes)

			got, err = decode(t, e, false, append(strings.Split(test.bytes, ""), "")...)
			require.NoError(t, err)
			if test.label != "replacement" {
				assert.Equal(t, test.want, got, "%q byte by byte", test.bytes)
			}

			_, err = decode(t, e, true, test.bytes)
			assert.Equal(t, strings.Contains(test.want, "�"), err == ErrInvalid, "%q: %v", test.bytes, err)
		})
	}
}

// U+FFFD in the text itself is not an error.
func TestDecodeReplacementCharacter(t *testing.T) {
	for label, bytes := range map[string]string{"utf-8": "\xEF\xBF\xBD", "utf-16be": "\xFF\xFD", "gb18030": "\x84\x31\xA4\x37"} {
		got, err := decode(t, Get(label), true, bytes)
		require.NoError(t, err, label)
		assert.Equal(t, "\uFFFD", got, label)
	}
}

// An incomplete sequence waits for the next piece, unless the stream is flushed.
func TestDecodeIncomplete(t *testing.T) {
	for label, bytes := range map[string]string{
		"utf-8": "\xF0\x9D\x84", "utf-16le": "\x34\xD8\x1E", "gb18030": "\x81\x30\x81", "big5": "\xA7", "euc-jp": "\x8F\xB0",
		"shift_jis": "\x93", "euc-kr": "\xC7", "iso-2022-jp": "\x1B$BF",
	} {
		d := Get(label).NewDecoder(true)
		var out strings.Builder
		require.NoError(t, d.Decode(&out, []byte(bytes), false), label)
		assert.Empty(t, out.String(), label)
		assert.ErrorIs(t, d.Decode(&out, nil, true), ErrInvalid, label)
	}
}

// After a fatal error the bytes behind it are kept for the next call, as the standard's queue does,
// and the decoder does not refer to the caller's bytes.
func TestDecodeGoesOnAfterFatalError(t *testing.T) {
	d := UTF8.NewDecoder(true)
	var out strings.Builder
	src := []byte("a\xE6\xB0bc")
	assert.ErrorIs(t, d.Decode(&out, src, false), ErrInvalid)
	assert.Equal(t, "a", out.String())
	copy(src, "xxxxx")
	require.NoError(t, d.Decode(&out, []byte("d"), false))
	assert.Equal(t, "abcd", out.String())
}

func TestDecodeHooks(t *testing.T) {
	assert.Equal(t, "aé", DecodeUTF8([]byte("aé")))
	assert.Equal(t, "a\uFEFF", DecodeUTF8([]byte("\uFEFFa\uFEFF")))
	assert.Equal(t, "\uFEFF", DecodeUTF8([]byte("\uFEFF\uFEFF")))
	assert.Equal(t, "��a", DecodeUTF8([]byte("\xFF\xFEa")))

	latin1 := Get("latin1")
	assert.Equal(t, "é", Decode([]byte("\xE9"), latin1))
	assert.Equal(t, "Ã©", Decode([]byte("é"), latin1))
	assert.Equal(t, "é", Decode([]byte("\uFEFFé"), latin1))
	assert.Equal(t, "é", Decode([]byte("\xFE\xFF\x00\xE9"), latin1))
	assert.Equal(t, "é", Decode([]byte("\xFF\xFE\xE9\x00"), latin1))
	assert.Equal(t, "ÿ", Decode([]byte("\xFF"), latin1))
	assert.Equal(t, "�", Decode([]byte("abc"), Replacement))
}
