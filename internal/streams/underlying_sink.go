package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// underlyingSink is an UnderlyingSink.
//
// https://streams.spec.whatwg.org/#underlying-sink-api
type underlyingSink struct {
	object                     *goja.Object // nil for null
	start, write, close, abort *goja.Object // nil if missing
	hasType                    bool
}

func readUnderlyingSink(c webidl.Call, object *goja.Object) underlyingSink {
	u := underlyingSink{object: object}
	if object == nil {
		return u
	}
	d := c.DictionaryOf(object, "parameter 1", "UnderlyingSink")
	u.abort = functionMember(c, d, "abort")
	u.close = functionMember(c, d, "close")
	u.start = functionMember(c, d, "start")
	u.hasType = d.Get("type") != nil
	u.write = functionMember(c, d, "write")
	return u
}

// functionMember returns a member of a callback function type, or nil if it is absent.
func functionMember(c webidl.Call, d webidl.Dictionary, member string) *goja.Object {
	if v := d.Get(member); v != nil {
		return c.Function(v, "member "+member)
	}
	return nil
}

// sinkAlgorithms are the algorithms of an underlying sink. A nil algorithm does nothing and returns
// a promise resolved with undefined. A nil promise stands for such a promise too.
type sinkAlgorithms struct {
	start func() *goja.Object // throws by a panic; returns startPromise
	write func(chunk goja.Value) *goja.Object
	close func() *goja.Object
	abort func(reason goja.Value) *goja.Object
}

// algorithms returns the algorithms that call the functions of the sink.
//
// https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller-from-underlying-sink (steps 2 to 9)
func (u underlyingSink) algorithms(s *scope.Scope, controller *goja.Object) (a sinkAlgorithms) {
	if u.start != nil {
		a.start = func() *goja.Object { return s.Realm.SettledWith(s.InvokeRethrow(u.start, u.object, controller)) }
	}
	if u.write != nil {
		a.write = func(chunk goja.Value) *goja.Object { return s.InvokePromise(u.write, u.object, chunk, controller) }
	}
	if u.close != nil {
		a.close = func() *goja.Object { return s.InvokePromise(u.close, u.object) }
	}
	if u.abort != nil {
		a.abort = func(reason goja.Value) *goja.Object { return s.InvokePromise(u.abort, u.object, reason) }
	}
	return a
}
