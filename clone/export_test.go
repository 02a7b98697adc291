package clone

import "github.com/dop251/goja"

// NewSlow is New for a Cloner that does without package props.
func NewSlow(vm *goja.Runtime) *Cloner {
	c := New(vm)
	c.slow = true
	return c
}

// Flat reports whether r has plain objects or arrays that were read by package props.
func (r *Record) Flat() bool { return r.flat != nil }
