package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/port"
)

// Worker is a dedicated worker that Go started with [Host.NewWorker] or [Runtime.NewWorker]. Its
// methods may be called from any goroutine.
//
// https://html.spec.whatwg.org/multipage/workers.html#dedicated-workers-and-the-worker-interface
type Worker struct {
	// Port is the other end of the worker's postMessage and onmessage. As with
	// [Runtime.NewChannel], the program does not become quiescent until it is closed or the worker
	// has ended.
	Port *Port

	child  child
	ended  <-chan struct{}
	failed chan error // has room for one
}

// WorkerOptions are the options of a worker that Go starts.
type WorkerOptions struct {
	// Name is the name of the worker: self.name in its script.
	Name string
}

// NewWorker starts a worker. The URL of its script may be relative to the location of the host (see
// [WithLocation]). [Host.Close] terminates the worker and waits for it.
//
//	w, err := host.NewWorker("job.js", runtime.WorkerOptions{Name: "job"})
//	if err != nil { … }
//	defer w.Terminate()
//	err = w.Port.Post("start")
//	m, err := w.Port.Receive(ctx)
//
// The errors are an invalid URL, a host without [WithScripts], a limit, and ErrClosed. A script
// that cannot be loaded, or that fails, is an error of [Worker.Wait].
func (h *Host) NewWorker(url string, opts WorkerOptions) (*Worker, error) {
	config := h.config
	if err := config.check(); err != nil {
		return nil, err
	}
	config.stdout, config.stderr = h.locked(config.stdout), h.locked(config.stderr)
	return h.startWorker(h.ctx, config, 1, &h.children, url, opts)
}

// NewWorker starts a worker as [Host.NewWorker] does, but its URL may be relative to that of the
// runtime, and closing the runtime terminates it. It may be called from any goroutine.
func (rt *Runtime) NewWorker(url string, opts WorkerOptions) (*Worker, error) {
	return rt.host.startWorker(rt.ctx, rt.config, rt.depth()+1, &rt.children, url, opts)
}

func (h *Host) startWorker(ctx context.Context, parent config, depth int, owner *children, url string, opts WorkerOptions) (*Worker, error) {
	u, err := bindings.ParseURL(url, parent.location)
	if err != nil {
		return nil, fmt.Errorf("runtime: the URL of the worker: %w", err)
	}
	if ctx.Err() != nil {
		return nil, ErrClosed
	}
	outside, inside := port.NewChannel()
	w := &Worker{failed: make(chan error, 1)}
	// A script of another origin is fine: Go asked for it.
	w.child, w.ended, err = h.newDedicated(ctx, parent, depth, nil, bindings.WorkerStart{URL: u, Name: opts.Name, Inside: inside, Owner: workerErrors{w}})
	if err != nil {
		outside.Close()
		return nil, fmt.Errorf("runtime: new worker: %w", err)
	}
	w.Port = newPort(outside, h.group, parent.limits.QueuedMessages)
	owner.start(w.child)
	return w, nil
}

// newDedicated makes a dedicated worker that does not run yet. ctx is its parent's, and parent the
// configuration. A script must be of the same origin as the URL origin, unless that is nil.
func (h *Host) newDedicated(ctx context.Context, parent config, depth int, origin *url.URL, s bindings.WorkerStart) (child, <-chan struct{}, error) {
	inGo := s.URL.Scheme == "go"
	if !inGo && parent.scripts == nil {
		return nil, nil, bindings.NoWorkers
	}
	t, err := h.newThread(ctx, parent, depth, s)
	if err != nil {
		return nil, nil, err
	}
	if inGo {
		return newGoWorker(t, s.Inside), t.ended, nil
	}
	return newScriptWorker(t, origin, s), t.ended, nil
}

// Terminate ends the worker at once and does not wait for it. What it has posted can still be
// received.
func (w *Worker) Terminate() { w.child.Terminate() }

// Wait waits until the worker has ended: its script called close(), it was terminated, it failed,
// or its owner was closed. A worker that Go started ends with the first error that nothing in it
// handled. That error is an *UncaughtError, or it wraps what the [Loader] returned. If ctx is done
// first, the error is the cause of ctx.
func (w *Worker) Wait(ctx context.Context) error {
	select {
	case <-w.ended:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case err := <-w.failed:
		w.failed <- err // for the next call
		return err
	default:
		return nil
	}
}

// workerErrors is the owner of a Worker: it gets the worker's errors.
type workerErrors struct{ worker *Worker }

func (o workerErrors) WorkerFailed(e *bindings.WorkerError) {
	if e.Err == nil {
		e.Err = errors.New(e.Message)
	}
	o.fail(fmt.Errorf("runtime: the worker %s: %w", e.Worker, e.Err))
}

func (o workerErrors) WorkerUncaught(e *bindings.WorkerError) { o.fail(workerUncaughtError(e)) }

func (o workerErrors) fail(err error) {
	select {
	case o.worker.failed <- err:
	default: // not the first
	}
	o.worker.Terminate()
}

// workerHost starts the workers that the scripts of a runtime ask for. See [bindings.WorkerHost].
type workerHost struct{ rt *Runtime }

func (h workerHost) StartWorker(s bindings.WorkerStart) (bindings.WorkerHandle, error) {
	rt := h.rt
	w, _, err := rt.host.newDedicated(rt.ctx, rt.config, rt.depth()+1, rt.config.location, s)
	if err != nil {
		return nil, err
	}
	rt.children.start(w)
	return w, nil
}

func (h workerHost) Script(u *url.URL, blob *bindings.BlobData) (*goja.Program, *bindings.ScriptError) {
	return h.rt.host.programs.load(h.rt.ctx, h.rt.config.scripts, u, blob)
}
