package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// MessageEvent is the state of a MessageEvent object.
//
// https://html.spec.whatwg.org/multipage/comms.html#messageevent
type MessageEvent struct {
	dom.Event
	data goja.Value
	rest *messageEventRest // see restOf
}

// messageEventRest has the attributes that most messages do not set.
type messageEventRest struct {
	origin      goja.Value
	lastEventID goja.Value
	source      goja.Value
	ports       []goja.Value
	portsArray  *goja.Object // the frozen array of ports, nil until a script reads it
}

// sameOriginRest marks an event whose origin is the scope's and whose other members are the defaults.
var sameOriginRest = &messageEventRest{}

// restOf returns the rest of the event c.This. Most listeners read only data, so a message without
// ports has a rest of nil, or sameOriginRest for one of a BroadcastChannel, until a script reads
// one of the other attributes.
func restOf(c webidl.Call) *messageEventRest {
	e := c.State.(*MessageEvent)
	switch e.rest {
	case nil:
		e.rest = &messageEventRest{}
	case sameOriginRest:
		e.rest = &messageEventRest{origin: c.VM.ToValue(scope.Of(c).Origin())}
	}
	return e.rest
}

// Interface returns the interface of the object.
func (*MessageEvent) Interface() *webidl.Interface { return MessageEventInterface }

// MessageEventInterface is the interface MessageEvent.
var MessageEventInterface = &webidl.Interface{
	Name:   "MessageEvent",
	Parent: dom.EventInterface,
	Is:     func(state any) bool { _, ok := state.(*MessageEvent); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		rest := &messageEventRest{}
		e := &MessageEvent{rest: rest}
		init := e.Construct(c, "MessageEventInit")
		e.data = webidl.OrNull(init.Get("data"))
		rest.lastEventID = c.StringMember(init, "lastEventId")
		if v := init.Get("origin"); v != nil {
			rest.origin = c.VM.ToValue(c.USVString(v))
		}
		if v := init.Get("ports"); v != nil {
			c.Sequence(v, "member ports", func(v goja.Value) {
				rest.ports = append(rest.ports, messagePortOf(c, v, "member ports"))
			})
		}
		rest.source = messageEventSource(c, init.Get("source"))
		return e
	}},
	Attributes: []webidl.Attribute{
		{Name: "data", Get: func(c webidl.Call) goja.Value { return c.State.(*MessageEvent).data }},
		{Name: "origin", Get: func(c webidl.Call) goja.Value { return webidl.OrEmpty(restOf(c).origin) }},
		{Name: "lastEventId", Get: func(c webidl.Call) goja.Value { return webidl.OrEmpty(restOf(c).lastEventID) }},
		{Name: "source", Get: func(c webidl.Call) goja.Value { return webidl.OrNull(restOf(c).source) }},
		{Name: "ports", Get: func(c webidl.Call) goja.Value {
			rest := restOf(c)
			if rest.portsArray == nil {
				rest.portsArray = scope.Of(c).Realm.FrozenArray(rest.ports)
			}
			return rest.portsArray
		}},
	},
	Operations: []webidl.Operation{
		{Name: "initMessageEvent", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-initmessageevent
			typ, bubbles, cancelable := c.DOMString(c.Args[0]), c.Boolean(1), c.Boolean(2)
			data := goja.Null()
			if c.Has(3) {
				data = c.Args[3]
			}
			var origin, lastEventID, source goja.Value
			if c.Has(4) {
				origin = c.VM.ToValue(c.USVString(c.Args[4]))
			}
			if c.Has(5) {
				lastEventID = c.DOMString(c.Args[5])
			}
			source = messageEventSource(c, c.Arg(6))
			var ports []goja.Value
			if c.Has(7) {
				c.Sequence(c.Args[7], "parameter 8", func(v goja.Value) {
					ports = append(ports, messagePortOf(c, v, "parameter 8"))
				})
			}
			// The method must initialize the event in a manner analogous to the similarly-named
			// initEvent() method.
			e := c.State.(*MessageEvent)
			if e.Dispatching {
				return goja.Undefined()
			}
			e.Initialize(c, typ, bubbles, cancelable)
			e.data = data
			e.rest = &messageEventRest{origin: origin, lastEventID: lastEventID, source: source, ports: ports}
			return goja.Undefined()
		}},
	},
}

// messageEventSource converts v to a MessageEventSource?. Of the types of that union, WindowProxy,
// MessagePort and ServiceWorker, it accepts the global object and ports.
func messageEventSource(c webidl.Call, v goja.Value) goja.Value {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return goja.Null()
	}
	switch c.Realm.State(v).(type) {
	case *MessagePort, *windowScope, *globalScope:
		return v
	}
	c.TypeError("The optional 'source' property is neither a Window nor MessagePort.")
	return nil
}

// InspectProperties returns the properties that console.log shows of the event.
func (e *MessageEvent) InspectProperties() []inspect.Property {
	return append(e.Event.InspectProperties(), inspect.Property{Name: "data", Value: e.data})
}
