// Package scope has what the interfaces of all standards need of their global scope: the engine and
// the event loop (scope.go, loop.go), calls of scripts and their functions (callback.go, run.go),
// structured clone (serialize.go), the origin and storage key, and a table in which each package
// keeps its own state for a scope (state.go).
//
// There are two ways to call a script. [Scope.RunProgram] and [Scope.Call] are for tasks: a
// microtask checkpoint follows. [Scope.Apply] and the methods that begin with Invoke are for
// callbacks of a running script: no checkpoint follows. After an interrupt Call, Apply and the
// Invoke methods make no further calls until [Scope.Enter] begins the next task.
//
// A Scope is HTML's environment settings object together with its realm. It belongs to the
// goroutine of its event loop; no other goroutine may use it.
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
	Owner  *port.Owner // owns the scope's ports and broadcast channels
	Cloner *clone.Cloner

	Kind     Kind
	Location *url.URL // nil without one
	Limits   Limits

	// Report is the hook behind ReportException. Package html sets it.
	//
	// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
	Report func(err error)
	// Checkpoint, if it is not nil, is called after the outermost call into the engine and its
	// microtasks. Package html sets it.
	Checkpoint func()

	TimeOrigin  time.Time
	stacks      engine.Stacks
	states      []any  // one for each row, see State
	TimersArmed int    // the number of armed timers that count for Limits.Timers
	opaque      string // the storage key of a data: URL, "" until it is needed

	Terminating bool // a call of the current task was interrupted, so no further script runs in this task
	Depth       int  // the number of nested calls into the engine
}

// New returns the scope of an engine in which no script has run yet.
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

// Of returns the scope of a call.
func Of(c webidl.Call) *Scope { return c.Data.(*Scope) }

// ReportException reports an error that a call into the engine returned. It does not report an
// interrupt, since the host itself interrupted the script.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
func (s *Scope) ReportException(err error) { s.Report(err) }

// CheckTimers throws a QuotaExceededError if no more timers may be armed.
func (s *Scope) CheckTimers(c webidl.Call) {
	if limit := s.Limits.Timers; limit > 0 && s.TimersArmed >= limit {
		c.Throw("QuotaExceededError", "%d timers are armed already.", limit)
	}
}

// Now returns the current high resolution time: the milliseconds since the time origin.
//
// https://w3c.github.io/hr-time/#dfn-current-high-resolution-time
func (s *Scope) Now() float64 {
	return float64(time.Since(s.TimeOrigin)) / float64(time.Millisecond)
}
