package bindings

import "net/url"

// opaqueOrigin is the serialisation of an opaque origin.
const opaqueOrigin = "null"

// origin is the serialisation of the scope's origin.
func (s *Scope) origin() string {
	if s.location == nil {
		return opaqueOrigin
	}
	return originOf(s.location)
}

// originOf is the serialisation of the origin of a URL: what scripts see as its origin. Those of files are opaque, as in
// browsers.
//
// https://url.spec.whatwg.org/#concept-url-origin and https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
func originOf(u *url.URL) string {
	switch u.Scheme {
	case "http", "https", "ws", "wss", "ftp":
		return u.Scheme + "://" + u.Host
	case "blob":
		if inner, err := url.Parse(u.Opaque); err == nil && (inner.Scheme == "http" || inner.Scheme == "https") {
			return originOf(inner)
		}
	}
	return opaqueOrigin
}
