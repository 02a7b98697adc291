package runtime

import (
	"context"
	"errors"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// ErrPortClosed is the error of a port that was closed or given away, or whose other end is gone.
var ErrPortClosed = errors.New("runtime: the port is closed, was transferred, or its other end is gone")

// ErrQueueFull is the error of a post when as many messages as Limits.QueuedMessages wait at the other end.
var ErrQueueFull = port.ErrQueueFull

// Channel is a message channel between a script and Go.
type Channel struct {
	// JS is the script's end: a MessagePort. It belongs to the owner's goroutine.
	JS goja.Value
	// Go is the end for Go code, on any goroutine.
	Go *Port
}

// NewChannel makes a message channel with one end for the script and one for Go. It is called on the owner's goroutine.
//
//	ch := rt.NewChannel()
//	rt.VM().Set("host", ch.JS) // host.onmessage = …, host.postMessage(…)
//	go func() {
//	    for m := range ch.Go.Messages(ctx) {
//	        ch.Go.Post(answer(m.Data))
//	    }
//	}()
//
// The Go end keeps the program up, as [Runtime.Hold] does, until it is closed or given away, or its other end is gone; if
// Go has begun to receive, until everything that was sent has been received too. Scripts seldom close their ends: close
// the Go end when it is done with.
func (rt *Runtime) NewChannel() *Channel {
	js, held := port.NewChannel()
	return &Channel{JS: rt.scope.NewMessagePort(js), Go: rt.newPort(held)}
}

// NewMessagePort gives a port that Go holds to the script, as a MessagePort. It is called on the owner's goroutine. The
// port may come from another runtime: that is how two runtimes get to talk with each other. Put them in one group
// ([WithGroup]), or one of them ends when it has nothing to do itself. p is closed for Go afterwards.
//
// The error is ErrPortClosed: p was closed or given away before.
func (rt *Runtime) NewMessagePort(p *Port) (goja.Value, error) {
	shipped, err := p.ship()
	if err != nil {
		return nil, err
	}
	return rt.scope.NewMessagePort(shipped), nil
}

// Port is a message port that Go holds. All methods may be called from any goroutine.
type Port struct {
	port  *port.Port
	group *eventloop.Group
	hold  *eventloop.Hold
	limit int

	owner *port.Owner
	inbox inbox

	sending sync.Mutex // held by Post while there is a limit: one that found room gets it

	mu       sync.Mutex // taken after sending, and before the channel's
	detached bool
	started  atomic.Bool // set under mu

	receiving chan struct{} // has a token while somebody is in Receive, who owns received and ended
	received  *Message
	ended     bool
}

// Message is a message that a Go-held port received.
type Message struct {
	// Data is the value, as [clone.Record.ToGo] describes it. A transferred port in it is a *Port.
	Data any
	// Ports are the transferred ports, in the order of the transfer list. Who does not want one closes it.
	Ports []*Port
	// Err says that the message cannot be a Go value, such as a Map with objects for keys. Data is nil then.
	Err error
}

func (rt *Runtime) newPort(p *port.Port) *Port {
	return newPort(p, rt.loop.Group(), rt.config.limits.QueuedMessages)
}

func newPort(p *port.Port, group *eventloop.Group, limit int) *Port {
	return adoptPort(&Port{port: p, group: group, limit: limit, hold: group.Hold()})
}

// newServicePort makes the port of a worker that is written in Go. It keeps the program up only while there are messages
// that its holder has not received, or is at work on: one that it has received is done with when it comes for the next.
func newServicePort(p *port.Port, group *eventloop.Group, limit int) *Port {
	idle := group.Hold()
	idle.Release()
	held := &Port{port: p, group: group, limit: limit, hold: idle}
	held.inbox.group, held.inbox.working, held.inbox.hold = group, 1, group.Hold()
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

// inbox are the tasks that the port queued for its receiver: Receive is their loop.
type inbox struct {
	mu     sync.Mutex
	tasks  []eventloop.Task
	closed bool
	wake   chan struct{} // one token: there is something new

	// Of a service port: the program is kept up while there are tasks or somebody is at work.
	group   *eventloop.Group // nil for others
	hold    *eventloop.Hold  // nil while there is nothing to do
	working int              // messages that were handed out, and whose receivers have not come for the next
}

func (b *inbox) post(t eventloop.Task) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.tasks = append(b.tasks, t)
	if b.group != nil && b.hold == nil {
		b.hold = b.group.Hold() // in time: the poster counts
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

// take takes the oldest task. Who takes one is at work until it calls done.
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

// done ends the work on one task.
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

// release lets the program end. Called with mu held.
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

// Post sends a Go value to the other end. What becomes of it in JavaScript is said at [clone.FromGo]: maps, slices,
// structs with json tags, []byte, time.Time, *big.Int and errors are what one would expect. The ports in transfer are
// moved: they may also stand in v, and are closed for the caller afterwards.
//
//	err := ch.Go.Post(map[string]any{"reply": reply.Go}, reply.Go)
//
// The error is ErrPortClosed, ErrQueueFull, or a *clone.Error (a DataCloneError) that names what cannot be sent.
// Nothing is transferred then, except that a port which is closed meanwhile loses the message and the ports in it.
// Post does not wait for the receiver, and takes a message of any size: Limits.MessageBytes is for scripts.
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
		record.Discard() // the channel is lost with the message that took its other end along
		return nil
	}
	if err := p.send(record); err != nil {
		record.Discard()
		return err
	}
	return nil
}

// send posts a record, unless the port was closed or given away meanwhile.
func (p *Port) send(record *clone.Record) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.detached {
		return ErrPortClosed
	}
	return p.port.Post(record)
}

