// Package port implements message channels as plain Go: two ends that queue what is sent to them, that can be moved from
// one event loop to another with all that is queued, and that are told when the other end is gone. It follows the
// message ports of the HTML Standard and knows no JavaScript: what a message is, and what is done with one, is the
// business of those who post and of the [Handler].
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports
package port

// # Channel, port, seat
//
// A channel is one allocation: a mutex and two ports. A port is one end of it, for ever: it has the queue of what was
// sent to it, and it is entangled with the other end until one of the two is closed. Nothing else knows a channel; there
// is no registry, and whoever has a port has the whole channel.
//
// A port is either in transit or with an owner. The owner is a runtime with its loop. Being with an owner is the port's
// seat there: who is called, whether the queue is enabled, how many tasks are under way. Adopt makes a seat, Ship
// gives it up, and the queue stays with the port meanwhile. So moving a port copies no message, a message that is
// posted to a port in transit just waits in its queue, and the order of messages is that of one queue, wherever the
// port may be.
//
// # Tasks
//
// For each entry that may be delivered there is one task on the owner's loop: one event per task, as the standard asks.
// A task has no message. It is the seat itself, posted once more, and says only "take the next entry": so posting a
// message allocates nothing, and a task that comes too late, because the port left its seat or another goroutine's task
// was posted first, finds what there is then. A task of a seat that was given up does nothing.
//
// Of a long queue only the first entries have their task at once; each task that runs posts one for the entry that comes
// after those. So a flood on one port delays what others post to the same loop by no more than that many tasks, and
// enabling or moving a port costs the same however long its queue is.
//
// An entry may be delivered if the queue is enabled. The last entry, that the other end is gone, is not kept in the
// queue but beside it: nothing can come after it. It needs no enabled queue, only that no message is before it.
//
// # The end
//
// A closed port takes no more messages and its other end is told so. What had arrived at it, if it was enabled, is still
// delivered: those are tasks of the loop already. What had arrived at a port that is not enabled will never be received.
// A message that will never be received is discarded, which closes the ports that it carries; these discard their
// queues in turn.
//
// A port ends in the same way if its owner is closed or its loop takes no more tasks, except that nothing is delivered
// then. An owner knows the ports whose end matters to somebody else: those whose other end is with another owner and
// those that have something in their queue. It knows them by weak pointers, so a channel that nobody can reach is
// collected with everything that waits in it. (DEVIATION: the standard disentangles a port when it is collected. Here
// the two ends are collected together, so nobody is left to be told.) Delivery never depends on the collector: a loop's
// tasks hold the seats that they are for, and a message holds the ports that it carries.
//
// A port that can neither deliver nor receive any more lets go of its seat, so that keeping one end of a finished
// channel does not keep the runtime of the other.
//
// # Locks
//
// The channel's mutex guards both ports, their queues and seats. The owner's mutex guards its set of ports.
//
//	channel -> owner    a port enters and leaves the set while its seat changes
//
// Never two channels at once. Under these locks nothing of others is called: not a handler, not Discard, not Post of
// a loop. What is to be done is decided under the lock and done after it; what has changed by then is why a task looks
// again.

import (
	"errors"
	"sync"

	"github.com/gojs-runtime/gojs/eventloop"
)

// ErrQueueFull is what [Port.Post] returns if the messages that wait at the other end are as many as [Port.SetLimit]
// allows.
var ErrQueueFull = errors.New("port: the queue of the other end is full; wait until messages are taken from it, or raise the limit")

// A Message is what a port queues.
type Message interface {
	// Discard is called if the message will never be received. It closes the ports that the message carries. It may be
	// called on any goroutine, but under no lock.
	Discard()
}

// A Handler receives what arrives at a port. Its methods are called on the loop of the port's owner, each in a task of
// its own, and may do with the port whatever they want.
type Handler interface {
	// PortMessage is called with the oldest message of the queue.
	PortMessage(p *Port, m Message)
	// PortClosed is called after the last message, at most once, if the other end was closed or its owner is gone. No
	// call of Start is needed for it, except to get the messages before it out of the way.
	PortClosed(p *Port)
}

