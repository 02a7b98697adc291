package scope

import (
	"math"
	"time"

	"github.com/gojs-runtime/gojs/eventloop"
)

// Loop is an event loop. bindings.OnLoop makes one of an *eventloop.Loop; any other loop will do
// that runs one task at a time on the engine's goroutine.
type Loop interface {
	// Post queues a task behind those already queued. It may be called from any goroutine, never
	// blocks, and reports whether the loop still takes tasks.
	Post(task eventloop.Task) bool
	// AfterFunc runs the task on the loop once d has passed. It is called on the loop's goroutine
	// only. Timers that are due at the same time run in the order of their creation. With hold, the
	// loop keeps running for it.
	AfterFunc(d time.Duration, hold bool, task eventloop.Task) Timer
}

// Timer is an armed timer of a Loop.
type Timer interface {
	// Stop disarms the timer and reports whether that prevented its task.
	Stop() bool
}

// Limits bound what a script can use. Zero means no limit. At a limit a script gets a
// QuotaExceededError, and nothing is transferred.
type Limits struct {
	// QueuedMessages is the number of messages that may wait at the other end of one port, or at
	// any receiver of a broadcast.
	QueuedMessages int
	// MessageBytes is the approximate size of one message or one structuredClone.
	MessageBytes int
	// Timers is the number of armed timers of setTimeout, setInterval and AbortSignal.timeout.
	Timers int
}

// Kind is the kind of a global scope. It selects the interface of the global object and what is
// exposed in the scope.
type Kind int

// The kinds of global scopes.
const (
	Shell           Kind = iota // a program of its own: neither a page nor a worker
	Window                      // a page without a document
	DedicatedWorker             // the scope of a Worker
	SharedWorker                // the scope of a SharedWorker
)

// Duration returns a number of milliseconds as a Go duration. It returns the longest duration if
// there are too many.
func Duration(milliseconds float64) time.Duration {
	if milliseconds >= float64(math.MaxInt64)/float64(time.Millisecond) {
		return math.MaxInt64
	}
	return time.Duration(milliseconds * float64(time.Millisecond))
}
