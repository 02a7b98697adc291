package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// MessageChannel is the state of a MessageChannel object.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#messagechannel
type MessageChannel struct{ port1, port2 *goja.Object }

// MessageChannelInterface is the interface MessageChannel.
var MessageChannelInterface = &webidl.Interface{
	Name: "MessageChannel",
	Is:   func(state any) bool { _, ok := state.(*MessageChannel); return ok },
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messagechannel
		s := scope.Of(c)
		a, b := port.NewChannel()
		// 1. Set this's port 1 to a new MessagePort in this's relevant realm.
		// 2. Set this's port 2 to a new MessagePort in this's relevant realm.
		// 3. Entangle this's port 1 and this's port 2.
		return &MessageChannel{NewMessagePort(s, a), NewMessagePort(s, b)}
	}},
	Attributes: []webidl.Attribute{
		{Name: "port1", Get: func(c webidl.Call) goja.Value { return c.State.(*MessageChannel).port1 }},
		{Name: "port2", Get: func(c webidl.Call) goja.Value { return c.State.(*MessageChannel).port2 }},
	},
}

// InspectProperties returns the properties that console.log shows of the channel.
func (m *MessageChannel) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "port1", Value: m.port1}, {Name: "port2", Value: m.port2}}
}
