package clone

import (
	"errors"
	"math"
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
)

// The plain way. Package engine reads ordinary objects, arrays, Maps and Sets in the engine's own
// storage, breadth first, into a flat, and makes them from it. Objects that refer to no others but
// can be read without running a script (Dates, RegExps, buffers, views, wrapped primitives) become
// nodes, as in the ordered way.
//
// It does steps 1 to 18 and 24 to 26 of StructuredSerializeInternal in another order. No script
// can see the difference, because none runs, and whatever could run one or throw (a getter, an error, a platform
// object, a function) makes serializePlain give up before anything is transferred. For the same
// reason nobody can tell in which order StructuredDeserialize makes objects.

// errNotPlain is the error of a plain serializer that met something for the ordered way. No caller
// of the package sees it.
var errNotPlain = errors.New("clone: not plain")

// serializePlain returns nil if the ordered way has to be taken.
func (c *Cloner) serializePlain(v goja.Value, opt Options) *Record {
	defer c.endPlain()
	if c.beginPlain(v, opt) != nil {
		return nil
	}
	var rec *Record
	if made := c.scratch.flat.result(c.scratch.nodes); len(made.objects) > 0 {
		rec = newFlatRecord(made)
	} else {
		rec = &Record{}
	}
	rec.root, rec.size, rec.parts = c.record.rec.root, c.record.rec.size, c.record.rec.parts
	return rec
}

// clonePlain makes a clone of o without a record in between. ok is false for anything but ordinary
// objects, arrays, Maps and Sets.
func (c *Cloner) clonePlain(o *goja.Object, maxBytes int) (copied goja.Value, ok bool, err error) {
	if engine.Readable(o) == engine.Other {
		return nil, false, nil
	}
	c.busy = true
	defer func() {
		c.busy = false
		c.endPlain()
	}()
	if c.beginPlain(o, Options{MaxBytes: maxBytes}) != nil || len(c.scratch.nodes) > 0 {
		return nil, false, nil
	}
	r := &c.record
	r.flat = c.scratch.flat.result(c.scratch.nodes)
	r.rec.flat = &r.flat
	copied, _, err = c.receive(&r.rec, false)
	return copied, true, err
}

// beginPlain serializes v into c.record and c.scratch. The caller calls endPlain afterwards.
func (c *Cloner) beginPlain(v goja.Value, opt Options) error {
	c.scratch.flat.inOrder = true
	c.serializer = serializer{c: c, max: opt.MaxBytes, rec: &c.record.rec, plain: true}
	return c.serializer.serializeWithTransfer(v, opt.Transfer)
}

func (c *Cloner) endPlain() {
	c.serializer = serializer{}
	c.record.rec.empty()
	c.record.rec.size, c.record.flat = 0, flat{}
	c.scratch.reset()
	c.reader.release()
}

// plainChild serializes an object that is not in memory, except for its contents, and returns its
// number.
func (s *serializer) plainChild(o *goja.Object) (int32, error) {
	kind := engine.Readable(o)
	if kind == engine.Other {
		switch kindOf(o) {
		case kindPrimitive, kindString, kindDate, kindRegExp, kindArrayBuffer, kindTypedArray, kindDataView:
			return s.object(o)
		}
		return 0, errNotPlain
	}
	if _, isPlatformObject := engine.StateOf(o); isPlatformObject || o == s.c.vm.GlobalObject() {
		return 0, errNotPlain
	}
	n, ok := s.c.scratch.flat.add(o, kind)
	if !ok {
		return 0, errNotPlain
	}
	s.c.scratch.memory.add(o, n)
	return n, s.grow(nodeSize)
}

// flattener makes a flat. It is a queue: objects are added where they are found, and read one after
// the other.
type flattener struct {
	objects     []flatObject
	refs        flatRefs
	collections bool // some objects are Maps or Sets

	reader  engine.Reader  // its Values become those of the flat
	sources []*goja.Object // sources[i] is what objects[i] is made of
	next    int            // the first object that was not read
	inOrder bool           // each nth child so far is objects[n+1], so refs can be left out
}

// add adds o, to be read later, and returns its number. ok is false if there are too many objects.
func (f *flattener) add(o *goja.Object, kind engine.Kind) (number int32, ok bool) {
	n := len(f.objects)
	if n == math.MaxInt32 {
		return 0, false
	}
	f.objects = append(f.objects, flatObject{kind: kind})
	f.collections = f.collections || kind == engine.Map || kind == engine.Set
	f.sources = append(f.sources, o)
	return int32(n), true
}

