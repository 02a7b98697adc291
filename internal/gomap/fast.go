//go:build gc && !gojs_safe && go1.24 && !go1.27

package gomap

import (
	"errors"
	"fmt"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Header has room for the first piece of a map: it is Map of Go's package internal/runtime/maps.
type Header struct {
	used                     uint64
	seed                     uintptr
	group                    unsafe.Pointer // *Group, while there are no more than Slots entries
	dirLen                   int            // 0 as long as that is so
	globalDepth, globalShift uint8
	writing                  uint8
	tombstonePossible        bool
	clearSeq                 uint64
}

// Group has room for the second piece: a byte for each entry, which says whether it is there and has some bits of the hash
// of its name, and the entries.
type Group struct {
	control [Slots]byte
	entries [Slots]entry
}

type entry struct {
	name  unistring.String
	value goja.Value
}

// Small has room for a map of up to Slots entries.
type Small struct {
	header Header
	group  Group
}

// noEntry is the control byte of an entry that is not there.
const noEntry = 0x80

var (
	empty       Header // of a map that has no group yet
	layoutError = checkLayout()
	enabled     = layoutError == nil
)

func headerOf(m Map) *Header { return *(**Header)(unsafe.Pointer(&m)) }

func (h *Header) asMap() (m Map) {
	*(**Header)(unsafe.Pointer(&m)) = h
	return m
}

// onHeap makes an empty map. Where the compiler sees that a map stays in a function, it has a group on the stack at once.
//
//go:noinline
func onHeap() Map { return make(Map) }

// Make makes an empty map in h. It may be called once.
func (h *Header) Make() Map {
	if !enabled {
		return make(Map)
	}
	*h = empty
	return h.asMap()
}

// Template is what the maps with certain names have in common. Any number of goroutines may use it.
type Template struct {
	small Small
	n     int
}

// NewTemplate makes a template of maps with these names. It returns nil if there are none, or too many.
func NewTemplate(names []unistring.String) *Template {
	if !enabled || len(names) == 0 || len(names) > Slots {
		return nil
	}
	m := onHeap()
	for _, name := range names {
		m[name] = nil
	}
	h := headerOf(m)
	if h.dirLen != 0 || h.used != uint64(len(names)) || h.group == nil {
		return nil
	}
	t := &Template{small: Small{*h, *(*Group)(h.group)}, n: len(names)}
	for i, name := range names {
		if t.small.group.entries[i].name != name {
			return nil // a name twice, or entries in another order
		}
	}
	return t
}

// Make makes in s, which is zero, the map that has the names of the template, without their values: the caller has to set them
// all, by Set.
func (t *Template) Make(s *Small) Map {
	s.header = t.small.header
	s.header.group = unsafe.Pointer(&s.group)
	s.group.control = t.small.group.control
	copy(s.group.entries[:t.n], t.small.group.entries[:t.n])
	return s.header.asMap()
}

// Set sets the value of the name that is at i in the list of names. Nobody must have had the map yet.
func (s *Small) Set(i int, v goja.Value) { s.group.entries[i].value = v }

// SmallAt returns what m was made in if that is at this address, otherwise nil.
func SmallAt(address uintptr, m Map) *Small {
	if h := headerOf(m); uintptr(unsafe.Pointer(h)) == address {
		return (*Small)(unsafe.Pointer(h))
	}
	return nil
}

// GroupOf returns the entries of a map, nil if they are more than fit in one group, or there are none.
func GroupOf(m Map) *Group {
	if h := headerOf(m); enabled && h != nil && h.dirLen == 0 {
		return (*Group)(h.group)
	}
	return nil
}

// At returns what is entry i of a map if its name is name, and in fact the same string. It returns nil if it is not, or has no
// value.
func (g *Group) At(i int, name unistring.String) goja.Value {
	if g == nil || i >= Slots {
		return nil
	}
	e := &g.entries[i]
	if len(e.name) == len(name) && len(name) > 0 && unsafe.StringData(string(e.name)) == unsafe.StringData(string(name)) {
		return e.value
	}
	return nil
}

// checkLayout verifies everything that this file assumes of maps. What it reads is within what the releases that are named
// above allocate.
func checkLayout() error {
	names := []unistring.String{"first", "second", "third"}
	m := onHeap()
	if h := headerOf(m); h.used != 0 || h.group != nil || h.dirLen != 0 || h.writing != 0 {
		return errors.New("an empty map is not laid out as expected")
	}
	empty = *headerOf(m)
	values := make([]goja.Value, 0, len(names))
	for i, name := range names {
		values = append(values, (*goja.Runtime)(nil).ToValue(i)) // a number belongs to no runtime
		m[name] = values[i]
	}
	h := headerOf(m)
	if h.used != uint64(len(names)) || h.dirLen != 0 || h.writing != 0 || h.group == nil {
		return errors.New("the header of a small map is not laid out as expected")
	}
	g := (*Group)(h.group)
	for i := range g.entries {
		switch {
		case i >= len(names):
			if g.control[i] != noEntry {
				return fmt.Errorf("entry %d, which is not there, is marked with %#x", i, g.control[i])
			}
		case g.control[i]&noEntry != 0 || g.At(i, names[i]) != values[i]:
			return fmt.Errorf("entry %d is not where it is expected", i)
		}
	}
	return nil
}
