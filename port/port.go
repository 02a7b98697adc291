// Package port implements message channels and broadcast between event loops, as plain Go.
//
// A channel has two ends, the ports. Each port queues the messages that the other end posts to it,
// can be moved to another event loop together with its queue, and is told when the other end is
// gone. Ports follow the message ports of the HTML Standard, and a [Hub] follows its broadcast
// channels, but the package knows no JavaScript: the caller decides what a message is, and a
// [Handler] or [BroadcastHandler] what to do with one.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html
//
// # Words
//
//   - A channel is one allocation: a mutex and two ports. There is no registry of channels; whoever
//     has a port has the whole channel.
//   - A [Port] is one end of a channel. It has the queue of the messages that were posted to it. The
//     two ports are entangled until one of them is closed.
//   - An [Owner] is a runtime with its event loop. A port either has an owner or is in transit. A
//     new port is in transit, and so is a port that a message carries.
//   - A seat is the record of one stay of a port with an owner: which handler to call, whether the
//     queue is enabled, how many tasks were posted. Adopt creates a seat and Ship gives it up. The
//     queue stays with the port.
//   - A [Hub] is the meeting point of all broadcast channels of a program.
//   - A topic is a channel name within an origin. A [Member] of a topic receives what the other
//     members post.
//   - An audience is all members of a topic that have the same owner.
//
// # How a message crosses
//
// Here a belongs to the owner of loop A, b to the owner of loop B, and b's queue is enabled:
//
//	goroutine of loop A  |  channel (one mutex)  |  goroutine of loop B
//	                     |                       |
//	a.Post(m3)           |                       |
//	 1. append ----------+-> b.queue: m1 m2 m3   |
//	                     |             |         |
//	 2. Post(b's seat) --+-------------|---------+-> tasks: seat seat seat
//	                     |             |         |            |
//	                     |             |         |   3. the loop runs the oldest task:
//	                     |             +---------+-> seat.Run takes m1 from b.queue
//	                     |                       |   4. handler.PortMessage(b, m1)
//
// There is one task per message, as the standard requires. A task carries no message: it is the
// seat, posted once more, and means "deliver the next entry of the queue". So a posted message
// costs no allocation for its task. A task may also run too late: if the port has left this seat,
// the task does nothing.
//
// Moving a port copies no message. Messages posted to a port in transit wait in its queue, and all
// messages have the order of that one queue, wherever the port was when they were posted.
//
// At most 1024 tasks of one seat (maxTasks) are queued at a time; each task that runs posts a
// successor if the queue is longer. So a flood on one port delays other tasks of the loop by no
// more than that many, and enabling or moving a port takes the same time however long its queue is.
//
// # How a channel ends
//
// A closed port accepts no more messages, and the other end is told with a close entry. That entry
// is kept beside the queue because no entry can come after it. It is delivered when no message is
// before it, even if the queue is not enabled.
//
// Messages that arrived at a port before it was closed are still delivered if its queue is enabled,
// since their tasks are on the loop already. If it is not enabled, nothing will ever receive them:
// they are discarded. Discarding a message closes the ports it carries, which discard their queues
// in turn.
//
// A port ends in the same way if its owner is closed or its loop takes no more tasks, except that
// nothing is delivered then. So an owner keeps a set of the ports whose end it must announce: ports
// whose other end has another owner, and ports with messages in their queue. The set holds weak
// pointers, so an unreachable channel is collected together with its messages.
// (DEVIATION: the standard disentangles a port when it is collected. Here both ends are collected
// together, so there is nobody to tell.) Delivery never depends on the garbage collector: a queued
// task holds its seat, and a message holds the ports it carries.
//
// A port that can neither deliver nor receive any more gives up its seat, so that keeping one end
// of a finished channel does not keep the other end's runtime in memory.
//
// # How a broadcast crosses
//
// A message posted on a topic is appended once to the topic's log, however many members there are.
// Each audience has its own place in the log and delivers every message to its members in the order
// of their creation:
//
//	           oldest                  newest
//	topic log:  e1 --> e2 --> e3 --> e4 --> (empty)
//	                   ^             ^
//	    place of audience 1      place of audience 2
//	    (owner 1, loop 1)        (owner 2, loop 2)
//
// Only the places refer to the log, so an entry is collected when the last audience has passed it.
// The log always ends with an empty entry, so that an audience that has delivered everything keeps
// no message in memory.
//
// As with ports there is one task per delivery, that is for each member that gets a message. The
// task is the audience, posted once more, and at most maxTasks of them are queued at a time. So a
// broadcast allocates one entry and nothing per member. Who receives an entry is decided when it is
// appended; the task of a member that leaves later does nothing.
//
// All audiences see the messages of a topic in the order of the log. So all members agree on the
// order, whoever posted, and an answer never overtakes its question. The standard requires less.
//
// The hub holds members weakly, except those that [Member.Keep] keeps. It looks for collected
// members whenever their number has doubled since the last time.
//
// # Locks
//
// A channel's mutex guards both ports, their queues and their seats. An owner's mutex guards its
// set of ports and its audiences. They are taken in this order:
//
//	channel -> owner            a port enters or leaves the set while its seat changes
//	hub -> audience -> owner    an audience is created or ends
//
// No goroutine ever locks two channels. No foreign code runs under these locks: no handler, no
// Discard, no Post of a loop. What has to be done is decided under the lock and done after it is
// released; because the state may have changed by then, each task checks it again.
//
// Posting to a topic holds the hub's lock for a few instructions (longer if a limit must be
// checked) and tells the audiences one by one after it is released. So an audience may have
// delivered a message before it is told of it, in a task that was posted for another message. The
// task it posts when it is told then serves that other message. There are always at least as many
// tasks as deliveries, and a task that is left over finds nothing to do.
package port

