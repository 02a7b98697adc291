package port

import (
	"fmt"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/eventloop"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A loop is an event loop whose tasks the test runs one by one.
type loop struct {
	tasks  []eventloop.Task
	closed bool
}

func (l *loop) Post(t eventloop.Task) bool {
	if !l.closed {
		l.tasks = append(l.tasks, t)
	}
	return !l.closed
}

// turn runs the oldest task. It returns false if there is none.
func (l *loop) turn() bool {
	if len(l.tasks) == 0 {
		return false
	}
	t := l.tasks[0]
	l.tasks[0] = nil
	l.tasks = l.tasks[1:]
	t.Run()
	return true
}

// A message is a word and the ports it carries. Discard logs the word.
type message struct {
	w     *world
	word  string
	ports []*Port
}

func (m *message) Discard() {
	m.w.logf("discarded %s", m.word)
	for _, p := range m.ports {
		p.Close()
	}
}

// A world has two owners and logs what their ports receive.
type world struct {
	t      *testing.T
	loops  [2]loop
	owners [2]*Owner
	names  map[*Port]string
	log    []string
	on     map[string]func(p *Port, m *message) // by word; called when the word is received
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, names: map[*Port]string{}, on: map[string]func(*Port, *message){}}
	for i := range w.owners {
		w.owners[i] = NewOwner(&w.loops[i])
	}
	return w
}

func (w *world) logf(format string, args ...any) { w.log = append(w.log, fmt.Sprintf(format, args...)) }

// channel returns a new channel. Its ends are logged as the two letters of names.
func (w *world) channel(names string) (a, b *Port) {
	a, b = NewChannel()
	w.names[a], w.names[b] = names[:1], names[1:]
	return a, b
}

func (w *world) adopt(owner int, p *Port) { p.Adopt(w.owners[owner], handler{w, owner}) }

func (w *world) post(p *Port, word string, ports ...*Port) {
	for _, p := range ports {
		p.Ship()
	}
	require.NoError(w.t, p.Post(&message{w, word, ports}))
}

// run runs the loops until nothing is queued.
func (w *world) run() {
	for w.loops[0].turn() || w.loops[1].turn() {
	}
}

type handler struct {
	w     *world
	owner int
}

func (h handler) PortMessage(p *Port, m Message) {
	word := m.(*message).word
	h.w.logf("%s%d: %s", h.w.names[p], h.owner, word)
	if f := h.w.on[word]; f != nil {
		f(p, m.(*message))
	}
}

func (h handler) PortClosed(p *Port) { h.w.logf("%s%d closed", h.w.names[p], h.owner) }

