package runtime

import (
	"fmt"
	"time"

	"github.com/gojs-runtime/gojs/bindings"
)

// DefaultCallStack is the CallStack of [Limits] that do not set it: about Node's. The engine itself
// has no limit, and an endless recursion would take all memory.
const DefaultCallStack = 10_000

// Limits bound what an untrusted script can take. Zero means no limit, except for CallStack.
//
//	runtime.WithLimits(runtime.Limits{QueuedMessages: 1000, MessageBytes: 1 << 20, WallTime: time.Second})
//
// There is no limit on memory, since all runtimes share the Go heap. Run an untrusted script in a
// process of its own with GOMEMLIMIT or a cgroup.
type Limits struct {
	// CallStack is the largest number of nested calls; zero means DefaultCallStack. A script that
	// exceeds it ends with a RangeError.
	CallStack int
	// QueuedMessages is the largest number of messages that wait at the other end of one port, or
	// at one receiver of a broadcast. A post that exceeds it throws a QuotaExceededError; nothing
	// is lost and nothing is transferred.
	QueuedMessages int
	// MessageBytes is the largest approximate size of one message, or of one structuredClone, in
	// bytes. A call that exceeds it throws a QuotaExceededError; nothing is transferred.
	MessageBytes int
	// Timers is the largest number of armed timers. setTimeout, setInterval and AbortSignal.timeout
	// throw a QuotaExceededError when they exceed it.
	Timers int
	// WallTime is the longest time that all runs of the runtime may take together. When it is over,
	// Run returns ErrTimeLimit. The runtime's workers go on until Close.
	WallTime time.Duration
	// Workers is the largest number of workers in the runtime's host. A terminated worker counts
	// until its goroutine has ended. new Worker throws a QuotaExceededError when it exceeds the
	// limit.
	Workers int
	// WorkerDepth is how deep workers may be nested: with 1, only the program itself has workers.
	// new Worker throws a QuotaExceededError when it exceeds the limit.
	WorkerDepth int
}

func (l Limits) check() error {
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"CallStack", int64(l.CallStack)},
		{"QueuedMessages", int64(l.QueuedMessages)},
		{"MessageBytes", int64(l.MessageBytes)},
		{"Timers", int64(l.Timers)},
		{"WallTime", int64(l.WallTime)},
		{"Workers", int64(l.Workers)},
		{"WorkerDepth", int64(l.WorkerDepth)},
	} {
		if n.value < 0 {
			return fmt.Errorf("runtime: the limit %s is negative: use 0 for none", n.name)
		}
	}
	return nil
}

func (l Limits) bindings() bindings.Limits {
	return bindings.Limits{QueuedMessages: l.QueuedMessages, MessageBytes: l.MessageBytes, Timers: l.Timers}
}
