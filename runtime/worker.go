package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime/debug"
	"runtime/pprof"
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// worker is a worker: a goroutine with a loop, and, once its script is there, a runtime.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker
type worker struct {
	host    *Host
	config  config // of its runtime
	url     *url.URL
	name    string
	depth   int
	blob    *bindings.BlobData // what a blob: URL stands for
	inside  *port.Port         // of a dedicated worker
	shared  *sharedWorker      // of a shared one
	foreign bool               // the script is of another origin
	owner   bindings.WorkerOwner
	handler Handler // of a worker written in Go

	loop    *eventloop.Loop
	ctx     context.Context // ends when the worker is to end
	cancel  context.CancelFunc
	done    chan struct{}   // closed at its end
	program *goja.Program   // until it runs
	ending  *eventloop.Hold // from the end that it made itself until all is freed

	mu         sync.Mutex
	rt         *Runtime // nil until it is made
	terminated bool
}

// label names the worker for messages.
func (w *worker) label() string {
	if w.name != "" {
		return w.name
	}
	return shorten(w.url.Redacted())
}

// shorten cuts a URL off where it is long, as those of the scheme data: are.
func shorten(u string) string {
	const enough = 100
	if len(u) > enough {
		return u[:enough] + "…"
	}
	return u
}

// workerHost is what a runtime gives to its bindings.
type workerHost struct{ rt *Runtime }

func (h workerHost) StartWorker(s bindings.WorkerStart) (bindings.WorkerHandle, error) {
	rt := h.rt
	w, err := rt.host.newWorker(rt.ctx, rt.config, rt.depth+1, s)
	if err != nil {
		return nil, err
	}
	w.loop.Post(w)
	w.foreign = foreign(rt.config.location, s.URL)
	w.startAs(&rt.children)
	return w, nil
}

func (h workerHost) Script(u *url.URL, blob *bindings.BlobData) (*goja.Program, *bindings.ScriptError) {
	return h.rt.host.program(h.rt.ctx, h.rt.config.scripts, u, blob)
}

// newWorker makes a worker that does not run yet. ctx is that of its parent, as is parent.
func (h *Host) newWorker(ctx context.Context, parent config, depth int, s bindings.WorkerStart) (*worker, error) {
	limits := parent.limits
	var handler Handler
	switch {
	case s.URL.Scheme == "go":
		handler = h.handler(s.URL.Opaque)
	case parent.scripts == nil:
		return nil, bindings.NoWorkers
	}
	if limits.WorkerDepth > 0 && depth > limits.WorkerDepth {
		return nil, &bindings.Refusal{Name: "QuotaExceededError",
			Message: fmt.Sprintf("Workers may be nested %d deep, no deeper.", limits.WorkerDepth)}
	}
	if n := h.alive.Add(1); limits.Workers > 0 && n > int64(limits.Workers) {
		h.alive.Add(-1)
		return nil, &bindings.Refusal{Name: "QuotaExceededError",
			Message: fmt.Sprintf("%d workers are there already, and no more are allowed: terminate one.", limits.Workers)}
	}
	config := parent
	config.uncaught, config.window, config.location = nil, nil, s.URL
	config.limits.WallTime = 0 // that of the program is its parent's to watch
	w := &worker{host: h, config: config, url: s.URL, blob: s.Blob, name: s.Name, depth: depth, inside: s.Inside, owner: s.Owner,
		handler: handler, loop: h.group.NewLoop(), done: make(chan struct{})}
	w.ctx, w.cancel = context.WithCancel(ctx)
	return w, nil
}

// startAs starts the worker for an owner. The worker itself is queued as the first task of its loop: that keeps the program
// up until the script ran, or failed.
func (w *worker) startAs(owner *workers) {
	if !owner.start(w) {
		w.end()
	}
}

// run is the worker's goroutine.
func (w *worker) run() {
	defer w.end()
	if panicked := w.config.workerPanicked; panicked != nil {
		defer func() {
			if p := recover(); p != nil {
				panicked(p, debug.Stack())
			}
		}()
	}
	pprof.Do(w.ctx, pprof.Labels("gojs", w.label()), func(ctx context.Context) {
		if w.url.Scheme == "go" {
			w.handle(ctx)
			return
		}
		w.runScript()
	})
}

// end frees what the worker has.
func (w *worker) end() {
	w.cancel()
	if w.shared != nil {
		w.host.closeShared(w.shared)
	} else {
		w.inside.Close()
	}
	w.loop.Close()
	if w.ending != nil {
		w.ending.Release()
	}
	w.host.alive.Add(-1)
	close(w.done)
}

