package dom

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// AbortController is the state of an AbortController object.
//
// https://dom.spec.whatwg.org/#abortcontroller
type AbortController struct{ signal *AbortSignal }

var AbortControllerInterface = &webidl.Interface{
	Name: "AbortController",
	Is:   func(state any) bool { _, ok := state.(*AbortController); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// 1. Let signal be a new AbortSignal object.
		// 2. Set this's signal to signal.
		return &AbortController{signal: NewAbortSignal(scope.Of(c))}
	}},
	Attributes: []webidl.Attribute{
		{Name: "signal", Get: func(c webidl.Call) goja.Value { return c.State.(*AbortController).signal.Object }},
	},
	Operations: []webidl.Operation{
		{Name: "abort", Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-abortcontroller-abort
			c.State.(*AbortController).signal.SignalAbort(c.Arg(0))
			return goja.Undefined()
		}},
	},
}

// InspectProperties returns the properties that console.log shows.
func (a *AbortController) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "signal", Value: a.signal.Object}}
}
