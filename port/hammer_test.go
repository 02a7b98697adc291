package port

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"weak"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/eventloop"
)

// A funcHandler is a Handler that calls functions.
type funcHandler struct {
	message func(p *Port, m Message)
	closed  func(p *Port)
}

func (h *funcHandler) PortMessage(p *Port, m Message) { h.message(p, m) }

func (h *funcHandler) PortClosed(p *Port) {
	if h.closed != nil {
		h.closed(p)
	}
}

// A parcel is a message that carries a port.
type parcel struct{ port *Port }

func (m parcel) Discard() { m.port.Close() }

// A port moves back and forth between two loops, each on its own goroutine, while messages arrive
// from a third. No message or answer is lost, doubled or out of order. The two loops share
// variables without a lock, so that the race detector checks that shipping and adopting the port
// synchronize them.
func TestMove_hammer(t *testing.T) {
	messages := 1_000_000
	if testing.Short() {
		messages = 100_000
	}
	const stay = 100 // messages that the port receives before it moves on

	group := eventloop.NewGroup()
	var (
		loops  [3]*eventloop.Loop
		owners [3]*Owner
	)
	for i := range loops {
		loops[i] = group.NewLoop()
		owners[i] = NewOwner(loops[i])
	}
	const sender = 2

	var (
		received, moves int // accessed only by the goroutine whose loop has the mover
		answered        int // accessed only on the sender's loop
	)
	fixed, mover := NewChannel()
	var carriers [2]*Port // by loop: each carries the mover to the other loop
	carriers[0], carriers[1] = NewChannel()

	land := func(here int, p *Port) {
		taken := 0
		p.Adopt(owners[here], &funcHandler{message: func(p *Port, m Message) {
			if m != number(received) {
				panic(fmt.Sprintf("message %v arrived after %d others", m, received))
			}
			received++
			assert.NoError(t, p.Post(m))
			if taken++; taken == stay {
				moves++
				p.Ship()
				assert.NoError(t, carriers[here].Post(parcel{p}))
			}
		}})
		p.Start()
	}
	for i, p := range carriers {
		p.Adopt(owners[i], &funcHandler{message: func(_ *Port, m Message) { land(i, m.(parcel).port) }})
		p.Start()
	}
	fixed.Adopt(owners[sender], &funcHandler{
		message: func(_ *Port, m Message) {
			if m != number(answered) {
				panic(fmt.Sprintf("answer %v arrived after %d others", m, answered))
			}
			answered++
		},
		closed: func(*Port) { panic("nobody closed the port") },
	})
	fixed.Start()
	land(0, mover)

	// The sender posts 1000 messages per task, so that its loop can deliver answers in between.
	next := 0
	var turn eventloop.TaskFunc
	turn = func() {
		for range 1000 {
			if next == messages {
				return
			}
			assert.NoError(t, fixed.Post(number(next)))
			next++
		}
		loops[sender].Post(turn)
	}
	loops[sender].Post(turn)

	var wg sync.WaitGroup
	for _, l := range loops {
		wg.Go(func() { assert.NoError(t, l.Run(context.Background())) })
	}
	wg.Wait()

	assert.Equal(t, messages, received)
	assert.Equal(t, messages, answered)
	assert.Equal(t, messages/stay, moves)
	assert.True(t, fixed.Entangled())
}

