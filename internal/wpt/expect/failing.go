package expect

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// failing has the reasons of the subtests that fail, by name or by /regular expression/.
type failing map[string]string

// isPattern reports whether a key is a regular expression, and returns it.
func isPattern(key string) (expression string, ok bool) {
	if len(key) < 3 || key[0] != '/' || key[len(key)-1] != '/' {
		return "", false
	}
	return key[1 : len(key)-1], true
}

// literal returns the key for exactly this name, even if it looks like a regular expression.
func literal(name string) string {
	if _, ok := isPattern(name); ok || name == "" {
		return "/^" + regexp.QuoteMeta(name) + "$/"
	}
	return name
}

// of returns the key that matches a subtest: its name, or the first expression that matches it. key
// is "" if there is none.
func (f failing) of(name string) (key, reason string) {
	if _, ok := isPattern(name); !ok && f[name] != "" {
		return name, f[name]
	}
	for _, key := range slices.Sorted(maps.Keys(f)) {
		if expression, ok := isPattern(key); ok && regexp.MustCompile(expression).MatchString(name) {
			return key, f[key]
		}
	}
	return "", ""
}

// check returns an error for keys that look like regular expressions but are not valid ones.
func (f failing) check() error {
	for key := range f {
		if expression, ok := isPattern(key); ok {
			if _, err := regexp.Compile(expression); err != nil {
				return fmt.Errorf("%s is no regular expression: %s; it begins and ends with a slash", quote(key), strings.TrimPrefix(err.Error(), "error parsing regexp: "))
			}
		}
	}
	return nil
}
