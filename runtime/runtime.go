package runtime

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"reflect"
	"runtime/pprof"
	"sync"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/nodejs"
	"github.com/gojs-runtime/gojs/internal/slot"
)

// Runtime is one engine with its event loop and its global scope. [New] and [Host.New] make one.
type Runtime struct {
	config config
	vm     *goja.Runtime
	loop   *eventloop.Loop
	scope  *bindings.Scope

	host *Host
	home home // nil for a runtime that Go made

	// ctx is done when the runtime is closed. background are the goroutines of Go, children the workers.
	ctx        context.Context
	cancel     context.CancelFunc
	background sync.WaitGroup
	children   children
	freed      chan struct{} // closed by free
	labels     pprof.LabelSet

	mu      sync.Mutex
	running bool
	closed  bool
	// cause is why the run under way, or the next one, must end: the first *UncaughtError or *ExitError.
	cause error
	// closing keeps the group alive from Close until the ports are closed, so that the other ends get their close event.
	closing *eventloop.Hold

	// The rest belongs to the owner's goroutine.
	urls        *urlModule   // nil until a script needs it
	node        *nodejs.Node // nil without WithNode
	intrinsics  *slot.IntrinsicsOf
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

// New returns a runtime with all interfaces installed, in a host of its own. All errors of the options come out here.
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

var needed = slot.NewIntrinsics("Promise.prototype.then")

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

// VM returns the engine. Use it on the owner's goroutine: before Run, to set globals, or in a function for [Runtime.Post].
//
//	err := rt.VM().Set("answer", 42)
func (rt *Runtime) VM() *goja.Runtime { return rt.vm }

// URL returns the URL of the program, the page or the worker's script: see [WithLocation] and [WithWindow]. It is nil if
// there is none. It may be called from any goroutine.
func (rt *Runtime) URL() *url.URL { return rt.config.location }

// Group returns the group of loops that Run waits for: it returns when the group is quiescent. See [WithGroup]. It may be
// called from any goroutine.
func (rt *Runtime) Group() *eventloop.Group { return rt.loop.Group() }

// Host returns the host that the runtime belongs to. It may be called from any goroutine.
func (rt *Runtime) Host() *Host { return rt.host }

// Run runs a classic script and then the event loop, until the runtime's group is quiescent (see package eventloop). name
// stands in stack traces.
//
//	err := rt.Run(ctx, "main.js", source)
//
// The error is nil, or
//   - *SyntaxError: the source is no classic script; nothing ran;
//   - *UncaughtError: no script handled an exception or a rejection; the run ended there, unless [WithUncaught] says
//     otherwise;
//   - *ExitError: the script called process.exit or set process.exitCode, with a code other than 0;
//   - the cause of ctx: even an endless loop in the script ends with it, though not within one regular expression;
//   - ErrTimeLimit: the runs took longer than Limits.WallTime;
//   - ErrClosed or ErrRunning.
//
// A runtime can run again and keeps its globals. Tasks and timers that a failed run left go on with the next run; but if
// the run ended before the script began, the script does not run later.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script
func (rt *Runtime) Run(ctx context.Context, name, source string) error {
	program, err := compile(name, source)
	if err != nil {
		return err
	}
	return rt.toQuiescence(ctx, func(ctx context.Context) error {
		script := &script{rt: rt, program: program}
		defer script.cancel()
		rt.loop.Post(script)
		return rt.loop.Run(ctx)
	})
}

// script is the task that runs a program.
type script struct {
	rt      *Runtime
	program *goja.Program // nil once it ran or was cancelled
	eval    bool          // an exception is left in err instead of reported
	v       goja.Value
	err     error
}

func (s *script) Run() {
	program := s.program
	if program == nil {
		return
	}
	s.cancel()
	s.v, s.err = s.rt.scope.RunProgram(program)
	if s.err != nil && !s.eval {
		s.rt.scope.ReportException(s.err)
	}
}

// cancel turns the task into a no-op.
func (s *script) cancel() { s.program = nil }

func (s *script) done() bool { return s.program == nil }

// RunFile reads a file and runs it as [Runtime.Run] does. The script's name is the absolute path; require resolves
// relative paths against it.
//
//	err := rt.RunFile(ctx, "scripts/main.js")
//
// If the file cannot be read or is not UTF-8, the error is an *InputError.
func (rt *Runtime) RunFile(ctx context.Context, path string) error {
	source, err := readSource(path)
	if err != nil {
		return err
	}
	name, err := filepath.Abs(path)
	if err != nil {
		return &InputError{Name: path, Err: err}
	}
	return rt.Run(ctx, name, source)
}

// Eval runs a script as one task and returns its completion value. It does not wait for what the script started: that
// goes on with the next Run, Wait or Await. Tasks that are queued already run first.
//
//	v, err := rt.Eval(ctx, "1 + 1")
//
// An exception of the script is returned as an *UncaughtError and reported nowhere else. The other errors are those of
// [Runtime.Run], with two differences: process.exit is always an *ExitError, also with code 0, since there is no value
// then; and process.exitCode is left for the next Run or Wait. The value belongs to the owner's goroutine.
func (rt *Runtime) Eval(ctx context.Context, source string) (goja.Value, error) {
	program, err := compile("<eval>", source)
	if err != nil {
		return nil, err
	}
	script := &script{rt: rt, program: program, eval: true}
	err = rt.during(ctx, func(ctx context.Context) error {
		defer script.cancel()
		rt.loop.Post(script)
		return rt.loop.RunUntil(ctx, script.done)
	})
	if err != nil {
		return nil, err
	}
	switch e := script.err.(type) {
	case nil:
	case *goja.InterruptedError:
		return nil, e.Unwrap()
	default:
		return nil, rt.newUncaughtError(&bindings.Uncaught{Err: e})
	}
	return script.v, nil
}

// Wait runs the event loop until the runtime's group is quiescent, as [Runtime.Run] does after its script, and with the
// same errors.
//
//	err := rt.Wait(ctx)
func (rt *Runtime) Wait(ctx context.Context) error {
	return rt.toQuiescence(ctx, rt.loop.Run)
}

// Await runs the event loop until the promise is settled, and returns its value. A value that is not a promise is
// returned at once.
//
//	p, err := rt.Eval(ctx, "fetchIt()")
//	v, err := rt.Await(ctx, p)
//
// A rejection is an *UncaughtError with the reason. If the group becomes quiescent while the promise is pending, the error
// is ErrNeverSettles. The other errors are those of [Runtime.Eval].
func (rt *Runtime) Await(ctx context.Context, promise goja.Value) (goja.Value, error) {
	o, ok := promise.(*goja.Object)
	// Export only promises: exporting another object would run its getters.
	if !ok || o.ExportType() != reflect.TypeFor[*goja.Promise]() {
		return promise, nil
	}
	p := o.Export().(*goja.Promise)
	err := rt.during(ctx, func(ctx context.Context) error {
		// From now on we handle its rejection.
		if err := rt.markHandled(o); err != nil {
			return err
		}
		if p.State() != goja.PromiseStatePending {
			return nil
		}
		return rt.loop.RunUntil(ctx, func() bool { return p.State() != goja.PromiseStatePending })
	})
	switch {
	case errors.Is(err, eventloop.ErrQuiescent):
		return nil, ErrNeverSettles
	case err != nil:
		return nil, err
	case p.State() == goja.PromiseStateRejected:
		return nil, rt.newUncaughtError(&bindings.Uncaught{Value: p.Result(), Promise: true})
	}
	return p.Result(), nil
}

// Post queues a function as a task of the event loop. f may use the engine while it runs, and Run waits for it. Post
// never blocks and may be called from any goroutine. It reports whether the runtime takes tasks; if not, because it is
// closed, f will never run.
//
//	ok := rt.Post(func(vm *goja.Runtime) { vm.Set("ready", true) })
//
// If f throws in JavaScript's way, by panicking with a goja.Value or by calling into the engine, that is an uncaught
// exception. With any other panic of f, Run panics.
func (rt *Runtime) Post(f func(vm *goja.Runtime)) bool {
	return rt.loop.Post(eventloop.TaskFunc(func() { rt.scope.Do(f) }))
}

// Hold keeps the runtime's group from becoming quiescent, and so keeps Run waiting, until the hold is released. It may be
// called from any goroutine.
//
//	hold := rt.Hold()
//	defer hold.Release()
func (rt *Runtime) Hold() *eventloop.Hold { return rt.loop.Group().Hold() }

// Close ends the runtime for good. It takes no more tasks; its timers are disarmed; its ports are closed, so that their
// other ends get their close event; its workers are terminated; and the goroutines that it started are waited for. The
// error is always nil.
//
// A Run under way is interrupted and returns ErrClosed. That Run then does the closing, and Close does not wait for it.
// Close may be called from any goroutine and more than once.
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

// free closes what belongs to the owner's goroutine and waits for all other goroutines of the runtime.
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

// during makes the calling goroutine the owner while f runs. ctx, the time limit, process.exit and an uncaught exception
// end f and the script that it runs.
func (rt *Runtime) during(ctx context.Context, f func(context.Context) error) (err error) {
	rt.mu.Lock()
	switch {
	case rt.closed:
		rt.mu.Unlock()
		return ErrClosed
	case rt.running:
		rt.mu.Unlock()
		return ErrRunning
	}
	rt.running, rt.cause = true, nil
	rt.vm.ClearInterrupt()
	rt.mu.Unlock()

	if limit := rt.config.limits.WallTime; limit > 0 {
		start := time.Now()
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, limit-rt.used, ErrTimeLimit)
		defer cancel()
		defer func() { rt.used += time.Since(start) }()
	}
	interrupted := make(chan struct{})
	unwatch := context.AfterFunc(ctx, func() {
		// The loop first: an interrupt ends only the task that is running, and the next one must not begin.
		rt.loop.Stop(context.Cause(ctx))
		rt.vm.Interrupt(context.Cause(ctx))
		close(interrupted)
	})
	defer func() { // also if a task panics
		if !unwatch() {
			<-interrupted
			err = context.Cause(ctx)
		}
		if cause := rt.leave(); cause != nil {
			err = cause
		}
	}()
	pprof.Do(ctx, rt.labels, func(ctx context.Context) { err = f(ctx) })
	return err
}

