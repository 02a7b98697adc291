package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ByteLengthQueuingStrategy is the state of a ByteLengthQueuingStrategy object.
//
// https://streams.spec.whatwg.org/#blqs-class
type ByteLengthQueuingStrategy struct{ highWaterMark goja.Value }

var ByteLengthQueuingStrategyInterface = &webidl.Interface{
	Name: "ByteLengthQueuingStrategy",
	Is:   func(state any) bool { _, ok := state.(*ByteLengthQueuingStrategy); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		// https://streams.spec.whatwg.org/#blqs-constructor
		return &ByteLengthQueuingStrategy{readQueuingStrategyInit(c)}
	}},
	Attributes: []webidl.Attribute{
		{Name: "highWaterMark", Get: func(c webidl.Call) goja.Value { return c.State.(*ByteLengthQueuingStrategy).highWaterMark }},
		{Name: "size", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#blqs-size
			// 1. Return this's relevant global object's byte length queuing strategy size function.
			sizes := strategySizes.Of(scope.Of(c))
			if sizes.byteLength == nil {
				sizes.byteLength = c.NewFunction("size", 1, func(call goja.FunctionCall) goja.Value {
					// https://streams.spec.whatwg.org/#byte-length-queuing-strategy-size-function
					// 1. Let steps be: return ? GetV(chunk, "byteLength").
					size := call.Argument(0).ToObject(c.VM).Get("byteLength")
					if size == nil {
						return goja.Undefined()
					}
					return size
				})
			}
			return sizes.byteLength
		}},
	},
}

// InspectProperties returns the properties that console.log shows.
func (b *ByteLengthQueuingStrategy) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "highWaterMark", Value: b.highWaterMark}}
}
