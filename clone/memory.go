package clone

import (
	"reflect"

	"github.com/dop251/goja"
)

// memory maps the objects that were serialized to numbers: n for objects[n] of a flat, ^n for
// nodes[n]. It is the argument memory of StructuredSerializeInternal. Most messages have a handful
// of objects, and for these a list is faster than a table.
type memory struct {
	first [8]memoryEntry
	n     int           // the number of objects, in first and table
	table []memoryEntry // the others, with open addressing; its length is a power of two
	most  int           // the largest number in the table since it was allocated
}

type memoryEntry struct {
	object *goja.Object
	number int32
}

// get returns the number of o.
func (m *memory) get(o *goja.Object) (number int32, ok bool) {
	for i := range min(m.n, len(m.first)) {
		if m.first[i].object == o {
			return m.first[i].number, true
		}
	}
	if m.n <= len(m.first) {
		return 0, false
	}
	e := m.place(o)
	return e.number, e.object != nil
}

// add adds an object that was not added yet.
func (m *memory) add(o *goja.Object, number int32) {
	if m.n < len(m.first) {
		m.first[m.n] = memoryEntry{o, number}
		m.n++
		return
	}
	if 2*m.n >= len(m.table) {
		old := m.table
		m.table = make([]memoryEntry, max(2*len(old), 64))
		for _, e := range old {
			if e.object != nil {
				*m.place(e.object) = e
			}
		}
	}
	*m.place(o) = memoryEntry{o, number}
	m.n++
}

// place returns the entry of o in the table, or the empty one where o belongs.
func (m *memory) place(o *goja.Object) *memoryEntry {
	const golden = 0x9e3779b97f4a7c15 // spreads addresses that differ in few bits
	mask := uint64(len(m.table) - 1)
	for i := uint64(reflect.ValueOf(o).Pointer()) * golden >> 32; ; i++ {
		if e := &m.table[i&mask]; e.object == o || e.object == nil {
			return e
		}
	}
}

// keepBytes is approximately the largest memory of a table, list or stack that is kept for the next
// call.
const keepBytes = 1 << 18

// reset removes all objects.
func (m *memory) reset() {
	clear(m.first[:min(m.n, len(m.first))])
	switch used := m.n - len(m.first); {
	case used <= 0:
	case len(m.table) > keepBytes/16, used < m.most/16: // clearing takes as long as the table is large
		m.table, m.most = nil, 0
	default:
		m.most = max(m.most, used)
		clear(m.table)
	}
	m.n = 0
}

// scratch is what a serializer needs only while it works.
type scratch struct {
	memory memory
	nodes  []*node
	stack  []frame   // of the ordered way
	flat   flattener // of the plain way
}

func (s *scratch) reset() {
	s.memory.reset()
	keep(&s.nodes, keepBytes/8)
	keep(&s.stack, keepBytes/64)
	s.flat.reset()
}

// keep empties a slice. It keeps the memory for the next call unless there is room for more than
// most elements.
func keep[T any](s *[]T, most int) {
	clear(*s)
	*s = (*s)[:0]
	if cap(*s) > most {
		*s = nil
	}
}
