package runtime

import (
	"fmt"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// sharedKey identifies a shared worker within a host.
type sharedKey struct{ url, name, storageKey string }

// sharedWorker is the part of a worker that its users share. The host's mutex guards it. It is in
// the host's table until the worker closes itself, its script fails to load, or its last user is
// closed.
//
// https://html.spec.whatwg.org/multipage/workers.html#shared-workers-and-the-sharedworker-interface
type sharedWorker struct {
	host             *Host
	key              sharedKey
	worker           *scriptWorker
	typ, credentials string
	users            map[*Runtime]sharedUser // the owner set
	count            int                     // users so far
	isLoaded         bool
	waiting          []bindings.WorkerOwner // all SharedWorker objects, until the script is loaded
}

// sharedUser is a runtime that uses a shared worker.
type sharedUser struct {
	number int                  // in the order of their first connection
	object bindings.WorkerOwner // its first SharedWorker object
}

// ConnectSharedWorker is the part of the SharedWorker constructor that runs in the shared worker
// manager. See [bindings.WorkerHost].
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker (step 11)
func (h workerHost) ConnectSharedWorker(s bindings.SharedWorkerStart) error {
	rt := h.rt
	host := rt.host
	key := sharedKey{withoutFragment(s.URL), s.Name, s.StorageKey}
	var started *scriptWorker
	defer func() {
		if started != nil {
			host.children.start(started)
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
		case rt.config.scripts == nil:
			return bindings.NoWorkers
		}
		shared = &sharedWorker{host: host, key: key, typ: s.Type, credentials: s.Credentials, users: map[*Runtime]sharedUser{}}
		start := s.WorkerStart
		start.Inside, start.Owner = nil, shared
		t, err := host.newThread(host.ctx, rt.config, rt.depth()+1, start)
		if err != nil {
			return err
		}
		started = newScriptWorker(t, rt.config.location, start)
		started.shared, shared.worker = shared, started
		if host.shared == nil {
			host.shared = map[sharedKey]*sharedWorker{}
		}
		host.shared[key] = shared
	}
	// 5.5. Queue a global task … to fire an event named connect at workerGlobalScope.
	shared.worker.loop.Post(&connection{shared.worker, s.Inside})
	// 5.6. Append the relevant owner to add given outsideSettings to workerGlobalScope's owner set.
	if _, again := shared.users[rt]; !again {
		shared.count++
		shared.users[rt] = sharedUser{shared.count, s.Owner}
		rt.leaveShared = rt.leaveSharedWorkers
	}
	if !shared.isLoaded {
		shared.waiting = append(shared.waiting, s.Owner)
	}
	return nil
}

// connection is the task that fires a connect event.
type connection struct {
	worker *scriptWorker
	inside *port.Port
}

func (c *connection) Run() { c.worker.rt.scope.ConnectSharedWorker(c.inside) }

// Dropped closes the port: the worker has ended.
func (c *connection) Dropped() { c.inside.Close() }

var _ eventloop.Dropper = (*connection)(nil)

// WorkerFailed passes the error to all SharedWorker objects that wait for the script. A
// sharedWorker is the owner of its worker: see [bindings.WorkerOwner].
func (shared *sharedWorker) WorkerFailed(e *bindings.WorkerError) {
	shared.host.mu.Lock()
	shared.unlistLocked()
	waiting := shared.waiting
	shared.waiting = nil
	shared.host.mu.Unlock()
	for _, owner := range waiting {
		owner.WorkerFailed(e)
	}
}

// WorkerUncaught passes an error to the first user that is not closed.
func (shared *sharedWorker) WorkerUncaught(e *bindings.WorkerError) {
	shared.host.mu.Lock()
	defer shared.host.mu.Unlock()
	var first sharedUser
	for _, user := range shared.users {
		if first.object == nil || user.number < first.number {
			first = user
		}
	}
	if first.object != nil {
		first.object.WorkerUncaught(e)
	}
}

func (shared *sharedWorker) loaded() {
	shared.host.mu.Lock()
	defer shared.host.mu.Unlock()
	shared.isLoaded, shared.waiting = true, nil
}

func (shared *sharedWorker) unlist() {
	shared.host.mu.Lock()
	defer shared.host.mu.Unlock()
	shared.unlistLocked()
}

// unlistLocked removes the worker from the table of its host: a later new SharedWorker starts
// another one. Called with the host's mutex held.
func (shared *sharedWorker) unlistLocked() {
	if shared.host.shared[shared.key] == shared {
		delete(shared.host.shared, shared.key)
	}
}

// leaveSharedWorkers terminates the shared workers that only rt used.
func (rt *Runtime) leaveSharedWorkers() {
	h := rt.host
	var unused []*scriptWorker
	h.mu.Lock()
	for _, shared := range h.shared {
		if _, user := shared.users[rt]; !user {
			continue
		}
		delete(shared.users, rt)
		if len(shared.users) == 0 {
			shared.unlistLocked()
			unused = append(unused, shared.worker)
		}
	}
	h.mu.Unlock()
	for _, w := range unused {
		w.Terminate()
	}
}

var _ sharing = (*sharedWorker)(nil)
