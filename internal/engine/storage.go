package engine

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// The functions here read and make plain objects, arrays, Maps and Sets in goja's own storage: the
// map and the list of names in which goja keeps the properties of an object, the slice of an
// array's elements, the entries of a Map. No script runs, and the new objects are ordinary ones in
// every respect. There is no safe implementation: callers ask [Fast] first, and have another way.

// Readable returns the kind of an object that a [Reader] can read: Plain (including platform
// objects), Array (which may have holes), Map or Set. It returns Other for all other objects.
func Readable(o *goja.Object) Kind { return readable(o) }

// Names are the names of an object's properties. Any number of objects may share a Names, in any
// engines.
type Names struct {
	list            []unistring.String
	sorted, indices int
	bytes           int // the length of all names in UTF-8
}

// List returns the names in the order in which the properties were created. The caller must not
// change the list.
func (n *Names) List() []unistring.String { return n.list }

// Reader reads objects and collects their values and the objects that they refer to.
type Reader struct {
	// Values are the values of properties, the elements of arrays, and the entries of Maps (keys
	// and values in turn) and Sets. A nil stands for an object, which is in Children.
	Values   []goja.Value
	Children []*goja.Object // the objects among the values, in their order

	Count int   // the number of names and primitive values that were read
	Bytes int64 // the length of the names and strings among them, and approximately that of BigInts

	known knownNames
}

// Read appends what o holds to r. o must be [Readable]. It returns the names of the properties in
// the order of their values. It returns false for anything that would run a script (an accessor) or
// could not be recreated (a property that is not enumerable, a hole). It may have appended a part
// then; the caller uses the standard algorithm instead.
func (r *Reader) Read(o *goja.Object) (*Names, bool) { return r.read(o) }

// NewObject returns an object of vm that has properties with these names. The caller must set all
// of them in its Fields.
func NewObject(vm *goja.Runtime, prototype *goja.Object, names *Names) *goja.Object {
	return newObject(vm, prototype, names)
}

// NewArray returns an array of vm that uses elements as its storage. None of them may be nil.
func NewArray(vm *goja.Runtime, prototype *goja.Object, elements []goja.Value) *goja.Object {
	return newArray(vm, prototype, elements)
}

// Fill fills a Map or Set that the engine has just made. entries are the keys and values of a Map
// in turn, or the members of a Set. No two keys may be the same, and none nil. If Fill does not
// know the type of a key, it returns false and the object is unchanged.
func Fill(o *goja.Object, entries []goja.Value) bool { return fill(o, entries) }

// Fields are the properties of an object that NewObject made and that no script has seen.
type Fields struct {
	names []unistring.String
	all   map[unistring.String]goja.Value
}

// FieldsOf returns the properties of an object that NewObject made with these names.
func FieldsOf(o *goja.Object, names *Names) Fields { return fieldsOf(o, names) }

// Set sets the property with the name at index i in the list of names.
func (f *Fields) Set(i int, v goja.Value) {
	f.all[f.names[i]] = v
}

// Elements returns the elements of an array that NewArray made.
func Elements(o *goja.Object) []goja.Value { return elements(o) }
