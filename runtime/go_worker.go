package runtime

import (
	"context"
	"errors"
	"fmt"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/port"
)

// Handler is a worker written in Go. ctx ends, and the port is closed, when the worker is terminated; the worker ends when
// the function returns. An error becomes an ErrorEvent at the Worker object.
//
//	func resize(ctx context.Context, p *runtime.Port) error {
//	    for m := range p.Messages(ctx) {
//	        if err := p.Post(resized(m.Data)); err != nil {
//	            return err
//	        }
//	    }
//	    return nil
//	}
//
// A handler that waits for the next message keeps no program up. One that has not yet come back for the next message after
// it got one does: it is working. If it leaves work to other goroutines and comes back meanwhile, it takes a
// hold ([Runtime.Hold]) for that work.
type Handler func(ctx context.Context, p *Port) error

// Handle lets scripts reach a worker that is written in Go: new Worker("go:resize") calls the handler of that name, on a
// goroutine of its own for each Worker. It replaces what had the name before.
//
//	host.Handle("resize", resize)
func (h *Host) Handle(name string, handler Handler) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.handlers == nil {
		h.handlers = map[string]Handler{}
	}
	h.handlers[name] = handler
}

func (h *Host) handler(name string) Handler {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.handlers[name]
}

// handle runs a worker written in Go.
func (w *worker) handle(ctx context.Context) {
	if w.handler == nil {
		err := fmt.Errorf("no worker written in Go has the name %q (Host.Handle)", w.url.Opaque)
		w.failed(&bindings.ScriptError{Message: err.Error(), Err: err})
		return
	}
	p := newServicePort(w.inside, w.host.group, w.config.limits.QueuedMessages)
	w.loop.Close() // the port has taken over to keep the program up
	closed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		p.Close()
		close(closed)
	})
	err := w.handler(ctx, p)
	if err != nil && ctx.Err() == nil {
		w.owner.WorkerUncaught(&bindings.WorkerError{Worker: w.label(), Message: "Uncaught Error: " + err.Error(),
			Text: "Uncaught Error: " + err.Error(), Err: err})
	}
	if !stop() {
		<-closed
	}
	p.Close()
}

// WorkerOptions are for workers that Go starts.
type WorkerOptions struct {
	// Name is the name of the worker, which it finds as self.name.
	Name string
}

// Worker is a worker that Go started. Its methods may be called from any goroutine.
type Worker struct {
	// Port is the other end of the worker's postMessage and onmessage. It keeps the program up until it is closed, or the
	// worker has ended: see [Runtime.NewChannel].
	Port *Port

	worker *worker
	failed chan error // has room for one
}

// NewWorker starts a worker, whose script is at a URL that may be relative to that of the host's options. Its goroutine is
// waited for by [Host.Close].
//
//	w, err := host.NewWorker("job.js", runtime.WorkerOptions{Name: "job"})
//	if err != nil { … }
//	defer w.Terminate()
//	err = w.Port.Post("start")
//	m, err := w.Port.Receive(ctx)
//
// That the script cannot be loaded, or fails, comes out of [Worker.Wait]. The errors here are a URL that is none, a host
// that gives no scripts, a limit, and ErrClosed.
func (h *Host) NewWorker(url string, opts WorkerOptions) (*Worker, error) {
	config := h.config
	if err := config.check(); err != nil {
		return nil, err
	}
	config.stdout, config.stderr = h.locked(config.stdout), h.locked(config.stderr)
	return h.startWorker(h.ctx, config, 1, &h.children, url, opts)
}

// NewWorker starts a worker as [Host.NewWorker] does, except that its URL may be relative to that of the runtime, and that
// its end is that of the runtime at the latest.
func (rt *Runtime) NewWorker(url string, opts WorkerOptions) (*Worker, error) {
	return rt.host.startWorker(rt.ctx, rt.config, rt.depth+1, &rt.children, url, opts)
}

func (h *Host) startWorker(ctx context.Context, config config, depth int, owner *workers, url string, opts WorkerOptions) (*Worker, error) {
	u, err := bindings.ParseURL(url, config.location)
	if err != nil {
		return nil, fmt.Errorf("runtime: the URL of the worker: %w", err)
	}
	if ctx.Err() != nil {
		return nil, ErrClosed
	}
	outside, inside := port.NewChannel()
	w := &Worker{failed: make(chan error, 1)}
	w.worker, err = h.newWorker(ctx, config, depth, bindings.WorkerStart{URL: u, Name: opts.Name, Inside: inside, Owner: w})
	if err != nil {
		outside.Close()
		return nil, fmt.Errorf("runtime: new worker: %w", err)
	}
	w.Port = newPort(outside, h.group, config.limits.QueuedMessages)
	w.worker.loop.Post(w.worker)
	w.worker.startAs(owner)
	return w, nil
}

// Terminate ends the worker at once, and does not wait for it. What it had posted can still be received.
func (w *Worker) Terminate() { w.worker.Terminate() }

// Wait waits until the worker has ended: by its close(), by Terminate, by an error, or because its owner ended. The error is
// an *UncaughtError, or what the loader returned; or the cause of ctx. A worker that Go started ends with the
// first error that nothing in it handled.
func (w *Worker) Wait(ctx context.Context) error {
	select {
	case <-w.worker.done:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case err := <-w.failed:
		w.failed <- err // for the next
		return err
	default:
		return nil
	}
}

func (w *Worker) fail(err error) {
	select {
	case w.failed <- err:
	default: // not the first
	}
	w.worker.Terminate()
}

// WorkerFailed is called by the worker: there is no script.
func (w *Worker) WorkerFailed(e *bindings.WorkerError) {
	if e.Err == nil {
		e.Err = errors.New(e.Message)
	}
	w.fail(fmt.Errorf("runtime: the worker %s: %w", e.Worker, e.Err))
}

// WorkerUncaught is called by the worker.
func (w *Worker) WorkerUncaught(e *bindings.WorkerError) { w.fail(workerUncaughtError(e)) }