// Loops end while ports are in transit between them. Every message is received or discarded exactly
// once, every port is closed, and each end that still has a loop is told.
func TestOwnersEnd_hammer(t *testing.T) {
	rounds := 300
	if testing.Short() {
		rounds = 50
	}
	for range rounds {
		const workers, messages = 3, 50
		group := eventloop.NewGroup()
		mainLoop := group.NewLoop()
		main := NewOwner(mainLoop)
		var (
			mu   sync.Mutex
			fate = map[int]int{} // by message: how often it was received or discarded
		)
		settle := func(id int) {
			mu.Lock()
			defer mu.Unlock()
			fate[id]++
		}

		closedEnds := 0
		var wg sync.WaitGroup
		var ends [workers]*Port
		for i := range workers {
			here, there := NewChannel()
			ends[i] = here
			here.Adopt(main, &funcHandler{
				message: func(*Port, Message) {},
				closed:  func(*Port) { closedEnds++ },
			})
			wg.Go(func() {
				l := eventloop.New()
				o := NewOwner(l)
				seen := 0
				there.Adopt(o, &funcHandler{message: func(p *Port, m Message) {
					tracked := m.(*trackedParcel)
					settle(tracked.id)
					tracked.port.Adopt(o, &funcHandler{message: func(*Port, Message) {}})
					if seen++; seen == 10*(i+1) {
						l.Stop(eventloop.ErrClosed)
					}
				}})
				there.Start()
				assert.ErrorIs(t, l.Serve(context.Background()), eventloop.ErrClosed)
				if i%2 == 0 {
					l.Close()
					o.Close()
				} else {
					o.Close()
					l.Close()
				}
			})
		}
		var inners []*Port // keeps the channels from being collected
		mainLoop.Post(eventloop.TaskFunc(func() {
			for id := range messages * workers {
				mine, theirs := NewChannel()
				inners = append(inners, mine)
				mine.Adopt(main, &funcHandler{
					message: func(*Port, Message) {},
					closed:  func(*Port) { closedEnds++ },
				})
				assert.NoError(t, ends[id%workers].Post(&trackedParcel{id, theirs, settle}))
			}
		}))
		require.NoError(t, mainLoop.Run(context.Background()))
		wg.Wait()
		require.NoError(t, mainLoop.Run(context.Background())) // the closes that the workers caused
		for id := range messages * workers {
			require.Equal(t, 1, fate[id], "message %d", id)
		}
		require.Equal(t, workers+len(inners), closedEnds)
		mainLoop.Close()
	}
}

// A trackedParcel is a parcel that counts how often it was received or discarded.
type trackedParcel struct {
	id     int
	port   *Port
	settle func(id int)
}

func (m *trackedParcel) Discard() {
	m.settle(m.id)
	m.port.Close()
}

// Both ends are closed, shipped and posted to from different goroutines at once.
func TestBothEnds_hammer(t *testing.T) {
	rounds := 20_000
	if testing.Short() {
		rounds = 2_000
	}
	for i := range rounds {
		var loops [2]*eventloop.Loop
		var told [2]int
		group := eventloop.NewGroup()
		a, b := NewChannel()
		ends := [2]*Port{a, b}
		closes := i % 4 // which ends close: none, one, the other, both
		for k := range loops {
			loops[k] = group.NewLoop()
			o := NewOwner(loops[k])
			h := &funcHandler{message: func(*Port, Message) {}, closed: func(*Port) { told[k]++ }}
			ends[k].Adopt(o, h)
			loops[k].Post(eventloop.TaskFunc(func() {
				ends[k].Start()
				assert.NoError(t, ends[k].Post(number(1)))
				ends[k].Ship()
				assert.NoError(t, ends[k].Post(number(2)))
				ends[k].Adopt(o, h)
				ends[k].Start()
				if closes&(1<<k) != 0 {
					ends[k].Close()
				}
			}))
		}
		var wg sync.WaitGroup
		for _, l := range loops {
			wg.Go(func() { assert.NoError(t, l.Run(context.Background())) })
		}
		wg.Wait()
		switch closes {
		case 0:
			require.Equal(t, [2]int{0, 0}, told)
		case 1:
			require.Equal(t, [2]int{0, 1}, told)
		case 2:
			require.Equal(t, [2]int{1, 0}, told)
		case 3:
			require.Equal(t, 1, told[0]+told[1], "one of the two was first")
		}
	}
}

// An unreachable channel is collected with the messages in it, whoever owns its ends.
func TestCollected(t *testing.T) {
	for _, test := range []struct {
		name  string
		build func(owners [2]*Owner) *Port
	}{
		{"in transit", func([2]*Owner) *Port {
			a, b := NewChannel()
			assert.NoError(t, a.Post(number(1)))
			assert.NoError(t, b.Post(number(1)))
			return a
		}},
		{"one owner", func(o [2]*Owner) *Port {
			a, b := NewChannel()
			a.Adopt(o[0], &funcHandler{})
			b.Adopt(o[0], &funcHandler{})
			a.Start()
			return a
		}},
		{"two owners, with messages", func(o [2]*Owner) *Port {
			a, b := NewChannel()
			a.Adopt(o[0], &funcHandler{})
			b.Adopt(o[1], &funcHandler{})
			assert.NoError(t, a.Post(number(1)))
			assert.NoError(t, b.Post(number(1)))
			return a
		}},
		{"shipped into itself", func(o [2]*Owner) *Port {
			a, b := NewChannel()
			a.Adopt(o[0], &funcHandler{})
			b.Adopt(o[0], &funcHandler{})
			b.Ship()
			assert.NoError(t, a.Post(parcel{b}))
			return a
		}},
		{"two that carry each other", func(o [2]*Owner) *Port {
			a, b := NewChannel()
			c, d := NewChannel()
			a.Adopt(o[0], &funcHandler{})
			c.Adopt(o[1], &funcHandler{})
			assert.NoError(t, a.Post(parcel{d}))
			assert.NoError(t, c.Post(parcel{b}))
			return a
		}},
		{"the other end closed", func(o [2]*Owner) *Port {
			a, b := NewChannel()
			a.Adopt(o[0], &funcHandler{})
			b.Adopt(o[1], &funcHandler{})
			assert.NoError(t, b.Post(number(1)))
			b.Close()
			return a
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			owners := [2]*Owner{NewOwner(new(loop)), NewOwner(new(loop))}
			p := weak.Make(test.build(owners))
			for i := 0; p.Value() != nil; i++ {
				require.Less(t, i, 100, "an unreachable channel is kept")
				runtime.GC()
			}
			for _, o := range owners {
				o.sweep()
				assert.Empty(t, o.ports, "the owner's set is kept")
				o.Close()
			}
		})
	}
}

