package port

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/gojs-runtime/gojs/eventloop"
)

// ErrBroadcastFull is returned by [Member.Post] if as many messages wait for another member of the
// topic as [Member.SetLimit] allows.
var ErrBroadcastFull = errors.New("port: a member of the topic does not keep up; wait until it has received its messages, or raise the limit")

// A Hub is the meeting point of broadcast channels; a program has one. Its methods and those of its
// members may be called from any goroutine.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
type Hub struct {
	mu      sync.Mutex
	topics  map[topicKey]*topic
	members int // may count collected ones
	sweepAt int // the number of members at which to remove collected ones
	lastID  uint64
}

// A topicKey identifies a topic within a hub.
type topicKey struct{ origin, name string }

// A topic is the log of the messages of a topicKey, and the audiences that read it. The hub's lock
// guards it.
type topic struct {
	hub  *Hub
	key  topicKey
	last *entry // the empty entry at the end of the log
	seq  uint64 // seq of the entry before last

	// audiences are in the order in which they came; some may be gone. The elements are never
	// changed in place, so Post can iterate over the slice after it released the lock.
	audiences []*audience
	gone      int // number of audiences that are gone
}

// An entry is an element of a topic's log. All fields but next are written before next is, and do
// not change afterwards, so a reader that has loaded next needs no lock.
type entry struct {
	next    atomic.Pointer[entry]
	seq     uint64
	source  uint64 // the id of the member that posted it
	message any
}

// An audience is all members of a topic that have the same owner. It is also the task that makes
// the next delivery.
type audience struct {
	topic *topic
	owner *Owner

	mu      sync.Mutex
	gone    bool      // written under the hub's lock too
	place   *entry    // the next entry to deliver, or the empty one
	turn    int       // index of the next member to deliver it to
	members []*listed // in the order of their creation; some may have left
	left    int       // number of members that have left
	sweepAt int       // the value of left at which to sweep
	pending int       // deliveries that tell counted minus those that Run made; see "Locks"
	tasks   int       // tasks posted, or about to be, that have not run
}

// listed is an audience's entry for a member. It refers to the member weakly, unless it is kept.
type listed struct {
	id     uint64
	since  uint64  // seq of the last entry before it joined
	left   bool    // written under the hub's lock too, unless the member was collected
	until  uint64  // seq of the last entry before it left, if it left
	kept   *Member // nil unless Keep(true) was called
	member weak.Pointer[Member]
}

// A Member of a topic receives the messages that the other members post.
type Member struct {
	audience *audience // nil if the owner was closed when it joined
	listed   *listed
	handler  BroadcastHandler
	limit    int // 0 means no limit
}

// A BroadcastHandler receives the messages of a member. It is called on the loop of the member's
// owner, for each message in a task of its own.
type BroadcastHandler interface {
	// BroadcastMessage must not change the message, since other members receive the same one.
	BroadcastMessage(m *Member, message any)
}

// NewHub returns a hub without members.
func NewHub() *Hub { return &Hub{topics: make(map[topicKey]*topic), sweepAt: minSweep} }

// Join returns a new member of the topic with this origin and name. It receives the messages that
// others post from now on, until it leaves or o is closed. If o is closed already, it receives
// nothing. A member that nothing refers to may be collected, unless [Member.Keep] keeps it.
func (h *Hub) Join(o *Owner, origin, name string, handler BroadcastHandler) *Member {
	h.mu.Lock()
	defer h.mu.Unlock()
	m := &Member{handler: handler}
	if h.members >= h.sweepAt {
		h.sweep()
	}
	key := topicKey{origin, name}
	t := h.topics[key]
	if t == nil {
		t = &topic{hub: h, key: key, last: new(entry)}
	}
	a, first := o.audience(t)
	if a == nil {
		return m
	}
	if first {
		t.audiences = append(t.audiences, a)
		h.topics[key] = t
	}
	h.members++
	h.lastID++
	m.audience = a
	m.listed = &listed{id: h.lastID, since: t.seq, member: weak.Make(m)}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.members = append(a.members, m.listed)
	a.sweepAt = max(a.sweepAt, a.left+len(a.members)/2)
	return m
}

// audience returns the owner's audience of t. If there is none, it creates one and first is true.
// If the owner is closed, it returns nil. The hub's lock must be held.
func (o *Owner) audience(t *topic) (a *audience, first bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed.Load() {
		return nil, false
	}
	if a = o.audiences[t]; a != nil {
		return a, false
	}
	if o.audiences == nil {
		o.audiences = make(map[*topic]*audience)
	}
	a = &audience{topic: t, owner: o, place: t.last}
	o.audiences[t] = a
	return a, true
}

