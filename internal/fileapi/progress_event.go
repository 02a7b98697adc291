package fileapi

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ProgressEvent is the state of a ProgressEvent object.
//
// https://xhr.spec.whatwg.org/#interface-progressevent
type ProgressEvent struct {
	dom.Event
	lengthComputable goja.Value
	loaded, total    goja.Value
}

// Interface returns the interface of the object.
func (*ProgressEvent) Interface() *webidl.Interface { return ProgressEventInterface }

var ProgressEventInterface = &webidl.Interface{
	Name:   "ProgressEvent",
	Parent: dom.EventInterface,
	Is:     func(state any) bool { _, ok := state.(*ProgressEvent); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		e := &ProgressEvent{}
		init := e.Construct(c, "ProgressEventInit")
		e.lengthComputable = c.VM.ToValue(init.Bool("lengthComputable"))
		e.loaded = c.DoubleMember(init, "loaded")
		e.total = c.DoubleMember(init, "total")
		return e
	}},
	Attributes: []webidl.Attribute{
		{Name: "lengthComputable", Get: func(c webidl.Call) goja.Value { return c.State.(*ProgressEvent).lengthComputable }},
		{Name: "loaded", Get: func(c webidl.Call) goja.Value { return c.State.(*ProgressEvent).loaded }},
		{Name: "total", Get: func(c webidl.Call) goja.Value { return c.State.(*ProgressEvent).total }},
	},
}

// fireProgress implements "fire a progress event".
//
// https://xhr.spec.whatwg.org/#concept-event-fire-progress
func fireProgress(s *scope.Scope, target *dom.EventTarget, name string, transmitted, length int) {
	if !target.HasListener(name) {
		return // no listener would see the event
	}
	e := dom.CreateEvent(s, ProgressEvent{
		lengthComputable: s.VM.ToValue(length != 0),
		loaded:           s.VM.ToValue(transmitted),
		total:            s.VM.ToValue(length),
	}, name, false)
	dom.Fire(s, &e.Event, target)
}

// InspectProperties returns the properties that console.log shows.
func (e *ProgressEvent) InspectProperties() []inspect.Property {
	return append(e.Event.InspectProperties(),
		inspect.Property{Name: "lengthComputable", Value: e.lengthComputable},
		inspect.Property{Name: "loaded", Value: e.loaded},
		inspect.Property{Name: "total", Value: e.total})
}
