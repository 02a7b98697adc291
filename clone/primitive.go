package clone

import "github.com/dop251/goja"

// The primitive way: no object, no transfer list. Of StructuredSerializeWithTransfer only step 3 is
// left, and of StructuredSerializeInternal steps 4 and 5; no script runs and no memory is needed.

// recordsAtOnce is how many records of primitives are allocated at once. As long as one of them
// waits to be received, the memory of all is kept, but not the values of those that were received.
const recordsAtOnce = 16

// serializePrimitive makes a record of a primitive value.
func (c *Cloner) serializePrimitive(v goja.Value, maxBytes int) (*Record, error) {
	if len(c.records) == 0 {
		c.records = make([]Record, recordsAtOnce)
	}
	s := serializer{c: c, max: maxBytes, rec: &c.records[0]}
	root, err := s.primitive(v)
	if err != nil {
		s.rec.size = 0
		return nil, err
	}
	s.rec.root = root
	c.records = c.records[1:]
	return s.rec, nil
}

// isPrimitive reports whether the record is a primitive value and transfers nothing.
func (r *Record) isPrimitive() bool {
	_, isNode := r.root.(*node)
	return !isNode && r.parts == nil
}
