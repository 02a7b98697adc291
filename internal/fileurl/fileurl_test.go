package fileurl

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPathsAndURLs(t *testing.T) {
	for _, c := range []struct {
		separator rune
		path, url string
	}{
		{'/', "/srv/app/main.js", "file:///srv/app/main.js"},
		{'/', "/a b/100%/#1?.js", "file:///a%20b/100%25/%231%3F.js"},
		{'/', `/back\slash.js`, "file:///back%5Cslash.js"},
		{'/', "/", "file:///"},
		{'\\', `C:\x\y.js`, "file:///C:/x/y.js"},
		{'\\', `c:\a b\100%\#1.js`, "file:///c:/a%20b/100%25/%231.js"},
		{'\\', `C:\`, "file:///C:/"},
		{'\\', `\\server\share\y.js`, "file://server/share/y.js"},
		{'\\', `\x\y.js`, "file:///x/y.js"},
	} {
		assert.Equal(t, c.url, of(c.path, c.separator).String(), c.path)
		u, err := url.Parse(c.url)
		require.NoError(t, err)
		path, ok := pathOf(u, c.separator)
		assert.True(t, ok, c.url)
		assert.Equal(t, c.path, path, c.url)
	}
}

func TestURLsWithoutAPath(t *testing.T) {
	for _, c := range []struct {
		separator rune
		url       string
	}{
		{'/', "http://localhost/x.js"},
		{'/', "file://server/share/y.js"},
		{'\\', "http://localhost/x.js"},
		{'\\', "data:text/javascript,1"},
	} {
		u, err := url.Parse(c.url)
		require.NoError(t, err)
		_, ok := pathOf(u, c.separator)
		assert.False(t, ok, c.url)
	}
}
