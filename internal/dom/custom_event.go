package dom

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// CustomEvent is the state of a CustomEvent object.
//
// https://dom.spec.whatwg.org/#customevent
type CustomEvent struct {
	Event
	detail goja.Value
}

var CustomEventInterface = &webidl.Interface{
	Name:   "CustomEvent",
	Parent: EventInterface,
	Is:     func(state any) bool { _, ok := state.(*CustomEvent); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		e := &CustomEvent{}
		init := e.Construct(c, "CustomEventInit")
		e.detail = webidl.OrNull(init.Get("detail"))
		return e
	}},
	Attributes: []webidl.Attribute{
		{Name: "detail", Get: func(c webidl.Call) goja.Value { return c.State.(*CustomEvent).detail }},
	},
	Operations: []webidl.Operation{
		{Name: "initCustomEvent", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-customevent-initcustomevent
			typ, bubbles, cancelable, detail := c.DOMString(c.Args[0]), c.Boolean(1), c.Boolean(2), goja.Null()
			if c.Has(3) {
				detail = c.Args[3]
			}
			// 1. If this's dispatch flag is set, then return.
			e := c.State.(*CustomEvent)
			if e.Dispatching {
				return goja.Undefined()
			}
			// 2. Initialize this with type, bubbles, and cancelable.
			e.Initialize(c, typ, bubbles, cancelable)
			// 3. Set this's detail attribute to detail.
			e.detail = detail
			return goja.Undefined()
		}},
	},
}

// InspectProperties returns the properties that console.log shows.
func (e *CustomEvent) InspectProperties() []inspect.Property {
	return append(e.Event.InspectProperties(), inspect.Property{Name: "detail", Value: e.detail})
}
