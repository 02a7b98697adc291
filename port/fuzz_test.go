package port

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// FuzzPorts plays a sequence of operations on a few channels between two owners, and on a model of
// them that is too simple to be wrong. The model predicts which messages each port receives, in
// which order, and which are discarded. It does not predict when a task runs.
func FuzzPorts(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{opPost, 0, opAdopt, 0, opAdopt, 1, opStart, 1, opTurn, 0, opClose, 0})
	f.Add([]byte{opAdopt, 0, opAdopt, 1, opAdopt, 2, opAdopt, 3, opStart, 1, opPost, 2, opCarry, 0, 3, opTurn, 0, opAdopt, 3, opStart, 3})
	f.Add([]byte{opAdopt, 0, opAdopt, 1, opCarry, 0, 1, opCarry, 2, 0, opClose, 3, opOwner, 0})
	for seed := range uint64(20) {
		f.Add(randomOps(seed))
	}
	f.Fuzz(func(t *testing.T, ops []byte) { play(t, ops) })
}

// TestAgainstModel does what FuzzPorts does, with sequences that are the same in each run.
func TestAgainstModel(t *testing.T) {
	sequences := uint64(5000)
	if testing.Short() {
		sequences = 500
	}
	for seed := range sequences {
		play(t, randomOps(seed))
	}
}

func randomOps(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 0))
	ops := make([]byte, 30+r.IntN(400))
	for i := range ops {
		ops[i] = byte(r.Uint32())
	}
	return ops
}

const (
	opPost = iota
	opCarry
	opStart
	opClose
	opShip
	opAdopt
	opTurn
	opLimit
	opOwner
	opLoop
	opCount
)

const (
	inTransit = -1 // and the test has it
	carried   = -2 // in transit in a message
)

// A modelPort is the expected state of a port. The index of its peer differs in the last bit.
type modelPort struct {
	owner      int
	enabled    bool
	closed     bool
	closeEntry bool
	limit      int
	inbox      []*modelMessage
}

type modelMessage struct {
	g         *game
	id        int
	port      int // index of the port it carries, or -1
	gone      bool
	discarded bool
}

type game struct {
	t      *testing.T
	ports  [8]*Port
	model  [8]modelPort
	loops  [2]*loop
	owners [2]*Owner
	dead   [2]bool // which owners have ended
	all    []*modelMessage
	log    []string
}

func (g *game) fail(format string, args ...any) {
	g.t.Helper()
	for _, line := range g.log {
		g.t.Log(line)
	}
	g.t.Fatalf(format, args...)
}

func (g *game) logf(format string, args ...any) { g.log = append(g.log, fmt.Sprintf(format, args...)) }

func play(t *testing.T, ops []byte) {
	g := &game{t: t}
	for i := range g.loops {
		g.loops[i] = new(loop)
		g.owners[i] = NewOwner(g.loops[i])
	}
	for i := 0; i < len(g.ports); i += 2 {
		g.ports[i], g.ports[i+1] = NewChannel()
		g.model[i].owner, g.model[i+1].owner = inTransit, inTransit
	}
	next := func() int {
		if len(ops) == 0 {
			return 0
		}
		b := ops[0]
		ops = ops[1:]
		return int(b)
	}
	for len(ops) > 0 && len(g.log) < 2000 {
		op, arg := next()%opCount, next()
		g.step(op, arg, next)
		g.settled()
	}
	for k := range g.loops {
		for g.loops[k].turn() {
			g.settled()
		}
	}
	for i := range g.model {
		if m := &g.model[i]; m.owner >= 0 && (m.enabled && len(m.inbox) > 0 || m.closeEntry && (m.enabled || len(m.inbox) == 0)) {
			g.fail("port %d has not got everything: %d messages, end %v", i, len(m.inbox), m.closeEntry)
		}
	}
}

func (g *game) step(op, arg int, next func() int) {
	i := arg % len(g.ports)
	p, m := g.ports[i], &g.model[i]
	if op < opTurn && !g.has(i) {
		return
	}
	switch op {
	case opPost:
		g.post(i, -1)
	case opCarry:
		if j := next() % len(g.ports); j != i && g.has(j) && !g.full(i) {
			g.ship(j)
			g.post(i, j)
		}
	case opStart:
		if m.owner != inTransit {
			g.logf("start %d", i)
			m.enabled = true
			p.Start()
		}
	case opClose:
		g.logf("close %d", i)
		g.close(i)
		p.Close()
	case opShip:
		g.ship(i)
	case opAdopt:
		if m.owner == inTransit {
			k := next() % len(g.owners)
			g.logf("adopt %d by %d", i, k)
			m.owner = k
			if g.dead[k] {
				g.die(i)
			}
			p.Adopt(g.owners[k], modelHandler{g, k})
		}
	case opTurn:
		g.logf("turn %d", arg%len(g.loops))
		g.loops[arg%len(g.loops)].turn()
	case opLimit:
		m.limit = next() % 8
		g.logf("limit %d: %d", i, m.limit)
		p.SetLimit(m.limit)
	case opOwner, opLoop:
		k := next()
		if k%8 != 0 { // owners end seldom
			return
		}
		k = k / 8 % len(g.owners)
		g.logf("owner %d ends", k)
		g.dead[k] = true
		for i := range g.model {
			if g.model[i].owner == k {
				g.die(i)
			}
		}
		if op == opLoop {
			*g.loops[k] = loop{closed: true}
		}
		g.owners[k].Close()
	}
}

