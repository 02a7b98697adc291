package port

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/gojs-runtime/gojs/eventloop"
)

// A Poster is the loop of an owner, such as an [eventloop.Loop].
type Poster interface {
	// Post queues t, to be run once, after all tasks that were queued before. It returns false if
	// the loop will not run t, nor any later task. Post may be called from any goroutine and must
	// not run t itself.
	Post(t eventloop.Task) bool
}

// An Owner is a runtime with its loop. It owns ports and members of a [Hub], whose handlers are
// called on that loop.
type Owner struct {
	loop   Poster
	closed atomic.Bool // set under mu

	mu        sync.Mutex
	ports     map[weak.Pointer[Port]]uint64 // the value numbers them in the order they came
	came      uint64                        // the number of the last one
	sweepAt   int                           // the size of ports at which to remove collected ones
	audiences map[*topic]*audience
}

// minSweep is the size below which a set is never swept, since sweeping a small set too often
// costs more than it frees.
const minSweep = 64

// NewOwner returns an owner whose handlers are called on loop.
func NewOwner(loop Poster) *Owner {
	return &Owner{loop: loop, ports: make(map[weak.Pointer[Port]]uint64), sweepAt: minSweep}
}

// Close closes the ports of an owner that ends, such as a worker. No handler is called any more,
// the queued messages are discarded, and each other end gets PortClosed, in the order in which the
// owner's set got the ports. The owner's members leave their topics.
//
// If a channel never left this owner and its other end is in transit, that end gets PortClosed when
// it is adopted elsewhere.
//
// Close may be called from any goroutine and more than once. It does not wait for a handler that is
// running on the owner's loop.
func (o *Owner) Close() {
	type known struct {
		port *Port
		came uint64
	}
	o.mu.Lock()
	o.closed.Store(true)
	all := make([]known, 0, len(o.ports))
	for w, came := range o.ports {
		if p := w.Value(); p != nil {
			all = append(all, known{p, came})
		}
	}
	audiences := o.audiences
	o.ports, o.audiences = nil, nil
	o.mu.Unlock()

	slices.SortFunc(all, func(a, b known) int { return cmp.Compare(a.came, b.came) })
	for _, k := range all {
		k.port.seatAt(o).abandon()
	}
	for _, a := range audiences {
		a.abandon()
	}
}

// seatAt returns the port's seat if its owner is o, and nil otherwise.
func (p *Port) seatAt(o *Owner) *seat {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	if s := p.seat; s != nil && s.owner == o {
		return s
	}
	return nil
}

// learn adds p to the set. It returns false if the owner is closed.
func (o *Owner) learn(p *Port) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed.Load() {
		return false
	}
	if len(o.ports) >= o.sweepAt {
		o.sweep()
	}
	o.came++
	o.ports[weak.Make(p)] = o.came
	return true
}

// forget removes p from the set.
func (o *Owner) forget(p *Port) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.ports, weak.Make(p))
}

// sweep removes the ports that were collected. It visits all of them, but is only called when the
// set has doubled since the last sweep. It makes a new map because a Go map never shrinks.
func (o *Owner) sweep() {
	left := make(map[weak.Pointer[Port]]uint64)
	for w, came := range o.ports {
		if w.Value() != nil {
			left[w] = came
		}
	}
	o.ports = left
	o.sweepAt = max(minSweep, 2*len(left))
}
