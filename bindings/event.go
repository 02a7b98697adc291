package bindings

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
	"github.com/gojs-runtime/gojs/internal/inspect"
)

// Event phases.
const (
	phaseNone      = 0
	phaseCapturing = 1
	phaseAtTarget  = 2
	phaseBubbling  = 3
)

// Event is the state of an Event object.
//
// https://dom.spec.whatwg.org/#event
type Event struct {
	object *goja.Object  // nil if nobody can see it, see fireUnseen
	args   [1]goja.Value // what a listener is called with: object

	typ       string      // the type as a map key
	typeValue goja.String // the type as scripts see it, nil while that is just typ and nobody has asked

	target        *EventTarget
	currentTarget *EventTarget
	phase         uint8

	stopPropagation          bool
	stopImmediatePropagation bool
	canceled                 bool
	inPassiveListener        bool
	composed                 bool
	initialized              bool
	dispatching              bool

	bubbles    bool
	cancelable bool
	trusted    bool
	timeStamp  float64
}

// eventState is the state of any object that implements Event.
type eventState interface{ event() *Event }

func (e *Event) event() *Event { return e }

func thisEvent(c webidl.Call) *Event { return c.State.(eventState).event() }

var eventInterface = &webidl.Interface{
	Name: "Event",
	Is:   func(state any) bool { _, ok := state.(eventState); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		e := &Event{}
		e.construct(c, "EventInit")
		return e
	}},
	Constants: []webidl.Constant{
		{Name: "NONE", Value: phaseNone},
		{Name: "CAPTURING_PHASE", Value: phaseCapturing},
		{Name: "AT_TARGET", Value: phaseAtTarget},
		{Name: "BUBBLING_PHASE", Value: phaseBubbling},
	},
	Attributes: []webidl.Attribute{
		{Name: "type", Get: func(c webidl.Call) goja.Value { return thisEvent(c).typeString() }},
		{Name: "target", Get: func(c webidl.Call) goja.Value { return thisEvent(c).target.value() }},
		{Name: "srcElement", Get: func(c webidl.Call) goja.Value { return thisEvent(c).target.value() }},
		{Name: "currentTarget", Get: func(c webidl.Call) goja.Value { return thisEvent(c).currentTarget.value() }},
		{Name: "eventPhase", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(int(thisEvent(c).phase)) }},
		{
			Name: "cancelBubble",
			Get:  func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).stopPropagation) },
			Set: func(c webidl.Call, v goja.Value) {
				if v.ToBoolean() {
					thisEvent(c).stopPropagation = true
				}
			},
		},
		{Name: "bubbles", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).bubbles) }},
		{Name: "cancelable", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).cancelable) }},
		{
			Name: "returnValue",
			Get:  func(c webidl.Call) goja.Value { return c.VM.ToValue(!thisEvent(c).canceled) },
			Set: func(c webidl.Call, v goja.Value) {
				if !v.ToBoolean() {
					thisEvent(c).setCanceled()
				}
			},
		},
		{Name: "defaultPrevented", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).canceled) }},
		{Name: "composed", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).composed) }},
		{Name: "isTrusted", Unforgeable: true, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).trusted) }},
		{Name: "timeStamp", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).timeStamp) }},
	},
	Operations: []webidl.Operation{
		{Name: "composedPath", Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-event-composedpath
			// No event target here has a parent: the path is the current target, or empty outside dispatch.
			if t := thisEvent(c).currentTarget; t != nil {
				return c.VM.NewArray(t.object)
			}
			return c.VM.NewArray()
		}},
		{Name: "stopPropagation", Call: func(c webidl.Call) goja.Value {
			thisEvent(c).stopPropagation = true
			return goja.Undefined()
		}},
		{Name: "stopImmediatePropagation", Call: func(c webidl.Call) goja.Value {
			e := thisEvent(c)
			e.stopPropagation, e.stopImmediatePropagation = true, true
			return goja.Undefined()
		}},
		{Name: "preventDefault", Call: func(c webidl.Call) goja.Value {
			thisEvent(c).setCanceled()
			return goja.Undefined()
		}},
		{Name: "initEvent", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://dom.spec.whatwg.org/#dom-event-initevent
			typ, bubbles, cancelable := c.DOMString(c.Args[0]), c.Boolean(1), c.Boolean(2)
			// 1. If this's dispatch flag is set, then return.
			// 2. Initialize this with type, bubbles, and cancelable.
			if e := thisEvent(c); !e.dispatching {
				e.initialize(typ, bubbles, cancelable)
			}
			return goja.Undefined()
		}},
	},
}

