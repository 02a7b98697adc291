package webidl

import (
	"fmt"
	"strconv"

	"github.com/dop251/goja"
)

// Call is one call of a member: its receiver and its arguments.
type Call struct {
	*Realm
	This  *goja.Object // the platform object
	State any          // the state of This, for which the interface's Is returned true
	Args  []goja.Value

	member *member
}

// member is a member of an interface, for messages.
type member struct {
	iface *Interface
	name  string
	kind  kind
}

type kind uint8

const (
	execute kind = iota
	construct
	get
	set
)

// context returns the beginning of an error message, in the words of browsers.
func (m *member) context() string {
	switch m.kind {
	case construct:
		return "Failed to construct '" + m.iface.Name + "': "
	case get:
		return "Failed to read the '" + m.name + "' property from '" + m.iface.Name + "': "
	case set:
		return "Failed to set the '" + m.name + "' property on '" + m.iface.Name + "': "
	default:
		return "Failed to execute '" + m.name + "' on '" + m.iface.Name + "': "
	}
}

// receive sets This and State from the this value. Undefined and null stand for the global object.
// It throws if the object does not implement the interface.
func (c *Call) receive(this goja.Value) {
	o, ok := this.(*goja.Object)
	if !ok {
		if this != nil && !goja.IsUndefined(this) && !goja.IsNull(this) {
			panic(c.VM.NewTypeError("Illegal invocation"))
		}
		o = c.global
	}
	state := c.Realm.State(o)
	if state == nil || !c.member.iface.Is(state) {
		panic(c.VM.NewTypeError("Illegal invocation"))
	}
	c.This, c.State = o, state
}

// require throws if there are fewer than n arguments.
func (c Call) require(n int) {
	if len(c.Args) < n {
		s := "s"
		if n == 1 {
			s = ""
		}
		c.TypeError("%d argument%s required, but only %d present.", n, s, len(c.Args))
	}
}

// Arg returns argument i, or undefined if it is missing.
func (c Call) Arg(i int) goja.Value {
	if i < len(c.Args) {
		return c.Args[i]
	}
	return goja.Undefined()
}

// Has reports whether argument i is given and not undefined, that is, whether an optional argument
// is present.
func (c Call) Has(i int) bool {
	return i < len(c.Args) && !goja.IsUndefined(c.Args[i])
}

// TypeError throws a TypeError. Its message begins with the member that failed.
func (c Call) TypeError(format string, args ...any) {
	panic(c.VM.NewTypeError("%s", c.member.context()+fmt.Sprintf(format, args...)))
}

// Throw throws a DOMException with this name. Its message begins with the member that failed.
func (c Call) Throw(name, format string, args ...any) {
	panic(c.NewDOMException(name, c.member.context()+fmt.Sprintf(format, args...)))
}

// Context returns the beginning that TypeError and Throw give their messages.
func (c Call) Context() string { return c.member.context() }

// check throws err, the error of a definition on an object of a script.
func (c Call) check(err error) {
	if err != nil {
		panic(err)
	}
}

func ordinal(i int) string { return "parameter " + strconv.Itoa(i+1) }