// One end of a finished channel does not keep the other end's handler, and so its runtime, in
// memory.
func TestFinishedChannelKeepsNoHandler(t *testing.T) {
	for _, test := range []struct {
		name string
		end  func(a, b *Port, l [2]*loop, o [2]*Owner)
	}{
		{"closed", func(a, _ *Port, _ [2]*loop, _ [2]*Owner) { a.Close() }},
		{"closed with messages on their way", func(a, b *Port, l [2]*loop, _ [2]*Owner) {
			a.Start()
			assert.NoError(t, b.Post(number(1)))
			a.Close()
			l[0].turn()
		}},
		{"told that the other end closed", func(_, b *Port, l [2]*loop, _ [2]*Owner) { b.Close(); l[0].turn() }},
		{"shipped", func(a, _ *Port, _ [2]*loop, _ [2]*Owner) { a.Ship() }},
		{"owner closed", func(_, _ *Port, _ [2]*loop, o [2]*Owner) { o[0].Close() }},
	} {
		t.Run(test.name, func(t *testing.T) {
			loops := [2]*loop{new(loop), new(loop)}
			owners := [2]*Owner{NewOwner(loops[0]), NewOwner(loops[1])}
			a, b := NewChannel()
			h := &funcHandler{message: func(*Port, Message) {}}
			w := weak.Make(h)
			a.Adopt(owners[0], h)
			h = nil
			b.Adopt(owners[1], &funcHandler{message: func(*Port, Message) {}})
			test.end(a, b, loops, owners)
			for i := 0; w.Value() != nil; i++ {
				require.Less(t, i, 100, "the handler is kept")
				runtime.GC()
			}
			runtime.KeepAlive(b)
			runtime.KeepAlive(owners)
		})
	}
}

// An owner's set does not grow with ports that were collected or that come and go.
func TestOwnerSet(t *testing.T) {
	o, other := NewOwner(new(loop)), NewOwner(new(loop))
	kept := make([]*Port, 10)
	for i := range 10_000 {
		a, b := NewChannel()
		a.Adopt(o, &funcHandler{})
		b.Adopt(other, &funcHandler{})
		if i < len(kept) {
			kept[i] = a
		}
		if i%1000 == 0 {
			runtime.GC()
		}
	}
	assert.Less(t, len(o.ports), 5000, "collected ports are not swept")
	for range 1000 {
		for _, p := range kept {
			p.Ship()
			p.Adopt(o, &funcHandler{})
		}
	}
	o.sweep()
	for i := 0; len(o.ports) > len(kept); i++ {
		require.Less(t, i, 100, "%d ports are known, %d are left", len(o.ports), len(kept))
		runtime.GC()
		o.sweep()
	}
	assert.Len(t, o.ports, len(kept))
	for _, p := range kept {
		p.Close()
	}
	assert.Empty(t, o.ports)
}

// When an owner closes, the other ends are told in the order in which the owner got its ports.
func TestOwnerCloseOrder(t *testing.T) {
	o, l := NewOwner(new(loop)), new(loop)
	other := NewOwner(l)
	var told []*Port
	h := &funcHandler{closed: func(p *Port) { told = append(told, p) }}
	ends := make([]*Port, 50)
	for i := range ends {
		a, b := NewChannel()
		ends[i] = a
		a.Adopt(other, h)
		b.Adopt(o, h)
	}
	o.Close()
	for l.turn() {
	}
	assert.Equal(t, ends, told)
}
