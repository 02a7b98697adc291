package port

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/eventloop"
)

type broadcastFunc func(m *Member, message any)

func (f broadcastFunc) BroadcastMessage(m *Member, message any) { f(m, message) }

var deaf = broadcastFunc(func(*Member, any) {})

// A party is a hub with owners on one loop, and a log of what their members received.
type party struct {
	t    *testing.T
	hub  *Hub
	loop *eventloop.Loop
	log  []string
}

func newParty(t *testing.T) *party {
	return &party{t: t, hub: NewHub(), loop: eventloop.New()}
}

func (p *party) owner() *Owner { return NewOwner(p.loop) }

func (p *party) join(o *Owner, topic, who string) *Member {
	m := p.hub.Join(o, "origin", topic, broadcastFunc(func(_ *Member, message any) {
		p.log = append(p.log, fmt.Sprint(who, "<", message))
	}))
	m.Keep(true)
	return m
}

// heard runs the loop until it is quiescent. It returns what was received since the last call.
func (p *party) heard() []string {
	require.NoError(p.t, p.loop.Run(context.Background()))
	log := p.log
	p.log = nil
	return log
}

func TestHub_delivers(t *testing.T) {
	p := newParty(t)
	o := p.owner()
	a, b, c := p.join(o, "x", "a"), p.join(o, "x", "b"), p.join(o, "x", "c")
	other := p.join(o, "y", "other")
	foreign := p.hub.Join(o, "another origin", "x", broadcastFunc(func(*Member, any) { t.Error("another origin heard") }))
	foreign.Keep(true)

	require.NoError(t, a.Post(1))
	require.NoError(t, c.Post(2))
	require.NoError(t, b.Post(3))
	require.NoError(t, other.Post(4))
	assert.Equal(t, []string{"b<1", "c<1", "a<2", "b<2", "a<3", "c<3"}, p.heard())
}

func TestHub_joinAndLeave(t *testing.T) {
	p := newParty(t)
	o := p.owner()
	a, b := p.join(o, "x", "a"), p.join(o, "x", "b")

	require.NoError(t, a.Post(1))
	c := p.join(o, "x", "c") // too late for 1
	require.NoError(t, a.Post(2))
	assert.Equal(t, []string{"b<1", "b<2", "c<2"}, p.heard())

	require.NoError(t, a.Post(3))
	b.Leave() // before its task for 3 runs
	b.Leave()
	require.NoError(t, b.Post(4))
	assert.Equal(t, []string{"c<3", "a<4", "c<4"}, p.heard())

	a.Leave()
	c.Leave()
	assert.Empty(t, p.hub.topics)
	assert.Empty(t, o.audiences)
	assert.Zero(t, p.hub.members)

	require.NoError(t, a.Post("to nobody"))
	again := p.join(o, "x", "again")
	require.NoError(t, a.Post(4))
	assert.Equal(t, []string{"again<4"}, p.heard())
	require.NoError(t, again.Post(5))
	assert.Empty(t, p.heard())
}

// Members leave and join while a message is being delivered.
func TestHub_changesDuringDelivery(t *testing.T) {
	p := newParty(t)
	o := p.owner()
	var c, late *Member
	a := p.join(o, "x", "a")
	b := p.hub.Join(o, "origin", "x", broadcastFunc(func(m *Member, message any) {
		p.log = append(p.log, fmt.Sprint("b<", message))
		if late == nil {
			late = p.join(o, "x", "late")
			require.NoError(t, m.Post("from b"))
			m.Leave()
			c.Leave()
		}
	}))
	b.Keep(true)
	c = p.join(o, "x", "c")
	p.join(o, "x", "d")
	require.NoError(t, a.Post(1))
	require.NoError(t, a.Post(2))
	assert.Equal(t, []string{"b<1", "d<1", "d<2", "a<from b", "d<from b", "late<from b"}, p.heard())
}

