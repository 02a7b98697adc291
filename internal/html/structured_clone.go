package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// structuredClone implements the global operation structuredClone.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone
func structuredClone(c webidl.Call) goja.Value {
	s := scope.Of(c)
	transfer := transferIn(c, c.Dictionary(1, "StructuredSerializeOptions"))
	// The steps are those of [clone.Cloner.Clone].
	v, err := s.Clone(c.Args[0], transfer)
	if err != nil {
		s.ThrowCloneError(c, err)
	}
	return v
}
