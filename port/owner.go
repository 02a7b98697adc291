package port

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/gojs-runtime/gojs/eventloop"
)

// A Poster is the loop of an owner; *eventloop.Loop is one. Post may be called from any goroutine. It queues a task to
// be run once, after those that were queued before, and reports false if it never will be, now and for all later
// tasks. It must not run the task itself.
type Poster interface {
	Post(t eventloop.Task) bool
}

// An Owner is where ports live: one runtime with its loop.
type Owner struct {
	loop   Poster
	closed atomic.Bool // set under mu

	mu        sync.Mutex
	ports     map[weak.Pointer[Port]]uint64 // to the order in which they came
	came      uint64
	sweepAt   int // the number of ports at which to look for collected ones
	audiences map[*topic]*audience
}

// minSweep keeps a small set from being swept all the time.
const minSweep = 64

// NewOwner returns an owner whose ports deliver on loop.
func NewOwner(loop Poster) *Owner {
	return &Owner{loop: loop, ports: make(map[weak.Pointer[Port]]uint64), sweepAt: minSweep}
}

// Close closes the ports of an owner that ends, such as a worker: no handler is called any more, messages in the queues
// are discarded, and the other ends get PortClosed, in the order in which the ports came to be known here. Its members of
// a [Hub] leave. It may be called from any goroutine, and more than once; a handler that is being called on the owner's
// loop meanwhile is not waited for. The other end of a channel that never left the owner, if it is in transit, is told
// when it is adopted elsewhere.
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

// seatAt returns the port's seat if it is with o, else nil.
func (p *Port) seatAt(o *Owner) *seat {
	p.channel.mu.Lock()
	defer p.channel.mu.Unlock()
	if s := p.seat; s != nil && s.owner == o {
		return s
	}
	return nil
}

// learn adds p to the set, or reports false if the owner is closed.
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

func (o *Owner) forget(p *Port) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.ports, weak.Make(p))
}

// sweep removes the ports that were collected. It looks at all of them, but only after as many came as it left the last
// time. The new map lets go of the room that a crowd had needed.
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