func TestHub_ownerEnds(t *testing.T) {
	p := newParty(t)
	o1, o2 := p.owner(), p.owner()
	a, b := p.join(o1, "x", "a"), p.join(o2, "x", "b")
	p.join(o2, "y", "only")

	require.NoError(t, a.Post(1))
	o2.Close()
	require.NoError(t, b.Post("from an owner that ended"))
	assert.Empty(t, p.heard())
	assert.Equal(t, 1, p.hub.members)
	assert.Len(t, p.hub.topics, 1)

	d := p.join(o2, "x", "d")
	require.NoError(t, a.Post(2))
	require.NoError(t, d.Post(3))
	d.SetLimit(1)
	d.Leave()
	b.Leave()
	assert.Empty(t, p.heard())
}

// Loops that are closed with deliveries in their queues, and loops that take no more tasks.
func TestHub_loopEnds(t *testing.T) {
	p := newParty(t)
	a := p.join(p.owner(), "x", "a")
	for range 2 {
		l := eventloop.New()
		p.hub.Join(NewOwner(l), "origin", "x", deaf).Keep(true)
		require.NoError(t, a.Post(1))
		l.Close()
		assert.Equal(t, 1, p.hub.members)

		p.hub.Join(NewOwner(l), "origin", "x", deaf).Keep(true)
		require.NoError(t, a.Post(2))
		assert.Equal(t, 1, p.hub.members)
	}
}

func TestHub_limit(t *testing.T) {
	p := newParty(t)
	a := p.join(p.owner(), "x", "a")
	a.SetLimit(2)
	require.NoError(t, a.Post("to nobody"))
	require.NoError(t, a.Post("to nobody"))
	require.NoError(t, a.Post("to nobody"))

	o := p.owner()
	b := p.join(o, "x", "b")
	p.join(o, "x", "c")
	require.NoError(t, a.Post(1))
	require.NoError(t, a.Post(2))
	require.ErrorIs(t, a.Post(3), ErrBroadcastFull)
	require.NoError(t, b.Post(3), "b has no limit")
	assert.Equal(t, []string{"b<1", "c<1", "b<2", "c<2", "a<3", "c<3"}, p.heard())
	require.NoError(t, a.Post(4))
	assert.Equal(t, []string{"b<4", "c<4"}, p.heard())
}

// A flood queues no more than maxTasks tasks, and keeps the order of the topic, also for a member
// that joins in the middle of it.
func TestHub_flood(t *testing.T) {
	p := newParty(t)
	o := p.owner()
	const flood = 3*maxTasks + 7
	var want []string
	a := p.join(p.owner(), "x", "a")
	p.join(o, "x", "b")
	for i := range flood {
		if i == 500 {
			p.join(o, "x", "c")
		}
		require.NoError(t, a.Post(i))
		want = append(want, fmt.Sprint("b<", i))
		if i >= 500 {
			want = append(want, fmt.Sprint("c<", i))
		}
	}
	assert.Equal(t, maxTasks, p.loop.Len())
	assert.Equal(t, want, p.heard())
}

// Unreachable members are collected together with their topic, unless they are kept.
func TestHub_collects(t *testing.T) {
	p := newParty(t)
	o := p.owner()
	kept := p.join(o, "kept", "kept")
	for i := range 10 * minSweep {
		m := p.join(o, fmt.Sprint(i), "gone")
		m.Keep(false)
	}
	m := p.join(o, "kept", "gone")
	m.Keep(false)
	runtime.GC()
	require.NoError(t, kept.Post("to nobody"))
	p.hub.mu.Lock()
	p.hub.sweep()
	p.hub.mu.Unlock()
	assert.Len(t, p.hub.topics, 1)
	assert.Equal(t, 1, p.hub.members)
	assert.Empty(t, p.heard())
	require.NoError(t, p.join(p.owner(), "kept", "late").Post(1))
	assert.Equal(t, []string{"kept<1"}, p.heard())
}

