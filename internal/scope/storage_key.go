package scope

import (
	"crypto/rand"
	"fmt"
)

// StorageKey returns the key that scopes with the same origin have in common: they share broadcast
// channels and blob URLs. The scopes of a program without a location, or with a file as location,
// share one opaque origin. A scope with a data: URL has an opaque origin of its own.
//
// https://storage.spec.whatwg.org/#obtain-a-storage-key-for-non-storage-purposes
func (s *Scope) StorageKey() string {
	if s.Location == nil || s.Location.Scheme != "data" {
		return s.Origin()
	}
	if s.opaque == "" {
		s.opaque = NewUUID()
	}
	return s.opaque
}

// NewUUID returns a new UUID of version 4.
//
// https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
func NewUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0F | 0x40
	b[8] = b[8]&0x3F | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}
