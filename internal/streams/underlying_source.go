package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// underlyingSource is an UnderlyingSource.
//
// https://streams.spec.whatwg.org/#underlying-source-api
type underlyingSource struct {
	object                *goja.Object // nil for null
	start, pull, cancel   *goja.Object // nil if missing
	bytes                 bool         // type is "bytes"
	autoAllocateChunkSize int64
}

// noAutoAllocation stands for an [[autoAllocateChunkSize]] of undefined.
const noAutoAllocation = -1

func readUnderlyingSource(c webidl.Call, object *goja.Object) underlyingSource {
	u := underlyingSource{object: object, autoAllocateChunkSize: noAutoAllocation}
	if object == nil {
		return u
	}
	d := c.DictionaryOf(object, "parameter 1", "UnderlyingSource")
	if v := d.Get("autoAllocateChunkSize"); v != nil {
		u.autoAllocateChunkSize = int64(c.EnforceRange(v, "member autoAllocateChunkSize"))
	}
	u.cancel = functionMember(c, d, "cancel")
	u.pull = functionMember(c, d, "pull")
	u.start = functionMember(c, d, "start")
	if v := d.Get("type"); v != nil {
		if typ := c.DOMString(v).String(); typ != "bytes" {
			c.TypeError("The provided value '%s' is not a valid enum value of type ReadableStreamType.", typ)
		}
		u.bytes = true
	}
	return u
}

// SourceAlgorithms are the algorithms of an underlying source. A nil algorithm does nothing and
// returns a promise resolved with undefined. A nil promise stands for such a promise too.
type SourceAlgorithms struct {
	start  func() goja.Value // throws by a panic
	Pull   func() *goja.Object
	cancel func(reason goja.Value) *goja.Object
}

// algorithms returns the algorithms that call the functions of the source.
//
// https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller-from-underlying-source (steps 2 to 7)
// https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller-from-underlying-source (steps 2 to 7)
func (u underlyingSource) algorithms(s *scope.Scope, controller *goja.Object) (a SourceAlgorithms) {
	if u.start != nil {
		a.start = func() goja.Value { return s.InvokeRethrow(u.start, u.object, controller) }
	}
	if u.pull != nil {
		a.Pull = func() *goja.Object { return s.InvokePromise(u.pull, u.object, controller) }
	}
	if u.cancel != nil {
		a.cancel = func(reason goja.Value) *goja.Object { return s.InvokePromise(u.cancel, u.object, reason) }
	}
	return a
}

// performPull performs the pull algorithm.
func (a *SourceAlgorithms) performPull() *goja.Object {
	if a.Pull == nil {
		return nil
	}
	return a.Pull()
}

// performCancel performs the cancel algorithm.
func (a *SourceAlgorithms) performCancel(reason goja.Value) *goja.Object {
	if a.cancel == nil {
		return nil
	}
	return a.cancel(reason)
}

// performStart performs the start algorithm and returns a promise resolved with its result.
func (a *SourceAlgorithms) performStart(s *scope.Scope) *goja.Object {
	if a.start == nil {
		return nil
	}
	return s.Realm.SettledWith(a.start())
}
