package html

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// messageEnd is a port together with its message event target. For a MessagePort the target is the
// MessagePort object itself; for the implicit ports of a worker it is the Worker object at one end
// and the worker's global object at the other.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-event-target
type messageEnd struct {
	target   *dom.EventTarget
	port     *port.Port
	detached bool // the [[Detached]] internal slot
}

// adopt attaches p, which must be in transit, to the scope of target. The events of p are fired at
// target. handler is m or embeds m.
func (m *messageEnd) adopt(p *port.Port, target *dom.EventTarget, handler port.Handler) {
	s := target.Scope
	m.target, m.port = target, p
	p.SetLimit(s.Limits.QueuedMessages)
	p.Adopt(s.Owner, handler)
}

// start enables the port message queue unless the port was transferred or closed. See
// [port.Port.Start].
func (m *messageEnd) start() {
	if !m.detached {
		m.port.Start()
	}
}

// close detaches the object and closes the port unless that was done before. See [port.Port.Close].
func (m *messageEnd) close() {
	if !m.detached {
		m.detached = true
		m.port.Close()
	}
}

// postMessage runs the message port post message steps.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
func (m *messageEnd) postMessage(c webidl.Call, message goja.Value, transfer []*goja.Object) {
	s := m.target.Scope
	// 1. Let transfer be options["transfer"].
	// 2. If transfer contains sourcePort, then throw a "DataCloneError" DOMException.
	// 3. Let doomed be false.
	// 4. If targetPort is not null and transfer contains targetPort, then set doomed to true and
	//    optionally report to a developer console that the target port was posted to itself,
	//    causing the communication channel to be lost.
	doomed := false
	for _, o := range transfer {
		other, ok := s.Realm.State(o).(*MessagePort)
		switch {
		case !ok || other.detached:
		case &other.messageEnd == m:
			c.Throw("DataCloneError", "A MessagePort cannot be transferred through itself: leave it out of the transfer list.")
		case !m.detached && other.port == m.port.Peer():
			doomed = true
		}
	}
	if s.Limits.QueuedMessages > 0 && !m.detached && m.port.Full() {
		c.Throw("QuotaExceededError", "%d messages are waiting at the other end of this port already.", s.Limits.QueuedMessages)
	}
	// 5. Let serializeWithTransferResult be StructuredSerializeWithTransfer(message, transfer).
	//    Rethrow any exceptions.
	serializeWithTransferResult, err := s.SerializeWithTransfer(message, transfer)
	if err != nil {
		s.ThrowCloneError(c, err)
	}
	// 6. If […] doomed is true, then return. The transferred objects are lost with the message.
	if doomed || m.detached { // a getter that ran during serialization may have closed this port
		serializeWithTransferResult.Discard()
		return
	}
	// [port.Port.Post] runs the rest of step 6, and step 7.
	size := serializeWithTransferResult.Size()
	if err := m.port.Post(serializeWithTransferResult); errors.Is(err, port.ErrQueueFull) {
		// A getter that ran during serialization filled the queue after the check above.
		serializeWithTransferResult.Discard()
		c.Throw("QuotaExceededError", "%d messages are waiting at the other end of this port already.", s.Limits.QueuedMessages)
	}
	state.Of(s).posted.count(size)
}

// PortMessage runs the steps of the task that step 7 of the message port post message steps adds to
// the port message queue.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
func (m *messageEnd) PortMessage(_ *port.Port, message port.Message) {
	s := m.target.Scope
	s.Enter()
	// 1. Let finalTargetPort be the MessagePort in whose port message queue the task now finds
	//    itself: m.
	// 2. Let messageEventTarget be finalTargetPort's message event target.
	// 3. Let targetRealm be finalTargetPort's relevant realm.
	// 4. Let deserializeRecord be StructuredDeserializeWithTransfer(serializeWithTransferResult,
	//    targetRealm). If this throws an exception, catch it, fire an event named messageerror at
	//    messageEventTarget, using MessageEvent, and then return.
	data, transferred, err := s.DeserializeWithTransfer(message.(*clone.Record))
	if err != nil {
		fireMessageError(s, m.target)
		return
	}
	// 5. Let messageClone be deserializeRecord.[[Deserialized]].
	// 6. Let newPorts be a new frozen array consisting of all MessagePort objects in
	//    deserializeRecord.[[TransferredValues]], if any, maintaining their relative order.
	// 7. Fire an event named message at messageEventTarget, using MessageEvent, with the data
	//    attribute initialized to messageClone and the ports attribute initialized to newPorts.
	if !m.target.HasListener("message") {
		return // no script can observe the event
	}
	e := dom.CreateEvent(s, MessageEvent{data: data}, "message", false)
	if newPorts := portsOf(s, transferred); newPorts != nil {
		e.rest = &messageEventRest{ports: newPorts}
	}
	dom.Fire(s, &e.Event, m.target)
}

// portsOf returns the MessagePort objects among the transferred values.
func portsOf(s *scope.Scope, transferred []goja.Value) (ports []goja.Value) {
	for _, v := range transferred {
		if _, ok := s.Realm.State(v).(*MessagePort); ok {
			ports = append(ports, v)
		}
	}
	return ports
}

func fireMessageError(s *scope.Scope, target *dom.EventTarget) {
	e := dom.CreateEvent(s, MessageEvent{data: goja.Null()}, "messageerror", false)
	dom.Fire(s, &e.Event, target)
}

// PortClosed fires the close event, because the other end was closed.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#disentangle (step 4)
func (m *messageEnd) PortClosed(*port.Port) {
	m.target.Scope.Enter()
	if !m.target.HasListener("close") {
		return
	}
	s := m.target.Scope
	dom.Fire(s, dom.CreateEvent(s, dom.Event{}, "close", false), m.target)
}

// implicitPort is one end of the implicit channel of a worker. No script can reach that port, so it
// has no close event.
type implicitPort struct{ messageEnd }

func (p *implicitPort) PortClosed(*port.Port) {}
