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
	var transfer []*goja.Object
	if v := c.Dictionary(1, "StructuredSerializeOptions").Get("transfer"); v != nil {
		c.Sequence(v, "member transfer", func(v goja.Value) {
			transfer = append(transfer, c.Object(v, "An element of the transfer list"))
		})
	}
	// The steps are those of [clone.Cloner.Clone].
	v, err := s.Clone(c.Args[0], transfer)
	if err != nil {
		s.ThrowCloneError(c, err)
	}
	return v
}
