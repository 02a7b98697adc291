package html

import (
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/port"
)

// perScope is what the HTML standard keeps for each scope.
type perScope struct {
	uncaught  func(*Uncaught) // gets what no script handled; nil for the console
	reporting bool            // in error reporting mode

	timers     timers
	rejections rejections

	workers     WorkerHost  // starts workers; nil if the scope can start none
	worker      WorkerScope // of the global scope of a worker
	closing     bool        // the closing flag of a worker
	importError importError

	broadcast *port.Hub // nil until it is needed
	posted    postedMessages
}

var state = scope.NewState[perScope]()

// Options are what a host gives a scope.
type Options struct {
	Uncaught  func(*Uncaught) // gets what no script handled; nil for the console
	Workers   WorkerHost      // starts workers; nil if the scope can start none
	Worker    WorkerScope     // of the global scope of a worker
	Broadcast *port.Hub       // nil for one of the scope's own
}

// SetUp connects the scope with its host, makes the global object an EventTarget, and has exceptions and rejections
// reported. It returns the kind of the global object.
func SetUp(s *scope.Scope, o Options) *GlobalKind {
	state := state.Of(s)
	state.uncaught, state.workers, state.worker, state.broadcast = o.Uncaught, o.Workers, o.Worker, o.Broadcast
	state.rejections.install(s)
	s.Report = func(err error) { ReportException(s, err) }
	target := dom.GlobalTarget(s)
	target.Init(s, s.VM.GlobalObject())
	kind := GlobalKinds[s.Kind]
	s.Realm.SetGlobalState(kind.state(&globalScope{EventTarget: target}))
	return kind
}

// ClearTimers disarms every timer of the scope.
func ClearTimers(s *scope.Scope) { state.Of(s).timers.clear() }
