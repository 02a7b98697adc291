package runtime

// Stats are what a runtime has done so far.
type Stats struct {
	// Name is "main", or that of a worker as in messages: its name, or the URL of its script. Profiles have it as the value of the label
	// gojs.
	Name string
	// TasksRun is how many tasks and timers the event loop has run, and QueueLength how many tasks are queued. Tasks that the
	// loop has taken together count as queued until all of them have run.
	TasksRun    uint64
	QueueLength int
	// MessagesPosted is how many messages scripts have posted, to ports, workers and broadcast channels, and BytesPosted
	// their approximate size.
	MessagesPosted, BytesPosted uint64
}

// Stats says what the runtime has done so far. Any goroutine may call it.
func (rt *Runtime) Stats() Stats {
	s := Stats{Name: rt.name()}
	s.TasksRun, s.QueueLength = rt.loop.Stats()
	s.MessagesPosted, s.BytesPosted = rt.scope.Posted()
	return s
}

// name is the value of the label in profiles.
func (rt *Runtime) name() string {
	if rt.worker != nil {
		return rt.worker.label()
	}
	return "main"
}

// Host is what the runtime shares with others.
func (rt *Runtime) Host() *Host { return rt.host }

// Stats are those of the runtimes and the workers that have not ended, in no order. Workers written in Go, and those
// whose script is not there yet, are not among them.
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

// runtimes are those of the workers.
func (o *workers) runtimes() []*Runtime {
	o.mu.Lock()
	defer o.mu.Unlock()
	var all []*Runtime
	for w := range o.all {
		w.mu.Lock()
		if w.rt != nil {
			all = append(all, w.rt)
		}
		w.mu.Unlock()
	}
	return all
}
