package bindings

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/port"
)

// MessagePort is the state of a MessagePort object: it holds an end of a channel until the end is transferred away.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#messageport
type MessagePort struct {
	EventTarget
	port     *port.Port
	detached bool // the [[Detached]] internal slot
}

var messagePortInterface = &webidl.Interface{
	Name:   "MessagePort",
	Parent: eventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(*MessagePort); return ok },
	Attributes: []webidl.Attribute{
		eventHandlerAttribute("onmessage", "message", func(c webidl.Call) {
			// The first time a MessagePort object's onmessage IDL attribute is set, the port's port message queue
			// must be enabled, as if the start() method had been called.
			c.State.(*MessagePort).start()
		}),
		eventHandlerAttribute("onmessageerror", "messageerror", nil),
		eventHandlerAttribute("onclose", "close", nil),
	},
	Operations: []webidl.Operation{
		{Name: "postMessage", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-postmessage
			// 1. Let targetPort be the port with which this is entangled, if any; otherwise let it be null.
			// 2. Let options be «[ "transfer" → transfer ]».
			transfer := transferOf(c, 1)
			// 3. Run the message port post message steps providing this, targetPort, message and options.
			c.State.(*MessagePort).postMessage(c, c.Args[0], transfer)
			return goja.Undefined()
		}},
		{Name: "start", Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-start
			c.State.(*MessagePort).start()
			return goja.Undefined()
		}},
		{Name: "close", Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-close
			p := c.State.(*MessagePort)
			// 1. Set this's [[Detached]] internal slot value to true.
			// 2. If this is entangled, disentangle it.
			if !p.detached {
				p.detached = true
				p.port.Close()
			}
			return goja.Undefined()
		}},
	},
}

// transferOf converts the optional argument i of the two overloads (…, sequence<object> transfer) and
// (…, optional StructuredSerializeOptions options = {}).
//
// https://webidl.spec.whatwg.org/#js-overloads
func transferOf(c webidl.Call, i int) (transfer []*goja.Object) {
	if !c.Has(i) {
		return nil
	}
	add := func(v goja.Value) {
		transfer = append(transfer, c.Object(v, "An element of the transfer list"))
	}
	if !c.IsIterable(c.Args[i], add) {
		if v := c.Dictionary(i, "StructuredSerializeOptions").Get("transfer"); v != nil {
			c.Sequence(v, "member transfer", add)
		}
	}
	return transfer
}

// NewMessagePort makes the MessagePort object that holds p from now on: it is how a port comes into this scope, from
// a new channel, from another runtime or from Go. p must be in transit: owned by nobody.
func (s *Scope) NewMessagePort(p *port.Port) *goja.Object {
	m := &MessagePort{port: p}
	m.init(s, s.realm.New(messagePortInterface, m))
	p.SetLimit(s.limits.QueuedMessages)
	p.Adopt(s.owner, m)
	return m.object
}

// messagePortOf converts v to a MessagePort.
func messagePortOf(c webidl.Call, v goja.Value, what string) goja.Value {
	if _, ok := c.Realm.State(v).(*MessagePort); !ok {
		c.TypeError("%s is not of type 'MessagePort'.", what)
	}
	return v
}

func (m *MessagePort) start() {
	if !m.detached {
		m.port.Start()
	}
}

// postMessage is the message port post message steps.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
func (m *MessagePort) postMessage(c webidl.Call, message goja.Value, transfer []*goja.Object) {
	s := m.scope
	// 1. Let transfer be options["transfer"].
	// 2. If transfer contains sourcePort, then throw a "DataCloneError" DOMException.
	// 3. Let doomed be false.
	// 4. If targetPort is not null and transfer contains targetPort, then set doomed to true and optionally report to
	//    a developer console that the target port was posted to itself, causing the communication channel to be lost.
	doomed := false
	for _, o := range transfer {
		other, ok := s.realm.State(o).(*MessagePort)
		switch {
		case !ok || other.detached:
		case other == m:
			c.Throw("DataCloneError", "A MessagePort cannot be transferred through itself: leave it out of the transfer list.")
		case !m.detached && other.port == m.port.Peer():
			doomed = true
		}
	}
	if s.limits.QueuedMessages > 0 && !m.detached && m.port.Full() {
		c.Throw("QuotaExceededError", "%d messages are waiting at the other end of this port already.", s.limits.QueuedMessages)
	}
	// 5. Let serializeWithTransferResult be StructuredSerializeWithTransfer(message, transfer). Rethrow any exceptions.
	serializeWithTransferResult, err := s.serialize(message, transfer)
	if err != nil {
		s.throw(c, err)
	}
	// 6. If targetPort is null, or if doomed is true, then return. What was transferred is lost with the message. The
	//    getters that serializing ran may have closed this very port.
	if m.detached || doomed {
		serializeWithTransferResult.Discard()
		return
	}
	// 7. Add a task that runs the following steps to the port message queue of targetPort.
	if err := m.port.Post(serializeWithTransferResult); errors.Is(err, port.ErrQueueFull) {
		// A getter filled the queue after the check above.
		serializeWithTransferResult.Discard()
		c.Throw("QuotaExceededError", "%d messages are waiting at the other end of this port already.", s.limits.QueuedMessages)
	}
}

