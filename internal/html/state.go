package html

import (
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/port"
)

// perScope is the state that this package keeps for each scope.
type perScope struct {
	uncaught  func(*Uncaught) // gets the errors that no script handled; nil for the console
	reporting bool            // in error reporting mode

	timers     timers
	rejections rejections

	workers     WorkerHost  // starts workers; nil if the scope cannot have any
	worker      WorkerScope // for the global scope of a worker
	closing     bool        // the closing flag of a worker
	importError importError

	broadcast *port.Hub // nil until a script makes a BroadcastChannel
	posted    messageCounts
}

var state = scope.NewState[perScope]()

// Options are what the host provides for a scope.
type Options struct {
	Uncaught  func(*Uncaught) // gets the errors that no script handled; nil for the console
	Workers   WorkerHost      // starts workers; nil if the scope cannot have any
	Worker    WorkerScope     // for the global scope of a worker
	Broadcast *port.Hub       // nil for a hub that only this scope uses
}

// SetUp connects the scope with its host, makes the global object an EventTarget, and makes the
// scope report exceptions and rejections through this package. It returns the kind of the global
// scope.
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
