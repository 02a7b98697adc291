package clone

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/gojs-runtime/gojs/internal/props"
)

// flat are the plain objects, arrays, Maps and Sets of a record, in the order in which they were found, breadth first. It
// is a fraction of what the objects take in the engine, which matters where messages wait. Like a node it does not change
// once it is complete, and any number of goroutines may read it.
type flat struct {
	objects []flatObject
	values  []goja.Value // of all objects, one after the other; nil where a value is an object
	refs    *flatRefs    // nil if the nth of these is objects[n+1]

	collections bool // there are Maps or Sets
}

// flatRefs says which objects the values are that are objects.
type flatRefs struct {
	kids  []int32 // n for objects[n], ^n for nodes[n]
	nodes []*node
}

// flatObject is an object of a flat.
type flatObject struct {
	names  *props.Names // of a plain object's properties
	values uint32       // how many there are before its own
	kids   uint32
	kind   props.Kind
}

// of returns the values of objects[i].
func (f *flat) of(i int) []goja.Value {
	if i+1 < len(f.objects) {
		return f.values[f.objects[i].values:f.objects[i+1].values]
	}
	return f.values[f.objects[i].values:]
}

// kidsBefore returns how many kids the objects before the ith have.
func (f *flat) kidsBefore(i int) uint32 {
	switch {
	case i < len(f.objects):
		return f.objects[i].kids
	case f.refs == nil:
		return uint32(len(f.objects) - 1)
	}
	return uint32(len(f.refs.kids))
}

// kid returns what the nth nil in values stands for.
func (f *flat) kid(n uint32) int32 {
	if f.refs == nil {
		return int32(n) + 1
	}
	return f.refs.kids[n]
}

// flatRecord is a record that has a flat, in one piece with it.
type flatRecord struct {
	Record
	flat flat
}

// smallRecord and middleRecord have room for their objects and values besides.
type (
	smallRecord struct {
		flatRecord
		objects [1]flatObject
		values  [4]goja.Value
	}
	middleRecord struct {
		flatRecord
		objects [4]flatObject
		values  [12]goja.Value
	}
)

// newFlatRecord returns a record that has a copy of f, which has some objects.
func newFlatRecord(f flat) *flatRecord {
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
	fr.Record.flat = &fr.flat
	return fr
}

// flattener is what a serializer needs to make a flat.
type flattener struct {
	objects     []flatObject
	flatRefs         // those of the flat, unless they can be left out
	collections bool // there are Maps or Sets

	reader  props.Reader   // its Values become those of flat
	sources []*goja.Object // what the objects are made of
	next    int            // the first object that was not read
	inOrder bool           // kids can be left out
}

// add adds o, to be read later, and returns its number; false if that is not possible.
func (f *flattener) add(o *goja.Object, kind props.Kind) (int32, bool) {
	n := len(f.objects)
	if n == math.MaxInt32 {
		return 0, false
	}
	f.objects = append(f.objects, flatObject{kind: kind})
	f.collections = f.collections || kind == props.Map || kind == props.Set
	f.sources = append(f.sources, o)
	return int32(n), true
}

// read reads the next object. child gives numbers to those that it refers to.
func (f *flattener) read(s *serializer) error {
	o := &f.objects[f.next]
	if len(f.reader.Values) > math.MaxUint32 {
		return errSlow
	}
	o.values, o.kids = uint32(len(f.reader.Values)), uint32(len(f.kids))
	var ok bool
	if o.names, ok = f.reader.Read(f.sources[f.next]); !ok {
		return errSlow
	}
	f.next++
	for _, child := range f.reader.Children {
		n, err := s.child(child)
		if err != nil {
			return err
		}
		f.kids = append(f.kids, n)
		f.inOrder = f.inOrder && int(n) == len(f.kids)
	}
	err := s.grow(f.reader.Count*valueSize + f.reader.Bytes)
	f.reader.Children, f.reader.Count, f.reader.Bytes = f.reader.Children[:0], 0, 0
	return err
}

// result returns what was made, in the memory of the flattener.
func (f *flattener) result() flat {
	made := flat{objects: f.objects, values: f.reader.Values, collections: f.collections}
	if !f.inOrder {
		made.refs = &f.flatRefs
	}
	return made
}

// reset empties the flattener for another call.
func (f *flattener) reset() {
	keep(&f.objects, keepBytes/24)
	keep(&f.kids, keepBytes/4)
	keep(&f.nodes, keepBytes/8)
	keep(&f.sources, keepBytes/8)
	keep(&f.reader.Values, keepBytes/16)
	keep(&f.reader.Children, keepBytes/8)
	f.reader.Count, f.reader.Bytes = 0, 0
	f.next, f.inOrder, f.collections = 0, true, false
}

// builder makes the objects of a flat in a runtime.
type builder struct {
	c    *Cloner
	flat *flat
	made []*goja.Object // by number
	list []goja.Value   // of a Map or Set
	d    *deserializer  // for the nodes
}

