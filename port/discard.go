package port

import "sync"

// A message carries ports, whose queues have messages, which carry ports: a script can nest them as deep as it likes, and
// discarding the outermost discards them all. So that this needs no stack as deep, only so many discards are nested, in
// all goroutines together; what comes deeper is left to one of those who are at it.
const maxNested = 256

var discards struct {
	mu       sync.Mutex
	nested   int
	deferred []Message
}

// discard discards messages, now or, if too many discards are under way, before the outermost of those is done.
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
		if !done { // a Discard panics
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
