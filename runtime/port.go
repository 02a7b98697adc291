package runtime

import (
	"context"
	"errors"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// ErrPortClosed is the error of a port that was closed or transferred, or whose other end is gone.
var ErrPortClosed = errors.New("runtime: the port is closed, was transferred, or its other end is gone")

// ErrQueueFull is the error of a Post when Limits.QueuedMessages messages wait at the other end.
var ErrQueueFull = port.ErrQueueFull

// Port is a message port that Go holds: an end of a [Channel], a transferred port in a [Message],
// or the Port of a [Worker]. All methods may be called from any goroutine.
type Port struct {
	port  *port.Port
	group *eventloop.Group
	hold  *eventloop.Hold
	limit int

	owner *port.Owner
	inbox inbox

	sending sync.Mutex // held by Post if there is a limit, so that no other Post takes the room that it found

	mu       sync.Mutex  // taken after sending, and before the channel's
	detached bool        // closed or transferred
	started  atomic.Bool // set under mu

	receiving chan struct{} // has a token while a goroutine is in Receive; that goroutine owns received and ended
	received  *Message
	ended     bool
}

// Message is a message that a [Port] received.
type Message struct {
	// Data is the value as [clone.Record.ToGo] converts it. A transferred port in it is a *Port.
	Data any
	// Ports are the transferred ports, in the order of the transfer list. Close those that you do
	// not use.
	Ports []*Port
	// Err is not nil if the message has no Go value, such as a Map with objects as keys. Data and
	// Ports are nil then.
	Err error
}

func newPort(p *port.Port, group *eventloop.Group, limit int) *Port {
	return adoptPort(&Port{port: p, group: group, limit: limit, hold: group.Hold()})
}

// newServicePort makes the port of a worker that is written in Go. It holds the group only while
// messages wait for the worker, or while the worker handles one: from its Receive to the next
// Receive.
func newServicePort(p *port.Port, group *eventloop.Group, limit int) *Port {
	idle := group.Hold()
	idle.Release()
	held := &Port{port: p, group: group, limit: limit, hold: idle}
	held.inbox.group, held.inbox.working, held.inbox.hold = group, 1, group.Hold() // busy until its first Receive
	return adoptPort(held)
}

func adoptPort(held *Port) *Port {
	p := held.port
	held.receiving = make(chan struct{}, 1)
	held.inbox.wake = make(chan struct{}, 1)
	held.owner = port.NewOwner(end{held})
	p.SetLimit(held.limit)
	p.Adopt(held.owner, end{held})
	if !p.Entangled() {
		held.hold.Release()
	}
	return held
}

// inbox is the queue of tasks that the port posts. Receive runs them, as a loop does.
type inbox struct {
	mu     sync.Mutex
	tasks  []eventloop.Task
	closed bool
	wake   chan struct{} // has a token if something changed

	// Of a service port, which holds the group while there are tasks or working is not zero:
	group   *eventloop.Group // nil for other ports
	hold    *eventloop.Hold  // nil while there is nothing to do
	working int              // tasks that were taken and are not done
}

func (b *inbox) post(t eventloop.Task) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.tasks = append(b.tasks, t)
	if b.group != nil && b.hold == nil {
		b.hold = b.group.Hold() // the poster keeps the group alive meanwhile
	}
	b.signal()
	return true
}

func (b *inbox) signal() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// take removes and returns the oldest task. The caller calls done when it has handled it.
func (b *inbox) take() (t eventloop.Task, closed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || len(b.tasks) == 0 {
		return nil, b.closed
	}
	t = b.tasks[0]
	b.tasks[0] = nil
	b.tasks = b.tasks[1:]
	b.working++
	return t, false
}

// done ends the handling of one task.
func (b *inbox) done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.working > 0 {
		b.working--
	}
	if b.working == 0 && len(b.tasks) == 0 {
		b.release()
	}
}

// release lets the group become quiescent. Called with mu held.
func (b *inbox) release() {
	if b.hold != nil {
		b.hold.Release()
		b.hold = nil
	}
}

func (b *inbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.tasks = nil
	b.release()
	b.signal()
}

// Post sends a Go value to the other end. [clone.FromGo] says how it becomes a JavaScript value:
// maps, slices, structs with json tags, []byte, time.Time, *big.Int and errors become what one
// would expect. The ports in transfer are moved to the receiver; they may also stand in v, and the
// caller cannot use them afterwards.
//
//	err := ch.Go.Post(map[string]any{"reply": reply.Go}, reply.Go)
//
// The error is ErrPortClosed, ErrQueueFull, or a *clone.Error (a DataCloneError) that names what
// cannot be sent. Then nothing is transferred; only if p is closed during the Post, the ports are
// lost with the message. Post does not wait for the receiver and takes a message of any size:
// Limits.MessageBytes is for scripts.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
func (p *Port) Post(v any, transfer ...*Port) error {
	if p.limit > 0 {
		p.sending.Lock()
		defer p.sending.Unlock()
	}
	doomed := false
	list := make([]clone.Transferable, len(transfer))
	for i, t := range transfer {
		if t == p {
			return &clone.Error{Name: "DataCloneError", Message: "A port cannot be transferred through itself: leave it out of the transfer list."}
		}
		doomed = doomed || t.port == p.port.Peer()
		list[i] = t
	}
	switch {
	case p.isDetached() || !p.port.Entangled():
		return ErrPortClosed
	case p.port.Full():
		return ErrQueueFull
	}
	record, err := clone.FromGo(v, list...)
	if err != nil {
		return err
	}
	if doomed {
		record.Discard() // the message carries its own receiver: the channel is lost
		return nil
	}
	if err := p.send(record); err != nil {
		record.Discard()
		return err
	}
	return nil
}

