package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// ProgressEvent is the state of a ProgressEvent object.
//
// https://xhr.spec.whatwg.org/#interface-progressevent
type ProgressEvent struct {
	Event
	lengthComputable goja.Value
	loaded, total    goja.Value
}

var progressEventInterface = &webidl.Interface{
	Name:   "ProgressEvent",
	Parent: eventInterface,
	Is:     func(state any) bool { _, ok := state.(*ProgressEvent); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		e := &ProgressEvent{}
		init := e.construct(c, "ProgressEventInit")
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

// fireProgress is "to fire a progress event".
//
// https://xhr.spec.whatwg.org/#concept-event-fire-progress
func (s *Core) fireProgress(target *EventTarget, name string, transmitted, length int) {
	if !target.hasListener(name) {
		return // nobody can see the event object
	}
	e := createEvent(s, progressEventInterface, ProgressEvent{
		lengthComputable: s.vm.ToValue(length != 0),
		loaded:           s.vm.ToValue(transmitted),
		total:            s.vm.ToValue(length),
	}, name, false)
	s.fire(&e.Event, target)
}

// InspectProperties is what console.log shows of the event.
func (e *ProgressEvent) InspectProperties() []inspect.Property {
	return append(e.Event.InspectProperties(),
		inspect.Property{Name: "lengthComputable", Value: e.lengthComputable},
		inspect.Property{Name: "loaded", Value: e.loaded},
		inspect.Property{Name: "total", Value: e.total})
}
