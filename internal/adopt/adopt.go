// Package adopt copies plain objects and arrays in the engine's own storage, from one runtime to another.
//
// A [Graph] is a set of objects that belong to no runtime yet. They are complete in all but that: what goja keeps the
// properties of an object in (a map and a list of names) and the elements of an array (a slice) is copied whole when an
// object is added, and then only the values that are objects are replaced, by their own copies. Once the graph is
// complete it may be handed to another goroutine, whose runtime adopts it: each object is told its runtime and its
// prototype, and that is all that is left to do.
//
//	var b adopt.Builder
//	root := b.Add(object) // and what it refers to, as Fill asks the replacer for it
//	for b.Pending() {
//		_, _, err := b.Fill(replacer)
//	}
//	graph, gaps := b.Finish()
//	…
//	graph.Adopt(vm, objectPrototype, arrayPrototype)
//
// No script runs meanwhile. What would take one (an accessor), or would not look the same in the copy (a property that
// is not enumerable, a hole), is not suitable: Add or Fill says so, and the caller goes another way.
//
// All this is what goja does itself, so the objects are ordinary ones, in every respect. As in internal/slot the layout
// of everything that is touched is verified when the program starts; if it is not as expected, or in a build with the
// tag gojs_safe, no object is suitable.
package adopt

import (
	"errors"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// ErrUnsuitable is returned for what cannot be copied here.
var ErrUnsuitable = errors.New("adopt: unsuitable")

// Enabled reports whether objects are copied at all.
func Enabled() bool { return fast }

// Builder makes a graph.
type Builder struct {
	first, last, pending *goja.Object
	gaps                 []Gap
}

// Replacer gives values for those that Fill finds.
type Replacer interface {
	// Replace returns what a copy is to have in the place of v, which is an object, or a primitive value of a rarer
	// kind. An object is replaced by what Add returns for it. If it is replaced by something that is not an object, a
	// goja.Value of the caller's own, that is a gap.
	Replace(v goja.Value) (goja.Value, error)
}

// Add adds a copy of o and returns it: of an ordinary object, or of an array that has elements from 0 up to its length
// and no other properties. What it refers to is still to be replaced, by Fill. It returns nil if o is something else.
// Objects of a graph can be added to others, by several goroutines at once.
func (b *Builder) Add(o *goja.Object) *goja.Object {
	if !fast {
		return nil
	}
	return b.add(o)
}

// Pending reports whether there are objects that Fill has not seen.
func (b *Builder) Pending() bool { return b.pending != nil }

// Fill replaces what one object refers to. It returns how many values it has copied, names of properties included, and
// how many bytes those have; what was replaced, other than by itself, is not counted. The error is ErrUnsuitable, or that
// of the Replacer; what was built is useless then.
func (b *Builder) Fill(r Replacer) (values, bytes int, err error) { return b.fill(r) }

// Finish returns the graph and where something is missing in it. The Builder is as new then.
func (b *Builder) Finish() (Graph, []Gap) {
	graph, gaps := Graph{b.first}, b.gaps
	*b = Builder{}
	return graph, gaps
}

// Graph is a set of objects without a runtime.
type Graph struct{ first *goja.Object }

// Empty reports whether the graph has no objects.
func (g Graph) Empty() bool { return g.first == nil }

// Adopt makes the objects of the graph objects of vm. It is called once.
func (g Graph) Adopt(vm *goja.Runtime, objectPrototype, arrayPrototype *goja.Object) {
	g.adopt(vm, objectPrototype, arrayPrototype)
}

// Gap is a property or element whose value is not an object of the graph, and has to be made once the graph is adopted.
type Gap struct {
	holder *goja.Object
	name   unistring.String
	index  int
}

// Value returns what is in the gap: what the Replacer has returned.
func (g Gap) Value() goja.Value { return g.value() }

// Set fills the gap.
func (g Gap) Set(v goja.Value) { g.set(v) }

// Contents are the properties or elements of an object, not to be changed.
type Contents struct {
	IsArray    bool
	Elements   []goja.Value
	Names      []unistring.String // in no order but that of their creation
	Properties map[unistring.String]goja.Value
}

// ContentsOf returns what an object of a graph has.
func ContentsOf(o *goja.Object) Contents { return contentsOf(o) }
