package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

func (s *Core) cloneOptions(transfer []*goja.Object) clone.Options {
	return clone.Options{Transfer: transfer, MaxBytes: s.limits.MessageBytes}
}

// SerializeWithTransfer is StructuredSerializeWithTransfer.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (s *Core) SerializeWithTransfer(v goja.Value, transfer []*goja.Object) (*clone.Record, error) {
	return s.cloner.Serialize(v, s.cloneOptions(transfer))
}

// throw throws what serializing or deserializing returned: the exception of a getter, or a DOMException.
func (s *Core) throw(c webidl.Call, err error) {
	if e, ok := err.(*clone.Error); ok { // errors.As would run code of the script: (*goja.Exception).Unwrap does
		c.Throw(e.Name, "%s", e.Message)
	}
	panic(err)
}

// DeserializeWithTransfer is StructuredDeserializeWithTransfer.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (s *Core) DeserializeWithTransfer(r *clone.Record) (v goja.Value, transferred []goja.Value, err error) {
	return s.cloner.Deserialize(r, s)
}

// Clone is StructuredSerializeWithTransfer and StructuredDeserializeWithTransfer, in the same realm.
func (s *Core) Clone(v goja.Value, transfer []*goja.Object) (goja.Value, error) {
	return s.cloner.Clone(v, s.cloneOptions(transfer), s)
}
