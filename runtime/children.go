package runtime

import "sync"

// children are the workers of one owner, a runtime or a host. The owner waits for their goroutines.
type children struct {
	mu         sync.Mutex
	closed     bool
	all        map[child]struct{}
	goroutines sync.WaitGroup
}

// A child is a worker.
type child interface {
	// run is the worker's goroutine. It frees the resources of the worker.
	run()
	// free frees what a worker has whose goroutine never started.
	free()
	// Terminate ends the worker at once and does not wait for it.
	Terminate()
}

// start runs a worker on a goroutine of its own, or frees it if the owner is closed.
func (o *children) start(c child) {
	o.mu.Lock()
	if o.closed {
		o.mu.Unlock()
		c.free()
		return
	}
	defer o.mu.Unlock()
	if o.all == nil {
		o.all = map[child]struct{}{}
	}
	o.all[c] = struct{}{}
	o.goroutines.Go(func() {
		defer o.remove(c)
		c.run()
	})
}

func (o *children) remove(c child) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.all, c)
	if len(o.all) == 0 {
		o.all = nil // a map keeps its largest size
	}
}

// list returns the workers that have not ended.
func (o *children) list() []child {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := make([]child, 0, len(o.all))
	for c := range o.all {
		all = append(all, c)
	}
	return all
}

// terminate terminates all workers, and lets no other one start.
func (o *children) terminate() {
	o.mu.Lock()
	o.closed = true
	o.mu.Unlock()
	for _, c := range o.list() {
		c.Terminate()
	}
}

// wait waits for the goroutines of all workers. It is called after terminate.
func (o *children) wait() { o.goroutines.Wait() }