// send posts a record, unless the port was closed or transferred meanwhile.
func (p *Port) send(record *clone.Record) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.detached {
		return ErrPortClosed
	}
	return p.port.Post(record)
}

// Receive waits for the next message and returns it. The first call starts the port. If several
// goroutines call it, each message goes to one of them.
//
//	m, err := port.Receive(ctx)
//
// The error is ErrPortClosed at once if this end is closed, and after the last message if the other
// end is gone. It is the cause of ctx if ctx is done first.
func (p *Port) Receive(ctx context.Context) (Message, error) {
	p.start() // before done, which may release the hold: the messages that start posts keep it
	p.inbox.done()
	select {
	case p.receiving <- struct{}{}:
		defer func() { <-p.receiving }()
	case <-ctx.Done():
		return Message{}, context.Cause(ctx)
	}
	for {
		if ctx.Err() != nil {
			return Message{}, context.Cause(ctx)
		}
		t, closed := p.inbox.take()
		switch {
		case closed || p.ended:
			return Message{}, ErrPortClosed
		case t != nil:
			t.Run() // calls PortMessage or PortClosed, or does nothing
			if m := p.received; m != nil {
				p.received = nil
				return *m, nil
			}
			p.inbox.done()
			continue
		case p.port.Finished(): // it had finished before it came here
			return Message{}, ErrPortClosed
		}
		select {
		case <-p.inbox.wake:
		case <-ctx.Done():
		}
	}
}

// start enables the port, unless it was closed or transferred: then it may have another owner.
func (p *Port) start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.detached && !p.started.Load() {
		p.started.Store(true)
		p.port.Start()
	}
}

// Messages iterates over the messages as they arrive, until [Port.Receive] returns an error.
//
//	for m := range port.Messages(ctx) { … }
//
// Leaving the loop does not close the port: later messages wait for the next Receive.
func (p *Port) Messages(ctx context.Context) iter.Seq[Message] {
	return func(yield func(Message) bool) {
		for {
			m, err := p.Receive(ctx)
			if err != nil || !yield(m) {
				return
			}
		}
	}
}

// Close closes the port. The other end gets the messages that were sent before, then its close
// event. Messages that have arrived here and were not received are dropped. It may be called more
// than once.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-close
func (p *Port) Close() {
	if _, err := p.detach(); err != nil {
		return
	}
	p.port.Close()
	p.owner.Close()
	p.inbox.close()
	p.hold.Release()
}

func (p *Port) isDetached() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.detached
}

// detach ends Go's use of the port. The error is ErrPortClosed if it was closed or transferred
// before.
func (p *Port) detach() (*port.Port, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.detached {
		return nil, ErrPortClosed
	}
	p.detached = true
	return p.port, nil
}

// ship takes the port out of Go's hands, with its queue.
func (p *Port) ship() (*port.Port, error) {
	moved, err := p.detach()
	if err != nil {
		return nil, err
	}
	moved.Ship()
	p.inbox.close()
	p.hold.Release()
	return moved, nil
}

// CloneDetached reports whether the port was closed or transferred. [Port.Post] calls it for each
// port that it transfers.
func (p *Port) CloneDetached() bool { return p.isDetached() }

// CloneTransfer is called by [Port.Post] for each port that it transfers. See [clone.Transferable].
func (p *Port) CloneTransfer() clone.Transferred {
	moved, err := p.ship()
	if err != nil { // closed after CloneDetached was called: transfer an end of a dead channel instead
		moved, _ = port.NewChannel()
		moved.Close()
	}
	return bindings.ShippedPort{Port: moved}
}

// end implements what package port needs for a Port, the owner's loop and the handler, apart from
// its exported methods.
type end struct{ *Port }

// Post queues a task, which Receive runs.
func (e end) Post(t eventloop.Task) bool { return e.inbox.post(t) }

// PortGone releases a port that was never received from. A started port holds the group until
// everything was received.
func (e end) PortGone(*port.Port) {
	if !e.started.Load() {
		e.hold.Release()
	}
}

func (e end) PortMessage(_ *port.Port, message port.Message) {
	e.received = e.convert(message.(*clone.Record))
}

func (e end) PortClosed(*port.Port) {
	e.ended = true
	e.hold.Release()
}

// convert converts a record to a Go value, and the ports in it to Ports.
func (p *Port) convert(record *clone.Record) *Message {
	m := &Message{}
	m.Data, _, m.Err = record.ToGoFunc(func(t clone.Transferred) any {
		shipped, ok := t.(bindings.ShippedPort)
		if !ok {
			return t
		}
		received := newPort(shipped.Port, p.group, p.limit)
		m.Ports = append(m.Ports, received)
		return received
	})
	if m.Err != nil {
		for _, received := range m.Ports {
			received.Close()
		}
		m.Data, m.Ports = nil, nil
	}
	return m
}
