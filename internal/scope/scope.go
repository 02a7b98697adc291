// Package scope has what all standards' interfaces need of the global scope that they are in: the engine, the event loop, calls
// of scripts' functions, and a table of states in which each standard keeps what it needs for each scope.
//
// A Scope is HTML's environment settings object together with its realm. It belongs to the goroutine of its event loop.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#environment-settings-objects
package scope

import (
	"net/url"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// Scope is a global scope.
type Scope struct {
	VM     *goja.Runtime
	Loop   Loop
	Realm  *webidl.Realm
	Owner  *port.Owner // of the scope's ports and broadcast channels
	Cloner *clone.Cloner

	Kind     Kind
	Location *url.URL // nil if there is none
	Limits   Limits

	// Report reports an exception. Package html sets it.
	//
	// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
	Report func(err error)
	// Checkpoint, if it is not nil, is called at the end of the outermost call into the engine, after the microtasks.
	Checkpoint func()

	TimeOrigin  time.Time
	stacks      engine.Stacks
	states      []any  // by State
	TimersArmed int    // how many of the timers that Limits.Timers bounds are armed
	opaque      string // storageKey of an opaque origin of its own, once it was needed

	Terminating bool // a callback of the current task was interrupted: no further script in this task
	Depth       int  // calls into the engine, one in another
}

// New makes the scope of an engine in which no script has run yet.
func New(vm *goja.Runtime, loop Loop, kind Kind, location *url.URL, limits Limits) *Scope {
	s := &Scope{
		VM:         vm,
		Loop:       loop,
		Realm:      webidl.NewRealm(vm),
		Owner:      port.NewOwner(loop),
		Kind:       kind,
		Location:   location,
		Limits:     limits,
		TimeOrigin: time.Now(),
		stacks:     engine.StacksOf(vm),
		states:     make([]any, stateCount),
	}
	s.Realm.Data = s
	s.Cloner = clone.New(vm, host{s})
	return s
}

// Of returns the scope that a call is made in.
func Of(c webidl.Call) *Scope { return c.Data.(*Scope) }

// ReportException reports what a call into the engine returned. An interrupt is not reported: who interrupted knows.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
func (s *Scope) ReportException(err error) { s.Report(err) }

// CheckTimers throws a QuotaExceededError if no more timers may be armed.
func (s *Scope) CheckTimers(c webidl.Call) {
	if limit := s.Limits.Timers; limit > 0 && s.TimersArmed >= limit {
		c.Throw("QuotaExceededError", "%d timers are armed already.", limit)
	}
}

// Now is the current high resolution time, in milliseconds since the time origin.
//
// https://w3c.github.io/hr-time/#dfn-current-high-resolution-time
func (s *Scope) Now() float64 {
	return float64(time.Since(s.TimeOrigin)) / float64(time.Millisecond)
}
