package scope

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// cloneOptions returns the options for a clone with this transfer list.
func (s *Scope) cloneOptions(transfer []*goja.Object) clone.Options {
	return clone.Options{Transfer: transfer, MaxBytes: s.Limits.MessageBytes}
}

// SerializeWithTransfer implements StructuredSerializeWithTransfer.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (s *Scope) SerializeWithTransfer(v goja.Value, transfer []*goja.Object) (*clone.Record, error) {
	return s.Cloner.Serialize(v, s.cloneOptions(transfer))
}

// ThrowCloneError throws an error that serializing or deserializing returned: a DOMException for a
// *clone.Error, otherwise the exception of a getter.
func (s *Scope) ThrowCloneError(c webidl.Call, err error) {
	if e, ok := err.(*clone.Error); ok { // errors.As would run a script: (*goja.Exception).Unwrap does
		c.Throw(e.Name, "%s", e.Message)
	}
	panic(err)
}

// DeserializeWithTransfer implements StructuredDeserializeWithTransfer.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (s *Scope) DeserializeWithTransfer(r *clone.Record) (v goja.Value, transferred []goja.Value, err error) {
	return s.Cloner.Deserialize(r)
}

// Clone runs StructuredSerializeWithTransfer and then StructuredDeserializeWithTransfer in the same
// realm.
func (s *Scope) Clone(v goja.Value, transfer []*goja.Object) (goja.Value, error) {
	return s.Cloner.Clone(v, s.cloneOptions(transfer))
}

// host makes the platform objects in records, by calling the method of the same name that the part
// of the record has.
type host struct{ scope *Scope }

// OfHost returns the scope that h makes platform objects in.
func OfHost(h clone.Host) *Scope { return h.(host).scope }

// CloneDeserialize runs the deserialization steps.
func (h host) CloneDeserialize(serialized clone.Serialized) (*goja.Object, error) {
	switch d := serialized.(type) {
	case interface {
		CloneDeserialize(clone.Host) (*goja.Object, error)
	}:
		return d.CloneDeserialize(h)
	case interface {
		CloneDeserialize(*webidl.Realm) (*goja.Object, error)
	}:
		return d.CloneDeserialize(h.scope.Realm)
	}
	return nil, cannotReceive(serialized)
}

// CloneReceive runs the transfer-receiving steps.
func (h host) CloneReceive(transferred clone.Transferred) (*goja.Object, error) {
	if t, ok := transferred.(interface {
		CloneReceive(clone.Host) (*goja.Object, error)
	}); ok {
		return t.CloneReceive(h)
	}
	return nil, cannotReceive(transferred)
}

// cannotReceive returns the error for a platform object that no scope can make.
func cannotReceive(platformObject any) error {
	return &clone.Error{Name: "DataCloneError", Message: fmt.Sprintf("A %T cannot be received here.", platformObject)}
}
