//go:build gc && !gojs_safe

package engine

import (
	"unsafe"

	"github.com/dop251/goja/unistring"
)

// A list of names that any number of objects may have: goja copies it before it changes it, as it does with one that an
// enumeration goes through. The sign for that is a certain string at the end of its capacity. As goja removes its own sign
// when an enumeration ends, a list of ours is never one of goja's, which its bytes show; and goja never removes ours, as an
// enumeration begins with a copy.

var copyMarker = [1]byte{' '}

var noNames Names

// shared returns list as one that any number of objects may have: list itself if it is one already.
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

// knownNames are names that were read lately. The objects that a program sends are made in a few places, and those made in one
// place have the same names.
type knownNames [knownSize]*Names

const (
	knownSize      = 64 // a power of two
	knownMostNames = 8
	knownMostBytes = 256 // names that are longer, all together, are not kept
)

// of returns the names of an object's properties, of which there are some.
func (k *knownNames) of(o *baseObject) *Names {
	list := o.propNames
	if len(list) > knownMostNames {
		// They are less likely to be like others, and to compare them takes longer. The object has them as a shared list from
		// now on, for the next time.
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

// hashOf is a number that is the same for names that are the same strings: where in a program they are from, not what they say.
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

// nameLength is the length of a name in UTF-8.
func nameLength(name unistring.String) int {
	if name.AsUtf16() == nil {
		return len(name)
	}
	return len(name.String())
}