func newBuilder(c *Cloner, f *flat) builder {
	made := c.made
	c.made = nil // if it is needed once more meanwhile
	if n := len(f.objects); n <= cap(made) {
		made = made[:n]
	} else {
		made = make([]*goja.Object, n)
	}
	return builder{c: c, flat: f, made: made}
}

// close gives back the memory of the builder.
func (b *builder) close() {
	keep(&b.made, keepBytes/8)
	b.c.made = b.made
}

// object returns objects[i], which may not have its contents yet.
func (b *builder) object(i int) (o *goja.Object, err error) {
	if b.made[i] == nil {
		switch from := &b.flat.objects[i]; from.kind {
		case props.Object:
			o = props.NewObject(b.c.vm, b.c.objectPrototype(), from.names)
		case props.Array:
			o = props.NewArray(b.c.vm, b.c.arrayPrototype(), slices.Clone(b.flat.of(i)))
		case props.Map:
			o, err = b.c.construct(ctorMap, kindMap)
		case props.Set:
			o, err = b.c.construct(ctorSet, kindSet)
		}
		if err != nil {
			return nil, err
		}
		b.made[i] = o
	}
	return b.made[i], nil
}

// build gives all objects their contents. It begins with the last, so that most of those that an object refers to are
// there already.
func (b *builder) build() error {
	for i := len(b.made) - 1; i >= 0; i-- {
		o, err := b.object(i)
		if err != nil {
			return err
		}
		from, values := &b.flat.objects[i], b.flat.of(i)
		kid, kids := from.kids, b.flat.kidsBefore(i+1)
		var list []goja.Value
		switch from.kind {
		case props.Object:
			fields := props.FieldsOf(o, from.names)
			for j, v := range values {
				if v == nil {
					if v, err = b.kid(kid); err != nil {
						return err
					}
					kid++
				}
				fields.Set(j, v)
			}
			continue
		case props.Array:
			list = props.Elements(o)
		default:
			if list = values; kid < kids {
				b.list = append(b.list[:0], values...)
				list = b.list
			}
		}
		for j := 0; kid < kids; j++ {
			if list[j] == nil {
				if list[j], err = b.kid(kid); err != nil {
					return err
				}
				kid++
			}
		}
		if from.kind != props.Array {
			b.fill(o, from.kind, list)
		}
	}
	return nil
}

// fill puts entries into a new Map or Set.
func (b *builder) fill(o *goja.Object, kind props.Kind, entries []goja.Value) {
	switch {
	case props.Fill(o, entries):
	case kind == props.Map:
		for i := 0; i < len(entries); i += 2 {
			b.c.reader.call2(mapSet, o, entries[i], entries[i+1])
		}
	default:
		for _, member := range entries {
			b.c.reader.call1(setAdd, o, member)
		}
	}
}

func (b *builder) kid(n uint32) (goja.Value, error) {
	k := b.flat.kid(n)
	if k < 0 {
		return b.d.value(b.flat.refs.nodes[^k])
	}
	return b.object(int(k))
}

// goBuilder does for Go values what builder does for those of an engine: plain objects become map[string]any, arrays and
// Sets []any, Maps map[any]any.
type goBuilder struct {
	flat *flat
	made []any
}

func (b *goBuilder) object(i int) any {
	if b.made[i] == nil {
		switch n := len(b.flat.of(i)); b.flat.objects[i].kind {
		case props.Object:
			b.made[i] = make(map[string]any, n)
		case props.Map:
			b.made[i] = make(map[any]any, n/2)
		default:
			b.made[i] = make([]any, n)
		}
	}
	return b.made[i]
}

func (b *goBuilder) build(node func(goja.Value) (any, error)) error {
	for i := len(b.made) - 1; i >= 0; i-- {
		kid := b.flat.objects[i].kids
		var names []unistring.String
		if b.flat.objects[i].kind == props.Object {
			names = b.flat.objects[i].names.List()
		}
		var key any
		for j, v := range b.flat.of(i) {
			var made any
			if v != nil {
				made = primitive(v)
			} else {
				if k := b.flat.kid(kid); k >= 0 {
					made = b.object(int(k))
				} else {
					var err error
					if made, err = node(b.flat.refs.nodes[^k]); err != nil {
						return err
					}
				}
				kid++
			}
			switch o := b.object(i).(type) {
			case []any:
				o[j] = made
			case map[string]any:
				o[names[j].String()] = made
			case map[any]any:
				if j%2 == 0 {
					if err := checkGoKey(made); err != nil {
						return err
					}
					key = made
				} else {
					o[key] = made
				}
			}
		}
		b.object(i)
	}
	return nil
}

// checkGoKey looks whether a key of a Map can be one in Go.
func checkGoKey(key any) error {
	if v := reflect.ValueOf(key); v.IsValid() && !v.Comparable() {
		return dataCloneError(fmt.Sprintf("A Map with a key of type %T could not be made a Go map.", key))
	}
	return nil
}
