package port

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/gojs-runtime/gojs/eventloop"
)

// # Hub, topic, audience
//
// A topic is a name within an origin. Its members with one owner are an audience: they are on one loop, and one object
// delivers to all of them, each message to the oldest member first.
//
// What is posted on a topic is appended to a log, once, however many members there are. An audience has its place in the
// log, and a message goes when the last audience is past it: nothing but their places refers to what is behind. At the
// end of the log there is always an empty entry, so that a place there keeps no message.
//
// For each member that is to get a message there is one task on its loop. As with ports, the task has no message: it is
// the audience itself, posted once more, which takes the next delivery, and of many that wait only the first maxTasks
// have their task at once. So a broadcast allocates one entry, and nothing per member. Who gets an entry is settled when
// it is appended; a member that leaves after that still has its task, which does nothing.
//
// All audiences see the messages of a topic in the order of the log. So members agree on it whoever sent them, and an
// answer never overtakes what it answers. The standard asks for less.
//
// The hub holds members weakly, except those that Keep was called for. It looks for collected ones when there are twice
// as many members as the last time.
//
// # Locks
//
//	hub -> audience -> owner    an audience comes or goes
//
// As with ports, nothing of others is called under them. Post holds the hub's lock for a few instructions, if it has no
// limit to look after, and tells the audiences one by one after it. An audience may have taken a delivery already when
// it is told of it, with a task that another message brought. The task that it gets then does for the other message. So
// there are never fewer tasks to come than deliveries, and one too many finds nothing to do.

// ErrBroadcastFull is what [Member.Post] returns if as many messages as [Member.SetLimit] allows wait for a member of
// the topic.
var ErrBroadcastFull = errors.New("port: a member of the topic does not keep up; wait until it has received its messages, or raise the limit")

// A Hub is where broadcast channels find each other: there is one for a program. Its methods, and those of its members,
// may be called from any goroutine.
//
// https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
type Hub struct {
	mu      sync.Mutex
	topics  map[topicKey]*topic
	members int // some of them collected
	sweepAt int // the number of members at which to look for those
	lastID  uint64
}

type topicKey struct{ origin, name string }

type topic struct {
	hub  *Hub
	key  topicKey
	last *entry // the empty one
	seq  uint64 // of the entry before it
	// audiences is in the order in which they came. Some are gone. A slice of it that was taken under the lock stays as
	// it is.
	audiences []*audience
	gone      int
}

// An entry of the log. All but next is written before next is, and does not change after.
type entry struct {
	next    atomic.Pointer[entry]
	seq     uint64
	source  uint64 // the id of the member that posted it
	message any
}

// An audience is the members of a topic with one owner. It is the task that delivers.
type audience struct {
	topic *topic
	owner *Owner

	mu      sync.Mutex
	gone    bool      // set under the hub's lock too
	place   *entry    // which the members before turn have had
	turn    int       // in members
	members []*listed // in the order of their creation; some have left
	left    int       // how many of them
	sweepAt int       // how many are to have left for the next sweep
	pending int       // deliveries that were counted and not taken
	tasks   int       // posted, or about to be, and not yet run
}

// listed is how an audience knows a member.
type listed struct {
	id     uint64
	since  uint64  // the last entry before those that are for it
	left   bool    // set under the hub's lock too, unless it was collected
	until  uint64  // if it left: the last entry that was for it
	kept   *Member // nil but for Keep
	member weak.Pointer[Member]
}

// A Member of a topic gets what the others post there.
type Member struct {
	audience *audience // nil if it never was a member
	listed   *listed
	handler  BroadcastHandler
	limit    int // 0 is none
}

// A BroadcastHandler receives what is posted on a topic. It is called on the loop of the member's owner, in a task for
// each message.
type BroadcastHandler interface {
	// BroadcastMessage is called with a message that other members get too: it must not change it.
	BroadcastMessage(m *Member, message any)
}

// NewHub returns a hub without members.
func NewHub() *Hub { return &Hub{topics: make(map[topicKey]*topic), sweepAt: minSweep} }

