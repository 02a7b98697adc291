package eventloop

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Group counts the work that can still cause something to happen in several
// loops, such as those of a program and its workers. All its methods may be
// called from any goroutine.
type Group struct {
	// reasons is the number of busy loops, of loops that have ref'd timers, and of
	// holds. Only a goroutine that has mu takes it to zero.
	reasons atomic.Int64
	// allTimers makes Unref do nothing.
	allTimers atomic.Bool

	mu      sync.Mutex
	running []*Loop // those in Run or RunUntil
}

// NewGroup returns a group without loops. A group needs no closing.
func NewGroup() *Group { return new(Group) }

// NewLoop returns a new loop that counts in g. The group does not keep a loop
// alive that is not running.
func (g *Group) NewLoop() *Loop {
	return &Loop{
		group:   g,
		wake:    make(chan struct{}, 1),
		start:   time.Now(),
		alarmAt: never,
	}
}

// KeepForTimers makes [Timer.Unref] do nothing from now on: each armed timer of the
// group's loops keeps it alive. Then the group is quiescent only when nothing at all
// can happen any more, as is asked of a page, which stays up for every timer.
func (g *Group) KeepForTimers() { g.allTimers.Store(true) }

// Hold keeps the group alive until Release: Run does not return because of
// quiescence meanwhile. Take one for each operation under way outside the loops
// that will post its result:
//
//	hold := group.Hold()
//	go func() {
//		defer hold.Release()
//		data, err := os.ReadFile(name)
//		loop.Post(eventloop.TaskFunc(func() { done(data, err) }))
//	}()
//
// Called when the group is quiescent, Hold comes too late for a Run that is
// about to return.
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
// only the first call counts. If it was the last reason for the group to be
// alive, each Run that is under way returns: post first, then release.
func (h *Hold) Release() {
	if h.released.CompareAndSwap(false, true) {
		h.group.done()
	}
}

// add counts one more reason to be alive.
func (g *Group) add() { g.reasons.Add(1) }

// done takes back one add. The group is quiescent if it was the last.
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

// enter registers a loop to be told when the group goes quiescent, or reports
// false if it is.
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