// SetLimit makes [Member.Post] fail while n or more messages wait for another member. 0 means no
// limit and is the default. Messages that wait for members with the same owner are counted
// together, and the limit applies to their average.
func (m *Member) SetLimit(n int) {
	if m.audience == nil {
		return
	}
	h := m.audience.topic.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	m.limit = n
}

// Keep sets whether the hub keeps the member in memory, so that it receives messages even if
// nothing else refers to it. By default it does not. A member that has left is never kept.
func (m *Member) Keep(keep bool) {
	if m.audience == nil {
		return
	}
	m.audience.mu.Lock()
	defer m.audience.mu.Unlock()
	if keep && !m.listed.left {
		m.listed.kept = m
	} else {
		m.listed.kept = nil
	}
}

// Post sends a message to all other members of the topic. All of them receive the messages of a
// topic in the order of the calls of Post. A member that has left can still post, unless its owner
// was closed.
//
// If as many messages wait for another member as [Member.SetLimit] allows, Post returns
// [ErrBroadcastFull] and nobody receives the message. Members that post at the same time may exceed
// the limit by one message each.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-postmessage
func (m *Member) Post(message any) error {
	if m.audience == nil || m.audience.owner.closed.Load() {
		return nil
	}
	t := m.audience.topic
	h := t.hub
	h.mu.Lock()
	if m.listed.left {
		// Since it left, the topic may have ended and a new one with the same key may exist.
		if t = h.topics[t.key]; t == nil {
			h.mu.Unlock()
			return nil
		}
	}
	if m.limit > 0 && t.full(m) {
		h.mu.Unlock()
		return ErrBroadcastFull
	}
	// Steps 1 to 5 check that this is eligible and not closed, and serialize. The caller does that.
	// 6. Let destinations be a list of BroadcastChannel objects that match the following criteria:
	//    …
	// 7. Remove source from destinations.
	// 8. Sort destinations such that all BroadcastChannel objects whose relevant agents are the
	//    same are sorted in creation order, oldest first.
	// The new entry of the log stands for that list: gets reports who is in it, and the order of an
	// audience's members is that of their creation.
	t.seq++
	e := t.last
	e.seq, e.source, e.message = t.seq, m.listed.id, message
	t.last = new(entry)
	e.next.Store(t.last)
	destinations := t.audiences
	h.mu.Unlock()

	// 9. For each destination in destinations, queue a global task on the DOM manipulation task
	//    source given destination's relevant global object to perform the following steps: …
	for _, a := range destinations {
		a.post(a.tell(e))
	}
	return nil
}

// full reports whether as many messages as source's limit wait for another member. The hub's lock
// must be held.
func (t *topic) full(source *Member) bool {
	for _, a := range t.audiences {
		a.mu.Lock()
		receivers, pending := len(a.members)-a.left, a.pending
		a.mu.Unlock()
		if a == source.audience {
			receivers--
		}
		if receivers > 0 && pending >= source.limit*receivers {
			return true
		}
	}
	return false
}

// Leave ends the membership. Nothing is delivered any more, not even messages posted before.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#dom-broadcastchannel-close
func (m *Member) Leave() {
	a := m.audience
	if a == nil {
		return
	}
	h := a.topic.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	a.mu.Lock()
	defer a.mu.Unlock()
	if m.listed.left {
		return
	}
	h.members--
	a.leaves(m.listed, a.topic.seq)
	switch {
	case a.left == len(a.members):
		a.end()
	case a.left >= a.sweepAt:
		a.sweep()
	}
}

// sweep removes the members that were collected. The hub's lock must be held.
func (h *Hub) sweep() {
	h.members = 0
	for _, t := range h.topics {
		for _, a := range t.audiences {
			a.mu.Lock()
			if !a.gone {
				a.sweep()
				h.members += len(a.members) - a.left
			}
			a.mu.Unlock()
		}
	}
	h.sweepAt = max(minSweep, 2*h.members)
}

// The methods from here on must be called with the locks of the hub and the audience held, up to
// the next such line.

