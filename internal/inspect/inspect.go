// Package inspect writes goja values down the way Node's util.inspect and console.log do, and errors with their stacks
// the way V8 does.
//
// Looking at a value does not change it and runs none of its code: no getter, no proxy trap, no toString, no
// Symbol.toStringTag accessor. See probe.go for how. Nothing that a script builds makes it panic or go on for ever:
// lists are cut at 100 elements, nesting at a depth, and the whole text at a size.
//
// A Format call belongs to the goroutine that owns the runtime, like every use of goja. No promise job runs in it.
package inspect

import (
	"github.com/dop251/goja"
)

// Unlimited and None are values of the limits in [Options], where 0 stands for the default.
const (
	Unlimited = -1 // no limit
	None      = -2 // a limit of 0
)

// Options are how a value is written. The zero value is what console.log does when it does not write to a terminal.
type Options struct {
	// Depth is how many levels of objects below the outermost are written out. Default 2.
	Depth int
	// MaxArrayLength is how many elements of an array, typed array, Map or Set are written. Default 100.
	MaxArrayLength int
	// MaxStringLength is how many UTF-16 units of a quoted string are written. Default 10,000.
	MaxStringLength int
	// Width is the number of columns that an object may take on one line. Default 80.
	Width int
	// Compact is how many inner levels may be on one line together. Default 3. None puts each property on its own line.
	Compact int
	// Colors adds the escape sequences of a terminal.
	Colors bool
	// ShowHidden adds the properties that are not enumerable.
	ShowHidden bool
	// ShowProxy writes the target and the handler of a proxy, not just its target.
	ShowProxy bool
}

func (o Options) withDefaults() Options {
	for _, l := range []struct {
		value    *int
		standard int
	}{{&o.Depth, 2}, {&o.MaxArrayLength, 100}, {&o.MaxStringLength, 10_000}, {&o.Width, 80}, {&o.Compact, 3}} {
		switch {
		case *l.value == 0:
			*l.value = l.standard
		case *l.value == None:
			*l.value = 0
		case *l.value < 0:
			*l.value = 1<<31 - 1
		}
	}
	return o
}

// Format writes v.
//
//	inspect.Format(vm, v, inspect.Options{}) // { a: 1, b: [ 1, 2 ] }
func Format(vm *goja.Runtime, v goja.Value, o Options) string {
	p := newPrinter(vm, o)
	defer p.release()
	return printable(p.value(v, 0))
}

// Inspectable is implemented by the state of a platform object (package slot), or by a Go value behind an object
// (goja.Runtime.ToValue), that says itself what is to be seen of it:
//
//	MessageEvent { type: 'message', data: 1 }
type Inspectable interface {
	// InspectProperties is called on the runtime's goroutine and must not run scripts. Of an object that inherits
	// from Error the properties name, message and stack make the text of the error; the others follow in braces.
	InspectProperties() []Property
}

// Property is a line of what an Inspectable shows.
type Property struct {
	Name  string
	Value goja.Value
}