func TestRules(t *testing.T) {
	for _, test := range []struct {
		rule string
		do   func(w *world, a, b *Port) // a and b are the ends of a channel, in transit
		want string
	}{
		{"messages wait until Start", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			w.post(a, "two")
			w.run()
			w.logf("start")
			b.Start()
			w.logf("started")
			w.post(a, "three")
			w.run()
		}, `start; started; b1: one; b1: two; b1: three`},

		{"Start twice", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			b.Start()
			b.Start()
			w.run()
			assert.Empty(w.t, w.loops[1].tasks)
		}, `b1: one`},

		{"one message is one task", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			b.Start()
			w.loops[1].Post(eventloop.TaskFunc(func() { w.logf("other") }))
			w.post(a, "two")
			w.run()
		}, `b1: one; other; b1: two`},

		{"both ways", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			a.Start()
			b.Start()
			w.on["ping"] = func(p *Port, _ *message) { w.post(p, "pong") }
			w.post(a, "ping")
			w.post(a, "ping")
			w.run()
		}, `b0: ping; b0: ping; a0: pong; a0: pong`},

		{"a message to a port in transit waits for it", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.post(a, "one")
			w.adopt(1, b)
			w.post(a, "two")
			b.Start()
			w.run()
		}, `b1: one; b1: two`},

		{"a port in transit can post", func(w *world, a, b *Port) {
			w.post(b, "one")
			w.adopt(0, a)
			a.Start()
			w.post(b, "two")
			w.run()
		}, `a0: one; a0: two`},

		{"the queue moves with the port, and tasks that are queued do nothing", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			b.Start()
			w.post(a, "one")
			w.post(a, "two")
			w.loops[0].turn()
			b.Ship()
			w.post(a, "three")
			w.run()
			w.adopt(1, b)
			w.run()
			w.logf("start")
			b.Start()
			w.post(a, "four")
			w.run()
		}, `b0: one; start; b1: two; b1: three; b1: four`},

		{"a port comes back before its old tasks run", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			b.Start()
			w.post(a, "one")
			b.Ship()
			w.adopt(0, b)
			w.loops[0].turn()
			w.logf("start")
			b.Start()
			w.post(a, "two")
			w.run()
		}, `start; b0: one; b0: two`},

		{"shipping in a handler leaves the rest to the next owner", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			b.Start()
			w.on["go"] = func(p *Port, _ *message) { p.Ship(); w.adopt(1, p); p.Start() }
			w.post(a, "go")
			w.post(a, "on")
			w.run()
		}, `b0: go; b1: on`},

		{"both ends move", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			w.post(a, "one")
			w.post(b, "uno")
			a.Ship()
			b.Ship()
			w.post(a, "two")
			w.adopt(1, a)
			w.adopt(1, b)
			a.Start()
			b.Start()
			w.run()
		}, `a1: uno; b1: one; b1: two`},

		{"a port travels in a message", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			b.Start()
			c, d := w.channel("cd")
			w.adopt(0, c)
			w.adopt(0, d)
			w.post(c, "early")
			w.post(a, "port", d)
			w.post(c, "late")
			w.on["port"] = func(_ *Port, m *message) { w.adopt(1, m.ports[0]); m.ports[0].Start() }
			w.run()
		}, `b1: port; d1: early; d1: late`},

		{"a chain of shipments keeps the order", func(w *world, a, b *Port) {
			c, d := w.channel("cd")
			e, f := w.channel("ef")
			for _, p := range []*Port{a, b, c, d, e, f} {
				w.adopt(0, p)
			}
			d.Start()
			f.Start()
			w.on["first"] = func(_ *Port, m *message) {
				w.post(a, "2")
				w.adopt(0, m.ports[0])
				w.post(e, "second", m.ports[0])
				w.post(a, "3")
			}
			w.on["second"] = func(_ *Port, m *message) {
				w.adopt(1, m.ports[0])
				m.ports[0].Start()
				w.post(a, "4")
			}
			w.post(a, "1")
			w.post(c, "first", b)
			w.run()
		}, `d0: first; f0: second; b1: 1; b1: 2; b1: 3; b1: 4`},

		{"the other end closes: last entry", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			b.Start()
			w.post(a, "one")
			w.post(a, "two")
			a.Close()
			w.post(a, "three")
			w.run()
			a.Close()
			b.Start()
			w.run()
		}, `discarded three; b1: one; b1: two; b1 closed`},

		{"the end waits behind messages for Start", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			a.Close()
			w.run()
			w.logf("start")
			b.Start()
			w.run()
		}, `start; b1: one; b1 closed`},

		{"the end needs no Start if nothing is before it", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			a.Close()
			w.logf("task")
			w.run()
			b.Start()
			w.run()
		}, `task; b1 closed`},

		{"Start while the task of the end is queued", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			a.Close()
			b.Start()
			w.run()
		}, `b1 closed`},

		{"the end waits for a port in transit", func(w *world, a, b *Port) {
			w.adopt(0, a)
			a.Close()
			w.run()
			w.logf("adopt")
			w.adopt(1, b)
			w.run()
		}, `adopt; b1 closed`},

		{"the end waits for a port in transit and behind its messages", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.post(a, "one")
			a.Close()
			w.adopt(1, b)
			w.run()
			w.logf("start")
			b.Start()
			w.run()
		}, `start; b1: one; b1 closed`},

		{"the end moves with the port", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			b.Start()
			w.post(a, "one")
			a.Close()
			b.Ship()
			w.run()
			w.adopt(1, b)
			w.run()
			b.Start()
			w.run()
		}, `b1: one; b1 closed`},

		{"an end that was told is not told again", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			a.Close()
			w.run()
			b.Ship()
			w.adopt(1, b)
			b.Start()
			b.Close()
			w.run()
		}, `b0 closed`},

		{"an end that closes itself is not told", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			a.Start()
			w.post(b, "one")
			a.Close()
			b.Close()
			w.run()
		}, `a0: one; b0 closed`},

		{"both close: the first is not told", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			a.Close()
			b.Close()
			w.run()
		}, `b1 closed`},

		{"closing in a handler does not cancel what has arrived", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			b.Start()
			w.on["one"] = func(p *Port, _ *message) { p.Close() }
			w.post(a, "one")
			w.post(a, "two")
			w.loops[1].turn()
			w.post(a, "three")
			w.run()
		}, `b1: one; discarded three; a0 closed; b1: two`},

		{"closing does not cancel the end that has arrived", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			a.Close()
			b.Close()
			w.run()
		}, `discarded one; b1 closed`},

		{"a port that is closed before Start discards its queue", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			w.post(a, "two")
			b.Close()
			b.Start()
			w.run()
		}, `discarded one; discarded two; a0 closed`},

		{"a port that is closed in transit discards its queue", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			b.Start()
			w.post(a, "one")
			b.Ship()
			w.post(a, "two")
			b.Close()
			w.post(a, "three")
			w.adopt(1, b)
			b.Start()
			w.run()
		}, `discarded one; discarded two; discarded three; a0 closed`},

		{"a closed port that is shipped discards its queue", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			b.Start()
			w.post(a, "one")
			b.Close()
			b.Ship()
			w.adopt(1, b)
			b.Start()
			w.run()
		}, `discarded one; a0 closed`},

		{"a message to a closed end is discarded", func(w *world, a, b *Port) {
			w.adopt(0, a)
			b.Close()
			w.post(a, "one")
			w.run()
			w.post(a, "two")
		}, `discarded one; a0 closed; discarded two`},

		{"a dropped message closes the ports that it carries", func(w *world, a, b *Port) {
			c, d := w.channel("cd")
			e, f := w.channel("ef")
			for _, p := range []*Port{a, c, d, e, f} {
				w.adopt(0, p)
			}
			w.post(e, "inner")
			w.post(c, "in the port", f)
			b.Close()
			w.post(a, "port", d)
			w.run()
		}, `discarded port; discarded in the port; discarded inner; a0 closed; c0 closed; e0 closed`},

		{"a queue that is discarded closes the ports in it", func(w *world, a, b *Port) {
			c, d := w.channel("cd")
			w.adopt(0, a)
			w.adopt(1, b)
			w.adopt(0, c)
			w.adopt(0, d)
			c.Start()
			w.post(c, "to nobody")
			w.post(d, "from d")
			w.post(a, "port", d)
			b.Close()
			w.run()
		}, `discarded port; discarded to nobody; c0: from d; a0 closed; c0 closed`},

		{"the other end in its own channel is lost with the message", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(0, b)
			require.Same(w.t, b, a.Peer())
			b.Ship()
			m := &message{w, "doomed", []*Port{b}}
			require.NoError(w.t, a.Post(m))
			w.run()
			m.Discard()
			w.run()
		}, `discarded doomed; discarded doomed; a0 closed`},

		{"two channels that carry each other", func(w *world, a, b *Port) {
			c, d := w.channel("cd")
			for _, p := range []*Port{a, b, c, d} {
				w.adopt(0, p)
			}
			w.post(a, "d", d)
			w.post(c, "b", b)
			w.run()
			a.Close()
			w.post(c, "one")
			w.run()
		}, ``},

		{"a loop that takes no more tasks is a closed end", func(w *world, a, b *Port) {
			c, d := w.channel("cd")
			for _, p := range []*Port{a, c, d} {
				w.adopt(0, p)
			}
			w.adopt(1, b)
			b.Start()
			w.post(a, "one")
			w.loops[1] = loop{closed: true}
			w.post(a, "two", d)
			assert.False(w.t, a.Entangled())
			w.post(a, "three")
			w.run()
		}, `discarded one; discarded two; discarded three; a0 closed; c0 closed`},

		{"both loops take no more tasks", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			a.Start()
			b.Start()
			w.post(b, "one")
			w.loops[0].closed, w.loops[1].closed = true, true
			w.post(a, "two")
		}, `discarded one; discarded two`},

		{"a loop that takes no more tasks when its port is started", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			w.loops[1].closed = true
			b.Start()
			w.run()
		}, `discarded one; a0 closed`},

		{"a loop that drops its tasks", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			b.Start()
			w.post(a, "one")
			w.post(a, "two")
			for _, task := range w.loops[1].tasks {
				task.(eventloop.Dropper).Dropped()
			}
			w.loops[1] = loop{closed: true}
			w.run()
		}, `discarded one; discarded two; a0 closed`},

		{"a loop that drops the tasks of a port that has left", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			b.Start()
			w.post(a, "one")
			b.Ship()
			for _, task := range w.loops[1].tasks {
				task.(eventloop.Dropper).Dropped()
			}
			w.loops[1] = loop{closed: true}
			w.adopt(0, b)
			b.Start()
			w.run()
		}, `b0: one`},

		{"an owner that closes closes its ports", func(w *world, a, b *Port) {
			c, d := w.channel("cd")
			for _, p := range []*Port{a, c} {
				w.adopt(0, p)
			}
			for _, p := range []*Port{b, d} {
				w.adopt(1, p)
			}
			b.Start()
			w.post(a, "one")
			w.post(b, "last words")
			a.Start()
			w.owners[1].Close()
			w.owners[1].Close()
			w.post(a, "two")
			w.run()
		}, `discarded one; discarded two; a0: last words; a0 closed; c0 closed`},

		{"an owner that closes does not close what it has shipped", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			w.post(a, "one")
			b.Ship()
			w.owners[1].Close()
			w.adopt(0, b)
			b.Start()
			w.run()
		}, `b0: one`},

		{"an owner that closes discards what waits in channels of its own", func(w *world, a, b *Port) {
			c, d := w.channel("cd")
			w.adopt(0, a)
			w.adopt(0, b)
			w.adopt(0, c)
			w.adopt(1, d)
			w.post(a, "port", c)
			w.owners[0].Close()
			w.run()
		}, `discarded port; d1 closed`},

		{"an owner that closed while the other end was in transit", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.owners[0].Close()
			w.run()
			w.adopt(1, b)
			w.post(b, "one")
			w.run()
		}, `discarded one; b1 closed`},

		{"a message to an owner that closed", func(w *world, a, b *Port) {
			w.adopt(0, a)
			a.Start()
			w.owners[0].Close()
			w.post(b, "one")
			w.post(b, "two")
			w.run()
		}, `discarded one; discarded two`},

		{"adopted by an owner that closed", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.post(a, "one")
			w.owners[1].Close()
			w.adopt(1, b)
			b.Start()
			w.run()
		}, `discarded one; a0 closed`},

		{"no messages are lost to an owner that closes after the sender", func(w *world, a, b *Port) {
			w.adopt(0, a)
			w.adopt(1, b)
			b.Start()
			w.post(a, "one")
			w.owners[0].Close()
			w.run()
		}, `b1: one; b1 closed`},
	} {
		t.Run(test.rule, func(t *testing.T) {
			w := newWorld(t)
			a, b := w.channel("ab")
			test.do(w, a, b)
			assert.Equal(t, test.want, strings.Join(w.log, "; "))
		})
	}
}

