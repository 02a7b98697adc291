package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// TransformStreamDefaultController is the state of a TransformStreamDefaultController object.
//
// https://streams.spec.whatwg.org/#ts-default-controller-class
type TransformStreamDefaultController struct {
	scope         *scope.Scope
	object        *goja.Object
	stream        *TransformStream
	algorithms    transformAlgorithms
	finishPromise *webidl.Promise // nil for undefined
}

// Interface returns the interface of the object.
func (*TransformStreamDefaultController) Interface() *webidl.Interface {
	return TransformStreamDefaultControllerInterface
}

var TransformStreamDefaultControllerInterface = &webidl.Interface{
	Name: "TransformStreamDefaultController",
	Is:   func(state any) bool { _, ok := state.(*TransformStreamDefaultController); return ok },
	Attributes: []webidl.Attribute{
		{Name: "desiredSize", Get: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ts-default-controller-desired-size
			readable := c.State.(*TransformStreamDefaultController).stream.readableController()
			return readable.stream.desiredSize(readable.strategyHWM - readable.queueTotalSize)
		}},
	},
	Operations: []webidl.Operation{
		{Name: "enqueue", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ts-default-controller-enqueue
			if thrown := c.State.(*TransformStreamDefaultController).enqueue(c.Arg(0)); thrown != nil {
				panic(thrown)
			}
			return goja.Undefined()
		}},
		{Name: "error", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ts-default-controller-error
			c.State.(*TransformStreamDefaultController).stream.error(c.Arg(0))
			return goja.Undefined()
		}},
		{Name: "terminate", Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#ts-default-controller-terminate
			c.State.(*TransformStreamDefaultController).terminate()
			return goja.Undefined()
		}},
	},
}

// newTransformStreamDefaultController is SetUpTransformStreamDefaultController. It returns the
// controller, which it makes.
//
// https://streams.spec.whatwg.org/#set-up-transform-stream-default-controller
func newTransformStreamDefaultController(s *scope.Scope, stream *TransformStream) *TransformStreamDefaultController {
	t := &TransformStreamDefaultController{scope: s, stream: stream}
	t.object = s.Realm.New(t)
	stream.controller = t
	return t
}

// clearAlgorithms is TransformStreamDefaultControllerClearAlgorithms.
//
// https://streams.spec.whatwg.org/#transform-stream-default-controller-clear-algorithms
func (t *TransformStreamDefaultController) clearAlgorithms() { t.algorithms = transformAlgorithms{} }

func (t *TransformStreamDefaultController) performFlush() *goja.Object {
	if t.algorithms.flush == nil {
		return nil
	}
	return t.algorithms.flush()
}

func (t *TransformStreamDefaultController) performCancel(reason goja.Value) *goja.Object {
	if t.algorithms.cancel == nil {
		return nil
	}
	return t.algorithms.cancel(reason)
}

// enqueue is TransformStreamDefaultControllerEnqueue. It returns the exception instead of throwing
// it.
//
// https://streams.spec.whatwg.org/#transform-stream-default-controller-enqueue
func (t *TransformStreamDefaultController) enqueue(chunk goja.Value) (thrown goja.Value) {
	stream, readableController := t.stream, t.stream.readableController()
	// 3. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(readableController) is false, throw
	//    a TypeError exception.
	if !readableController.canCloseOrEnqueue() {
		return t.scope.Realm.NewError("TypeError", "The readable side of the stream is closed, errored or being closed.")
	}
	// 4. Let enqueueResult be ReadableStreamDefaultControllerEnqueue(readableController, chunk).
	// 5. If enqueueResult is an abrupt completion: perform !
	//    TransformStreamErrorWritableAndUnblockWrite(stream, enqueueResult.[[Value]]); throw
	//    stream.[[readable]].[[storedError]].
	if thrown := readableController.enqueue(chunk); thrown != nil {
		stream.errorWritableAndUnblockWrite(thrown)
		return stream.Readable.storedError
	}
	// 6. Let backpressure be ! ReadableStreamDefaultControllerHasBackpressure(readableController).
	// 7. If backpressure is not stream.[[backpressure]]: perform !
	//    TransformStreamSetBackpressure(stream, true).
	if backpressure := !readableController.shouldCallPull(); backpressure != stream.backpressure {
		stream.setBackpressure(true)
	}
	return nil
}

// performTransform is TransformStreamDefaultControllerPerformTransform.
//
// https://streams.spec.whatwg.org/#transform-stream-default-controller-perform-transform
func (t *TransformStreamDefaultController) performTransform(chunk goja.Value) *goja.Object {
	// 1. Let transformPromise be the result of performing controller.[[transformAlgorithm]],
	//    passing chunk.
	var transformPromise *goja.Object
	if t.algorithms.transform != nil {
		transformPromise = t.algorithms.transform(chunk)
	} else if thrown := t.enqueue(chunk); thrown != nil {
		transformPromise = t.scope.Realm.RejectedWith(thrown)
	}
	if transformPromise == nil {
		transformPromise = t.scope.Realm.ResolvedWith(goja.Undefined())
	}
	// 2. Return the result of reacting to transformPromise with the following rejection steps given
	//    the argument r:
	return t.scope.Realm.React(transformPromise, nil, func(r goja.Value) goja.Value {
		// 1. Perform ! TransformStreamError(controller.[[stream]], r).
		t.stream.error(r)
		// 2. Throw r.
		panic(r)
	})
}

// terminate is TransformStreamDefaultControllerTerminate.
//
// https://streams.spec.whatwg.org/#transform-stream-default-controller-terminate
func (t *TransformStreamDefaultController) terminate() {
	// 3. Perform ! ReadableStreamDefaultControllerClose(readableController).
	t.stream.readableController().close()
	// 4. Let error be a TypeError exception indicating that the stream has been terminated.
	// 5. Perform ! TransformStreamErrorWritableAndUnblockWrite(stream, error).
	t.stream.errorWritableAndUnblockWrite(t.scope.Realm.NewError("TypeError", "The stream has been terminated."))
}