// sweep removes the members that have left or were collected, except those for which a delivery may
// be pending. It ends an audience without members.
func (a *audience) sweep() {
	atEnd := a.place.next.Load() == nil
	members := make([]*listed, 0, len(a.members))
	turn := a.turn
	for i, l := range a.members {
		if !l.left && l.get() == nil {
			a.leaves(l, a.topic.seq)
		}
		if l.left && (atEnd || l.until < a.place.seq) {
			a.left--
			if i < a.turn {
				turn--
			}
			continue
		}
		members = append(members, l)
	}
	a.members, a.turn = members, turn
	a.sweepAt = a.left + max(1, len(members)/2)
	if a.left == len(members) {
		a.end()
	}
}

// end removes the audience from its topic, and the topic from the hub if it was the last one.
func (a *audience) end() {
	a.gone = true
	a.members, a.left, a.place = nil, 0, nil
	t := a.topic
	a.owner.forgetAudience(t)
	t.gone++
	if 2*t.gone < len(t.audiences) {
		return
	}
	t.audiences = slices.DeleteFunc(slices.Clone(t.audiences), func(other *audience) bool { return other.gone })
	t.gone = 0
	if len(t.audiences) == 0 {
		delete(t.hub.topics, t.key)
	}
}

// The methods from here on must be called with the audience's lock held, up to the next such line.

// get returns the member, or nil if it has left or was collected.
func (l *listed) get() *Member {
	switch {
	case l.left:
		return nil
	case l.kept != nil:
		return l.kept
	}
	return l.member.Value()
}

// gets reports whether e is for the member: whether someone else posted it while l was a member.
func (l *listed) gets(e *entry) bool {
	return l.since < e.seq && (!l.left || e.seq <= l.until) && l.id != e.source
}

// leaves marks l as having left; until is the seq of the last entry that was for it.
func (a *audience) leaves(l *listed, until uint64) {
	l.left, l.until, l.kept = true, until, nil
	a.left++
}

// skip moves place and turn to the next delivery, or to the end of the log.
func (a *audience) skip() {
	for next := a.place.next.Load(); next != nil; next = a.place.next.Load() {
		for ; a.turn < len(a.members); a.turn++ {
			if a.members[a.turn].gets(a.place) {
				return
			}
		}
		a.place, a.turn = next, 0
	}
}

// take returns the next delivery and moves past it. m is nil if there is none or if its member has
// left or was collected.
func (a *audience) take() (m *Member, message any) {
	a.skip()
	if a.place.next.Load() == nil {
		return nil, nil
	}
	m, message = a.members[a.turn].get(), a.place.message
	a.turn++
	a.skip()
	return m, message
}

// wake returns how many tasks the caller must post after unlocking, so that there is one for each
// pending delivery, up to maxTasks.
func (a *audience) wake() int {
	due := min(a.pending, maxTasks)
	n := due - a.tasks
	a.tasks = due
	return n
}

// The methods from here on must be called without these locks.

// tell counts the deliveries of e to the audience's members, and returns the number of tasks to
// post.
func (a *audience) tell(e *entry) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.gone {
		return 0
	}
	for _, l := range a.members {
		if !l.left && l.get() == nil {
			a.leaves(l, e.seq-1)
		}
		if l.gets(e) {
			a.pending++
		}
	}
	a.skip()
	return a.wake()
}

// post posts the audience as a task, tasks times.
func (a *audience) post(tasks int) {
	for range tasks {
		if !a.owner.loop.Post(a) {
			a.abandon()
			return
		}
	}
}

// Run makes the next delivery.
func (a *audience) Run() {
	if a.owner.closed.Load() {
		return // Owner.Close makes the members leave
	}
	a.mu.Lock()
	if a.gone {
		a.mu.Unlock()
		return
	}
	a.tasks--
	a.pending--
	m, message := a.take()
	n := a.wake()
	a.mu.Unlock()

	a.post(n)
	if m != nil {
		m.handler.BroadcastMessage(m, message)
	}
}

// Dropped is called if the loop was closed before it ran the task.
func (a *audience) Dropped() { a.abandon() }

// abandon makes all members leave, since their owner or its loop is gone.
func (a *audience) abandon() {
	h := a.topic.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.gone {
		return
	}
	for _, l := range a.members {
		if !l.left {
			h.members--
			a.leaves(l, 0)
		}
	}
	a.end()
}

// forgetAudience removes the owner's audience of t.
func (o *Owner) forgetAudience(t *topic) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.audiences, t)
}

var (
	_ eventloop.Task    = (*audience)(nil)
	_ eventloop.Dropper = (*audience)(nil)
)
