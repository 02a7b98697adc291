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
	posted    posted
}

var htmlState = NewState[perScopeHTML]()
