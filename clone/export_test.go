package clone

import "github.com/dop251/goja"

// NewOrdered is New for a Cloner that goes the ordered way only.
func NewOrdered(vm *goja.Runtime) *Cloner {
	c := New(vm, nil)
	c.orderedOnly = true
	return c
}

// Flat reports whether r has objects that were read in the plain way.
func (r *Record) Flat() bool { return r.flat != nil }
