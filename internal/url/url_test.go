package url_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	weburl "github.com/gojs-runtime/gojs/internal/url"
)

func TestParseURL(t *testing.T) {
	for _, c := range []struct{ input, base, want string }{
		{"http://example.org", "", "http://example.org/"},
		{" \n HTTP://Example.ORG:80/A/./b/../C\t?q ", "", "http://example.org/A/C?q"},
		{"http:\\\\example.org\\a?\\", "", "http://example.org/a?\\"},
		{"http:example.org", "", "http://example.org/"},
		{"http:////example.org", "", "http://example.org/"},
		{"https://example.org:443", "", "https://example.org/"},
		{"https://example.org:0080", "", "https://example.org:80/"},
		{"https://example.org:", "", "https://example.org/"},
		{"http://天気.example", "", "http://xn--rss835b.example/"},
		{"http://user:pass@h/", "", "http://user:pass@h/"},
		{"http://[::0:1]:8080/", "", "http://[::1]:8080/"},
		{"http://h/a b?c d'\"<>", "", "http://h/a%20b?c%20d%27%22%3C%3E"},
		{"http://h/%zz%41%", "", "http://h/%25zz%41%25"},
		{"http://h?é", "", "http://h/?%C3%A9"},
		{"file:///a/../b", "", "file:///b"},
		{"file:a", "", "file:///a"},
		{"data:text/javascript,a%?b c", "", "data:text/javascript,a%?b%20c"},
		{"about:blank", "", "about:blank"},
		{"blob:http://h/uuid", "", "blob:http://h/uuid"},
		{"x://H/a", "", "x://H/a"},

		{"b.js", "http://h/x/a.html?q#f", "http://h/x/b.js"},
		{"", "http://h/x/a.html?q#f", "http://h/x/a.html?q"},
		{"?n", "http://h/x/a.html?q#f", "http://h/x/a.html?n"},
		{"?", "http://h/x/a.html?q#f", "http://h/x/a.html?"},
		{"\\b", "http://h/x/a.html", "http://h/b"},
		{"//Other:80/b", "http://h/x/a.html", "http://other/b"},
		{"http:b", "http://h/x/a.html", "http://h/x/b"},
		{"https:b", "http://h/x/a.html", "https://b/"},
		{"b", "file:///x/a.js", "file:///x/b"},
	} {
		var got string
		var base *url.URL
		if c.base != "" {
			var err error
			base, err = weburl.Parse(c.base, nil)
			require.NoError(t, err)
		}
		u, err := weburl.Parse(c.input, base)
		if assert.NoError(t, err, c.input) {
			got = u.String()
		}
		assert.Equal(t, c.want, got, c.input)
	}
}

func TestParseURLFragment(t *testing.T) {
	for input, want := range map[string]string{
		"http://h/#a b\"": "a%20b%22",
		"http://h/##":     "#",
		"http://h/#100%":  "100%",
		"http://h/#%41":   "%41",
		"about:blank#x?y": "x?y",
	} {
		u, err := weburl.Parse(input, nil)
		require.NoError(t, err)
		assert.Equal(t, want, u.RawFragment, input)
	}
	base, err := weburl.Parse("about:blank", nil)
	require.NoError(t, err)
	u, err := weburl.Parse("#x", base)
	require.NoError(t, err)
	assert.Equal(t, "about:blank#x", u.String())
}

func TestParseURLOfNoURL(t *testing.T) {
	for input, want := range map[string]string{
		"":                  `"" is no absolute URL`,
		"a/b:c":             `"a/b:c" is no absolute URL`,
		"1:x":               `"1:x" is no absolute URL`,
		"http://":           `"http://" is no URL: it has no host`,
		"http://h:65536":    `"http://h:65536" is no URL: the port 65536 is too large`,
		"http://h:x":        `"http://h:x" is no URL: invalid port ":x" after host`,
		"http://a b":        `"http://a b" is no URL: invalid character " " in host name`,
		"http://a<b":        `"http://a<b" is no URL: the host a<b has characters that no host has`,
		"http://[1::2::3]/": `"http://[1::2::3]/" is no URL: invalid host: ParseAddr("1::2::3"): multiple :: in address (at ":3")`,
		"http://xn--/":      `"http://xn--/" is no URL: it has no host`,
	} {
		_, err := weburl.Parse(input, nil)
		assert.EqualError(t, err, want)
	}
	base, err := weburl.Parse("data:text/javascript,x", nil)
	require.NoError(t, err)
	_, err = weburl.Parse("b.js", base)
	assert.EqualError(t, err, `"b.js" is no absolute URL, and nothing is relative to data:text/javascript,x`)
}

// What was parsed is parsed again as it is.
func FuzzParseURL(f *testing.F) {
	for _, s := range []string{"http://h/a?b#c", "HTTPS:\\\\é:443/%zz/../", "file:a", "data:,%?'\"#", "x:y", "//h:80", "http:b", "\x00?\xff#%", "http://[::1]:8/"} {
		f.Add(s, "http://base/x/y?q#f")
		f.Add(s, "about:blank")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, input, base string) {
		b, err := weburl.Parse(base, nil)
		if err != nil {
			b = nil
		}
		u, err := weburl.Parse(input, b)
		if err != nil {
			return
		}
		again, err := weburl.Parse(u.String(), nil)
		if err != nil {
			t.Fatalf("%q of %q: %v", u, input, err)
		}
		if again.String() != u.String() {
			t.Fatalf("%q is %q, which is %q", input, u, again)
		}
	})
}
