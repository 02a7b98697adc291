package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// structuredClone is the global operation.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone
func structuredClone(c webidl.Call) goja.Value {
	s := scopeOf(c)
	var transfer []*goja.Object
	if v := c.Dictionary(1, "StructuredSerializeOptions").Get("transfer"); v != nil {
		c.Sequence(v, "member transfer", func(v goja.Value) {
			transfer = append(transfer, c.Object(v, "An element of the transfer list"))
		})
	}
	// 1. Let serialized be ? StructuredSerializeWithTransfer(value, options["transfer"]).
	// 2. Let deserializeRecord be ? StructuredDeserializeWithTransfer(serialized, this's relevant realm).
	// 3. Return deserializeRecord.[[Deserialized]].
	v, err := s.cloner.Clone(c.Args[0], s.cloneOptions(transfer), s)
	if err != nil {
		s.throw(c, err)
	}
	return v
}

func (s *Scope) cloneOptions(transfer []*goja.Object) clone.Options {
	return clone.Options{Transfer: transfer, MaxBytes: s.limits.MessageBytes}
}

func (s *Scope) serialize(v goja.Value, transfer []*goja.Object) (*clone.Record, error) {
	return s.cloner.Serialize(v, s.cloneOptions(transfer))
}

// throw throws what serializing or deserializing returned: the exception of a getter, or a DOMException.
func (s *Scope) throw(c webidl.Call, err error) {
	if e, ok := err.(*clone.Error); ok { // errors.As would run code of the script: (*goja.Exception).Unwrap does
		c.Throw(e.Name, "%s", e.Message)
	}
	panic(err)
}

// Serialize clones a value out of the engine, as postMessage does. It is called on the engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (s *Scope) Serialize(v goja.Value, transfer ...*goja.Object) (*clone.Record, error) {
	return s.serialize(v, transfer)
}

// Deserialize clones a record into the engine. It is called on the engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (s *Scope) Deserialize(r *clone.Record) (v goja.Value, transferred []goja.Value, err error) {
	return s.cloner.Deserialize(r, s)
}