// Join removes collected members from the hub.
func TestHub_collectsByItself(t *testing.T) {
	p := newParty(t)
	o := p.owner()
	for i := range 200 * minSweep {
		p.hub.Join(o, "origin", fmt.Sprint(i), deaf)
		if i%(4*minSweep) == 0 {
			runtime.GC()
		}
	}
	assert.Less(t, len(p.hub.topics), 100*minSweep)
}

// A message can be collected once all members have received it, although the members stay.
func TestHub_letsGoOfMessages(t *testing.T) {
	p := newParty(t)
	a := p.join(p.owner(), "x", "a")
	b := p.hub.Join(p.owner(), "origin", "x", deaf)
	collected := make(chan struct{})
	func() {
		message := new([64]int)
		runtime.AddCleanup(message, func(struct{}) { close(collected) }, struct{}{})
		require.NoError(t, a.Post(message))
	}()
	p.heard()
	runtime.GC()
	<-collected
	runtime.KeepAlive(b)
}

// Each owner runs on its own goroutine. All members of a topic receive all messages in the same
// order, and the messages of each sender in the order in which it posted them.
func TestHub_hammer(t *testing.T) {
	const owners, each = 4, 2
	messages := 20_000
	if testing.Short() {
		messages = 2_000
	}
	type message struct{ sender, number int }
	hub := NewHub()
	group := eventloop.NewGroup()
	heard := make([][]message, owners*each)
	var loops [owners]*eventloop.Loop
	members := make([]*Member, owners*each)
	for i := range loops {
		loops[i] = group.NewLoop()
		o := NewOwner(loops[i])
		for k := range each {
			who := i*each + k
			members[who] = hub.Join(o, "", "x", broadcastFunc(func(_ *Member, m any) {
				heard[who] = append(heard[who], m.(message))
			}))
		}
	}
	for i, l := range loops {
		next := 0
		var turn eventloop.TaskFunc
		turn = func() {
			for range rand.IntN(50) {
				if next == messages {
					return
				}
				assert.NoError(t, members[i*each].Post(message{i * each, next}))
				next++
			}
			l.Post(turn)
		}
		l.Post(turn)
	}
	var wg sync.WaitGroup
	for _, l := range loops {
		wg.Go(func() { assert.NoError(t, l.Run(context.Background())) })
	}
	wg.Wait()

	all := heard[each-1] // the second member of the first owner posts nothing, so it receives all
	require.Len(t, all, owners*messages)
	var next [owners * each]int
	for _, m := range all {
		require.Equal(t, next[m.sender], m.number)
		next[m.sender]++
	}
	for who, log := range heard {
		want := slices.DeleteFunc(slices.Clone(all), func(m message) bool { return m.sender == who })
		require.True(t, slices.Equal(want, log), "member %d", who)
	}
	runtime.KeepAlive(members)
}