// leave makes the runtime ready for the next run. It returns why the run had to end, or nil.
func (rt *Runtime) leave() error {
	// The run may have returned for another reason before it saw a Stop. That Stop is not for the next run.
	rt.loop.ClearStop()
	rt.mu.Lock()
	rt.running = false
	closed, cause := rt.closed, rt.cause
	rt.vm.ClearInterrupt()
	rt.mu.Unlock()
	if closed {
		rt.free()
		return ErrClosed
	}
	if _, exit := cause.(*ExitError); exit {
		rt.takeExitCode()
	}
	return cause
}

// toQuiescence is during for Run and Wait: process.exitCode becomes their error.
func (rt *Runtime) toQuiescence(ctx context.Context, f func(context.Context) error) error {
	err := rt.during(ctx, f)
	switch e := err.(type) {
	case *ExitError:
		if e.Code == 0 {
			return nil
		}
	case nil:
		if code := rt.takeExitCode(); code != 0 {
			return &ExitError{Code: code}
		}
	}
	return err
}

// takeExitCode returns process.exitCode and sets it to 0, for the next run.
func (rt *Runtime) takeExitCode() int {
	if rt.node == nil {
		return 0
	}
	return rt.node.TakeExitCode()
}

// stop ends the run under way with err, and the script too if one is running. It is called on the owner's goroutine.
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

// markHandled adds a reaction to the promise, as await does.
func (rt *Runtime) markHandled(promise *goja.Object) error {
	ignore := rt.vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	var err error
	rt.scope.Do(func(*goja.Runtime) {
		if _, err = rt.intrinsics.Call(promiseThen)(promise, ignore, ignore); err != nil {
			if interrupted, ok := err.(*goja.InterruptedError); ok {
				panic(interrupted)
			}
		}
	})
	switch e := err.(type) {
	case nil:
		return nil
	case *goja.InterruptedError:
		return e.Unwrap()
	default: // the script gave the promise a constructor that throws
		return rt.newUncaughtError(&bindings.Uncaught{Err: e})
	}
}
