package bindings

// storageKey says which scopes of a program share their broadcast channels and blob URLs: those of one origin. The
// opaque origin of a scope without a location, or with that of a file, is the program's; that of a data: URL is the
// scope's alone.
//
// https://storage.spec.whatwg.org/#obtain-a-storage-key-for-non-storage-purposes
func (s *Scope) storageKey() string {
	if s.location == nil || s.location.Scheme != "data" {
		return s.origin()
	}
	if s.opaque == "" {
		s.opaque = newUUID()
	}
	return s.opaque
}
