// Package dom implements the events and the aborting of the DOM Standard. Event, CustomEvent,
// EventTarget, AbortController and AbortSignal have one file each. event_handler.go implements the
// event handler attributes of the HTML Standard (onmessage, onerror, …), which AbortSignal needs
// too.
//
// There are no nodes and no documents, and so no document.createEvent. No event target has a
// parent, so an event's path is its target alone.
//
// An interface that inherits from EventTarget embeds [EventTarget] in the state of its objects and
// calls [EventTarget.Init]. An interface that inherits from Event embeds [Event]. Go code makes an
// event with [CreateEvent] and dispatches it with [Fire]; scripts use dispatchEvent. Either way,
// dispatch calls the listeners of the target: first those with capture set, then the others, in the
// order in which they were added. An event handler has a listener among them. If a listener throws,
// its exception is reported and the next listener is called. A listener with a signal adds an abort
// algorithm to the signal, which removes the listener.
//
// The package is built on internal/scope (the engine, the event loop, calls of script functions)
// and internal/webidl (interfaces as tables). Package html and other standards build on it.
//
// https://dom.spec.whatwg.org/
//
// https://html.spec.whatwg.org/multipage/webappapis.html#events
package dom