func TestState(t *testing.T) {
	w := newWorld(t)
	a, b := w.channel("ab")
	c, _ := w.channel("cd")
	assert.Same(t, b, a.Peer())
	assert.Same(t, a, b.Peer())
	assert.True(t, a.Entangled())
	w.adopt(0, a)
	b.Close()
	assert.Nil(t, a.Peer())
	assert.False(t, a.Entangled())
	assert.False(t, b.Entangled())
	assert.True(t, a.SameChannel(b))
	assert.True(t, a.SameChannel(a))
	assert.False(t, a.SameChannel(c))
}

func TestLimit(t *testing.T) {
	w := newWorld(t)
	a, b := w.channel("ab")
	w.adopt(0, a)
	w.adopt(1, b)
	a.SetLimit(2)
	w.post(a, "1")
	assert.False(t, a.Full())
	w.post(a, "2")
	assert.True(t, a.Full())
	assert.False(t, b.Full(), "a limit is for one direction")
	assert.ErrorIs(t, a.Post(&message{w, "3", nil}), ErrQueueFull)
	assert.Empty(t, w.log, "what is refused is not discarded")

	b.Start()
	assert.True(t, a.Full(), "a task that did not run has taken nothing")
	w.loops[1].turn()
	assert.False(t, a.Full())
	w.post(a, "4")

	b.Ship()
	assert.True(t, a.Full(), "the limit counts while the other end is in transit")
	w.adopt(0, b)
	a.SetLimit(0)
	assert.False(t, a.Full())
	w.post(a, "5")
	a.SetLimit(1)
	assert.True(t, a.Full())
	b.Start()
	w.run()
	assert.False(t, a.Full())
	w.post(a, "6")
	b.Close()
	assert.False(t, a.Full(), "there is no queue any more that could be full")
	w.post(a, "7")
	w.run()
	assert.Equal(t, "b1: 1; b0: 2; b0: 4; b0: 5; discarded 7; b0: 6; a0 closed", strings.Join(w.log, "; "))
}

