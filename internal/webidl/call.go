package webidl

import (
	"fmt"
	"strconv"

	"github.com/dop251/goja"
)

// Call is one call of a member: what it was called on, and with what.
type Call struct {
	*Realm
	This  *goja.Object // the platform object
	State any          // its state: of the type that the interface's Is asks for
	Args  []goja.Value

	member *member
}

// member names a member for messages.
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

// context is the beginning of an error message, in the browsers' words.
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

// receive takes the this value: undefined and null mean the global object, anything that does not implement the
// interface is an illegal invocation.
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

// require throws where fewer arguments than needed were given.
func (c Call) require(n int) {
	if len(c.Args) < n {
		s := "s"
		if n == 1 {
			s = ""
		}
		c.TypeError("%d argument%s required, but only %d present.", n, s, len(c.Args))
	}
}

// Arg is argument i, undefined where it is missing.
func (c Call) Arg(i int) goja.Value {
	if i < len(c.Args) {
		return c.Args[i]
	}
	return goja.Undefined()
}

// Has says whether argument i is given and not undefined: whether an optional argument is present.
func (c Call) Has(i int) bool {
	return i < len(c.Args) && !goja.IsUndefined(c.Args[i])
}

// TypeError throws a TypeError whose message begins with what failed.
func (c Call) TypeError(format string, args ...any) {
	panic(c.VM.NewTypeError("%s", c.member.context()+fmt.Sprintf(format, args...)))
}

// Throw throws a DOMException with this name, its message beginning with what failed.
func (c Call) Throw(name, format string, args ...any) {
	panic(c.NewDOMException(name, c.member.context()+fmt.Sprintf(format, args...)))
}

// Context is the beginning that TypeError and Throw give a message.
func (c Call) Context() string { return c.member.context() }

// check throws what a definition on a script's object threw.
func (c Call) check(err error) {
	if err != nil {
		panic(err)
	}
}

func ordinal(i int) string { return "parameter " + strconv.Itoa(i+1) }
