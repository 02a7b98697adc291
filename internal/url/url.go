// Package url parses and serializes URLs as the URL Standard demands, and tells their origins. It
// knows no JavaScript: the interface URL is the embedder's (package runtime takes goja_nodejs's),
// and HTML's Location and the blob URLs of the File API use this package. It is built on net/url
// and golang.org/x/net/idna. The comment of Parse says where these differ from the standard.
//
// https://url.spec.whatwg.org/
package url

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// Parse parses input, a URL as scripts write it, relative to base, which may be nil. White space
// around the URL and the case of the host do not matter. The host may be internationalized. The
// result has no default port and no dot segments.
//
// https://url.spec.whatwg.org/#concept-url-parser
//
// DEVIATION: Package net/url does the parsing. So a percent sign that begins no escape becomes an
// escape, and hosts such as 0x7f.1 are not taken for addresses.
func Parse(input string, base *url.URL) (*url.URL, error) {
	// 1. Remove any leading and trailing C0 control or space from input.
	// 3. Remove all ASCII tab or newline from input.
	s := strings.TrimFunc(strings.ToValidUTF8(input, "\ufffd"), func(r rune) bool { return r <= ' ' })
	s = tabsAndNewlines.Replace(s)
	s, fragment, _ := strings.Cut(s, "#")
	s, query, hasQuery := strings.Cut(s, "?")
	scheme, rest, absolute := cutScheme(s)
	if base == nil && !absolute {
		return nil, fmt.Errorf("%q is no absolute URL", input)
	}
	ofScheme := scheme
	if !absolute {
		ofScheme = base.Scheme
	}
	special := isSpecial(ofScheme)
	if special {
		s, rest = slashes(s), slashes(rest)
	}
	switch {
	case !absolute || !special:
	case base != nil && base.Scheme == scheme && !strings.HasPrefix(rest, "/"):
		absolute, s = false, rest // http:path is relative to a base of the same scheme
	case scheme == "file" && !strings.HasPrefix(rest, "//"):
		s = "file:///" + strings.TrimPrefix(rest, "/")
	case scheme == "file":
	default:
		s = scheme + "://" + strings.TrimLeft(rest, "/")
	}
	if !absolute || special || strings.HasPrefix(rest, "/") {
		s = escapePercent(s)
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, fmt.Errorf("%q is no URL: %w", input, errors.Unwrap(err))
	}
	u.RawQuery, u.ForceQuery = encodeQuery(query, special), hasQuery && query == ""
	if !absolute && base.Opaque != "" && (s != "" || hasQuery) {
		return nil, fmt.Errorf("%q is no absolute URL, and nothing is relative to %s", input, base.Redacted())
	}
	if special && absolute || u.Host != "" {
		if err := fixHost(u, ofScheme); err != nil {
			return nil, fmt.Errorf("%q is no URL: %w", input, err)
		}
	}
	if u.Opaque == "" {
		if absolute {
			base = &url.URL{}
		}
		u = base.ResolveReference(u)
	}
	u.RawFragment = encodeFragment(fragment)
	if u.Fragment, err = url.PathUnescape(u.RawFragment); err != nil {
		u.Fragment = u.RawFragment
	}
	return u, nil
}

var tabsAndNewlines = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// cutScheme cuts s after its scheme. ok reports whether s has one.
//
// https://url.spec.whatwg.org/#scheme-start-state
func cutScheme(s string) (scheme, rest string, ok bool) {
	scheme, rest, ok = strings.Cut(s, ":")
	scheme = strings.ToLower(scheme)
	for i, c := range []byte(scheme) {
		if !('a' <= c && c <= 'z') && (i == 0 || !('0' <= c && c <= '9') && c != '+' && c != '-' && c != '.') {
			return "", "", false
		}
	}
	return scheme, rest, ok && scheme != ""
}

