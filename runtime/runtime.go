// Package runtime runs JavaScript with an event loop, events, message channels and structured clone: it puts the goja
// engine, an event loop and the bindings together.
//
//	rt, err := runtime.New()
//	if err != nil { … }
//	defer rt.Close()
//	err = rt.Run(ctx, "hello.js", `
//	    const { port1, port2 } = new MessageChannel();
//	    port2.onmessage = e => console.log('got', e.data);
//	    port1.postMessage({ hello: 'world' });
//	`)
//
// Run returns when nothing can happen any more: no task is queued, no timer armed, nothing on hold. A port that is
// still open keeps nothing up, because without a task or a timer no message can ever come.
//
// # Goroutines
//
// A Runtime belongs to one goroutine at a time: the one that is in Run, Eval, Wait or Await. Between those calls it
// belongs to whoever may make the next one. Methods say so where they may be called from any goroutine; the others,
// the engine ([Runtime.VM]) and every goja.Value belong to the owner. What happens inside Run is reached with
// [Runtime.Post].
package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"runtime/pprof"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
	"github.com/dop251/goja_nodejs/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/slot"
)

// Runtime is one engine with its event loop and its global scope.
type Runtime struct {
	config config
	vm     *goja.Runtime
	loop   *eventloop.Loop
	scope  *bindings.Scope

	host   *Host
	worker *worker // that it is the runtime of, or nil
	depth  int     // how deep it is nested: 0 for one that Go made

	// ctx ends with the runtime. background are the goroutines that Go and the promises started, children the workers.
	ctx        context.Context
	cancel     context.CancelFunc
	background sync.WaitGroup
	children   workers
	released   chan struct{} // closed when all has ended
	labels     pprof.LabelSet

	mu      sync.Mutex
	running bool
	closed  bool
	// ended is why the run under way, or the next one, must end: the first of *UncaughtError, *ExitError, ….
	ended error
	// closing keeps the group up from Close until the ports are closed, so that the other ends hear of it.
	closing *eventloop.Hold

	process                     *process
	urlModule                   *urlModule             // nil until it is needed
	requireModule               *require.RequireModule // nil until it is needed
	bufferExports, bufferObject *goja.Object           // nil until they are needed
	intrinsics                  *slot.IntrinsicsOf
	used                        time.Duration // wall time of the runs before
}

// New makes a runtime with all interfaces installed. All errors of the configuration come out here.
//
//	rt, err := runtime.New(runtime.WithStdout(w), runtime.WithLimits(runtime.Limits{CallStack: 1000}))
//
// The runtime holds no operating system resource until a script runs; [Runtime.Close] ends what scripts left.
func New(opts ...Option) (*Runtime, error) {
	h := NewHost(opts...)
	h.private = true
	return h.New()
}

// The built-in objects that are needed as they are before scripts run, in the order of needed.
const (
	intrinsicError = iota
	intrinsicSyntaxError
	intrinsicUint8Array
	promiseThen
)

var needed = slot.NewIntrinsics("Error", "SyntaxError", "Uint8Array", "Promise.prototype.then")

// newRuntime makes a runtime of a host, for a worker or for Go.
func newRuntime(h *Host, config config, loop *eventloop.Loop, w *worker) (*Runtime, error) {
	rt := &Runtime{config: config, host: h, worker: w, loop: loop, released: make(chan struct{})}
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
	}
	parent := context.Background()
	switch {
	case w != nil:
		rt.depth = w.depth
		parent = w.ctx
		kind := bindings.DedicatedWorker
		if w.shared != nil {
			kind = bindings.SharedWorker
		}
		options = append(options, bindings.WithKind(kind),
			bindings.WithWorkerScope(bindings.WorkerScope{Name: w.name, Close: w.close}))
	case rt.config.window != nil:
		options = append(options, bindings.WithKind(bindings.Window))
	}
	rt.ctx, rt.cancel = context.WithCancel(parent)
	options = append(options, rt.nodeGlobals()...)
	scope, err := bindings.Install(rt.vm, bindings.OnLoop(rt.loop), options...)
	if err != nil {
		return nil, err
	}
	rt.scope = scope
	return rt, nil
}

