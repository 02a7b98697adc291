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

// Host is what several runtimes share: the group of loops whose work keeps their runs up, broadcast channels, shared
// workers, blob URLs, the limit on the number of workers, the workers written in Go, and the compiled scripts of workers.
//
//	host := runtime.NewHost(runtime.WithScripts(runtime.FS(scripts)))
//	defer host.Close()
//	a, err := host.New()
//	b, err := host.New()
//
// A runtime that [New] makes has a host of its own. All methods may be called from any goroutine.
type Host struct {
	config config
	group  *eventloop.Group
	// private says that it is the host of one runtime, and ends with it.
	private bool

	ctx      context.Context
	cancel   context.CancelFunc
	children workers      // those that Go started with NewWorker
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

// NewHost makes a host. The options are the defaults for its runtimes; errors in them come out of [Host.New]. It holds no
// operating system resource.
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

// New makes a runtime of the host, as the function [New] does, with the options of the host and then its own. The error
// is ErrClosed if the host is closed.
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

// Group is the group of the loops of all runtimes of the host.
func (h *Host) Group() *eventloop.Group { return h.group }

// Close closes all runtimes and ends all workers of the host, and waits until they have ended. Do not call it inside a
// task of one of them. It may be called more than once.
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
		<-rt.released
	}
	h.children.wait()
	return nil
}

// forget is called by a runtime that has ended.
func (h *Host) forget(rt *Runtime) {
	h.mu.Lock()
	delete(h.runtimes, rt)
	h.mu.Unlock()
	if h.private {
		h.Close()
	}
}

// locked makes a writer for the consoles of several goroutines.
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

// workers are the workers of one owner, who waits for their goroutines.
type workers struct {
	mu         sync.Mutex
	closed     bool
	all        map[*worker]struct{}
	goroutines sync.WaitGroup
}

// start runs a worker on a goroutine of its own, or reports false if the owner is ending.
func (o *workers) start(w *worker) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return false
	}
	if o.all == nil {
		o.all = map[*worker]struct{}{}
	}
	o.all[w] = struct{}{}
	o.goroutines.Go(func() {
		defer o.ended(w)
		w.run()
	})
	return true
}

func (o *workers) ended(w *worker) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.all, w)
	if len(o.all) == 0 {
		o.all = nil // a map keeps the room that a crowd needed
	}
}

// terminate ends all workers, and lets none start any more.
func (o *workers) terminate() {
	o.mu.Lock()
	o.closed = true
	all := make([]*worker, 0, len(o.all))
	for w := range o.all {
		all = append(all, w)
	}
	o.mu.Unlock()
	for _, w := range all {
		w.Terminate()
	}
}

// wait waits for the goroutines of all workers. It is called after terminate.
func (o *workers) wait() { o.goroutines.Wait() }
