package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// MessagePort is the state of a MessagePort object. It holds one end of a channel until that end is
// transferred.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#messageport
type MessagePort struct {
	dom.EventTarget
	messageEnd
}

// Interface returns the interface of the object.
func (*MessagePort) Interface() *webidl.Interface { return MessagePortInterface }

// MessagePortInterface is the interface MessagePort.
var MessagePortInterface = &webidl.Interface{
	Name:   "MessagePort",
	Parent: dom.EventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(*MessagePort); return ok },
	Attributes: []webidl.Attribute{
		dom.EventHandlerAttribute("onmessage", "message", func(c webidl.Call) {
			// The first time a MessagePort object's onmessage IDL attribute is set, the port's port
			// message queue must be enabled, as if the start() method had been called.
			c.State.(*MessagePort).start()
		}),
		dom.EventHandlerAttribute("onmessageerror", "messageerror", nil),
		dom.EventHandlerAttribute("onclose", "close", nil),
	},
	Operations: []webidl.Operation{
		{Name: "postMessage", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-postmessage
			// 1. Let targetPort be the port with which this is entangled, if any; otherwise let it
			//    be null.
			// 2. Let options be «[ "transfer" → transfer ]».
			transfer := transferOf(c, 1)
			// 3. Run the message port post message steps providing this, targetPort, message and
			//    options.
			c.State.(*MessagePort).postMessage(c, c.Args[0], transfer)
			return goja.Undefined()
		}},
		{Name: "start", Call: func(c webidl.Call) goja.Value {
			c.State.(*MessagePort).start()
			return goja.Undefined()
		}},
		{Name: "close", Call: func(c webidl.Call) goja.Value {
			c.State.(*MessagePort).close()
			return goja.Undefined()
		}},
	},
}

// transferOf returns the transfer list of a postMessage method with two overloads: argument i is a
// sequence<object>, or a StructuredSerializeOptions dictionary.
//
// https://webidl.spec.whatwg.org/#js-overloads
func transferOf(c webidl.Call, i int) (transfer []*goja.Object) {
	if !c.Has(i) {
		return nil
	}
	if !c.IsIterable(c.Args[i], addTo(&transfer, c)) {
		transfer = transferIn(c, c.Dictionary(i, "StructuredSerializeOptions"))
	}
	return transfer
}

// transferIn converts the member transfer of a dictionary.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#structuredserializeoptions
func transferIn(c webidl.Call, options webidl.Dictionary) (transfer []*goja.Object) {
	if v := options.Get("transfer"); v != nil {
		c.Sequence(v, "member transfer", addTo(&transfer, c))
	}
	return transfer
}

// addTo returns a function that adds an element of a sequence<object> to a transfer list.
func addTo(transfer *[]*goja.Object, c webidl.Call) func(goja.Value) {
	return func(v goja.Value) {
		*transfer = append(*transfer, c.Object(v, "An element of the transfer list"))
	}
}

// NewMessagePort returns a new MessagePort object for p, which comes from a new channel, from
// another runtime or from Go. p must be in transit.
func NewMessagePort(s *scope.Scope, p *port.Port) *goja.Object {
	object, m := webidl.NewWith(s.Realm, MessagePort{})
	m.Init(s, object)
	m.adopt(p, &m.EventTarget, &m.messageEnd)
	return m.Object
}

// messagePortOf returns v if it is a MessagePort; otherwise it throws a TypeError that begins with
// what.
func messagePortOf(c webidl.Call, v goja.Value, what string) goja.Value {
	if _, ok := c.Realm.State(v).(*MessagePort); !ok {
		c.TypeError("%s is not of type 'MessagePort'.", what)
	}
	return v
}

// CloneDetached returns the [[Detached]] internal slot.
func (m *MessagePort) CloneDetached() bool { return m.detached }

// CloneTransfer detaches the object and runs the transfer steps, which are those of
// [port.Port.Ship].
func (m *MessagePort) CloneTransfer() clone.Transferred {
	m.detached = true
	m.port.Ship()
	return ShippedPort{m.port}
}

// ShippedPort is what a message carries of a transferred MessagePort: a port in transit.
type ShippedPort struct{ Port *port.Port }

// CloneReceive runs the transfer-receiving steps, which are those of [port.Port.Adopt], for a new
// object.
func (p ShippedPort) CloneReceive(h clone.Host) (*goja.Object, error) {
	return NewMessagePort(scope.OfHost(h), p.Port), nil
}

// Discard closes the port: the message that carried it will never be received.
func (p ShippedPort) Discard() { p.Port.Close() }

// InspectProperties returns the properties that console.log shows of the port.
func (m *MessagePort) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "active", Value: m.Scope.VM.ToValue(!m.detached && m.port.Entangled())}}
}
