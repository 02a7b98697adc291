package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ErrorEvent is the state of an ErrorEvent object.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#errorevent
type ErrorEvent struct {
	dom.Event
	message  goja.Value
	filename goja.Value
	lineno   uint32
	colno    uint32
	err      goja.Value
}

// HandlerArguments returns the five arguments of an onerror handler of a global object.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#the-event-handler-processing-algorithm (step 4)
func (e *ErrorEvent) HandlerArguments(vm *goja.Runtime) []goja.Value {
	return []goja.Value{e.message, e.filename, vm.ToValue(e.lineno), vm.ToValue(e.colno), e.err}
}

// Interface returns the interface of the object.
func (*ErrorEvent) Interface() *webidl.Interface { return ErrorEventInterface }

// ErrorEventInterface is the interface ErrorEvent.
var ErrorEventInterface = &webidl.Interface{
	Name:   "ErrorEvent",
	Parent: dom.EventInterface,
	Is:     func(state any) bool { _, ok := state.(*ErrorEvent); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		e := &ErrorEvent{err: goja.Undefined()}
		init := e.Construct(c, "ErrorEventInit")
		if v := init.Get("colno"); v != nil {
			e.colno = c.UnsignedLong(v)
		}
		if v := init.Get("error"); v != nil {
			e.err = v
		}
		if v := init.Get("filename"); v != nil {
			e.filename = c.VM.ToValue(c.USVString(v))
		}
		if v := init.Get("lineno"); v != nil {
			e.lineno = c.UnsignedLong(v)
		}
		e.message = c.StringMember(init, "message")
		return e
	}},
	Attributes: []webidl.Attribute{
		{Name: "message", Get: func(c webidl.Call) goja.Value { return webidl.OrEmpty(c.State.(*ErrorEvent).message) }},
		{Name: "filename", Get: func(c webidl.Call) goja.Value { return webidl.OrEmpty(c.State.(*ErrorEvent).filename) }},
		{Name: "lineno", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*ErrorEvent).lineno) }},
		{Name: "colno", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*ErrorEvent).colno) }},
		{Name: "error", Get: func(c webidl.Call) goja.Value { return c.State.(*ErrorEvent).err }},
	},
}

// InspectProperties returns the properties that console.log shows of the event.
func (e *ErrorEvent) InspectProperties() []inspect.Property {
	return append(e.Event.InspectProperties(),
		inspect.Property{Name: "message", Value: webidl.OrEmpty(e.message)},
		inspect.Property{Name: "error", Value: e.err})
}
