// Package props reads and makes plain objects and arrays in the engine's own storage: the map and the list of names in
// which goja keeps the properties of an object, and the slice of an array's elements. It reads and fills Maps and Sets too.
//
// No script runs meanwhile. What would take one (an accessor), or could not be made again (a property that is not
// enumerable, a hole), is not read here; the caller goes another way then. What is made is what goja makes itself: the
// objects are ordinary ones, in every respect.
//
// As in internal/slot the layout of everything that is touched is verified, when Enabled is called for the first time. If
// it is not as expected, or in a build with the tag gojs_safe, it returns false: then nothing else is to be called.
package props

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Kind says how the properties of an object can be read.
type Kind uint8

const (
	Other  Kind = iota // not here
	Object             // an ordinary object; platform objects (see internal/slot) too
	Array              // an array that may be one without holes and properties besides its elements
	Map
	Set
)

// Enabled reports whether objects can be read at all. It is to be called before everything else.
func Enabled() bool { return enabled() }

// KindOf returns the kind of o.
func KindOf(o *goja.Object) Kind { return kindOf(o) }

// Names are the names of an object's properties. Any number of objects may have the same, whatever their runtimes.
type Names struct {
	list            []unistring.String
	sorted, indices int
	bytes           int // their length in UTF-8
}

// List returns the names in the order in which the properties were created, which is not to be changed.
func (n *Names) List() []unistring.String { return n.list }

// Reader keeps what it has read.
type Reader struct {
	Values   []goja.Value   // of the properties, the elements, or the entries: keys and values by turns; nil for objects
	Children []*goja.Object // these objects, in their order

	Count int   // how many names and primitive values were read
	Bytes int64 // the length of the names and strings among them; approximately that of BigInts

	known knownNames
}

// Read appends what o has, which is not of the kind Other. It returns the names of the properties, which are in their order
// in Values. It returns false if there is something that cannot be read here, of which it may have appended a part.
func (r *Reader) Read(o *goja.Object) (*Names, bool) { return r.read(o) }

// NewObject makes an object of vm that has properties of these names. The caller has to set them all in its Fields.
func NewObject(vm *goja.Runtime, prototype *goja.Object, names *Names) *goja.Object {
	return newObject(vm, prototype, names)
}

// NewArray makes an array of vm that has these elements, none of them nil, in this memory.
func NewArray(vm *goja.Runtime, prototype *goja.Object, elements []goja.Value) *goja.Object {
	return newArray(vm, prototype, elements)
}

// Fill puts entries into a Map or Set that the engine just made: keys and values by turns, or members, no two keys the
// same and none of them nil. It returns false, and does nothing, if there are kinds of keys that it does not know.
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
