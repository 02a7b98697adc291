// Package fileurl converts between the paths of files and file: URLs.
package fileurl

import (
	"net/url"
	"path/filepath"
	"strings"
)

// Of returns the URL of an absolute path.
func Of(path string) *url.URL { return of(path, filepath.Separator) }

// Path returns the path of a file: URL, and false if no path of this platform has that URL.
func Path(u *url.URL) (path string, ok bool) { return pathOf(u, filepath.Separator) }

// of is Of for the platform with that separator. '\' means Windows, where C:\a.js has the URL
// file:///C:/a.js and \\server\share\a.js has file://server/share/a.js.
func of(path string, separator rune) *url.URL {
	u := &url.URL{Scheme: "file", Path: path}
	if separator != '\\' {
		return u
	}
	u.Path = strings.ReplaceAll(path, `\`, "/")
	if share, ok := strings.CutPrefix(u.Path, "//"); ok {
		host, below, _ := strings.Cut(share, "/")
		u.Host, u.Path = host, "/"+below
	} else if !strings.HasPrefix(u.Path, "/") { // it begins with a drive
		u.Path = "/" + u.Path
	}
	return u
}

func pathOf(u *url.URL, separator rune) (path string, ok bool) {
	windows := separator == '\\'
	switch {
	case u.Scheme != "file", u.Opaque != "", u.Host != "" && !windows:
		return "", false
	case !windows:
		return u.Path, true
	case u.Host != "":
		path = "//" + u.Host + u.Path
	case len(u.Path) > 2 && u.Path[2] == ':': // a drive
		path = u.Path[1:]
	default:
		path = u.Path
	}
	return strings.ReplaceAll(path, "/", `\`), true
}