// VM is the engine, for the owner's goroutine: to set globals before Run, or inside a function that [Runtime.Post] runs.
func (rt *Runtime) VM() *goja.Runtime { return rt.vm }

// URL is that of the program, the page or the worker's script: see [WithLocation]. It is nil if there is none.
func (rt *Runtime) URL() *url.URL { return rt.config.location }

// Group is the group of loops whose work keeps Run up. See [WithGroup].
func (rt *Runtime) Group() *eventloop.Group { return rt.loop.Group() }

// Run runs a classic script and then the event loop, until nothing can happen any more. name stands in stack traces.
//
//	err := rt.Run(ctx, "main.js", source)
//
// The error is nil, or
//   - *SyntaxError: the source is no classic script; nothing ran;
//   - *UncaughtError: an exception or a rejection that no script handled; the run ended there, unless
//     [WithUncaught] says otherwise;
//   - *ExitError: process.exit or process.exitCode with a code other than 0;
//   - the cause of ctx: even an endless loop in the script ends with it, though not inside one regular expression;
//   - ErrTimeLimit: the limit WallTime was reached;
//   - ErrClosed, ErrRunning.
//
// A runtime can run again, with the globals of the scripts before. Tasks and timers that a failed run left are still
// there, and go on with the next one; but a script whose run ended before its turn came does not run later.
func (rt *Runtime) Run(ctx context.Context, name, source string) error {
	program, err := compile(name, source)
	if err != nil {
		return err
	}
	return rt.toEnd(ctx, func(ctx context.Context) error {
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

// cancel makes nothing of the task.
func (s *script) cancel() { s.program = nil }

func (s *script) done() bool { return s.program == nil }

// RunFile reads a file and runs it as Run does. The script's name is the absolute path, to which require is relative.
//
// A file that cannot be read or is not UTF-8 is an *InputError.
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

// readSource reads a script.
func readSource(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", &InputError{Name: path, Err: err}
	}
	if info.IsDir() {
		return "", &InputError{Name: path, Err: errIsDirectory}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", &InputError{Name: path, Err: err}
	}
	return CheckSource(path, b)
}

// CheckSource makes a script's source of the bytes of a file or stream: they must be UTF-8, of which a byte order
// mark is taken off. The error is an *InputError.
func CheckSource(name string, b []byte) (string, error) {
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		b = b[3:]
	}
	if !utf8.Valid(b) {
		line := 1
		for rest := b; len(rest) > 0; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size == 1 {
				break
			}
			if r == '\n' {
				line++
			}
			rest = rest[size:]
		}
		return "", &InputError{Name: name, Err: fmt.Errorf("line %d is not UTF-8: save the file in that encoding", line)}
	}
	return string(b), nil
}

// Eval runs a script as one task and returns its completion value, without waiting for what it started: that goes on
// with the next Run, Wait or Await. Tasks that are queued already run first.
//
//	v, err := rt.Eval(ctx, "1 + 1")
//
// An exception of the script is returned as an *UncaughtError and reported nowhere else. The value belongs to the
// owner's goroutine. Otherwise the errors are those of Run, except that process.exit is always an *ExitError, also with
// code 0, for there is no value then, and process.exitCode is left for the next Run or Wait.
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

// Wait runs the event loop until nothing can happen any more, as Run does without a script.
func (rt *Runtime) Wait(ctx context.Context) error {
	return rt.toEnd(ctx, rt.loop.Run)
}

