package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// underlyingSource is an UnderlyingSource.
//
// https://streams.spec.whatwg.org/#underlying-source-api
type underlyingSource struct {
	object                *goja.Object // nil: there is none
	start, pull, cancel   *goja.Object // nil: missing
	bytes                 bool         // type is "bytes"
	autoAllocateChunkSize int64
}

// noAutoAllocation is an [[autoAllocateChunkSize]] of undefined.
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

// sourceAlgorithms are the algorithms of an underlying source. One that is nil does nothing, and returns a promise
// resolved with undefined. That is what a promise of nil is too.
type sourceAlgorithms struct {
	start  func() goja.Value // throws by a panic
	pull   func() *goja.Object
	cancel func(reason goja.Value) *goja.Object
}

// algorithms are those that call the functions of the source.
//
// https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller-from-underlying-source (steps 2 to 7)
// https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller-from-underlying-source (steps 2 to 7)
func (u underlyingSource) algorithms(s *Core, controller *goja.Object) (a sourceAlgorithms) {
	if u.start != nil {
		a.start = func() goja.Value { return s.rethrow(u.start, u.object, controller) }
	}
	if u.pull != nil {
		a.pull = func() *goja.Object { return s.invokePromise(u.pull, u.object, controller) }
	}
	if u.cancel != nil {
		a.cancel = func(reason goja.Value) *goja.Object { return s.invokePromise(u.cancel, u.object, reason) }
	}
	return a
}

// performPull performs the pull algorithm.
func (a *sourceAlgorithms) performPull() *goja.Object {
	if a.pull == nil {
		return nil
	}
	return a.pull()
}

// performCancel performs the cancel algorithm.
func (a *sourceAlgorithms) performCancel(reason goja.Value) *goja.Object {
	if a.cancel == nil {
		return nil
	}
	return a.cancel(reason)
}

// performStart performs the start algorithm and returns a promise resolved with its result.
func (a *sourceAlgorithms) performStart(s *Core) *goja.Object {
	if a.start == nil {
		return nil
	}
	return s.realm.SettledWith(a.start())
}
