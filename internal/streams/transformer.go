package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// transformer is a Transformer.
//
// https://streams.spec.whatwg.org/#transformer-api
type transformer struct {
	object                          *goja.Object // nil for null
	start, transform, flush, cancel *goja.Object // nil if missing
	hasType                         bool         // readableType or writableType is there
}

func readTransformer(c webidl.Call, object *goja.Object) transformer {
	t := transformer{object: object}
	if object == nil {
		return t
	}
	d := c.DictionaryOf(object, "parameter 1", "Transformer")
	t.cancel = functionMember(c, d, "cancel")
	t.flush = functionMember(c, d, "flush")
	t.hasType = d.Get("readableType") != nil
	t.start = functionMember(c, d, "start")
	t.transform = functionMember(c, d, "transform")
	t.hasType = d.Get("writableType") != nil || t.hasType
	return t
}

// transformAlgorithms are the algorithms of a transformer. A nil transform enqueues the chunk; the
// others do nothing if nil. They return a promise, and nil stands for one resolved with undefined.
type transformAlgorithms struct {
	transform func(chunk goja.Value) *goja.Object
	flush     func() *goja.Object
	cancel    func(reason goja.Value) *goja.Object
}

// algorithms returns the algorithms that call the functions of the transformer.
//
// https://streams.spec.whatwg.org/#set-up-transform-stream-default-controller-from-transformer (steps 2 to 7)
func (t transformer) algorithms(controller *TransformStreamDefaultController) (a transformAlgorithms) {
	s := controller.scope
	if t.transform != nil {
		a.transform = func(chunk goja.Value) *goja.Object {
			return s.InvokePromise(t.transform, t.object, chunk, controller.object)
		}
	}
	if t.flush != nil {
		a.flush = func() *goja.Object { return s.InvokePromise(t.flush, t.object, controller.object) }
	}
	if t.cancel != nil {
		a.cancel = func(reason goja.Value) *goja.Object { return s.InvokePromise(t.cancel, t.object, reason) }
	}
	return a
}