// Await runs the event loop until the promise is settled, and returns its value. What is no promise is returned as it
// is.
//
//	p, err := rt.Eval(ctx, "fetchIt()")
//	v, err := rt.Await(ctx, p)
//
// A rejection is an *UncaughtError with the reason. If nothing can happen any more and the promise is still pending,
// the error is ErrNeverSettles. Otherwise the errors are those of Eval.
func (rt *Runtime) Await(ctx context.Context, promise goja.Value) (goja.Value, error) {
	o, ok := promise.(*goja.Object)
	// Only promises are exported: exporting another object runs its getters.
	if !ok || o.ExportType() != reflect.TypeFor[*goja.Promise]() {
		return promise, nil
	}
	p := o.Export().(*goja.Promise)
	err := rt.during(ctx, func(ctx context.Context) error {
		// Its rejection is ours to handle from now on.
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

// Post queues a function as a task of the event loop. It may be called from any goroutine, never blocks, and returns
// false if the runtime is closed, in which case f will never run. f owns the engine while it runs. It keeps the
// program up until it has run. What f throws in JavaScript's way, by panicking with a goja.Value or by calling into the
// engine, is reported as an uncaught exception; any other panic goes to the caller of Run.
//
//	rt.Post(func(vm *goja.Runtime) { vm.Set("ready", true) })
func (rt *Runtime) Post(f func(vm *goja.Runtime)) bool {
	return rt.loop.Post(eventloop.TaskFunc(func() { rt.scope.Do(f) }))
}

// Hold keeps Run up until it is released. It may be called from any goroutine.
//
//	hold := rt.Hold()
//	defer hold.Release()
func (rt *Runtime) Hold() *eventloop.Hold { return rt.loop.Group().Hold() }

// Close ends the runtime: it takes no more tasks, its timers are disarmed, its ports closed, so that their other ends
// get their close event, its workers are terminated, and the goroutines that it started are waited for. It may be called from any goroutine, any
// number of times. A Run under way is interrupted and returns ErrClosed; it then does the closing, for which Close
// does not wait.
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
		rt.release()
		return nil
	}
	rt.mu.Lock()
	defer rt.mu.Unlock()
	if rt.running {
		rt.vm.Interrupt(ErrClosed)
	}
	return nil
}

// release ends what belongs to the owner's goroutine.
func (rt *Runtime) release() {
	rt.scope.Close()
	rt.closing.Release()
	rt.host.leaveShared(rt)
	rt.background.Wait()
	rt.children.wait()
	close(rt.released)
	if rt.worker == nil {
		rt.host.forget(rt)
	}
}

// during makes the calling goroutine the owner while f runs, and sees to it that ctx, the time limit, process.exit and
// an uncaught exception end it, script included.
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
	rt.running, rt.ended = true, nil
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
	stop := context.AfterFunc(ctx, func() {
		// The loop first: an interrupt ends only the task that is running, and the next one must not begin.
		rt.loop.Stop(context.Cause(ctx))
		rt.vm.Interrupt(context.Cause(ctx))
		close(interrupted)
	})
	defer func() { // also if a task panics
		if !stop() {
			<-interrupted
			err = context.Cause(ctx)
		}
		if ended := rt.leave(); ended != nil {
			err = ended
		}
	}()
	pprof.Do(ctx, rt.labels, func(ctx context.Context) { err = f(ctx) })
	return err
}

// leave makes the runtime ready for the next run. It returns why the run had to end, if it had to.
func (rt *Runtime) leave() error {
	// A Stop that found the loop returning already is not for the next run.
	rt.loop.ClearStop()
	rt.mu.Lock()
	rt.running = false
	closed, ended := rt.closed, rt.ended
	rt.vm.ClearInterrupt()
	rt.mu.Unlock()
	if closed {
		rt.release()
		return ErrClosed
	}
	if _, exit := ended.(*ExitError); exit {
		rt.process.takeExitCode()
	}
	return ended
}

// toEnd is during for the program as a whole, whose end the exit code belongs to.
func (rt *Runtime) toEnd(ctx context.Context, f func(context.Context) error) error {
	err := rt.during(ctx, f)
	switch e := err.(type) {
	case *ExitError:
		if e.Code == 0 {
			return nil
		}
	case nil:
		if code := rt.process.takeExitCode(); code != 0 {
			return &ExitError{Code: code}
		}
	}
	return err
}

// end ends the run under way with err. It is called on the owner's goroutine, possibly while a script runs.
func (rt *Runtime) end(err error) {
	rt.mu.Lock()
	if rt.ended == nil {
		rt.ended = err
	}
	rt.mu.Unlock()
	if rt.worker != nil {
		rt.worker.stop(err)
	} else {
		rt.loop.Stop(err)
	}
	rt.vm.Interrupt(err)
}

// onUncaught gets what no script handled.
func (rt *Runtime) onUncaught(u *bindings.Uncaught) {
	if rt.worker != nil {
		rt.worker.uncaught(u)
		return
	}
	err := rt.newUncaughtError(u)
	if rt.config.uncaught != nil && rt.config.uncaught(err) {
		return
	}
	rt.end(err)
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