// A goneHandler is a Handler that learns at once that the other end is gone, ahead of what is still in the queue.
// PortGone is called on any goroutine, under no lock.
type goneHandler interface{ PortGone(p *Port) }

// A Port is one end of a channel. It belongs to the owner that adopted it, and all methods are for the owner's goroutine,
// or for whoever has the port while it is in transit. Other goroutines may call Close, and those methods that only ask.
type Port struct {
	channel *channel
	seat    *seat // nil in transit, and when nothing can arrive any more
	queue   queue
	limit   int // of the other end's queue; 0 is none

	closed     bool
	closeEntry bool // the other end is gone and the handler is yet to be told
}

type channel struct {
	mu   sync.Mutex
	ends [2]Port
}

// A seat is the stay of a port with an owner. It is the task that delivers.
type seat struct {
	port    *Port
	owner   *Owner
	handler Handler
	tasks   int // posted, or about to be, and not yet run
	enabled bool
	known   bool // in the owner's set
}

// NewChannel returns the two ends of a new channel, both in transit: each wants an owner, here or wherever it is sent.
func NewChannel() (a, b *Port) {
	c := new(channel)
	a, b = &c.ends[0], &c.ends[1]
	a.channel, b.channel = c, c
	return a, b
}

// Adopt gives a port that is in transit to o. What is in its queue stays there, in order, until Start. It panics if the
// port has an owner.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports:transfer-receiving-steps
func (p *Port) Adopt(o *Owner, h Handler) {
	c := p.channel
	c.mu.Lock()
	if p.seat != nil {
		c.mu.Unlock()
		panic("port: Adopt of a port that has an owner; Ship it first")
	}
	// 1. Set value's has been shipped flag to true.
	// That flag is for user agents that keep a port's loop alive; here nothing depends on it.

	// 2. Move all the tasks that are to fire message events in dataHolder.[[PortMessageQueue]] to the port message queue
	//    of value, if any, leaving value's port message queue in its initial disabled state.
	p.seat = &seat{port: p, owner: o, handler: h}
	p.retire()

	// 3. If dataHolder.[[RemotePort]] is not null, then entangle dataHolder.[[RemotePort]] and value.
	// They are: it is the same end of the same channel.
	var gone [2]*seat
	if q := p.peer(); p.seat != nil && q.seat != nil && q.seat.owner != o {
		gone = [2]*seat{p.mind(), q.mind()}
	} else if p.queue.len() > 0 {
		gone[0] = p.mind()
	}
	s, n := p.wake()
	c.mu.Unlock()

	s.post(n)
	gone[0].abandon()
	gone[1].abandon()
}

// Start enables the port's queue: what is in it and what comes later is delivered, in order. It does nothing if that is
// so already or if the channel is at its end, and panics if the port is in transit.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-start
func (p *Port) Start() {
	c := p.channel
	c.mu.Lock()
	// The start() method steps are to enable this's port message queue, if it is not already enabled.
	if p.seat == nil {
		open := p.entangled() || p.queue.len() > 0
		c.mu.Unlock()
		if open {
			panic("port: Start of a port without an owner; Adopt it first")
		}
		return
	}
	p.seat.enabled = true
	s, n := p.wake()
	c.mu.Unlock()

	s.post(n)
}

// Post sends m to the other end. If that is gone, m is discarded; that is no error, as nobody can know it in time.
// It returns [ErrQueueFull], and leaves m alone, if the limit is reached. Post allocates nothing but the room in the
// queue.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
func (p *Port) Post(m Message) error {
	// Steps 1 to 5 look at the transfer list and serialize: the caller's work.
	targetPort, c := p.peer(), p.channel
	c.mu.Lock()
	// 6. If targetPort is null, or if doomed is true, then return.
	if !p.entangled() {
		c.mu.Unlock()
		discard(m)
		return nil
	}
	if p.limit > 0 && targetPort.queue.len() >= p.limit {
		c.mu.Unlock()
		return ErrQueueFull
	}
	// 7. Add a task that runs the following steps to the port message queue of targetPort: …
	targetPort.queue.push(m)
	gone := targetPort.mind()
	s, n := targetPort.wake()
	c.mu.Unlock()

	s.post(n)
	gone.abandon()
	return nil
}

