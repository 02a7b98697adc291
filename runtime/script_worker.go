package runtime

import (
	"context"
	"errors"
	"net/url"
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// scriptWorker is a worker written in JavaScript: a goroutine with a loop and, once its script is
// loaded, a runtime.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker
type scriptWorker struct {
	*thread
	blob    *bindings.BlobData // what a blob: URL stands for
	inside  *port.Port         // of a dedicated worker
	shared  sharing            // nil for a dedicated worker
	foreign bool               // the script is of another origin

	loop    *eventloop.Loop
	program *goja.Program   // until it runs
	ending  *eventloop.Hold // from the stop that the worker asked for itself until all is freed

	mu         sync.Mutex
	rt         *Runtime // nil until it is made
	terminated bool
}

// sharing is the place of a shared worker in the table of its host.
type sharing interface {
	loaded() // its script is loaded
	unlist() // it takes no more connections
}

// newScriptWorker makes a worker that does not run yet. The worker itself is the first task of its
// loop, which keeps the group alive until the script has run or failed.
func newScriptWorker(t *thread, parent *url.URL, s bindings.WorkerStart) *scriptWorker {
	w := &scriptWorker{thread: t, blob: s.Blob, inside: s.Inside, foreign: foreign(parent, s.URL), loop: t.host.group.NewLoop()}
	w.loop.Post(w)
	return w
}

var errForeign = errors.New("it is of another origin: import it in a script of this one, or make a blob: URL of it")

// foreign reports whether a worker's script is of another origin than its parent, whose URL is nil
// for a program without one. A blob: URL was resolved already, which succeeds only within an
// origin.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-script (the mode same-origin)
func foreign(parent, u *url.URL) bool {
	switch {
	case u.Scheme == "data" || u.Scheme == "blob" || parent == nil:
		return false
	case parent.Scheme == "blob":
		inner, err := url.Parse(parent.Opaque)
		return err != nil || inner.Scheme != u.Scheme || inner.Host != u.Host
	}
	return parent.Scheme != u.Scheme || parent.Host != u.Host
}

func (w *scriptWorker) run() {
	defer w.free()
	w.do(w.runScript)
}

func (w *scriptWorker) free() {
	if w.shared != nil {
		w.shared.unlist()
	} else {
		w.inside.Close()
	}
	w.loop.Close()
	if w.ending != nil {
		w.ending.Release()
	}
	w.thread.free()
}

func (w *scriptWorker) runScript(context.Context) {
	if w.foreign {
		w.failed(&bindings.ScriptError{Message: errForeign.Error(), Err: errForeign})
		return
	}
	program, failure := w.host.programs.load(w.ctx, w.config.scripts, w.url, w.blob)
	if failure != nil {
		w.failed(failure)
		return
	}
	if w.shared != nil {
		w.shared.loaded()
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
		// close() and process.exit stop the loop, and Terminate closes it.
		_ = rt.during(context.Background(), rt.loop.Serve)
	}
}

// Run is the worker's first task.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker (onComplete)
func (w *scriptWorker) Run() {
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

// Dropped closes the port of a worker that ends before its first task. The task still counts here,
// so the other end's close event is queued before the group can become quiescent.
func (w *scriptWorker) Dropped() {
	if w.shared == nil {
		w.inside.Close()
	}
}

// Terminate interrupts the script. The worker's goroutine then drops its tasks and closes its
// ports. See [bindings.WorkerHandle].
//
// https://html.spec.whatwg.org/multipage/workers.html#terminate-a-worker
func (w *scriptWorker) Terminate() {
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

// What its runtime asks of a worker: see home.

func (w *scriptWorker) nesting() int             { return w.depth }
func (w *scriptWorker) context() context.Context { return w.ctx }

func (w *scriptWorker) options() []bindings.Option {
	kind := bindings.DedicatedWorker
	if w.shared != nil {
		kind = bindings.SharedWorker
	}
	return []bindings.Option{
		bindings.WithKind(kind),
		bindings.WithWorkerScope(bindings.WorkerScope{Name: w.name, Close: w.close}),
	}
}

var errWorkerClosed = errors.New("runtime: the worker closed itself")

// close is the script's close().
//
// https://html.spec.whatwg.org/multipage/workers.html#close-a-worker
func (w *scriptWorker) close() {
	if w.shared != nil {
		w.shared.unlist()
	}
	w.stop(errWorkerClosed)
}

// stop ends the worker after the current task. The group stays alive until the worker's ports are
// closed, so that the other ends get their close event.
func (w *scriptWorker) stop(cause error) {
	if w.ending == nil {
		w.ending = w.host.group.Hold()
	}
	w.loop.Stop(cause)
}

// uncaught passes an error that no script in the worker handled to the owner.
func (w *scriptWorker) uncaught(u *bindings.Uncaught) {
	info := u.Worker // of a nested worker: passed on unchanged
	if info == nil {
		d := w.rt.scope.Explain(u)
		info = &bindings.WorkerError{Worker: w.label(), Message: "Uncaught " + d.Message, Text: d.Text,
			File: d.File, Line: d.Line, Column: d.Column, Promise: u.Promise, Err: d.Err}
	}
	w.owner.WorkerUncaught(info)
}

var (
	_ home              = (*scriptWorker)(nil)
	_ eventloop.Dropper = (*scriptWorker)(nil)
)
