package eventloop

import (
	"slices"
	"sync"
	"sync/atomic"
)

// A Group counts the work of several loops, such as those of a program and its
// workers, that keeps them from being quiescent. All its methods may be called from
// any goroutine.
type Group struct {
	// reasons counts the busy loops, the loops with ref'd timers, and the holds. It
	// becomes zero only under mu.
	reasons atomic.Int64
	// allTimers makes Unref do nothing.
	allTimers atomic.Bool

	mu      sync.Mutex
	running []*Loop // in Run or RunUntil
}

// NewGroup returns a group without loops. A group needs no closing.
func NewGroup() *Group { return new(Group) }

// KeepForTimers makes [Timer.Unref] do nothing from now on: each armed timer keeps
// the group alive. A page needs this, since it waits for every timer.
func (g *Group) KeepForTimers() { g.allTimers.Store(true) }

// Hold keeps the group alive until the hold is released. Take one for each operation
// outside the loops that will post its result:
//
//	hold := group.Hold()
//	go func() {
//		defer hold.Release()
//		data, err := os.ReadFile(name)
//		loop.Post(eventloop.TaskFunc(func() { done(data, err) }))
//	}()
//
// A Hold on a quiescent group does not stop a Run that is about to return.
func (g *Group) Hold() *Hold {
	g.add()
	return &Hold{group: g}
}

// A Hold keeps its group alive. See [Group.Hold].
type Hold struct {
	group    *Group
	released atomic.Bool
}

// Release ends the hold. It may be called from any goroutine and more than once;
// only the first call counts. Post first, then release: if this was the last reason
// for the group to be alive, each Run under way returns.
func (h *Hold) Release() {
	if h.released.CompareAndSwap(false, true) {
		h.group.done()
	}
}

// add counts one more reason to be alive.
func (g *Group) add() { g.reasons.Add(1) }

// done takes back one add. After the last one the group is quiescent.
func (g *Group) done() {
	for n := g.reasons.Load(); n > 1; n = g.reasons.Load() {
		if g.reasons.CompareAndSwap(n, n-1) {
			return
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.reasons.Add(-1) == 0 {
		for _, l := range g.running {
			l.signal(flagQuiescent)
		}
	}
}

// enter registers a loop for flagQuiescent. It reports false if the group is
// quiescent already.
func (g *Group) enter(l *Loop) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.reasons.Load() == 0 {
		return false
	}
	g.running = append(g.running, l)
	return true
}

// leave takes back enter, if it was called.
func (g *Group) leave(l *Loop) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(g.running, l); i >= 0 {
		g.running = slices.Delete(g.running, i, i+1)
	}
}
