package dom

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// eventHandler is an event handler. Its value is that of an attribute such as onmessage.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#event-handlers
type eventHandler struct {
	name     string
	value    *goja.Object   // nil for null
	function goja.Callable  // value as a function, nil if it is not callable
	listener *eventListener // nil while the handler is not activated
}

// EventHandlerAttribute returns an event handler IDL attribute for events of type typ. set, if not
// nil, is called after each assignment.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-idl-attributes
func EventHandlerAttribute(name, typ string, set func(c webidl.Call)) webidl.Attribute {
	return webidl.Attribute{
		Name: name,
		Get: func(c webidl.Call) goja.Value {
			// 1. Let callback be the result of getting the current value of the event handler given
			//    eventTarget and name.
			// 2. Return callback.
			if h := thisTarget(c).handler(name); h != nil && h.value != nil {
				return h.value
			}
			return goja.Null()
		},
		Set: func(c webidl.Call, v goja.Value) {
			t := thisTarget(c)
			// EventHandler is [LegacyTreatNonObjectAsNull]: a value that is not an object counts as
			// null.
			value, _ := v.(*goja.Object)
			h := t.handler(name)
			switch {
			case value == nil:
				// 3. If the given value is null, then deactivate an event handler given eventTarget
				//    and name.
				if h != nil {
					t.deactivate(h)
				}
			default:
				// 4. Otherwise: set eventHandler's value to the given value; activate an event
				//    handler.
				if h == nil {
					h = &eventHandler{name: name}
					t.handlers = append(t.handlers, h)
				}
				h.value = value
				h.function, _ = goja.AssertFunction(value)
				t.activate(h, typ)
			}
			if set != nil {
				set(c)
			}
		},
	}
}

func (t *EventTarget) handler(name string) *eventHandler {
	for _, h := range t.handlers {
		if h.name == name {
			return h
		}
	}
	return nil
}

// activate implements "activate an event handler". A handler that is already active keeps its place
// among the listeners.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#activate-an-event-handler
func (t *EventTarget) activate(h *eventHandler, typ string) {
	// 3. If eventHandler's listener is not null, then return.
	if h.listener != nil {
		return
	}
	// 4. to 6. Let listener be a new event listener whose type is the event handler event type and
	//          whose callback runs the event handler processing algorithm; add it.
	l := &eventListener{typ: typ, handler: h}
	t.addEventListener(l)
	// 7. Set eventHandler's listener to listener.
	h.listener = l
}

// deactivate implements "deactivate an event handler".
//
// https://html.spec.whatwg.org/multipage/webappapis.html#deactivate-an-event-handler
func (t *EventTarget) deactivate(h *eventHandler) {
	// 3. Let listener be eventHandler's listener.
	// 4. If listener is not null, then remove an event listener with eventTarget and listener.
	if h.listener != nil {
		t.removeEventListener(h.listener)
	}
	// 5. Set eventHandler's listener to null.
	h.listener, h.value, h.function = nil, nil, nil
}

// errorEventState is implemented by the state of ErrorEvent, which is in package html.
type errorEventState interface {
	// HandlerArguments returns the values of message, filename, lineno, colno and error.
	HandlerArguments(vm *goja.Runtime) []goja.Value
}

// processEventHandler implements the event handler processing algorithm. It returns the exception
// that the handler threw.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#the-event-handler-processing-algorithm
func processEventHandler(s *scope.Scope, h *eventHandler, e *Event) error {
	// 1. Let callback be the result of getting the current value of the event handler given
	//    eventTarget and name.
	// 2. If callback is null, then return.
	if h.value == nil {
		return nil
	}
	// A callback that is not callable does nothing:
	// https://webidl.spec.whatwg.org/#invoke-a-callback-function ([LegacyTreatNonObjectAsNull]).
	callback := h.function
	if callback == nil {
		return nil
	}
	// 3. Let special error event handling be true if event is an ErrorEvent object, event's type is
	//    "error", and event's currentTarget implements the WindowOrWorkerGlobalScope mixin.
	//    Otherwise false.
	this := e.target.Object
	var errorEvent errorEventState
	if e.typ.key == "error" && e.target == GlobalTarget(s) {
		errorEvent, _ = s.Realm.State(e.Object).(errorEventState)
	}
	special := errorEvent != nil
	// 4. Process the Event object event.
	var returnValue goja.Value
	var err error
	if special {
		// Invoke callback with « event's message, filename, lineno, colno, error », "rethrow", and
		// with callback this value set to event's currentTarget.
		returnValue, err = s.Call(callback, this, errorEvent.HandlerArguments(s.VM)...)
	} else {
		returnValue, err = s.Call(callback, this, e.Object)
	}
	if err != nil {
		return err
	}
	// 5. Process return value.
	switch {
	case special:
		// If special error event handling is true: if return value is true, then set event's
		// canceled flag.
		if returnValue == webidl.True {
			e.canceled = true
		}
	default:
		// Otherwise: if return value is false, then set event's canceled flag.
		if returnValue == webidl.False {
			e.setCanceled()
		}
	}
	return nil
}
