package runtime

import (
	"fmt"
	"net/url"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// sharedKey says which SharedWorker objects share a worker.
type sharedKey struct{ url, name, storageKey string }

// sharedWorker is what a worker has that is shared. The host's mutex guards it. It is in the host's table until it closes
// itself, its script fails to load, or its last user is gone.
//
// https://html.spec.whatwg.org/multipage/workers.html#shared-workers-and-the-sharedworker-interface
type sharedWorker struct {
	key              sharedKey
	worker           *worker
	typ, credentials string
	users            map[*Runtime]sharedUser // the owner set
	came             int                     // users so far
	loaded           bool
	waiting          []bindings.WorkerOwner // all SharedWorker objects, until the script is loaded
}

// sharedUser is a runtime that uses a shared worker.
type sharedUser struct {
	came   int
	object bindings.WorkerOwner // its first SharedWorker object
}

// ConnectSharedWorker is what the shared worker manager does.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker (step 11)
func (h workerHost) ConnectSharedWorker(s bindings.SharedWorkerStart) error {
	rt := h.rt
	host := rt.host
	key := sharedKey{withoutFragment(s.URL), s.Name, s.StorageKey}
	var started *worker
	defer func() {
		if started != nil {
			started.startAs(&host.children)
		}
	}()
	host.mu.Lock()
	defer host.mu.Unlock()
	// 1. Let workerGlobalScope be null.
	// 2. For each scope in the list of all SharedWorkerGlobalScope objects: … set workerGlobalScope to scope.
	shared := host.shared[key]
	// 4. If workerGlobalScope is not null, and any of type and credentials does not match, then: queue a global task to
	//    fire an event named error at worker, and return.
	if shared != nil && (shared.typ != s.Type || shared.credentials != s.Credentials) {
		s.Inside.Close()
		message := fmt.Sprintf("A shared worker of this URL and name is there already, with the type %q and the credentials %q.", shared.typ, shared.credentials)
		s.Owner.WorkerFailed(&bindings.WorkerError{Worker: shared.worker.label(), Message: message, Text: message, File: s.URL.Redacted()})
		return nil
	}
	if shared == nil {
		// 6. Otherwise, in parallel, run a worker given worker, urlRecord, outsideSettings, outsidePort, and options.
		switch {
		case s.Type == "module":
			return bindings.NoModules
		case s.URL.Scheme == "go":
			return &bindings.Refusal{Name: "NotSupportedError", Message: "A worker that is written in Go is not shared: use new Worker."}
		}
		start := s.WorkerStart
		start.Inside, start.Owner = nil, nil
		w, err := host.newWorker(host.ctx, rt.config, rt.depth+1, start)
		if err != nil {
			return err
		}
		shared = &sharedWorker{key: key, worker: w, typ: s.Type, credentials: s.Credentials, users: map[*Runtime]sharedUser{}}
		w.owner, w.shared, w.foreign = sharedOwner{host, shared}, shared, foreign(rt.config.location, s.URL)
		if host.shared == nil {
			host.shared = map[sharedKey]*sharedWorker{}
		}
		host.shared[key] = shared
		w.loop.Post(w)
		started = w
	}
	// 5.5. Queue a global task … to fire an event named connect at workerGlobalScope.
	shared.worker.loop.Post(&connection{shared.worker, s.Inside})
	// 5.6. Append the relevant owner to add given outsideSettings to workerGlobalScope's owner set.
	if _, again := shared.users[rt]; !again {
		shared.came++
		shared.users[rt] = sharedUser{shared.came, s.Owner}
	}
	if !shared.loaded {
		shared.waiting = append(shared.waiting, s.Owner)
	}
	return nil
}

// connection is the task that fires a connect event.
type connection struct {
	worker *worker
	inside *port.Port
}

func (c *connection) Run() { c.worker.rt.scope.ConnectSharedWorker(c.inside) }

// Dropped closes the port: the worker has ended.
func (c *connection) Dropped() { c.inside.Close() }

var _ eventloop.Dropper = (*connection)(nil)

// sharedOwner is the owner of a shared worker: all who are connected with it.
type sharedOwner struct {
	host   *Host
	shared *sharedWorker
}

// WorkerFailed tells all who wait for the script.
func (o sharedOwner) WorkerFailed(e *bindings.WorkerError) {
	o.host.mu.Lock()
	o.host.unlist(o.shared)
	waiting := o.shared.waiting
	o.shared.waiting = nil
	o.host.mu.Unlock()
	for _, owner := range waiting {
		owner.WorkerFailed(e)
	}
}

// WorkerUncaught reports an error to the first of those who are still there.
func (o sharedOwner) WorkerUncaught(e *bindings.WorkerError) {
	o.host.mu.Lock()
	defer o.host.mu.Unlock()
	var first sharedUser
	for _, user := range o.shared.users {
		if first.object == nil || user.came < first.came {
			first = user
		}
	}
	if first.object != nil {
		first.object.WorkerUncaught(e)
	}
}

// loadedShared is called when the script of a shared worker is loaded.
func (h *Host) loadedShared(shared *sharedWorker) {
	h.mu.Lock()
	defer h.mu.Unlock()
	shared.loaded, shared.waiting = true, nil
}

// unlist takes a shared worker out of the table: who asks for it from now on gets a new one. Called with mu held.
func (h *Host) unlist(shared *sharedWorker) {
	if h.shared[shared.key] == shared {
		delete(h.shared, shared.key)
	}
}

// closeShared is called when a shared worker closes itself.
func (h *Host) closeShared(shared *sharedWorker) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.unlist(shared)
}

// leaveShared ends the shared workers that only rt used.
func (h *Host) leaveShared(rt *Runtime) {
	var unused []*worker
	h.mu.Lock()
	for _, shared := range h.shared {
		if _, user := shared.users[rt]; !user {
			continue
		}
		delete(shared.users, rt)
		if len(shared.users) == 0 {
			h.unlist(shared)
			unused = append(unused, shared.worker)
		}
	}
	h.mu.Unlock()
	for _, w := range unused {
		w.Terminate()
	}
}

func withoutFragment(u *url.URL) string {
	without := *u
	without.Fragment, without.RawFragment = "", ""
	return without.String()
}