// SetLimit sets how many messages that were posted here may wait at the other end; 0, as at the beginning, is no limit.
// Messages beyond a new limit stay.
func (p *Port) SetLimit(n int) {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	p.limit = n
}

// Full reports whether Post would return [ErrQueueFull]. Only this end adds to that queue, so one who has asked can
// prepare a message and rely on the answer.
func (p *Port) Full() bool {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	return p.limit > 0 && p.entangled() && p.peer().queue.len() >= p.limit
}

// Ship takes the port away from its owner, to be carried by a message, and disables its queue. Its handler is not called
// again: what is in the queue stays there for the next owner. A closed port has nothing to carry; what was still to be
// delivered is discarded.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports:transfer-steps
func (p *Port) Ship() {
	c := p.channel
	c.mu.Lock()
	// 1. Set value's has been shipped flag to true.
	// 2. Set dataHolder.[[PortMessageQueue]] to value's port message queue.
	// 3. If value is entangled with another port remotePort, then: …
	// 4. Otherwise, set dataHolder.[[RemotePort]] to null.
	// The port itself is the data holder.
	p.leave()
	var lost []Message
	if p.closed {
		lost = p.queue.take()
		p.closeEntry = false
	}
	c.mu.Unlock()

	discard(lost...)
}

// Close ends the channel. The other end gets what was sent to it and then PortClosed. This end, if its queue is enabled,
// gets what has arrived; if not, or if it is in transit, what has arrived is discarded. It may be called from any
// goroutine and more than once.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-close
func (p *Port) Close() {
	c := p.channel
	c.mu.Lock()
	if p.closed {
		c.mu.Unlock()
		return
	}
	// 1. Set this's [[Detached]] internal slot value to true.
	// That slot is of the object that has the port.

	// 2. If this is entangled, disentangle it.
	s, n := p.disentangle()
	var lost []Message
	if p.seat == nil || !p.seat.enabled {
		lost = p.queue.take()
		p.closeEntry = p.closeEntry && p.seat != nil // nobody will come to be told
	}
	// The close entry may have been waiting behind the messages that are lost.
	own, m := p.wake()
	p.retire()
	c.mu.Unlock()

	s.gone(n)
	own.post(m)
	discard(lost...)
}

// Peer returns the other end of the channel, nil if the two are not entangled any more.
func (p *Port) Peer() *Port {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	if !p.entangled() {
		return nil
	}
	return p.peer()
}

// Entangled reports whether what is posted here can still arrive.
func (p *Port) Entangled() bool { return p.Peer() != nil }

// Finished reports whether nothing can arrive here any more: no message is in the queue, none can come, and PortClosed
// was called or will not be.
func (p *Port) Finished() bool {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	return p.finished()
}

// SameChannel reports whether q is this port or the other end of its channel, entangled or not.
func (p *Port) SameChannel(q *Port) bool { return p.channel == q.channel }

// peer returns the other end, which is there even if nobody has it.
func (p *Port) peer() *Port {
	if p == &p.channel.ends[0] {
		return &p.channel.ends[1]
	}
	return &p.channel.ends[0]
}

// The methods from here on are called with the channel's lock held, until it says otherwise.

func (p *Port) entangled() bool { return !p.closed && !p.peer().closed }

