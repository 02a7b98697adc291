package streams

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ReadableStreamBYOBRequest is the state of a ReadableStreamBYOBRequest object.
//
// https://streams.spec.whatwg.org/#rs-byob-request-class
type ReadableStreamBYOBRequest struct {
	object     *goja.Object
	controller *ReadableByteStreamController // nil once there was a response
	View       goja.Value                    // nil for null
}

// Interface returns the interface of the object.
func (*ReadableStreamBYOBRequest) Interface() *webidl.Interface {
	return ReadableStreamBYOBRequestInterface
}

var ReadableStreamBYOBRequestInterface = &webidl.Interface{
	Name: "ReadableStreamBYOBRequest",
	Is:   func(state any) bool { _, ok := state.(*ReadableStreamBYOBRequest); return ok },
	Attributes: []webidl.Attribute{
		{Name: "view", Get: func(c webidl.Call) goja.Value { return webidl.OrNull(c.State.(*ReadableStreamBYOBRequest).View) }},
	},
	Operations: []webidl.Operation{
		{Name: "respond", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-byob-request-respond
			r := c.State.(*ReadableStreamBYOBRequest)
			bytesWritten := c.EnforceRange(c.Args[0], "parameter 1")
			// 1. If this.[[controller]] is undefined, throw a TypeError exception.
			r.mustBePending(c)
			// 2. If ! IsDetachedBuffer(this.[[view]].[[ArrayBuffer]]) is true, throw a TypeError
			//    exception.
			if view, _ := webidl.ViewOf(r.View); view.Buffer.Detached() {
				c.TypeError("The view's buffer has been detached: the bytes cannot be responded with as they are.")
			}
			// 5. Perform ? ReadableByteStreamControllerRespond(this.[[controller]], bytesWritten).
			r.controller.Respond(bytesWritten)
			return goja.Undefined()
		}},
		{Name: "respondWithNewView", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://streams.spec.whatwg.org/#rs-byob-request-respond-with-new-view
			r := c.State.(*ReadableStreamBYOBRequest)
			view := viewArgument(c)
			// 1. If this.[[controller]] is undefined, throw a TypeError exception.
			r.mustBePending(c)
			// 2. If ! IsDetachedBuffer(view.[[ViewedArrayBuffer]]) is true, throw a TypeError
			//    exception.
			if view.Buffer.Detached() {
				c.TypeError("The view's buffer has been detached.")
			}
			// 3. Return ? ReadableByteStreamControllerRespondWithNewView(this.[[controller]],
			//    view).
			r.controller.respondWithNewView(view)
			return goja.Undefined()
		}},
	},
}

func newReadableStreamBYOBRequest(s *scope.Scope, controller *ReadableByteStreamController, view goja.Value) *ReadableStreamBYOBRequest {
	r := &ReadableStreamBYOBRequest{controller: controller, View: view}
	r.object = s.Realm.New(r)
	return r
}

func (r *ReadableStreamBYOBRequest) mustBePending(c webidl.Call) {
	if r.controller == nil {
		c.TypeError("The request has been responded to, or is not needed any more.")
	}
}

// InspectProperties returns the properties that console.log shows.
func (r *ReadableStreamBYOBRequest) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "view", Value: webidl.OrNull(r.View)}}
}
