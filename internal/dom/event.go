package dom

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
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
//
// Where many messages come in, what an event costs is its memory. So there is nothing here that can be told from the rest:
// nothing has a parent in which an event could bubble, so the current target is the target, and the phase AT_TARGET, while the
// event is dispatched. And an event is initialized from the beginning: there is no document.createEvent.
type Event struct {
	Object *goja.Object
	typ    *eventType
	target *EventTarget

	propagation       propagation
	Dispatching       bool // the dispatch flag
	canceled          bool
	inPassiveListener bool
	composed          bool
	bubbles           bool
	cancelable        bool
	trusted           bool

	timeStamp float64
}

// propagation is the stop propagation flag and the stop immediate propagation flag, which is not set without the former.
type propagation uint8

const (
	goesOn propagation = iota
	stopped
	stoppedImmediately
)

// eventType is the type of events, which they share.
type eventType struct {
	key   string      // equal if the types are
	value goja.String // the type as scripts see it, nil while nobody has asked
}

// eventState is the state of any object that implements Event.
type eventState interface{ event() *Event }

func (e *Event) event() *Event { return e }

func thisEvent(c webidl.Call) *Event { return c.State.(eventState).event() }

// Interface returns the interface of the object.
func (*Event) Interface() *webidl.Interface { return EventInterface }

var EventInterface = &webidl.Interface{
	Name: "Event",
	Is:   func(state any) bool { _, ok := state.(eventState); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		e := &Event{}
		e.Construct(c, "EventInit")
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
		{Name: "currentTarget", Get: func(c webidl.Call) goja.Value { return thisEvent(c).currentTarget().value() }},
		{Name: "eventPhase", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).phase()) }},
		{
			Name: "cancelBubble",
			Get:  func(c webidl.Call) goja.Value { return c.VM.ToValue(thisEvent(c).propagation != goesOn) },
			Set: func(c webidl.Call, v goja.Value) {
				if v.ToBoolean() {
					thisEvent(c).stop(stopped)
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
			if t := thisEvent(c).currentTarget(); t != nil {
				return c.VM.NewArray(t.Object)
			}
			return c.VM.NewArray()
		}},
		{Name: "stopPropagation", Call: func(c webidl.Call) goja.Value {
			thisEvent(c).stop(stopped)
			return goja.Undefined()
		}},
		{Name: "stopImmediatePropagation", Call: func(c webidl.Call) goja.Value {
			thisEvent(c).stop(stoppedImmediately)
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
			if e := thisEvent(c); !e.Dispatching {
				e.Initialize(c, typ, bubbles, cancelable)
			}
			return goja.Undefined()
		}},
	},
}

// Construct is the event constructor. It returns the dictionary of which the constructor of a derived interface reads
// the further members.
//
// https://dom.spec.whatwg.org/#concept-event-constructor
func (e *Event) Construct(c webidl.Call, dictionary string) (init webidl.Dictionary) {
	typ := c.DOMString(c.Args[0])
	init = c.Dictionary(1, dictionary)
	// 1. Let event be the result of running the inner event creation steps with this interface, null, now, and
	//    eventInitDict.
	e.Object = c.This
	e.timeStamp = scope.Of(c).Now()
	e.bubbles = init.Bool("bubbles")
	e.cancelable = init.Bool("cancelable")
	e.composed = init.Bool("composed")
	// 2. Initialize event's type attribute to type.
	e.setType(c, typ)
	// 3. Return event.
	return init
}

// Initialize is "to initialize an event".
//
// https://dom.spec.whatwg.org/#concept-event-initialize
func (e *Event) Initialize(c webidl.Call, typ goja.String, bubbles, cancelable bool) {
	// 1. Set event's initialized flag: it is set.
	// 2. Unset event's stop propagation flag, stop immediate propagation flag, and canceled flag.
	e.propagation, e.canceled = goesOn, false
	// 3. Set event's isTrusted attribute to false.
	e.trusted = false
	// 4. Set event's target to null.
	e.target = nil
	// 5. to 7. Set event's type, bubbles and cancelable attributes.
	e.setType(c, typ)
	e.bubbles, e.cancelable = bubbles, cancelable
}

func (e *Event) currentTarget() *EventTarget {
	if e.Dispatching {
		return e.target
	}
	return nil
}

func (e *Event) phase() int {
	if e.Dispatching {
		return phaseAtTarget
	}
	return phaseNone
}

// stop sets the stop propagation flag, and perhaps the stop immediate propagation flag too.
func (e *Event) stop(p propagation) { e.propagation = max(e.propagation, p) }

func (e *Event) setType(c webidl.Call, typ goja.String) {
	e.typ = internEventType(scope.Of(c), ComparableString(typ))
	e.typ.value = typ
}

func (e *Event) typeString() goja.String {
	if e.typ.value == nil {
		e.typ.value = webidl.NoRuntime.ToValue(e.typ.key).(goja.String)
	}
	return e.typ.value
}

// internEventType is the type with this key: that of the event before, mostly.
func internEventType(s *scope.Scope, key string) *eventType {
	dom := state.Of(s)
	if dom.latestType == nil || dom.latestType.key != key {
		dom.latestType = &eventType{key: key}
	}
	return dom.latestType
}

// ComparableString makes Go strings that are equal if the scripts' strings are, such as the types of an event and a
// listener. goja's conversion replaces lone surrogates, which must stay distinct.
func ComparableString(v goja.String) string {
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

// CreateEvent is "to create an event": it makes the object of an event that Go code fires, and its state, a copy of the given
// one.
//
// https://dom.spec.whatwg.org/#concept-event-create
func CreateEvent[E any, P interface {
	*E
	eventState
	webidl.PlatformState
}](s *scope.Scope, state E, typ string, cancelable bool) P {
	object, made := webidl.NewWith[E, P](s.Realm, state)
	e := P(made).event()
	e.Object = object
	e.timeStamp = s.Now()
	e.trusted = true
	e.typ = internEventType(s, typ)
	e.cancelable = cancelable
	return made
}

// Fire is "to fire an event" whose object createEvent made. It returns false if the event was canceled.
//
// https://dom.spec.whatwg.org/#concept-event-fire
func Fire(s *scope.Scope, e *Event, target *EventTarget) bool {
	return dispatch(s, e, target)
}