// defaultPorts has the default port of each special scheme.
//
// https://url.spec.whatwg.org/#special-scheme
var defaultPorts = map[string]string{"ftp": "21", "file": "", "http": "80", "https": "443", "ws": "80", "wss": "443"}

func isSpecial(scheme string) bool { _, ok := defaultPorts[scheme]; return ok }

// slashes replaces backslashes by slashes. The two are equal in special URLs.
func slashes(s string) string { return strings.ReplaceAll(s, `\`, "/") }

// domainToASCII is the profile for "domain to ASCII" without strictness.
//
// https://url.spec.whatwg.org/#concept-domain-to-ascii
var domainToASCII = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false),
	idna.CheckHyphens(false), idna.CheckJoiners(true), idna.BidiRule())

// fixHost replaces the host of an absolute URL by its serialization, and returns an error if the
// standard does not allow the host.
//
// https://url.spec.whatwg.org/#concept-host-parser
func fixHost(u *url.URL, scheme string) error {
	host, port := u.Hostname(), u.Port()
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return fmt.Errorf("the port %s is too large", port)
		}
		port = strconv.FormatUint(n, 10)
	}
	switch {
	case strings.HasPrefix(u.Host, "["):
		address, err := netip.ParseAddr(host)
		if err != nil || !address.Is6() {
			return fmt.Errorf("%s is no IPv6 address", host)
		}
		host = "[" + address.WithZone("").String() + "]"
	case isSpecial(scheme):
		ascii, err := domainToASCII.ToASCII(host)
		if err != nil {
			return err
		}
		// The forbidden domain code points.
		if strings.ContainsAny(ascii, "#/:<>?@[\\]^|%\x7f") || strings.ContainsFunc(ascii, func(r rune) bool { return r <= ' ' }) {
			return fmt.Errorf("the host %s has characters that no host has", host)
		}
		if ascii == "" && scheme != "file" {
			return errors.New("it has no host")
		}
		host = ascii
		if u.Path == "" {
			u.Path = "/"
		}
	}
	if port != "" && port != defaultPorts[scheme] {
		host += ":" + port
	}
	u.Host = host
	return nil
}

// encodeQuery percent-encodes a query. special says whether it belongs to a special URL.
//
// https://url.spec.whatwg.org/#query-percent-encode-set
func encodeQuery(query string, special bool) string {
	if special {
		return percentEncode(query, "\"#<>'")
	}
	return percentEncode(query, "\"#<>")
}

// encodeFragment percent-encodes a fragment.
//
// https://url.spec.whatwg.org/#fragment-percent-encode-set
func encodeFragment(fragment string) string { return percentEncode(fragment, "\"<>`") }

// percentEncode percent-encodes the bytes in set, spaces, controls and bytes that are not ASCII.
func percentEncode(s, set string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(set, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Fragment returns the fragment of a URL, percent-encoded.
func Fragment(u *url.URL) string {
	if u.RawFragment != "" {
		return u.RawFragment
	}
	return u.EscapedFragment()
}

// escapePercent percent-encodes each percent sign that begins no escape.
func escapePercent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// IsPotentiallyTrustworthy reports whether nobody can have changed a resource of this URL on its
// way.
//
// https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
func IsPotentiallyTrustworthy(u *url.URL) bool {
	switch u.Scheme {
	case "https", "wss", "file", "data", "about":
		return true
	}
	host := u.Hostname()
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// OpaqueOrigin is the serialization of an opaque origin.
const OpaqueOrigin = "null"

// Origin returns the serialization of the origin of a URL. The origins of files are opaque, as in
// browsers.
//
// https://url.spec.whatwg.org/#concept-url-origin and https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
func Origin(u *url.URL) string {
	switch u.Scheme {
	case "http", "https", "ws", "wss", "ftp":
		return u.Scheme + "://" + u.Host
	case "blob":
		if inner, err := url.Parse(u.Opaque); err == nil && (inner.Scheme == "http" || inner.Scheme == "https") {
			return Origin(inner)
		}
	}
	return OpaqueOrigin
}