// PortMessage is the task that the message port post message steps add to the port message queue.
func (m *MessagePort) PortMessage(_ *port.Port, message port.Message) {
	s := m.scope
	s.enter()
	// 1. Let finalTargetPort be the MessagePort in whose port message queue the task now finds itself: m.
	// 2. Let targetRealm be finalTargetPort's relevant realm.
	// 3. Let deserializeRecord be StructuredDeserializeWithTransfer(serializeWithTransferResult, targetRealm).
	//    If this throws an exception, catch it, fire an event named messageerror at finalTargetPort, using
	//    MessageEvent, and then return.
	record := message.(*clone.Record)
	data, transferred, err := s.cloner.Deserialize(record, s)
	if err != nil {
		s.fireMessageError(&m.EventTarget)
		return
	}
	// 4. Let messageClone be deserializeRecord.[[Deserialized]].
	// 5. Let newPorts be a new frozen array consisting of all MessagePort objects in
	//    deserializeRecord.[[TransferredValues]], if any, maintaining their relative order.
	// 6. Fire an event named message at finalTargetPort, using MessageEvent, with the data attribute initialized to
	//    messageClone and the ports attribute initialized to newPorts.
	if !m.hasListener("message") {
		return // nobody can see the event object
	}
	e := &MessageEvent{data: data}
	if newPorts := s.portsOf(transferred); newPorts != nil {
		e.rest = &messageEventRest{ports: newPorts}
	}
	s.createEvent(messageEventInterface, e, "message", false)
	s.fire(&e.Event, &m.EventTarget)
}

// portsOf are the MessagePort objects of transferred values.
func (s *Scope) portsOf(transferred []goja.Value) (ports []goja.Value) {
	for _, v := range transferred {
		if _, ok := s.realm.State(v).(*MessagePort); ok {
			ports = append(ports, v)
		}
	}
	return ports
}

func (s *Scope) fireMessageError(target *EventTarget) {
	e := &MessageEvent{data: goja.Null()}
	s.createEvent(messageEventInterface, e, "messageerror", false)
	s.fire(&e.Event, target)
}

// PortClosed fires the close event: the other end is gone.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#disentangle (step 4)
func (m *MessagePort) PortClosed(*port.Port) {
	m.scope.enter()
	if !m.hasListener("close") {
		return
	}
	e := &Event{}
	m.scope.createEvent(eventInterface, e, "close", false)
	m.scope.fire(e, &m.EventTarget)
}

// CloneDetached is the [[Detached]] internal slot.
func (m *MessagePort) CloneDetached() bool { return m.detached }

// CloneTransfer are the transfer steps.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports (transfer steps)
func (m *MessagePort) CloneTransfer() clone.Transferred {
	// 1. Set value's has been shipped flag to true.
	// 2. Set dataHolder.[[PortMessageQueue]] to value's port message queue.
	// 3. If value is entangled with another port remotePort, then set dataHolder.[[RemotePort]] to remotePort.
	m.detached = true
	m.port.Ship()
	return ShippedPort{m.port}
}

// ShippedPort is a port in transit: what a message carries of a transferred MessagePort.
type ShippedPort struct{ Port *port.Port }

// CloneReceive are the transfer-receiving steps.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports (transfer-receiving steps)
func (p ShippedPort) CloneReceive(_ *goja.Runtime, host any) (*goja.Object, error) {
	s, ok := host.(*Scope)
	if !ok {
		return nil, &clone.Error{Name: "DataCloneError", Message: "A MessagePort can only be received where bindings are installed."}
	}
	// 1. to 3. Move the tasks of the port message queue; entangle with the remote port.
	return s.NewMessagePort(p.Port), nil
}

// Discard closes the port: the message that carried it will never be received.
func (p ShippedPort) Discard() { p.Port.Close() }

// InspectProperties is what console.log shows of the port.
func (m *MessagePort) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "active", Value: m.scope.vm.ToValue(!m.detached && m.port.Entangled())}}
}
