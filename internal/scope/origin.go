package scope

import weburl "github.com/gojs-runtime/gojs/internal/url"

// Origin returns the serialisation of the scope's origin.
func (s *Scope) Origin() string {
	if s.Location == nil {
		return weburl.OpaqueOrigin
	}
	return weburl.Origin(s.Location)
}
