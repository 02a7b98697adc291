package port

import "sync"

// maxNested limits how many calls of discard are under way at a time, in all goroutines together.
//
// A message carries ports, whose queues hold messages, which carry ports: a script can nest them to
// any depth, and discarding the outermost discards them all. Beyond the limit, messages are
// deferred to the calls that are under way, so that Go's stack stays small.
const maxNested = 256

// discards is the state that all calls of discard share.
var discards struct {
	mu       sync.Mutex
	nested   int
	deferred []Message
}

// discard calls Discard of each message. If maxNested calls are under way, it defers the messages
// to those instead; they are discarded before the last of those calls returns.
func discard(messages ...Message) {
	if len(messages) == 0 {
		return
	}
	d := &discards
	d.mu.Lock()
	if d.nested == maxNested {
		d.deferred = append(d.deferred, messages...)
		d.mu.Unlock()
		return
	}
	d.nested++
	d.mu.Unlock()

	done := false
	defer func() {
		if !done { // a Discard panicked
			d.mu.Lock()
			d.nested--
			d.mu.Unlock()
		}
	}()
	for _, m := range messages {
		m.Discard()
	}
	for {
		d.mu.Lock()
		last := len(d.deferred) - 1
		if last < 0 {
			d.deferred = nil
			d.nested--
			d.mu.Unlock()
			done = true
			return
		}
		m := d.deferred[last]
		d.deferred[last] = nil
		d.deferred = d.deferred[:last]
		d.mu.Unlock()
		m.Discard()
	}
}
