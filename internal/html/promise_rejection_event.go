package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// PromiseRejectionEvent is the state of a PromiseRejectionEvent object.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#promiserejectionevent
type PromiseRejectionEvent struct {
	dom.Event
	promise *goja.Object
	reason  goja.Value
}

// Interface returns the interface of the object.
func (*PromiseRejectionEvent) Interface() *webidl.Interface { return PromiseRejectionEventInterface }

// PromiseRejectionEventInterface is the interface PromiseRejectionEvent.
var PromiseRejectionEventInterface = &webidl.Interface{
	Name:   "PromiseRejectionEvent",
	Parent: dom.EventInterface,
	Is:     func(state any) bool { _, ok := state.(*PromiseRejectionEvent); return ok },
	Constructor: &webidl.Constructor{Length: 2, New: func(c webidl.Call) any {
		e := &PromiseRejectionEvent{reason: goja.Undefined()}
		init := e.Construct(c, "PromiseRejectionEventInit")
		// required object promise;
		v := init.Get("promise")
		if v == nil {
			c.TypeError("required member promise is undefined.")
		}
		e.promise = c.Object(v, "member promise")
		if v := init.Get("reason"); v != nil {
			e.reason = v
		}
		return e
	}},
	Attributes: []webidl.Attribute{
		{Name: "promise", Get: func(c webidl.Call) goja.Value { return c.State.(*PromiseRejectionEvent).promise }},
		{Name: "reason", Get: func(c webidl.Call) goja.Value { return c.State.(*PromiseRejectionEvent).reason }},
	},
}

// InspectProperties returns the properties that console.log shows of the event.
func (e *PromiseRejectionEvent) InspectProperties() []inspect.Property {
	return append(e.Event.InspectProperties(),
		inspect.Property{Name: "promise", Value: e.promise},
		inspect.Property{Name: "reason", Value: e.reason})
}
