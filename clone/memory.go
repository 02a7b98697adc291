package clone

import "github.com/dop251/goja"

// memory maps the objects that were serialized to what they became in the record. Most messages have a handful of
// objects, for which going through a list is cheaper than a map.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal (its argument memory)
type memory struct {
	objects [8]*goja.Object
	became  [8]goja.Value
	n       int
	more    map[*goja.Object]goja.Value
	most    int // the largest size that more had
}

// get returns nil if o was not serialized.
func (m *memory) get(o *goja.Object) goja.Value {
	for i, known := range m.objects[:m.n] {
		if known == o {
			return m.became[i]
		}
	}
	return m.more[o]
}

func (m *memory) add(o *goja.Object, v goja.Value) {
	if m.n < len(m.objects) {
		m.objects[m.n], m.became[m.n] = o, v
		m.n++
		return
	}
	if m.more == nil {
		m.more = make(map[*goja.Object]goja.Value)
	}
	m.more[o] = v
}

// keepEntries is how many entries a map or stack may have to be kept for the next call.
const keepEntries = 4096

func (m *memory) reset() {
	clear(m.objects[:m.n])
	clear(m.became[:m.n])
	m.n = 0
	switch used := len(m.more); {
	case used == 0:
	case used > keepEntries, used < m.most/16: // clearing takes as long as the map is large
		m.more, m.most = nil, 0
	default:
		m.most = max(m.most, used)
		clear(m.more)
	}
}

// scratch is what a serializer needs only while it works.
type scratch struct {
	memory memory
	stack  []frame
}

func (s *scratch) reset() {
	s.memory.reset()
	clear(s.stack) // those that an error left there; pop clears the others
	s.stack = s.stack[:0]
	if cap(s.stack) > keepEntries {
		s.stack = nil
	}
}
