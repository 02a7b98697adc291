//go:build gc && !gojs_safe

package engine

import (
	"unsafe"

	"github.com/dop251/goja/unistring"
)

// Any number of objects may share a list of names, because goja copies a marked list before it
// changes it. The mark is a certain string behind the end of the list, within its capacity; goja
// marks lists in this way while an enumeration goes through them. goja removes its own mark when
// the enumeration ends, so our mark is another string with the same text, which is recognised by
// the address of its bytes. goja never removes our mark, because an enumeration of a marked list
// begins with a copy.

var copyMarker = [1]byte{' '}

var noNames Names

// shared returns a marked copy of list, or list itself if it is marked already.
func shared(list []unistring.String) []unistring.String {
	n := len(list)
	if cap(list) == n+1 && unsafe.StringData(string(list[:n+1][n])) == &copyMarker[0] {
		return list
	}
	copied := make([]unistring.String, n+1)
	copy(copied, list)
	copied[n] = unistring.String(unsafe.String(&copyMarker[0], len(copyMarker)))
	return copied[:n]
}

// knownNames are lists of names that were read recently. A program makes the objects that it sends
// at a few places, and all objects from one place have the same names.
type knownNames [knownSize]*Names

const (
	knownSize      = 64 // a power of two
	knownMostNames = 8
	knownMostBytes = 256 // longer lists are not kept
)

// of returns the names of an object that has at least one property.
func (k *knownNames) of(o *baseObject) *Names {
	list := o.propNames
	if len(list) > knownMostNames {
		// Long lists are rarely equal, and to compare them takes longer. Instead, the object keeps
		// the shared list for the next time.
		list = shared(list)
		o.propNames = list
		return newNames(list, o)
	}
	place := &k[hashOf(list)%knownSize]
	if n := *place; n != nil && n.sorted == o.lastSortedPropLen && n.indices == o.idxPropCount && equal(n.list, list) {
		return n
	}
	n := newNames(shared(list), o)
	if n.bytes <= knownMostBytes {
		*place = n
	}
	return n
}

func newNames(list []unistring.String, o *baseObject) *Names {
	n := &Names{list: list, sorted: o.lastSortedPropLen, indices: o.idxPropCount}
	for _, name := range list {
		n.bytes += nameLength(name)
	}
	return n
}

// hashOf returns a hash of the addresses of the names, not of their text. Names that are the same
// strings have the same hash.
func hashOf(list []unistring.String) uintptr {
	const golden = 0x9e3779b9
	h := uintptr(len(list))
	for _, name := range list {
		h = (h ^ uintptr(unsafe.Pointer(unsafe.StringData(string(name))))) * golden
		h ^= h >> 15
	}
	return h
}

func equal(a, b []unistring.String) bool {
	if len(a) != len(b) {
		return false
	}
	for i, name := range a {
		if len(name) != len(b[i]) || unsafe.StringData(string(name)) != unsafe.StringData(string(b[i])) && name != b[i] {
			return false
		}
	}
	return true
}

// nameLength returns the length of a name in UTF-8.
func nameLength(name unistring.String) int {
	if name.AsUtf16() == nil {
		return len(name)
	}
	return len(name.String())
}