// has reports whether somebody can call methods of port i: the test, or an owner that is alive.
func (g *game) has(i int) bool {
	owner := g.model[i].owner
	return owner == inTransit || owner >= 0 && !g.dead[owner]
}

func (g *game) peer(i int) *modelPort   { return &g.model[i^1] }
func (g *game) entangled(i int) bool    { return !g.model[i].closed && !g.peer(i).closed }
func (g *game) full(i int) bool         { return g.over(i) && g.entangled(i) }
func (g *game) over(i int) bool         { n := g.model[i].limit; return n > 0 && len(g.peer(i).inbox) >= n }
func (g *game) discard(m *modelMessage) { g.lose([]*modelMessage{m}) }

func (g *game) post(i, carries int) {
	msg := &modelMessage{g: g, id: len(g.all), port: carries}
	g.logf("post %d on %d, with %d", msg.id, i, carries)
	full := g.full(i)
	if g.ports[i].Full() != full {
		g.fail("Full is %v", !full)
	}
	if full {
		if err := g.ports[i].Post(msg); err != ErrQueueFull {
			g.fail("Post on a full queue: %v", err)
		}
		return
	}
	g.all = append(g.all, msg)
	if carries >= 0 {
		g.model[carries].owner = carried
	}
	if g.entangled(i) {
		q := g.peer(i)
		q.inbox = append(q.inbox, msg)
	} else {
		g.discard(msg)
	}
	if err := g.ports[i].Post(msg); err != nil {
		g.fail("Post: %v", err)
	}
}

func (g *game) ship(i int) {
	m := &g.model[i]
	g.logf("ship %d", i)
	m.owner, m.enabled = inTransit, false
	if m.closed {
		m.closeEntry = false
		g.lose(m.inbox)
		m.inbox = nil
	}
	g.ports[i].Ship()
}

func (g *game) close(i int) {
	m := &g.model[i]
	if m.closed {
		return
	}
	if g.entangled(i) {
		g.peer(i).closeEntry = true
	}
	m.closed = true
	if m.owner < 0 || !m.enabled {
		lost := m.inbox
		m.inbox = nil
		m.closeEntry = m.closeEntry && m.owner >= 0
		g.lose(lost)
	}
}

// die ends port i, whose owner is gone.
func (g *game) die(i int) {
	m := &g.model[i]
	g.close(i)
	lost := m.inbox
	m.inbox, m.closeEntry = nil, false
	g.lose(lost)
}

func (g *game) lose(messages []*modelMessage) {
	for _, m := range messages {
		m.gone = true
		if m.port >= 0 {
			g.model[m.port].owner = inTransit
			g.close(m.port)
		}
	}
}

// settled fails the test unless exactly the messages that the model discarded were discarded, and
// the same ports are entangled.
func (g *game) settled() {
	for _, m := range g.all {
		if m.gone != m.discarded {
			g.fail("message %d: discarded %v, should be %v", m.id, m.discarded, m.gone)
		}
	}
	for i := range g.model {
		if g.has(i) && g.model[i].owner >= 0 && g.model[i^1].owner >= 0 && g.ports[i].Entangled() != g.entangled(i) {
			g.fail("port %d is entangled: %v", i, !g.entangled(i))
		}
	}
}

func (m *modelMessage) Discard() {
	m.g.logf("discarded %d", m.id)
	if m.discarded || !m.gone {
		m.g.fail("message %d: discarded before: %v, should be: %v", m.id, m.discarded, m.gone)
	}
	m.discarded = true
	if m.port >= 0 {
		m.g.ports[m.port].Close()
	}
}

type modelHandler struct {
	g     *game
	owner int
}

func (h modelHandler) receiver(p *Port) *modelPort {
	for i, q := range h.g.ports {
		if p != q {
			continue
		}
		m := &h.g.model[i]
		if m.owner != h.owner {
			h.g.fail("port %d delivers at %d, but is with %d", i, h.owner, m.owner)
		}
		return m
	}
	panic("unknown port")
}

func (h modelHandler) PortMessage(p *Port, m Message) {
	to, msg := h.receiver(p), m.(*modelMessage)
	h.g.logf("received %d", msg.id)
	if !to.enabled || len(to.inbox) == 0 || to.inbox[0] != msg {
		h.g.fail("message %d is not the next, enabled %v", msg.id, to.enabled)
	}
	to.inbox = to.inbox[1:]
	if msg.port >= 0 {
		h.g.model[msg.port].owner = inTransit
	}
}

func (h modelHandler) PortClosed(p *Port) {
	to := h.receiver(p)
	h.g.logf("told of the end")
	if !to.closeEntry || len(to.inbox) > 0 {
		h.g.fail("not the time to be told of the end: %v, %d messages", to.closeEntry, len(to.inbox))
	}
	to.closeEntry = false
}
