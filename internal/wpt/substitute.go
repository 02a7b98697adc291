package wpt

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"hash"
	"html"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// A substitution replaces the {{expressions}} of a .sub. file, for one request.
//
// https://web-platform-tests.org/tools/wptserve/docs/pipes.html#sub
type substitution struct {
	server    *Server
	url       *url.URL
	header    Header
	variables map[string]string
}

var (
	bracesExpression = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{\{([^}]*)\}\}`) })
	// partsExpression matches an optional variable to set, a name or a variable, indexes, and the
	// arguments of a function.
	partsExpression = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:\$(\w+):)?(\$?\w+)((?:\[[^\]]*\])*)(?:\((.*)\))?$`)
	})
	indexExpression = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[([^\]]*)\]`) })
)

func (s *substitution) replace(body []byte, name string) ([]byte, error) {
	escape := false
	switch path.Ext(name) {
	case ".html", ".htm", ".xht", ".xhtml", ".xml", ".svg":
		escape = true
	}
	var failed error
	replaced := bracesExpression().ReplaceAllFunc(body, func(match []byte) []byte {
		expression := string(match[2 : len(match)-2])
		value, err := s.value(expression)
		if err != nil {
			if failed == nil {
				failed = fmt.Errorf("%s: substitution {{%s}}: %w", name, expression, err)
			}
			return match
		}
		if escape {
			value = html.EscapeString(value)
		}
		return []byte(value)
	})
	return replaced, failed
}

func (s *substitution) value(expression string) (string, error) {
	parts := partsExpression().FindStringSubmatch(expression)
	if parts == nil {
		return "", fmt.Errorf("it is neither a name with indexes nor a function with arguments")
	}
	variable, name := parts[1], parts[2]
	var index []string
	for _, m := range indexExpression().FindAllStringSubmatch(parts[3], -1) {
		index = append(index, m[1])
	}
	var arguments []string
	if parts[4] != "" {
		for argument := range strings.SplitSeq(parts[4], ",") {
			arguments = append(arguments, strings.TrimSpace(argument))
		}
	}
	value, err := s.lookUp(name, index, arguments)
	if err == nil && variable != "" {
		if s.variables == nil {
			s.variables = map[string]string{}
		}
		s.variables["$"+variable] = value
	}
	return value, err
}

// takes has the number of indexes and arguments that each name takes.
var takes = map[string]struct{ indexes, arguments int }{
	"host":              {0, 0},
	"domains":           {1, 0},
	"hosts":             {2, 0},
	"not_domains":       {1, 0},
	"ports":             {2, 0},
	"location":          {1, 0},
	"url_base":          {0, 0},
	"GET":               {1, 0},
	"headers":           {1, 0},
	"header_or_default": {0, 2},
	"uuid":              {0, 0},
	"fs_path":           {0, 1},
	"file_hash":         {0, 2},
}

func (s *substitution) lookUp(name string, index, arguments []string) (string, error) {
	if value, ok := s.variables[name]; ok {
		return value, nil
	}
	wanted, ok := takes[name]
	switch {
	case !ok:
		return "", fmt.Errorf("unknown name %s", name)
	case len(index) != wanted.indexes:
		return "", fmt.Errorf("%s takes %d indexes in brackets, not %d", name, wanted.indexes, len(index))
	case len(arguments) != wanted.arguments:
		return "", fmt.Errorf("%s takes %d arguments, not %d", name, wanted.arguments, len(arguments))
	}
	switch name {
	case "host":
		return mainHost, nil
	case "domains":
		return entry(hosts()[""], index[0])
	case "hosts":
		domains, ok := hosts()[index[0]]
		if !ok {
			return "", fmt.Errorf("unknown host %q", index[0])
		}
		return entry(domains, index[1])
	case "not_domains":
		return entry(map[string]string{"nonexistent": "nonexistent." + mainHost}, index[0])
	case "ports":
		n, err := strconv.Atoi(index[1])
		if list := ports[index[0]]; err == nil && n >= 0 && n < len(list) {
			return list[n], nil
		}
		return "", fmt.Errorf("there is no such port")
	case "location":
		return entry(s.location(), index[0])
	case "url_base":
		return "/", nil
	case "GET":
		return s.url.Query().Get(index[0]), nil
	case "headers":
		if values := s.header.Values(index[0]); len(values) > 0 {
			return values[0], nil
		}
		return "", fmt.Errorf("the request has no header %s", index[0])
	case "header_or_default":
		if values := s.header.Values(arguments[0]); len(values) > 0 {
			return values[0], nil
		}
		return arguments[1], nil
	case "uuid":
		return newUUID(), nil
	case "fs_path":
		// DEVIATION: this is the path from the root, since the files may not be in a directory.
		return s.path(arguments[0]), nil
	default: // file_hash
		return s.fileHash(arguments[0], arguments[1])
	}
}

func entry(m map[string]string, key string) (string, error) {
	if value, ok := m[key]; ok {
		return value, nil
	}
	return "", fmt.Errorf("there is no entry %q", key)
}

func (s *substitution) location() map[string]string {
	port := portOf(s.url)
	query := ""
	if s.url.RawQuery != "" {
		query = "?" + s.url.RawQuery
	}
	return map[string]string{
		"server":   s.url.Scheme + "://" + s.url.Hostname() + ":" + port,
		"scheme":   s.url.Scheme,
		"host":     s.url.Hostname() + ":" + port,
		"hostname": s.url.Hostname(),
		"port":     port,
		"path":     s.url.EscapedPath(),
		"pathname": s.url.EscapedPath(),
		"query":    query,
	}
}

// path returns the path of a file from the root. A name that begins with a slash is such a path
// already.
func (s *substitution) path(name string) string {
	if strings.HasPrefix(name, "/") {
		return path.Clean(name)
	}
	return path.Join(path.Dir(s.url.Path), name)
}

func (s *substitution) fileHash(algorithm, name string) (string, error) {
	newHash, ok := map[string]func() hash.Hash{
		"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	}[algorithm]
	if !ok {
		return "", fmt.Errorf("unknown algorithm %s", algorithm)
	}
	body, err := s.server.read(strings.TrimPrefix(s.path(name), "/"))
	if err != nil {
		return "", err
	}
	h := newHash()
	h.Write(body)
	return base64.StdEncoding.EncodeToString(h.Sum(nil)), nil
}

// newUUID returns a random UUID.
//
// https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
func newUUID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6] = b[6]&0x0F | 0x40
	b[8] = b[8]&0x3F | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
