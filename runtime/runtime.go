package runtime

import (
	"context"
	"net/url"
	"runtime/pprof"
	"sync"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/nodejs"
)

// Runtime is one engine with its event loop and its global scope. [New] and [Host.New] make one.
type Runtime struct {
	config config
	vm     *goja.Runtime
	loop   *eventloop.Loop
	scope  *bindings.Scope

	host *Host
	home home // nil for a runtime that Go made

	// ctx is done when the runtime is closed. background are the goroutines of Go, children the
	// workers.
	ctx        context.Context
	cancel     context.CancelFunc
	background sync.WaitGroup
	children   children
	freed      chan struct{} // closed by free
	labels     pprof.LabelSet

	mu      sync.Mutex
	running bool
	closed  bool
	// cause is why the run under way, or the next one, must end: the first *UncaughtError or
	// *ExitError.
	cause error
	// closing keeps the group alive from Close until the ports are closed, so that the other ends
	// get their close event.
	closing *eventloop.Hold

	// The rest belongs to the owner's goroutine.
	urls        *urlModule   // nil until a script needs it
	node        *nodejs.Node // nil without WithNode
	intrinsics  *engine.IntrinsicsOf
	leaveShared func()        // leaves the shared workers; nil until the runtime uses one
	used        time.Duration // wall time of the runs before
}

// A home is the worker that a runtime runs in.
type home interface {
	label() string              // names the runtime in messages and profiles
	nesting() int               // 1 for a worker of a program, 2 for a worker of that one, …
	context() context.Context   // the runtime's context is derived from it
	options() []bindings.Option // for the global scope
	stop(cause error)           // ends the worker after the current task
	uncaught(*bindings.Uncaught)
}

// New returns a runtime with all interfaces installed, in a host of its own. All errors of the
// options come out here.
//
//	rt, err := runtime.New(runtime.WithStdout(w), runtime.WithLimits(runtime.Limits{CallStack: 1000}))
//	if err != nil { … }
//	defer rt.Close()
//
// The runtime holds no operating system resource until a script runs.
func New(opts ...Option) (*Runtime, error) {
	h := NewHost(opts...)
	h.private = true
	return h.New()
}

// The built-in objects that are needed unchanged by scripts, in the order of needed.
const (
	promiseThen = iota
)

var needed = engine.NewIntrinsics("Promise.prototype.then")

// newRuntime makes a runtime of a host, in the worker home if it is not nil.
func newRuntime(h *Host, config config, loop *eventloop.Loop, home home) (*Runtime, error) {
	rt := &Runtime{config: config, host: h, home: home, loop: loop, freed: make(chan struct{})}
	rt.labels = pprof.Labels("gojs", rt.name())
	rt.vm = goja.New()
	rt.intrinsics = needed.Of(rt.vm)
	rt.vm.SetParserOptions(parser.WithDisableSourceMaps)
	rt.vm.SetMaxCallStackSize(rt.config.limits.CallStack)
	options := []bindings.Option{
		bindings.WithConsole(rt.config.stdout, rt.config.stderr, rt.config.colors, rt.config.writeFailed),
		bindings.WithUncaught(rt.onUncaught),
		bindings.WithLimits(rt.config.limits.bindings()),
		bindings.WithLocation(rt.config.location),
		bindings.WithWorkers(workerHost{rt}),
		bindings.WithBroadcast(h.hub),
		bindings.WithBlobURLs(h.blobURLs),
		bindings.WithGlobal("URL", func(s *bindings.Scope) goja.Value { return rt.urlModule(s).url }),
		bindings.WithGlobal("URLSearchParams", func(s *bindings.Scope) goja.Value { return rt.urlModule(s).urlSearchParams }),
	}
	for _, d := range rt.config.classes {
		options = append(options, bindings.WithClass(d))
	}
	parent := context.Background()
	switch {
	case home != nil:
		parent = home.context()
		options = append(options, home.options()...)
	case rt.config.window != nil:
		options = append(options, bindings.WithKind(bindings.Window))
	}
	rt.ctx, rt.cancel = context.WithCancel(parent)
	if config.node {
		rt.node = nodejs.New(rt.vm, nodejs.Config{
			Args: config.args,
			Env:  config.env,
			Exit: func(code int) { rt.stop(&ExitError{Code: code}) },
			URL:  func() *goja.Object { return rt.urlModule(rt.scope).exports },
		})
		options = append(options, rt.node.Globals()...)
	}
	scope, err := bindings.Install(rt.vm, bindings.OnLoop(rt.loop), options...)
	if err != nil {
		return nil, err
	}
	rt.scope = scope
	return rt, nil
}

func (rt *Runtime) urlModule(s *bindings.Scope) *urlModule {
	if rt.urls == nil {
		rt.urls = newURLModule(s)
	}
	return rt.urls
}

