package clone

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// flat holds the ordinary objects, arrays, Maps and Sets of a record that was made in the plain
// way, in the order in which they were found, breadth first. It takes a fraction of the memory that
// the objects take in the engine, which matters where messages wait. Like a node it does not change
// once it is complete, and any number of goroutines may read it.
//
// [{a: 1, b: {}}, 2] is
//
//	objects  [_, _]    {a, b}     {}
//	values   nil, 2    1, nil
//
// where the first nil stands for objects[1] and the second for objects[2].
type flat struct {
	objects []flatObject
	values  []goja.Value // of all objects, one after the other; nil stands for an object, a child of the one that it is in
	refs    *flatRefs    // nil if the nth child is objects[n+1] for each n

	collections bool // some objects are Maps or Sets
}

// flatRefs says which objects the children are.
type flatRefs struct {
	kids  []int32 // n for objects[n], ^n for nodes[n]
	nodes []*node
}

// flatObject is an object of a flat.
type flatObject struct {
	names  *engine.Names // of an ordinary object's properties
	values uint32        // where its values begin
	kids   uint32        // the number of its first child
	kind   engine.Kind
}

// of returns the values of objects[i].
func (f *flat) of(i int) []goja.Value {
	if i+1 < len(f.objects) {
		return f.values[f.objects[i].values:f.objects[i+1].values]
	}
	return f.values[f.objects[i].values:]
}

// kidsBefore returns the number of children that the objects before objects[i] have.
func (f *flat) kidsBefore(i int) uint32 {
	switch {
	case i < len(f.objects):
		return f.objects[i].kids
	case f.refs == nil:
		return uint32(len(f.objects) - 1)
	}
	return uint32(len(f.refs.kids))
}

// kid returns the nth child as flatRefs stores it: the number of an object, or a node.
func (f *flat) kid(n uint32) int32 {
	if f.refs == nil {
		return int32(n) + 1
	}
	return f.refs.kids[n]
}

// flatRecord is a record with its flat, allocated at once.
type flatRecord struct {
	rec  Record
	flat flat
}

// smallRecord and middleRecord have room for the objects and values too.
type (
	smallRecord struct {
		flatRecord flatRecord
		objects    [1]flatObject
		values     [4]goja.Value
	}
	middleRecord struct {
		flatRecord flatRecord
		objects    [4]flatObject
		values     [12]goja.Value
	}
)

// newFlatRecord returns a record that has a copy of f, which has at least one object.
func newFlatRecord(f flat) *Record {
	var fr *flatRecord
	switch objects, values := len(f.objects), len(f.values); {
	case objects <= len(smallRecord{}.objects) && values <= len(smallRecord{}.values):
		r := &smallRecord{}
		fr = &r.flatRecord
		fr.flat.objects, fr.flat.values = r.objects[:objects], r.values[:values]
	case objects <= len(middleRecord{}.objects) && values <= len(middleRecord{}.values):
		r := &middleRecord{}
		fr = &r.flatRecord
		fr.flat.objects, fr.flat.values = r.objects[:objects], r.values[:values]
	default:
		fr = &flatRecord{}
		fr.flat.objects, fr.flat.values = make([]flatObject, objects), make([]goja.Value, values)
	}
	copy(fr.flat.objects, f.objects)
	copy(fr.flat.values, f.values)
	if f.refs != nil {
		fr.flat.refs = &flatRefs{slices.Clone(f.refs.kids), slices.Clone(f.refs.nodes)}
	}
	fr.flat.collections = f.collections
	fr.rec.flat = &fr.flat
	return &fr.rec
}
