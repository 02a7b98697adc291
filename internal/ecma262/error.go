package ecma262

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// IsError replaces Error.isError by a function that returns true for DOMExceptions too, since these
// have an [[ErrorData]] internal slot.
//
// https://webidl.spec.whatwg.org/#js-DOMException-specialness
var IsError = engine.NewShape([]engine.Member{builtIn("isError", 1, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok {
		return webidl.False
	}
	_, isException := r.State(o).(webidl.ExceptionState)
	return r.VM.ToValue(isException || engine.KindOf(o) == engine.Error)
})})
