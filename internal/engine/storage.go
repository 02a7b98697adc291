package engine

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Plain objects, arrays, Maps and Sets are read, and made, in goja's own storage: the map and the list of names in which goja
// keeps the properties of an object, the slice of an array's elements, the entries of a Map. No script runs meanwhile, and the
// objects that are made are ordinary ones in every respect. There is no safe implementation of that: it is only for callers
// that have another way, and ask [Fast] first.

// Readable returns the kind of an object that a [Reader] can read: Plain (platform objects too), Array (which may have holes),
// Map or Set. It returns Other for all other objects.
func Readable(o *goja.Object) Kind { return readable(o) }

// Names are the names of an object's properties. Any number of objects may have the same, whatever their engines.
type Names struct {
	list            []unistring.String
	sorted, indices int
	bytes           int // their length in UTF-8
}

// List returns the names in the order in which the properties were created. The caller must not change the list.
func (n *Names) List() []unistring.String { return n.list }

// Reader reads objects, and keeps what it has read.
type Reader struct {
	Values   []goja.Value   // of the properties, the elements, or the entries: keys and values by turns; nil for objects
	Children []*goja.Object // these objects, in their order

	Count int   // how many names and primitive values were read
	Bytes int64 // the length of the names and strings among them; approximately that of BigInts

	known knownNames
}

// Read appends what o holds, which must be [Readable]. It returns the names of the properties, which are in their order in
// Values. It returns false for anything that would run a script (an accessor) or could not be made again (a property that is
// not enumerable, a hole), of which it may have appended a part; the caller then uses the standard algorithm.
func (r *Reader) Read(o *goja.Object) (*Names, bool) { return r.read(o) }

// NewObject returns an object of vm that has properties of these names. The caller has to set them all in its Fields.
func NewObject(vm *goja.Runtime, prototype *goja.Object, names *Names) *goja.Object {
	return newObject(vm, prototype, names)
}

// NewArray returns an array of vm whose storage is elements, none of them nil.
func NewArray(vm *goja.Runtime, prototype *goja.Object, elements []goja.Value) *goja.Object {
	return newArray(vm, prototype, elements)
}

// Fill puts entries into a Map or Set that the engine just made: keys and values by turns, or members, no two keys the
// same and none of them nil. If there are kinds of keys that it does not know, it returns false and the object is unchanged.
func Fill(o *goja.Object, entries []goja.Value) bool { return fill(o, entries) }

// Fields are the properties of an object that NewObject made, before a script has seen it.
type Fields struct {
	names []unistring.String
	all   map[unistring.String]goja.Value
}

// FieldsOf returns the properties of an object that was made with these names.
func FieldsOf(o *goja.Object, names *Names) Fields { return fieldsOf(o, names) }

// Set sets the property whose name is at i in the list of names.
func (f *Fields) Set(i int, v goja.Value) {
	f.all[f.names[i]] = v
}

// Elements returns the elements of an array that NewArray made.
func Elements(o *goja.Object) []goja.Value { return elements(o) }
