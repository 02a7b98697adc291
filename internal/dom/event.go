package dom

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// The values of eventPhase.
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
// Every message makes an event, and most of the cost of an event is its memory. So an Event has no
// fields whose values follow from others: while an event is dispatched its current target is its
// target and its phase is AT_TARGET, since no target has a parent. The initialized flag is always
// set, since only document.createEvent makes events without it.
type Event struct {
	Object *goja.Object
	typ    *eventType
	target *EventTarget

	propagation       propagation
	Dispatching       bool // dispatch flag
	canceled          bool
	inPassiveListener bool
	composed          bool
	bubbles           bool
	cancelable        bool
	trusted           bool

	timeStamp float64
}

// propagation has the stop propagation flag and the stop immediate propagation flag. The second is
// never set without the first.
type propagation uint8

const (
	goesOn propagation = iota
	stopped
	stoppedImmediately
)

// eventType is the type of an event. Successive events of one type share it.
type eventType struct {
	key   string      // as made by ComparableString
	value goja.String // the type as scripts see it, nil until a script reads it
}

// eventState is implemented by the states of all objects that implement Event.
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
			// No event target has a parent, so the path is the current target during dispatch and
			// empty otherwise.
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

// Construct runs the event constructor. It returns the dictionary, from which the constructor of a
// derived interface reads its own members.
//
// https://dom.spec.whatwg.org/#concept-event-constructor
func (e *Event) Construct(c webidl.Call, dictionary string) (init webidl.Dictionary) {
	typ := c.DOMString(c.Args[0])
	init = c.Dictionary(1, dictionary)
	// 1. Let event be the result of running the inner event creation steps with this interface,
	//    null, now, and eventInitDict.
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

// Initialize implements "initialize an event".
//
// https://dom.spec.whatwg.org/#concept-event-initialize
func (e *Event) Initialize(c webidl.Call, typ goja.String, bubbles, cancelable bool) {
	// 1. Set event's initialized flag. (It is always set.)
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

// stop sets the stop propagation flag and, if p is stoppedImmediately, the stop immediate
// propagation flag.
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

// internEventType returns the type with this key. It reuses the latest event's type, which usually
// is the same.
func internEventType(s *scope.Scope, key string) *eventType {
	dom := state.Of(s)
	if dom.latestType == nil || dom.latestType.key != key {
		dom.latestType = &eventType{key: key}
	}
	return dom.latestType
}

// ComparableString converts a script's string so that two results are equal if and only if the
// script's strings are. goja's own conversion replaces lone surrogates, which would make different
// strings equal.
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

// setCanceled implements "set the canceled flag".
//
// https://dom.spec.whatwg.org/#set-the-canceled-flag
func (e *Event) setCanceled() {
	if e.cancelable && !e.inPassiveListener {
		e.canceled = true
	}
}

// InspectProperties returns the properties that console.log shows.
func (e *Event) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "type", Value: e.typeString()},
		{Name: "target", Value: e.target.value()},
	}
}

// CreateEvent implements "create an event", for events that Go code fires. It makes the event's
// object and its state, which is a copy of the given one, and returns the state.
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

// Fire implements "fire an event", for an event that [CreateEvent] made. It returns false if the
// event was canceled.
//
// https://dom.spec.whatwg.org/#concept-event-fire
func Fire(s *scope.Scope, e *Event, target *EventTarget) bool {
	return dispatch(s, e, target)
}
