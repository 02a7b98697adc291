package bindings

import "github.com/gojs-runtime/gojs/port"

// perScopeHTML is what the HTML standard keeps for each scope.
type perScopeHTML struct {
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

var htmlState = NewState[perScopeHTML]()

// HTMLOptions are what a host gives a scope.
type HTMLOptions struct {
	Uncaught  func(*Uncaught) // gets what no script handled; nil for the console
	Workers   WorkerHost      // starts workers; nil if the scope can start none
	Worker    WorkerScope     // of the global scope of a worker
	Broadcast *port.Hub       // nil for one of the scope's own
}

// setUpHTML connects the scope with its host, makes the global object an EventTarget, and has exceptions and rejections
// reported. It returns the kind of the global object.
func setUpHTML(s *Core, o HTMLOptions) *globalKind {
	state := htmlState.Of(s)
	state.uncaught, state.workers, state.worker, state.broadcast = o.Uncaught, o.Workers, o.Worker, o.Broadcast
	state.rejections.install(s)
	s.report = s.reportException
	target := globalTarget(s)
	target.init(s, s.vm.GlobalObject())
	kind := globalKinds[s.kind]
	s.realm.SetGlobalState(kind.state(&globalScope{EventTarget: target}))
	return kind
}

// clearTimers disarms every timer of the scope.
func (s *Core) clearTimers() { htmlState.Of(s).timers.clear() }