// Members join, post and leave, and owners end, on several goroutines at once. A member receives
// what others post while it is a member, in order, and nothing after it left. In the end the hub is
// empty.
func TestHub_comeAndGo_hammer(t *testing.T) {
	rounds := 2_000
	if testing.Short() {
		rounds = 200
	}
	const guests = 4
	type message struct{ sender, number int }
	hub := NewHub()
	group := eventloop.NewGroup()
	steadyLoop := group.NewLoop()
	steady := NewOwner(steadyLoop)
	last := make([]int, guests*rounds)
	hub.Join(steady, "", "0", broadcastFunc(func(_ *Member, v any) {
		m := v.(message)
		if m.number != last[m.sender]+1 {
			panic(fmt.Sprintf("message %v after %d", m, last[m.sender]))
		}
		last[m.sender] = m.number
	})).Keep(true)

	guest := func(who int) {
		l := group.NewLoop()
		o := NewOwner(l)
		l.Post(eventloop.TaskFunc(func() {
			for k := range 3 {
				left := false
				m := hub.Join(o, "", fmt.Sprint(k%2), broadcastFunc(func(m *Member, _ any) {
					if left {
						panic("heard after it left")
					}
					if rand.IntN(3) == 0 {
						left = true
						m.Leave()
					}
				}))
				m.Keep(k > 0)
				if k > 0 {
					continue
				}
				for n := range 3 {
					assert.NoError(t, m.Post(message{who, n + 1}))
				}
				if who%3 == 0 {
					m.Leave()
				}
			}
			l.AfterFunc(0, eventloop.TaskFunc(func() { l.Stop(nil) }))
		}))
		assert.NoError(t, l.Serve(context.Background()))
		if who%2 == 0 {
			o.Close()
		}
		l.Close()
		o.Close()
	}
	var guestsGone, steadyGone sync.WaitGroup
	steadyGone.Go(func() { assert.NoError(t, steadyLoop.Serve(context.Background())) })
	for g := range guests {
		guestsGone.Go(func() {
			for i := range rounds {
				guest(g*rounds + i)
			}
		})
	}
	guestsGone.Wait()
	steadyLoop.Post(eventloop.TaskFunc(func() { steadyLoop.Stop(nil) }))
	steadyGone.Wait()
	require.NoError(t, steadyLoop.Run(context.Background()))

	for who, n := range last {
		require.Equal(t, 3, n, "guest %d", who)
	}
	steady.Close()
	hub.mu.Lock()
	hub.sweep() // removes members that were collected without leaving
	hub.mu.Unlock()
	assert.Empty(t, hub.topics)
	assert.Zero(t, hub.members)
}

// FuzzHub runs a sequence of posts, joins, leaves and loop turns on one loop, and compares the
// result with a model that follows the standard literally: a list of members, and a queue of tasks
// that each check whether the destination is closed.
func FuzzHub(f *testing.F) {
	f.Add([]byte{0, 1, 2, 8, 9, 10, 16, 17, 24, 3, 11, 32, 33, 16, 40, 41, 48, 24, 25})
	f.Add([]byte("0A0A2020e00027")) // a member leaves; the others do not get their next message early
	f.Fuzz(func(t *testing.T, program []byte) {
		type task struct {
			who     int
			message int
		}
		p := newParty(t)
		owners := []*Owner{p.owner(), p.owner()}
		var (
			members []*Member
			where   [][2]int // owner, topic
			closed  []bool
			queue   []task
			want    []string
		)
		for n, op := range program {
			arg := int(op >> 3)
			who := 0
			if len(members) > 0 {
				who = arg % len(members)
			}
			switch op & 7 {
			case 0, 1:
				at := [2]int{arg & 1, arg >> 1 & 1}
				if len(members) == 16 {
					continue
				}
				members = append(members, p.join(owners[at[0]], fmt.Sprint(at[1]), fmt.Sprint(len(members))))
				where = append(where, at)
				closed = append(closed, false)
			case 2, 3, 4:
				if len(members) == 0 {
					continue
				}
				require.NoError(t, members[who].Post(n))
				for i := range members { // in creation order
					if i != who && !closed[i] && where[i][1] == where[who][1] {
						queue = append(queue, task{i, n})
					}
				}
			case 5:
				if len(members) > 0 {
					members[who].Leave()
					closed[who] = true
				}
			default:
				for _, q := range queue {
					if !closed[q.who] {
						want = append(want, fmt.Sprint(q.who, "<", q.message))
					}
				}
				queue = nil
				got := p.heard()
				byOwner := func(log []string, o int) (of []string) {
					for _, line := range log {
						var who, message int
						_, err := fmt.Sscanf(line, "%d<%d", &who, &message)
						require.NoError(t, err)
						if where[who][0] == o {
							of = append(of, line)
						}
					}
					return of
				}
				for o := range owners { // the standard defines the order only within one agent
					require.Equal(t, byOwner(want, o), byOwner(got, o))
				}
				want = nil
			}
		}
		runtime.KeepAlive(members)
	})
}