func TestMisuse(t *testing.T) {
	w := newWorld(t)
	a, b := w.channel("ab")
	assert.PanicsWithValue(t, "port: Start of a port without an owner; Adopt it first", a.Start)
	w.adopt(0, a)
	assert.PanicsWithValue(t, "port: Adopt of a port that has an owner; Ship it first", func() { w.adopt(1, a) })
	a.Ship()
	assert.PanicsWithValue(t, "port: Start of a port without an owner; Adopt it first", a.Start)
	w.post(a, "one")
	a.Close()
	assert.NotPanics(t, a.Start, "scripts may start closed ports")
	assert.PanicsWithValue(t, "port: Start of a port without an owner; Adopt it first", b.Start)
	b.Close()
	assert.NotPanics(t, b.Start)
}

// A handler that panics loses its message, but no other.
func TestHandlerPanics(t *testing.T) {
	w := newWorld(t)
	a, b := w.channel("ab")
	w.adopt(0, a)
	w.adopt(1, b)
	b.Start()
	w.on["bad"] = func(*Port, *message) { panic("bad") }
	w.post(a, "bad")
	w.post(a, "good")
	assert.PanicsWithValue(t, "bad", w.run)
	w.run()
	assert.Equal(t, []string{"b1: bad", "b1: good"}, w.log)
}