// construct is the event constructor. It returns the dictionary of which the constructor of a derived interface reads
// the further members.
//
// https://dom.spec.whatwg.org/#concept-event-constructor
func (e *Event) construct(c webidl.Call, dictionary string) (init webidl.Dictionary) {
	typ := c.DOMString(c.Args[0])
	init = c.Dictionary(1, dictionary)
	// 1. Let event be the result of running the inner event creation steps with this interface, null, now, and
	//    eventInitDict.
	e.object = c.This
	e.initialized = true
	e.timeStamp = scopeOf(c).now()
	e.bubbles = init.Bool("bubbles")
	e.cancelable = init.Bool("cancelable")
	e.composed = init.Bool("composed")
	// 2. Initialize event's type attribute to type.
	e.setType(typ)
	// 3. Return event.
	return init
}

// initialize is "to initialize an event".
//
// https://dom.spec.whatwg.org/#concept-event-initialize
func (e *Event) initialize(typ goja.String, bubbles, cancelable bool) {
	// 1. Set event's initialized flag.
	e.initialized = true
	// 2. Unset event's stop propagation flag, stop immediate propagation flag, and canceled flag.
	e.stopPropagation, e.stopImmediatePropagation, e.canceled = false, false, false
	// 3. Set event's isTrusted attribute to false.
	e.trusted = false
	// 4. Set event's target to null.
	e.target = nil
	// 5. to 7. Set event's type, bubbles and cancelable attributes.
	e.setType(typ)
	e.bubbles, e.cancelable = bubbles, cancelable
}

// arguments are what a listener is called with.
func (e *Event) arguments() []goja.Value {
	if e.object == nil {
		return nil
	}
	e.args[0] = e.object
	return e.args[:]
}

func (e *Event) setType(typ goja.String) {
	e.typ, e.typeValue = comparableString(typ), typ
}

func (e *Event) typeString() goja.String {
	if e.typeValue == nil {
		e.typeValue = noRuntime.ToValue(e.typ).(goja.String)
	}
	return e.typeValue
}

// noRuntime makes values of Go's strings, which belong to no runtime.
var noRuntime *goja.Runtime

// comparableString makes Go strings that are equal if the scripts' strings are, such as the types of an event and a
// listener. goja's conversion replaces lone surrogates, which must stay distinct.
func comparableString(v goja.String) string {
	s := v.String()
	if !strings.ContainsRune(s, '�') {
		return s
	}
	var b strings.Builder
	for i := range v.Length() {
		c := v.CharAt(i)
		b.WriteByte(byte(c >> 8))
		b.WriteByte(byte(c))
	}
	return "\xff" + b.String()
}

// setCanceled is "to set the canceled flag".
//
// https://dom.spec.whatwg.org/#set-the-canceled-flag
func (e *Event) setCanceled() {
	if e.cancelable && !e.inPassiveListener {
		e.canceled = true
	}
}

// InspectProperties is what console.log shows of an event.
func (e *Event) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "type", Value: e.typeString()},
		{Name: "target", Value: e.target.value()},
	}
}

// createEvent is "to create an event": it makes the object of an event that Go code fires, and its state, a copy of the given
// one.
//
// https://dom.spec.whatwg.org/#concept-event-create
func createEvent[E any, P interface {
	*E
	eventState
}](s *Scope, i *webidl.Interface, state E, typ string, cancelable bool) P {
	object, made := webidl.NewWith(s.realm, i, state)
	e := P(made).event()
	e.object = object
	e.initialized = true
	e.timeStamp = s.now()
	e.trusted = true
	e.typ = typ
	e.cancelable = cancelable
	return made
}

// fire is "to fire an event" whose object createEvent made. It returns false if the event was canceled.
//
// https://dom.spec.whatwg.org/#concept-event-fire
func (s *Scope) fire(e *Event, target *EventTarget) bool {
	return s.dispatch(e, target)
}

// fireUnseen is "to fire an event" where the audience is blind: the same steps with an event that has no object. It is called
// by tasks only, so that there is one such event at a time.
func (s *Scope) fireUnseen(typ string, target *EventTarget) {
	s.unseen = Event{typ: typ, initialized: true, trusted: true}
	s.fire(&s.unseen, target)
	s.unseen = Event{} // it keeps no target alive
}
