package ecma262

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// IsError makes Error.isError tell that DOMExceptions have an [[ErrorData]] internal slot.
//
// https://webidl.spec.whatwg.org/#js-DOMException-specialness
var IsError = slot.NewShape([]slot.Member{builtIn("isError", 1, func(r *webidl.Realm, call goja.FunctionCall) goja.Value {
	if _, ok := r.State(call.Argument(0)).(webidl.ExceptionState); ok {
		return webidl.True
	}
	return r.Intrinsics.Native(webidl.ErrorIsError)(call)
})})