// A long queue does not keep other tasks of the loop from running, and moving its port queues no
// more than maxTasks tasks.
func TestBacklog(t *testing.T) {
	const messages = 3 * maxTasks
	var loops [2]loop
	received := 0
	h := &funcHandler{message: func(_ *Port, m Message) {
		require.Equal(t, number(received), m)
		received++
	}}
	a, b := NewChannel()
	for i := range messages {
		require.NoError(t, a.Post(number(i)))
	}
	a.Close()
	for i := range 10 {
		b.Adopt(NewOwner(&loops[i%2]), h)
		b.Start()
		b.Ship()
	}
	assert.Len(t, loops[0].tasks, 5*maxTasks)
	b.Adopt(NewOwner(&loops[0]), h)
	b.Start()
	loops[0].Post(eventloop.TaskFunc(func() { assert.Equal(t, maxTasks, received) }))
	ended := false
	h.closed = func(*Port) { ended = true }
	for loops[0].turn() || loops[1].turn() {
	}
	assert.Equal(t, messages, received)
	assert.True(t, ended)
}

// Discarding a message that carries a port whose queue has a message that carries a port, and so on
// to any depth, does not need a deep stack.
func TestDeepDiscard(t *testing.T) {
	defer debug.SetMaxStack(debug.SetMaxStack(1 << 20))
	const depth = 200_000
	count := 0
	_, inner := NewChannel()
	for range depth {
		a, b := NewChannel()
		require.NoError(t, a.Post(counted{&count, inner}))
		inner = b
	}
	inner.Close()
	assert.Equal(t, depth, count)
	assert.Zero(t, discards.nested)
	assert.Empty(t, discards.deferred)
}

// A Discard that panics does not stay counted in discards.nested.
func TestDiscardPanics(t *testing.T) {
	a, b := NewChannel()
	require.NoError(t, a.Post(counted{nil, b}))
	assert.Panics(t, b.Close)
	assert.Zero(t, discards.nested)
}

// A counted is a message that carries a port and counts how often it is discarded.
type counted struct {
	n *int
	p *Port
}

func (c counted) Discard() {
	*c.n++
	c.p.Close()
}

func TestQueue(t *testing.T) {
	var q queue
	next, want := 0, 0
	for _, step := range []int{1, -1, 3, -2, 5, -4, 100, -50, 200, -252, 7, -7} {
		for ; step > 0; step-- {
			q.push(number(next))
			next++
		}
		for ; step < 0; step++ {
			require.Equal(t, number(want), q.pop())
			want++
		}
		require.Equal(t, next-want, q.len())
		if q.n == 0 && q.head != nil {
			assert.LessOrEqual(t, cap(q.head.messages), keepChunk, "an empty queue keeps a large chunk")
		}
		held := 0
		for c := q.head; c != nil; c = c.next {
			for _, m := range c.messages {
				if m != nil {
					held++
				}
			}
		}
		assert.Equal(t, q.n, held, "the queue holds what was taken")
	}
	assert.Empty(t, q.take())
	for i := range 6 {
		q.push(number(i))
	}
	q.pop()
	q.pop()
	q.push(number(6))
	q.push(number(7))
	q.push(number(8))
	assert.Equal(t, []Message{number(2), number(3), number(4), number(5), number(6), number(7), number(8)}, q.take())
	assert.Zero(t, q.len())
}

// A number is a message without ports.
type number int

func (number) Discard() {}