// disentangle marks p as closed, and returns what the caller has to post so that the other end is told.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#disentangle
func (p *Port) disentangle() (s *seat, n int) {
	// 1. Let otherPort be the MessagePort which initiatorPort was entangled with.
	// 2. Assert: otherPort exists.
	otherPort := p.peer()
	wasEntangled := p.entangled()

	// 3. Disentangle initiatorPort and otherPort, so that they are no longer entangled or associated with each other.
	p.closed = true
	if !wasEntangled {
		return nil, 0
	}

	// 4. Fire an event named close at otherPort.
	// DEVIATION: in a task, as the last entry of otherPort's queue. otherPort may be in another thread, and messages that
	// were sent before are to arrive before. https://github.com/whatwg/html/issues/12797
	otherPort.closeEntry = true
	return otherPort.wake()
}

// maxTasks is how many tasks of one seat the loop has at a time.
const maxTasks = 1024

// wake returns how many tasks the caller has to post, after unlocking, so that there is one for each entry that may be
// delivered, up to maxTasks.
func (p *Port) wake() (s *seat, n int) {
	s = p.seat
	if s == nil {
		return nil, 0
	}
	due := 0
	if s.enabled {
		due = p.queue.len()
	}
	if p.closeEntry && due == p.queue.len() {
		due++
	}
	due = min(due, maxTasks)
	n = due - s.tasks
	s.tasks = due
	return s, n
}

// retire gives up the seat if nothing can be delivered to it any more.
func (p *Port) retire() {
	if p.finished() {
		p.leave()
	}
}

func (p *Port) finished() bool { return !p.entangled() && p.queue.len() == 0 && !p.closeEntry }

// leave gives up the seat, if there is one.
func (p *Port) leave() {
	if s := p.seat; s != nil {
		p.seat = nil
		if s.known {
			s.owner.forget(p)
		}
	}
}

// mind makes sure that the port's owner knows it. If the owner is closed, mind returns the seat for the caller to abandon
// after unlocking.
func (p *Port) mind() (gone *seat) {
	s := p.seat
	if s == nil || s.known {
		return nil
	}
	s.known = s.owner.learn(p)
	if !s.known {
		return s
	}
	return nil
}

// From here on no lock is held.

// post posts n tasks for the seat.
func (s *seat) post(n int) {
	for range n {
		if !s.owner.loop.Post(s) {
			s.abandon()
			return
		}
	}
}

// gone posts n tasks for a seat whose other end was closed just now. A nil seat is none.
func (s *seat) gone(n int) {
	if s == nil {
		return
	}
	if h, ok := s.handler.(goneHandler); ok {
		h.PortGone(s.port)
	}
	s.post(n)
}

// Run delivers the next entry of the port's queue, if the port still is where it was when the task was posted.
func (s *seat) Run() {
	if s.owner.closed.Load() {
		s.abandon()
		return
	}
	p, c := s.port, s.port.channel
	c.mu.Lock()
	if p.seat != s {
		c.mu.Unlock()
		return
	}
	s.tasks--
	switch {
	case s.enabled && p.queue.len() > 0:
		m := p.queue.pop()
		_, n := p.wake()
		p.retire()
		c.mu.Unlock()
		s.post(n)
		s.handler.PortMessage(p, m)
	case p.closeEntry && p.queue.len() == 0:
		p.closeEntry = false
		p.retire()
		c.mu.Unlock()
		s.handler.PortClosed(p)
	default:
		c.mu.Unlock()
	}
}

// Dropped is called if the loop was closed.
func (s *seat) Dropped() { s.abandon() }

// abandon ends a port whose owner or loop is gone, if it still has this seat. A nil seat is none.
func (s *seat) abandon() {
	if s == nil {
		return
	}
	p, c := s.port, s.port.channel
	c.mu.Lock()
	if p.seat != s {
		c.mu.Unlock()
		return
	}
	other, n := p.disentangle()
	lost := p.queue.take()
	p.closeEntry = false
	p.leave()
	c.mu.Unlock()

	other.gone(n)
	discard(lost...)
}

var (
	_ eventloop.Task    = (*seat)(nil)
	_ eventloop.Dropper = (*seat)(nil)
)
