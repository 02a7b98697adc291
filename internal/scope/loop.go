package scope

import (
	"math"
	"time"

	"github.com/gojs-runtime/gojs/eventloop"
)

// Loop is what the bindings need of an event loop. [OnLoop] makes one of an *eventloop.Loop; any other loop that
// runs one task at a time on the engine's goroutine will do.
type Loop interface {
	// Post queues a task behind those already queued. It is called from any goroutine, never blocks, and returns
	// false if the loop takes no tasks any more.
	Post(task eventloop.Task) bool
	// AfterFunc runs the task on the loop once d has passed. It is called on the loop's goroutine only. Timers
	// that are due at the same time run in the order of their creation. With hold the loop stays up for it.
	AfterFunc(d time.Duration, hold bool, task eventloop.Task) Timer
}

// Timer is an armed timer of a Loop.
type Timer interface {
	// Stop disarms the timer and says whether that prevented its task.
	Stop() bool
}

// Limits bound what a script can take. Zero means no limit.
type Limits struct {
	// QueuedMessages is how many messages may wait at the other end of one port, or at any receiver of a broadcast. A
	// post past it throws a QuotaExceededError and transfers nothing.
	QueuedMessages int
	// MessageBytes is the approximate size of one message. A post past it throws a QuotaExceededError and
	// transfers nothing. It bounds structuredClone too.
	MessageBytes int
	// Timers is how many timers may be armed at a time. setTimeout, setInterval and AbortSignal.timeout past it throw a
	// QuotaExceededError.
	Timers int
}

// Kind is the kind of a global scope: which interface its global object implements and what is exposed in it.
type Kind int

// The kinds of global scopes.
const (
	Shell           Kind = iota // a program's own: neither a page nor a worker
	Window                      // a page's, without a document
	DedicatedWorker             // a Worker's
	SharedWorker                // a SharedWorker's
)

// Duration is a number of milliseconds as a Go duration.
func Duration(milliseconds float64) time.Duration {
	if milliseconds >= float64(math.MaxInt64)/float64(time.Millisecond) {
		return math.MaxInt64
	}
	return time.Duration(milliseconds * float64(time.Millisecond))
}