import (
	"errors"
	"sync"

	"github.com/gojs-runtime/gojs/eventloop"
)

// ErrQueueFull is returned by [Port.Post] if as many messages wait at the other end as
// [Port.SetLimit] allows.
var ErrQueueFull = errors.New("port: the queue of the other end is full; wait until messages are taken from it, or raise the limit")

// A Message is posted to a port and waits in its queue.
type Message interface {
	// Discard is called at most once, if the message will never be received. It must close the
	// ports that the message carries. It may be called on any goroutine; no lock is held.
	Discard()
}

// A Handler receives the messages that arrive at a port. Its methods are called on the loop of the
// port's owner, each call in a task of its own. They may call every method of the port.
type Handler interface {
	// PortMessage is called with the oldest message of the queue.
	PortMessage(p *Port, m Message)
	// PortClosed is called at most once, after the last message, if the other end was closed or its
	// owner is gone. It needs no [Port.Start] unless messages are before it in the queue.
	PortClosed(p *Port)
}

// A goneHandler is a Handler that is told at once that the other end is gone, before the messages
// that are still in the queue are delivered. PortGone may be called on any goroutine; no lock is
// held.
type goneHandler interface{ PortGone(p *Port) }

// A Port is one end of a channel. Its methods must be called on the goroutine of the owner that
// adopted it or, while it is in transit, by whoever has it. Any goroutine may call Close and the
// methods that only report state: Full, Peer, Entangled, Finished and SameChannel.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports
type Port struct {
	channel *channel
	seat    *seat // nil in transit, and once nothing can arrive any more
	queue   queue
	limit   int // of the other end's queue; 0 means none

	closed     bool
	closeEntry bool // the other end is gone and the handler has not been told yet
}

type channel struct {
	mu   sync.Mutex
	ends [2]Port
}

// A seat is one stay of a port with an owner. It is also the task that delivers the next entry.
type seat struct {
	port    *Port
	owner   *Owner
	handler Handler
	tasks   int // tasks posted, or about to be, that have not run
	enabled bool
	known   bool // the port is in the owner's set
}

