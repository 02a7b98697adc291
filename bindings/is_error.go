package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/slot"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// isError makes Error.isError tell that DOMExceptions have an [[ErrorData]] internal slot.
//
// https://webidl.spec.whatwg.org/#js-DOMException-specialness
var isError = slot.NewShape([]slot.Member{builtIn("isError", 1, func(s *Core, call goja.FunctionCall) goja.Value {
	if _, ok := s.realm.State(call.Argument(0)).(webidl.ExceptionState); ok {
		return webidl.True
	}
	return s.realm.Intrinsics.Native(webidl.ErrorIsError)(call)
})})