// Join makes a member of the topic of this name and origin. It gets what is posted from now on, until it leaves or o is
// closed; if o is closed already it gets nothing. A member that nobody refers to may be collected, and then gets nothing
// any more, unless Keep says otherwise.
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

// audience returns the owner's audience of t, a new one if it has none, nil if the owner is closed. It is called with the
// hub's lock held.
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

// SetLimit sets how many messages may wait for another member for this one to post; 0, as at the beginning, is no limit.
// Of several members with one owner the messages are counted together.
func (m *Member) SetLimit(n int) {
	if m.audience == nil {
		return
	}
	h := m.audience.topic.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	m.limit = n
}

// Keep says whether the member stays one while nobody refers to it.
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

// Post sends a message to all other members of the topic, in the order of the calls. One that has left can still send,
// unless its owner was closed. It returns [ErrBroadcastFull], and nobody gets the message, if a member does not keep up.
// (Members that post at the same time may exceed the limit by a message each.)
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
		// Since then the topic may have ended, and come anew.
		if t = h.topics[t.key]; t == nil {
			h.mu.Unlock()
			return nil
		}
	}
	if m.limit > 0 && t.full(m) {
		h.mu.Unlock()
		return ErrBroadcastFull
	}
	// Steps 1 to 5 are the caller's: this is eligible and not closed, the message is serialized.
	// 6. Let destinations be a list of BroadcastChannel objects that match the following criteria: …
	// 7. Remove source from destinations.
	// 8. Sort destinations such that all BroadcastChannel objects whose relevant agents are the same are sorted in
	//    creation order, oldest first.
	// Those are the members of the audiences that have not had this entry.
	t.seq++
	e := t.last
	e.seq, e.source, e.message = t.seq, m.listed.id, message
	t.last = new(entry)
	e.next.Store(t.last)
	destinations := t.audiences
	h.mu.Unlock()

	// 9. For each destination in destinations, queue a global task on the DOM manipulation task source given
	//    destination's relevant global object to perform the following steps: …
	for _, a := range destinations {
		a.post(a.tell(e))
	}
	return nil
}

// full reports whether as many messages as source's limit wait for another member. It is called with the hub's lock held.
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

// Leave ends the membership: nothing is delivered any more, not even what was posted before.
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

// sweep drops the members that were collected.
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

// The methods from here on are called with the locks of the hub and the audience held, until it says otherwise.

// sweep drops the members that have left or were collected, but not those that a delivery is pending for. An audience
// without members ends.
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

// end takes the audience out of its topic, and the topic out of the hub if it was the last one.
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

// The methods from here on are called with the audience's lock held, until it says otherwise.

// get returns the member, nil if it has left or was collected.
func (l *listed) get() *Member {
	switch {
	case l.left:
		return nil
	case l.kept != nil:
		return l.kept
	}
	return l.member.Value()
}

// gets reports whether e is for the member, or was until it left.
func (l *listed) gets(e *entry) bool {
	return l.since < e.seq && (!l.left || e.seq <= l.until) && l.id != e.source
}

// leaves notes that l has left; until was the last entry for it.
func (a *audience) leaves(l *listed, until uint64) {
	l.left, l.until, l.kept = true, until, nil
	a.left++
}

// skip moves the audience's place to the next delivery, or to the end of the log.
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

// take takes the next delivery. It returns nil if there is none or its member has left.
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

// wake returns how many tasks the caller has to post, after unlocking, so that there is one for each delivery that is
// pending, up to maxTasks.
func (a *audience) wake() int {
	due := min(a.pending, maxTasks)
	n := due - a.tasks
	a.tasks = due
	return n
}

// From here on no lock is held.

// tell counts what the audience has to deliver of e, and returns the number of tasks to post.
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
		return // its members are leaving
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

// Dropped is called if the loop was closed.
func (a *audience) Dropped() { a.abandon() }

// abandon makes all members leave: their owner or its loop is gone.
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

func (o *Owner) forgetAudience(t *topic) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.audiences, t)
}

var (
	_ eventloop.Task    = (*audience)(nil)
	_ eventloop.Dropper = (*audience)(nil)
)
