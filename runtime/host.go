package runtime

import (
	"context"
	"io"
	"sync"
	"sync/atomic"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/port"
)

// Host is what several runtimes share: the group of loops that their runs wait for, broadcast
// channels, shared workers, blob URLs, the limit on the number of workers, the workers written in
// Go, and the compiled scripts of workers.
//
//	host := runtime.NewHost(runtime.WithScripts(runtime.FS(scripts)))
//	defer host.Close()
//	a, err := host.New()
//	b, err := host.New()
//
// A runtime that the function [New] makes has a host of its own. All methods may be called from any
// goroutine.
type Host struct {
	config config
	group  *eventloop.Group
	// private is true for the host of one runtime, which ends with it.
	private bool

	ctx      context.Context
	cancel   context.CancelFunc
	children children     // started by Host.NewWorker, and the shared workers
	alive    atomic.Int64 // workers that have not ended
	programs programs
	hub      *port.Hub // of the BroadcastChannels
	blobURLs *bindings.BlobURLs
	output   sync.Mutex // held by writes of consoles

	mu       sync.Mutex
	closed   bool
	runtimes map[*Runtime]struct{}
	shared   map[sharedKey]*sharedWorker
	handlers map[string]Handler
}

// NewHost returns a host. The options are the defaults for its runtimes; errors in them come out of
// [Host.New]. A host holds no operating system resource.
//
//	host := runtime.NewHost(runtime.WithLimits(runtime.Limits{Workers: 10}))
func NewHost(opts ...Option) *Host {
	h := &Host{config: defaultConfig(), hub: port.NewHub(), blobURLs: bindings.NewBlobURLs(), runtimes: map[*Runtime]struct{}{}}
	for _, o := range opts {
		o(&h.config)
	}
	h.group = h.config.group
	if h.group == nil {
		h.group = eventloop.NewGroup()
	}
	h.config.group = h.group
	h.ctx, h.cancel = context.WithCancel(context.Background())
	return h
}

// New returns a runtime of the host, with the options of the host and then its own. See the
// function [New]. The error is ErrClosed if the host is closed.
func (h *Host) New(opts ...Option) (*Runtime, error) {
	config := h.config
	for _, o := range opts {
		o(&config)
	}
	if err := config.check(); err != nil {
		return nil, err
	}
	if config.group != h.group {
		return nil, errOtherGroup
	}
	config.stdout, config.stderr = h.locked(config.stdout), h.locked(config.stderr)
	rt, err := newRuntime(h, config, h.group.NewLoop(), nil)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	closed := h.closed
	if !closed {
		h.runtimes[rt] = struct{}{}
	}
	h.mu.Unlock()
	if closed {
		rt.Close()
		return nil, ErrClosed
	}
	return rt, nil
}

// Group returns the group that the loops of all runtimes of the host are in. See [WithGroup].
func (h *Host) Group() *eventloop.Group { return h.group }

// Handler is a worker written in Go. When the worker is terminated, ctx is done and the port is
// closed. The worker ends when the function returns. An error becomes an ErrorEvent at the Worker
// object.
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
// While the handler waits for the next message, the program can become quiescent. From the moment
// it gets a message until it asks for the next one, it cannot. A handler that leaves work to other
// goroutines and asks for the next message meanwhile takes a hold ([Runtime.Hold]) for that work.
type Handler func(ctx context.Context, p *Port) error

// Handle registers a worker that is written in Go: new Worker("go:resize") in a script calls the
// handler with that name, on a goroutine of its own for each Worker. A second handler of the same
// name replaces the first.
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

// Close closes all runtimes, terminates all workers of the host and waits until they have ended.
// The error is always nil. Do not call it in a task of one of them: it would wait for itself. It
// may be called more than once.
func (h *Host) Close() error {
	h.mu.Lock()
	h.closed = true
	var open []*Runtime
	for rt := range h.runtimes {
		open = append(open, rt)
	}
	h.mu.Unlock()
	h.cancel()
	h.children.terminate()
	for _, rt := range open {
		rt.Close()
	}
	for _, rt := range open {
		<-rt.freed
	}
	h.children.wait()
	return nil
}

// forget is called by a runtime that is closed.
func (h *Host) forget(rt *Runtime) {
	h.mu.Lock()
	delete(h.runtimes, rt)
	h.mu.Unlock()
	if h.private {
		h.Close()
	}
}

// locked returns a writer to w for the consoles of several goroutines.
func (h *Host) locked(w io.Writer) io.Writer {
	if l, ok := w.(*lockedWriter); ok && l.mu == &h.output {
		return w
	}
	return &lockedWriter{mu: &h.output, w: w}
}

type lockedWriter struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}
