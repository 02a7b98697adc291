package clone

import "github.com/dop251/goja"

// NewSlow is New for a Cloner that does without package adopt.
func NewSlow(vm *goja.Runtime) *Cloner {
	c := New(vm)
	c.slow = true
	return c
}

// Adoptable reports whether r has a graph.
func (r *Record) Adoptable() bool { return !r.graph.Empty() }
