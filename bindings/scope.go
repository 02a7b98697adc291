// Package scope has what all standards' interfaces need of the global scope that they are in: the engine, the event loop, calls
// of scripts' functions, and a table of states in which each standard keeps what it needs for each scope.
//
// A Scope is HTML's environment settings object together with its realm. It belongs to the goroutine of its event loop.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#environment-settings-objects
package bindings

import (
	"net/url"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/unwind"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// Core is a global scope.
type Core struct {
	vm     *goja.Runtime
	loop   Loop
	realm  *webidl.Realm
	owner  *port.Owner // of the scope's ports and broadcast channels
	cloner *clone.Cloner

	kind     Kind
	location *url.URL // nil if there is none
	limits   Limits

	// report reports an exception. Package html sets it.
	//
	// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
	report func(err error)
	// checkpoint, if it is not nil, is called at the end of the outermost call into the engine, after the microtasks.
	checkpoint func()

	timeOrigin  time.Time
	guard       unwind.Guard
	states      []any  // by State
	timersArmed int    // how many of the timers that Limits.Timers bounds are armed
	opaque      string // storageKey of an opaque origin of its own, once it was needed

	terminating bool // a callback of the current task was interrupted: no further script in this task
	depth       int  // calls into the engine, one in another
}

// New makes the scope of an engine in which no script has run yet.
func New(vm *goja.Runtime, loop Loop, kind Kind, location *url.URL, limits Limits) *Core {
	s := &Core{
		vm:         vm,
		loop:       loop,
		realm:      webidl.NewRealm(vm),
		owner:      port.NewOwner(loop),
		cloner:     clone.New(vm),
		kind:       kind,
		location:   location,
		limits:     limits,
		timeOrigin: time.Now(),
		guard:      unwind.New(vm),
		states:     make([]any, stateCount),
	}
	s.realm.Data = s
	return s
}

// Of returns the scope that a call is made in.
func scopeOf(c webidl.Call) *Core { return c.Data.(*Core) }

// WebIDLRealm returns the realm, for what is cloned into the scope.
func (s *Core) WebIDLRealm() *webidl.Realm { return s.realm }

// ReportException reports what a call into the engine returned. An interrupt is not reported: who interrupted knows.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
func (s *Core) ReportException(err error) { s.report(err) }

// checkTimers throws a QuotaExceededError if no more timers may be armed.
func (s *Core) checkTimers(c webidl.Call) {
	if limit := s.limits.Timers; limit > 0 && s.timersArmed >= limit {
		c.Throw("QuotaExceededError", "%d timers are armed already.", limit)
	}
}

// now is the current high resolution time, in milliseconds since the time origin.
//
// https://w3c.github.io/hr-time/#dfn-current-high-resolution-time
func (s *Core) now() float64 {
	return float64(time.Since(s.timeOrigin)) / float64(time.Millisecond)
}