// Receive waits for the next message. The first call starts the port. Several goroutines may be in it: each message
// goes to one of them. The error is ErrPortClosed, once everything that was sent has been received and the other end
// is gone, or at once if this end is closed; or the cause of ctx.
func (p *Port) Receive(ctx context.Context) (Message, error) {
	p.start() // before done: what waits to be received counts
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
		case p.port.Finished(): // it was so when it came
			return Message{}, ErrPortClosed
		}
		select {
		case <-p.inbox.wake:
		case <-ctx.Done():
		}
	}
}

// start enables the port, unless it was closed or given away, and may have a new owner.
func (p *Port) start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.detached && !p.started.Load() {
		p.started.Store(true)
		p.port.Start()
	}
}

// Messages are the messages until the port is closed, its other end is gone, or ctx is done.
//
//	for m := range port.Messages(ctx) { … }
//
// Leaving the loop closes nothing: what comes then waits for the next one.
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

// Close closes the port: the other end gets what was sent before, then its close event. What has arrived here and was
// not received is dropped. It may be called more than once.
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

// detach makes the port useless for its holder. It fails if it is so already.
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

// CloneDetached says whether the port was closed or given away. With CloneTransfer it makes a Port transferable.
func (p *Port) CloneDetached() bool { return p.isDetached() }

// CloneTransfer takes the port out of Go's hands. See [clone.Transferable].
func (p *Port) CloneTransfer() clone.Transferred {
	moved, err := p.ship()
	if err != nil { // closed since CloneDetached said otherwise: a dead channel's end takes its place
		moved, _ = port.NewChannel()
		moved.Close()
	}
	return bindings.ShippedPort{Port: moved}
}

// end is the port as package port sees it: the loop of its owner, and the handler. Its methods are not for the holder.
type end struct{ *Port }

// Post queues a task for Receive, which is the loop here.
func (e end) Post(t eventloop.Task) bool { return e.inbox.post(t) }

// PortGone: a port that its holder has never received from is no reason to wait. One that was started is a hold until its
// holder has received everything.
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

// convert makes Go values of a record, and ports of the ports in it.
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
