package wpt

import "strings"

// Header has the headers of a request or response by their names in lower case.
type Header map[string][]string

// Get returns the first value of a header, or "".
func (h Header) Get(name string) string {
	if values := h.Values(name); len(values) > 0 {
		return values[0]
	}
	return ""
}

// Values returns the values of a header.
func (h Header) Values(name string) []string { return h[strings.ToLower(name)] }

// Set replaces the values of a header.
func (h Header) Set(name, value string) { h[strings.ToLower(name)] = []string{value} }

// Add adds a value to those of a header.
func (h Header) Add(name, value string) {
	name = strings.ToLower(name)
	h[name] = append(h[name], value)
}