// NewChannel returns the two ends of a new channel, both in transit. [Port.Adopt] gives each an
// owner, here or where it was sent to.
func NewChannel() (a, b *Port) {
	c := new(channel)
	a, b = &c.ends[0], &c.ends[1]
	a.channel, b.channel = c, c
	return a, b
}

// Adopt gives p, which must be in transit, to o; h receives its messages. Messages that are in the
// queue stay there, in order, until [Port.Start]. Adopt panics if p has an owner.
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
	// User agents use that flag to keep a port's loop alive. Here nothing depends on it.

	// 2. Move all the tasks that are to fire message events in dataHolder.[[PortMessageQueue]] to
	//    the port message queue of value, if any, leaving value's port message queue in its initial
	//    disabled state.
	p.seat = &seat{port: p, owner: o, handler: h}
	p.retire()

	// 3. If dataHolder.[[RemotePort]] is not null, then entangle dataHolder.[[RemotePort]] and
	//    value.
	// They never ceased to be entangled: p is still the same end of the same channel.
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

// Start enables the port's queue: messages that are in it and that come later are delivered, in
// order. It does nothing if the queue is enabled or the channel has ended. Otherwise it panics if p
// is in transit.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-start
func (p *Port) Start() {
	c := p.channel
	c.mu.Lock()
	// The start() method steps are to enable this's port message queue, if it is not already
	// enabled.
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

// Post sends m to the other end. If the other end is gone, m is discarded. That is no error, since
// the other end may always close just before Post. If the limit is reached, Post returns
// [ErrQueueFull] and does not touch m. Post allocates nothing but room in the queue.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
func (p *Port) Post(m Message) error {
	// Steps 1 to 5 check the transfer list and serialize. The caller does them, and decides whether
	// the message is doomed.
	targetPort, c := p.peer(), p.channel
	c.mu.Lock()
	// 6. If targetPort is null […], then return.
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

// SetLimit sets how many messages posted here may wait at the other end. 0 means no limit and is
// the default. Messages that are queued already stay, even if they exceed n.
func (p *Port) SetLimit(n int) {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	p.limit = n
}

// Full reports whether Post would return [ErrQueueFull]. Only this end adds to that queue, so if
// Full returns false, the caller can prepare a message and the next Post will not return the error.
func (p *Port) Full() bool {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	return p.limit > 0 && p.entangled() && p.peer().queue.len() >= p.limit
}

// Ship takes the port from its owner, so that a message can carry it, and disables its queue. The
// old handler is not called again; messages in the queue stay there for the next owner. If the port
// is closed, the messages in its queue are discarded.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports:transfer-steps
func (p *Port) Ship() {
	c := p.channel
	c.mu.Lock()
	// 1. Set value's has been shipped flag to true.
	// 2. Set dataHolder.[[PortMessageQueue]] to value's port message queue.
	// 3. If value is entangled with another port remotePort, then: …
	// 4. Otherwise, set dataHolder.[[RemotePort]] to null.
	// The port itself is the data holder: it keeps its queue and its other end.
	p.leave()
	var lost []Message
	if p.closed {
		lost = p.queue.take()
		p.closeEntry = false
	}
	c.mu.Unlock()

	discard(lost...)
}

// Close ends the channel. The other end receives the messages that were posted to it and then
// PortClosed. This end still receives the messages that have arrived if its queue is enabled;
// otherwise, and in transit, they are discarded. Close may be called from any goroutine and more
// than once.
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
	// The slot belongs to the MessagePort object. The caller sets it.

	// 2. If this is entangled, disentangle it.
	s, n := p.disentangle()
	var lost []Message
	if p.seat == nil || !p.seat.enabled {
		lost = p.queue.take()
		p.closeEntry = p.closeEntry && p.seat != nil // in transit there is no handler to tell
	}
	// p's own close entry may have been waiting behind the messages that are discarded.
	own, m := p.wake()
	p.retire()
	c.mu.Unlock()

	s.gone(n)
	own.post(m)
	discard(lost...)
}

// Peer returns the other end of the channel, or nil if one of the two was closed. It may be called
// from any goroutine.
func (p *Port) Peer() *Port {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	if !p.entangled() {
		return nil
	}
	return p.peer()
}

// Entangled reports whether neither end was closed, so that messages posted here can still arrive.
// It may be called from any goroutine.
func (p *Port) Entangled() bool { return p.Peer() != nil }

// Finished reports whether nothing can arrive here any more: the queue is empty, no message can be
// posted to it, and PortClosed was called or never will be. It may be called from any goroutine.
func (p *Port) Finished() bool {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	return p.finished()
}

// SameChannel reports whether q is p or the other end of p's channel, entangled or not.
func (p *Port) SameChannel(q *Port) bool { return p.channel == q.channel }

// peer returns the other end, entangled or not.
func (p *Port) peer() *Port {
	if p == &p.channel.ends[0] {
		return &p.channel.ends[1]
	}
	return &p.channel.ends[0]
}

// The methods from here on must be called with the channel's lock held, up to the next such line.

func (p *Port) entangled() bool { return !p.closed && !p.peer().closed }

// disentangle marks p as closed. The caller must call s.gone(n) after unlocking, so that the other
// end is told.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#disentangle
func (p *Port) disentangle() (s *seat, n int) {
	// 1. Let otherPort be the MessagePort which initiatorPort was entangled with.
	// 2. Assert: otherPort exists.
	otherPort := p.peer()
	wasEntangled := p.entangled()

	// 3. Disentangle initiatorPort and otherPort, so that they are no longer entangled or
	//    associated with each other.
	p.closed = true
	if !wasEntangled {
		return nil, 0
	}

	// 4. Fire an event named close at otherPort.
	// DEVIATION: the event is fired in a task, as the last entry of otherPort's queue. otherPort
	// may be in another thread, and messages that were sent before must arrive before it.
	// https://github.com/whatwg/html/issues/12797
	otherPort.closeEntry = true
	return otherPort.wake()
}

// maxTasks is the number of tasks that one seat or audience may have queued on its loop.
const maxTasks = 1024

// wake returns p's seat and how many tasks the caller must post for it after unlocking, so that
// there is one for each entry that may be delivered, up to maxTasks.
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

// retire gives up the seat if nothing can arrive there any more.
func (p *Port) retire() {
	if p.finished() {
		p.leave()
	}
}

func (p *Port) finished() bool { return !p.entangled() && p.queue.len() == 0 && !p.closeEntry }

// leave gives up the seat, if p has one.
func (p *Port) leave() {
	if s := p.seat; s != nil {
		p.seat = nil
		if s.known {
			s.owner.forget(p)
		}
	}
}

// mind adds p to its owner's set. If the owner is closed, mind returns the seat, and the caller
// must abandon it after unlocking.
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

// The methods from here on must be called without the channel's lock.

// post posts the seat n times as a task.
func (s *seat) post(n int) {
	for range n {
		if !s.owner.loop.Post(s) {
			s.abandon()
			return
		}
	}
}

// gone tells a seat that its other end was closed just now, and posts n tasks for it. The seat may
// be nil.
func (s *seat) gone(n int) {
	if s == nil {
		return
	}
	if h, ok := s.handler.(goneHandler); ok {
		h.PortGone(s.port)
	}
	s.post(n)
}

// Run delivers the next entry of the port's queue, unless the port has left this seat.
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

// Dropped is called if the loop was closed before it ran the task.
func (s *seat) Dropped() { s.abandon() }

// abandon closes the port, whose owner or loop is gone, and discards its queue. It does nothing if
// the port has left this seat or the seat is nil.
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