// read reads the contents of the next object.
func (f *flattener) read(s *serializer) error {
	o := &f.objects[f.next]
	if uint64(len(f.reader.Values)) > math.MaxUint32 {
		return errNotPlain
	}
	o.values, o.kids = uint32(len(f.reader.Values)), uint32(len(f.refs.kids))
	var ok bool
	if o.names, ok = f.reader.Read(f.sources[f.next]); !ok {
		return errNotPlain
	}
	f.next++
	for _, child := range f.reader.Children {
		n, err := s.child(child)
		if err != nil {
			return err
		}
		f.refs.kids = append(f.refs.kids, n)
		f.inOrder = f.inOrder && int(n) == len(f.refs.kids)
	}
	err := s.grow(int(min(int64(f.reader.Count)*valueSize+f.reader.Bytes, math.MaxInt)))
	f.reader.Children, f.reader.Count, f.reader.Bytes = f.reader.Children[:0], 0, 0
	return err
}

// result returns the flat, in the memory of the flattener. nodes are the objects that are not in
// it.
func (f *flattener) result(nodes []*node) flat {
	made := flat{objects: f.objects, values: f.reader.Values, collections: f.collections}
	if !f.inOrder {
		f.refs.nodes = nodes
		made.refs = &f.refs
	}
	return made
}

// reset empties the flattener for another call.
func (f *flattener) reset() {
	keep(&f.objects, keepBytes/24)
	keep(&f.refs.kids, keepBytes/4)
	f.refs.nodes = nil
	keep(&f.sources, keepBytes/8)
	keep(&f.reader.Values, keepBytes/16)
	keep(&f.reader.Children, keepBytes/8)
	f.reader.Count, f.reader.Bytes = 0, 0
	f.next, f.inOrder, f.collections = 0, true, false
}

// isPlain reports whether the record has nothing but primitives, ordinary objects and arrays.
// Receiving it cannot fail.
func (r *Record) isPlain() bool {
	return r.parts == nil && r.root == item(flatRoot) && !r.flat.collections &&
		(r.flat.refs == nil || len(r.flat.refs.nodes) == 0)
}

// build makes the objects of f, which has neither nodes nor collections, and returns the first.
func (c *Cloner) build(f *flat) goja.Value {
	b := newBuilder(c, f)
	_ = b.build() // only nodes and collections can fail
	root := b.made[0]
	b.close()
	return root
}

// builder makes the objects of a flat in a runtime.
type builder struct {
	c    *Cloner
	flat *flat
	made []*goja.Object // made[i] is objects[i]; nil until something refers to it
	list []goja.Value   // the entries of a Map or Set that has objects among them
	d    *deserializer  // makes the nodes; nil if there are none
}

func newBuilder(c *Cloner, f *flat) builder {
	made := c.made
	c.made = nil // a host may deserialize something meanwhile
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

// object returns objects[i], which may not have its contents yet. Only Maps and Sets can fail.
func (b *builder) object(i int) (o *goja.Object, err error) {
	if b.made[i] == nil {
		switch from := &b.flat.objects[i]; from.kind {
		case engine.Plain:
			o = engine.NewObject(b.c.vm, b.c.objectPrototype(), from.names)
		case engine.Array:
			o = engine.NewArray(b.c.vm, b.c.arrayPrototype(), slices.Clone(b.flat.of(i)))
		case engine.Map:
			o, err = b.c.construct(ctorMap, kindMap)
		case engine.Set:
			o, err = b.c.construct(ctorSet, kindSet)
		}
		if err != nil {
			return nil, err
		}
		b.made[i] = o
	}
	return b.made[i], nil
}

// build gives all objects their contents. It begins with the last: children come after what refers
// to them, so most of them are complete when they are needed.
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
		case engine.Plain:
			fields := engine.FieldsOf(o, from.names)
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
		case engine.Array:
			list = engine.Elements(o)
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
		if from.kind != engine.Array {
			b.fill(o, from.kind, list)
		}
	}
	return nil
}

// fill puts entries into a new Map or Set.
func (b *builder) fill(o *goja.Object, kind engine.Kind, entries []goja.Value) {
	switch {
	case engine.Fill(o, entries):
	case kind == engine.Map:
		for i := 0; i < len(entries); i += 2 {
			b.c.reader.call2(mapSet, o, entries[i], entries[i+1])
		}
	default:
		for _, member := range entries {
			b.c.reader.call1(setAdd, o, member)
		}
	}
}

// kid returns the nth child.
func (b *builder) kid(n uint32) (goja.Value, error) {
	k := b.flat.kid(n)
	if k < 0 {
		return b.d.value(b.flat.refs.nodes[^k])
	}
	return b.object(int(k))
}