// name is the value of the label gojs in profiles.
func (rt *Runtime) name() string {
	if rt.home != nil {
		return rt.home.label()
	}
	return "main"
}

// depth returns how deep the runtime is nested in workers: 0 for one that Go made.
func (rt *Runtime) depth() int {
	if rt.home != nil {
		return rt.home.nesting()
	}
	return 0
}

// VM returns the engine. Use it on the owner's goroutine: before Run, to set globals, or in a
// function for [Runtime.Post].
//
//	err := rt.VM().Set("answer", 42)
func (rt *Runtime) VM() *goja.Runtime { return rt.vm }

// URL returns the URL of the program, the page or the worker's script: see [WithLocation] and
// [WithWindow]. It is nil if there is none. It may be called from any goroutine.
func (rt *Runtime) URL() *url.URL { return rt.config.location }

// Group returns the group of loops that Run waits for: it returns when the group is quiescent. See
// [WithGroup]. It may be called from any goroutine.
func (rt *Runtime) Group() *eventloop.Group { return rt.loop.Group() }

// Host returns the host that the runtime belongs to. It may be called from any goroutine.
func (rt *Runtime) Host() *Host { return rt.host }

// Post queues a function as a task of the event loop. f may use the engine while it runs, and Run
// waits for it. Post never blocks and may be called from any goroutine. It reports whether the
// runtime takes tasks; if not, because it is closed, f will never run.
//
//	ok := rt.Post(func(vm *goja.Runtime) { vm.Set("ready", true) })
//
// If f throws in JavaScript's way, by panicking with a goja.Value or by calling into the engine,
// that is an uncaught exception. With any other panic of f, Run panics.
func (rt *Runtime) Post(f func(vm *goja.Runtime)) bool {
	return rt.loop.Post(eventloop.TaskFunc(func() { rt.scope.Do(f) }))
}

// Hold keeps the runtime's group from becoming quiescent, and so keeps Run waiting, until the hold
// is released. It may be called from any goroutine.
//
//	hold := rt.Hold()
//	defer hold.Release()
func (rt *Runtime) Hold() *eventloop.Hold { return rt.loop.Group().Hold() }

// Close ends the runtime for good. It takes no more tasks; its timers are disarmed; its ports are
// closed, so that their other ends get their close event; its workers are terminated; and the
// goroutines that it started are waited for. The error is always nil.
//
// A Run under way is interrupted and returns ErrClosed. That Run then does the closing, and Close
// does not wait for it. Close may be called from any goroutine and more than once.
func (rt *Runtime) Close() error {
	rt.mu.Lock()
	if rt.closed {
		rt.mu.Unlock()
		return nil
	}
	rt.closed = true
	rt.closing = rt.Hold()
	running := rt.running
	rt.mu.Unlock()
	rt.cancel()
	rt.children.terminate()
	rt.loop.Close()
	if !running {
		rt.free()
		return nil
	}
	rt.mu.Lock()
	defer rt.mu.Unlock()
	if rt.running {
		rt.vm.Interrupt(ErrClosed)
	}
	return nil
}

// free closes what belongs to the owner's goroutine and waits for all other goroutines of the
// runtime.
func (rt *Runtime) free() {
	rt.scope.Close()
	rt.closing.Release()
	if rt.leaveShared != nil {
		rt.leaveShared()
	}
	rt.background.Wait()
	rt.children.wait()
	close(rt.freed)
	if rt.home == nil {
		rt.host.forget(rt)
	}
}

// stop ends the run under way with err, and the script too if one is running. It is called on the
// owner's goroutine.
func (rt *Runtime) stop(err error) {
	rt.mu.Lock()
	if rt.cause == nil {
		rt.cause = err
	}
	rt.mu.Unlock()
	if rt.home != nil {
		rt.home.stop(err)
	} else {
		rt.loop.Stop(err)
	}
	rt.vm.Interrupt(err)
}

// onUncaught gets the exceptions and rejections that no script handled.
func (rt *Runtime) onUncaught(u *bindings.Uncaught) {
	if rt.home != nil {
		rt.home.uncaught(u)
		return
	}
	err := rt.newUncaughtError(u)
	if rt.config.uncaught != nil && rt.config.uncaught(err) {
		return
	}
	rt.stop(err)
}

// newUncaughtError describes u.
func (rt *Runtime) newUncaughtError(u *bindings.Uncaught) *UncaughtError {
	if u.Worker != nil {
		return workerUncaughtError(u.Worker)
	}
	d := rt.scope.Explain(u)
	return &UncaughtError{
		Value:   d.Value,
		Message: d.Message,
		Stack:   d.Text,
		File:    d.File,
		Line:    d.Line,
		Column:  d.Column,
		Promise: u.Promise,
		err:     d.Err,
	}
}
