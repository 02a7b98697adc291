package runtime

// Stats count what a runtime has done so far.
type Stats struct {
	// Name is "main", or for a worker its name or else the URL of its script. In profiles it is the
	// value of the label gojs.
	Name string
	// TasksRun is the number of tasks and timers that the event loop has run, and QueueLength the
	// number of queued tasks. See [eventloop.Loop.Stats].
	TasksRun    uint64
	QueueLength int
	// MessagesPosted is the number of messages that scripts have posted, to ports, workers and
	// broadcast channels, and BytesPosted their approximate size.
	MessagesPosted, BytesPosted uint64
}

// Stats returns what the runtime has done so far. It may be called from any goroutine.
func (rt *Runtime) Stats() Stats {
	s := Stats{Name: rt.name()}
	s.TasksRun, s.QueueLength = rt.loop.Stats()
	s.MessagesPosted, s.BytesPosted = rt.scope.Posted()
	return s
}

// Stats returns the Stats of the host's runtimes and workers that have not ended, in no particular
// order. It leaves out workers written in Go and workers whose script is not loaded yet.
func (h *Host) Stats() []Stats {
	var all []Stats
	h.mu.Lock()
	open := make([]*Runtime, 0, len(h.runtimes))
	for rt := range h.runtimes {
		open = append(open, rt)
	}
	h.mu.Unlock()
	open = append(open, h.children.runtimes()...)
	for len(open) > 0 {
		rt := open[len(open)-1]
		open = append(open[:len(open)-1], rt.children.runtimes()...)
		all = append(all, rt.Stats())
	}
	return all
}

// runtimes returns the runtimes of the workers.
func (o *children) runtimes() []*Runtime {
	var all []*Runtime
	for _, c := range o.list() {
		w, ok := c.(*scriptWorker)
		if !ok {
			continue
		}
		w.mu.Lock()
		if w.rt != nil {
			all = append(all, w.rt)
		}
		w.mu.Unlock()
	}
	return all
}
