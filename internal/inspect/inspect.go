// Package inspect formats goja values as Node's util.inspect and console.log do, and the stacks of
// errors as V8 does.
//
// Formatting a value does not change it and runs none of its code: no getter, no proxy trap, no
// toString, no Symbol.toStringTag accessor. See probe.go for how. No value that a script can build
// makes it panic or run for ever: by default lists are cut after 100 elements, and nesting and the
// size of the whole text are limited.
//
// Every function must be called on the goroutine that owns the runtime, as goja requires. No
// promise job runs during a call.
package inspect

import (
	"github.com/dop251/goja"
)

// Unlimited and None are special values for the limits in [Options], where 0 means the default.
const (
	Unlimited = -1 // no limit
	None      = -2 // a limit of 0
)

// Options control how a value is formatted. With the zero value, Format does what console.log does
// if its output is not a terminal.
type Options struct {
	// Depth is the number of levels of objects below the outermost that are written out. Default 2.
	Depth int
	// MaxArrayLength is the number of elements of an array, typed array, Map or Set that are
	// written. Default 100.
	MaxArrayLength int
	// MaxStringLength is the number of UTF-16 units of a quoted string that are written.
	// Default 10,000.
	MaxStringLength int
	// Width is the number of columns up to which an object is written on one line. Default 80.
	Width int
	// Compact is the number of inner levels that may share a line. Default 3. None puts each
	// property on a line of its own.
	Compact int
	// Colors adds a terminal's escape sequences for colours.
	Colors bool
	// ShowHidden includes properties that are not enumerable.
	ShowHidden bool
	// ShowProxy writes both the target and the handler of a proxy, instead of only its target.
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

// Format returns the text of v.
//
//	inspect.Format(vm, v, inspect.Options{}) // { a: 1, b: [ 1, 2 ] }
func Format(vm *goja.Runtime, v goja.Value, o Options) string {
	p := newPrinter(vm, o)
	defer p.release()
	return printable(p.value(v, 0))
}

// Inspectable is implemented by the state of a platform object (package slot), or by a Go value
// that an object wraps (goja.Runtime.ToValue), to choose the properties that are shown:
//
//	MessageEvent { type: 'message', data: 1 }
type Inspectable interface {
	// InspectProperties returns the properties to show. It is called on the runtime's goroutine and
	// must not run scripts. If the object inherits from Error, the properties name, message and
	// stack are written as the text of the error, and the others follow in braces.
	InspectProperties() []Property
}

// Property is a property that an Inspectable shows.
type Property struct {
	Name  string
	Value goja.Value
}