func (w *worker) runScript() {
	if w.foreign {
		w.failed(&bindings.ScriptError{Message: errForeign.Error(), Err: errForeign})
		return
	}
	program, failure := w.host.program(w.ctx, w.config.scripts, w.url, w.blob)
	if failure != nil {
		w.failed(failure)
		return
	}
	if w.shared != nil {
		w.host.loadedShared(w.shared)
	}
	w.program, w.blob = program, nil
	rt, err := newRuntime(w.host, w.config, w.loop, w)
	if err != nil {
		w.failed(&bindings.ScriptError{Message: err.Error(), Err: err})
		return
	}
	defer rt.Close()
	if setup := w.config.workerSetup; setup != nil {
		if err := setup(rt); err != nil {
			w.failed(&bindings.ScriptError{Message: err.Error(), Err: err})
			return
		}
	}
	w.mu.Lock()
	terminated := w.terminated
	w.rt = rt
	w.mu.Unlock()
	if !terminated {
		// It ends with the loop, which is stopped by close and process.exit, and closed by Terminate.
		_ = rt.during(context.Background(), rt.loop.Serve)
	}
}

var errForeign = errors.New("it is of another origin: import it in a script of this one, or make a blob: URL of it")

// foreign says whether a worker's script is of another origin than who makes the worker. The latter's URL is nil for a program
// without one. What blob: URLs stand for is known to be of the same origin.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-script (the mode same-origin)
func foreign(from, u *url.URL) bool {
	switch {
	case u.Scheme == "data" || u.Scheme == "blob" || from == nil:
		return false
	case from.Scheme == "blob":
		inner, err := url.Parse(from.Opaque)
		return err != nil || inner.Scheme != u.Scheme || inner.Host != u.Host
	}
	return from.Scheme != u.Scheme || from.Host != u.Host
}

// Run is the worker's first task.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker (onComplete)
func (w *worker) Run() {
	if w.rt == nil {
		return // a worker written in Go
	}
	scope := w.rt.scope
	// 3. Let inside port be a new MessagePort object in inside settings's realm.
	// 4. If is shared is false, then: set inside port's message event target to worker global scope.
	// 5. Entangle outside port and inside port.
	if w.shared == nil {
		scope.ConnectWorker(w.inside)
	}
	// 10. If script is a classic script, then run the classic script script.
	program := w.program
	w.program = nil
	if _, err := scope.RunProgram(program); err != nil {
		scope.ReportException(err)
	}
	// 12. If is shared is false, enable the port message queue of the worker's implicit port.
	// 13. If is shared is true, then queue a global task … to fire an event named connect at worker global scope: it is
	//     queued already.
	if w.shared == nil {
		scope.StartWorkerPort()
	}
}

// Dropped closes the port of a worker that ends before its first task, while its loop still counts: what that brings about
// at the other end is to keep the program up. A worker written in Go has the port by then.
func (w *worker) Dropped() {
	if w.shared == nil && w.url.Scheme != "go" {
		w.inside.Close()
	}
}

// Terminate ends the worker at once: its script is interrupted, its tasks are dropped and its ports closed, on its own
// goroutine. See [bindings.WorkerHandle].
func (w *worker) Terminate() {
	w.mu.Lock()
	again := w.terminated
	w.terminated = true
	rt := w.rt
	w.mu.Unlock()
	if again {
		return
	}
	w.cancel()
	if rt != nil {
		rt.Close()
	}
}

// close is close() of the script.
func (w *worker) close() {
	if w.shared != nil {
		w.host.closeShared(w.shared)
	}
	w.stop(errWorkerClosed)
}

// stop ends the worker after the task that calls it. The program stays up until its ports are closed, so that the other
// ends hear of it.
func (w *worker) stop(cause error) {
	if w.ending == nil {
		w.ending = w.host.group.Hold()
	}
	w.loop.Stop(cause)
}

var errWorkerClosed = errors.New("runtime: the worker closed itself")

// failed tells the owner that there is no script to run.
func (w *worker) failed(e *bindings.ScriptError) {
	if w.ctx.Err() != nil {
		return
	}
	info := &bindings.WorkerError{Worker: w.label(), Message: e.Message, Text: e.Error(), File: e.File, Line: e.Line, Column: e.Column, Err: e.Err}
	if e.Syntax {
		info.Message = "Uncaught SyntaxError: " + e.Message
	} else {
		info.Message = "The script of the worker cannot be loaded: " + e.Message
		info.File = w.url.Redacted()
		info.Text = info.Message
		if w.name != "" {
			info.Text += " (" + shorten(info.File) + ")"
		}
	}
	w.owner.WorkerFailed(info)
}

// uncaught tells the owner of what no script in the worker handled.
func (w *worker) uncaught(u *bindings.Uncaught) {
	info := u.Worker // that of a nested worker goes up as it is
	if info == nil {
		d := w.rt.scope.Explain(u)
		info = &bindings.WorkerError{Worker: w.label(), Message: "Uncaught " + d.Message, Text: d.Text,
			File: d.File, Line: d.Line, Column: d.Column, Promise: u.Promise, Err: d.Err}
	}
	w.owner.WorkerUncaught(info)
}

var _ eventloop.Dropper = (*worker)(nil)
