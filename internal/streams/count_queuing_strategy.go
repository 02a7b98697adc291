package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// CountQueuingStrategy is the state of a CountQueuingStrategy object.
//
// https://streams.spec.whatwg.org/#cqs-class
type CountQueuingStrategy struct{ highWaterMark goja.Value }

var CountQueuingStrategyInterface = &webidl.Interface{
	Name: "CountQueuingStrategy",
	Is:   func(state any) bool { _, ok := state.(*CountQueuingStrategy); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#cqs-constructor
		return &CountQueuingStrategy{readQueuingStrategyInit(c)}
	}},
	Attributes: []webidl.Attribute{
		{Name: "highWaterMark", Get: func(c webidl.Call) goja.Value { return c.State.(*CountQueuingStrategy).highWaterMark }},
		{Name: "size", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#cqs-size
			// 1. Return this's relevant global object's count queuing strategy size function.
			sizes := strategySizes.Of(scope.Of(c))
			if sizes.count == nil {
				sizes.count = c.NewFunction("size", 0, func(goja.FunctionCall) goja.Value {
					// https://streams.spec.whatwg.org/#count-queuing-strategy-size-function
					// 1. Let steps be: return 1.
					return c.VM.ToValue(1)
				})
			}
			return sizes.count
		}},
	},
}

// InspectProperties returns the properties that console.log shows.
func (q *CountQueuingStrategy) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "highWaterMark", Value: q.highWaterMark}}
}
