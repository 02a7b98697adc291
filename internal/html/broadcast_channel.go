package html

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// BroadcastChannel is the state of a BroadcastChannel object.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#broadcastchannel
type BroadcastChannel struct {
	dom.EventTarget
	name   goja.String // channel name
	member *port.Member
	closed bool // closed flag
}

// BroadcastChannelInterface is the interface BroadcastChannel.
var BroadcastChannelInterface = &webidl.Interface{
	Name:   "BroadcastChannel",
	Parent: dom.EventTargetInterface,
	Is:     func(state any) bool { _, ok := state.(*BroadcastChannel); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel
		s := scope.Of(c)
		// 1. Set this's channel name to name.
		name := c.DOMString(c.Args[0])
		// 2. Set this's closed flag to false.
		b := &BroadcastChannel{name: name}
		b.Init(s, c.This)
		html := state.Of(s)
		if html.broadcast == nil {
			html.broadcast = port.NewHub()
		}
		b.member = html.broadcast.Join(s.Owner, s.StorageKey(), dom.ComparableString(name), b)
		b.member.SetLimit(s.Limits.QueuedMessages)
		b.ListenersChanged = b.observe
		return b
	}},
	Attributes: []webidl.Attribute{
		{Name: "name", Get: func(c webidl.Call) goja.Value { return c.State.(*BroadcastChannel).name }},
		dom.EventHandlerAttribute("onmessage", "message", nil),
		dom.EventHandlerAttribute("onmessageerror", "messageerror", nil),
	},
	Operations: []webidl.Operation{
		{Name: "postMessage", Length: 1, Call: func(c webidl.Call) goja.Value {
			c.State.(*BroadcastChannel).postMessage(c, c.Args[0])
			return goja.Undefined()
		}},
		{Name: "close", Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-close
			// The close() method steps are to set this's closed flag to true.
			b := c.State.(*BroadcastChannel)
			b.closed = true
			b.member.Leave()
			return goja.Undefined()
		}},
	},
}

// observe keeps the channel from being garbage-collected while it has a listener for messages, is
// open and its global object exists. It is called whenever the listeners change.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
func (b *BroadcastChannel) observe() {
	b.member.Keep(b.HasListener("message") || b.HasListener("messageerror"))
}

// postMessage runs the steps of postMessage().
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage
func (b *BroadcastChannel) postMessage(c webidl.Call, message goja.Value) {
	s := b.Scope
	// 1. If this is not eligible for messaging, then return.
	if state.Of(s).closing {
		return
	}
	// 2. If this's closed flag is true, then throw an "InvalidStateError" DOMException.
	if b.closed {
		c.Throw("InvalidStateError", "The channel is closed.")
	}
	// 3. Let serialized be StructuredSerialize(message). Rethrow any exceptions.
	serialized, err := s.SerializeWithTransfer(message, nil)
	if err != nil {
		s.ThrowCloneError(c, err)
	}
	// 4. Let sourceOrigin be this's relevant settings object's origin: that of each receiver too.
	// 5. Let sourceStorageKey be the result of running obtain a storage key for non-storage
	//    purposes with this's relevant settings object.
	// 6. to 9. See [port.Member.Post].
	size := serialized.Size()
	if err := b.member.Post(serialized); errors.Is(err, port.ErrBroadcastFull) {
		c.Throw("QuotaExceededError", "%d messages are waiting at another BroadcastChannel of this name already.", s.Limits.QueuedMessages)
	}
	state.Of(s).posted.count(size)
}

// BroadcastMessage runs the task that step 9 of postMessage() queues at a destination.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage
func (b *BroadcastChannel) BroadcastMessage(_ *port.Member, message any) {
	s := b.Scope
	s.Enter()
	// 1. If destination's closed flag is true, then abort these steps: see [port.Member.Leave],
	//    after which nothing is delivered.
	// Without a listener no script can observe the event, so none is made.
	if !b.HasListener("message") && !b.HasListener("messageerror") {
		return
	}
	// 2. Let targetRealm be destination's relevant realm.
	// 3. Let data be StructuredDeserialize(serialized, targetRealm). If this throws an exception,
	//    catch it, fire an event named messageerror at destination, using MessageEvent, with the
	//    origin attribute initialized to the serialization of sourceOrigin, and then abort these
	//    steps.
	record := message.(*clone.Record)
	typ := "message"
	data, err := s.Cloner.DeserializeCopy(record)
	if err != nil {
		typ, data = "messageerror", goja.Null()
	}
	// 4. Fire an event named message at destination, using MessageEvent, with the data attribute
	//    initialized to data and the origin attribute initialized to the serialization of
	//    sourceOrigin.
	if !b.HasListener(typ) {
		return
	}
	e := dom.CreateEvent(s, MessageEvent{data: data, rest: sameOriginRest}, typ, false)
	dom.Fire(s, &e.Event, &b.EventTarget)
}

// InspectProperties returns the properties that console.log shows of the channel.
func (b *BroadcastChannel) InspectProperties() []inspect.Property {
	return []inspect.Property{
		{Name: "name", Value: b.name},
		{Name: "active", Value: b.Scope.VM.ToValue(!b.closed)},
	}
}
