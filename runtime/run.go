package runtime

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"runtime/pprof"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

// Run runs a classic script and then the event loop, until the runtime's group is quiescent (see
// package eventloop). name stands in stack traces.
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
// A runtime can run again and keeps its globals. Tasks and timers that a failed run left go on with
// the next run; but if the run ended before the script began, the script does not run later.
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

// RunFile reads a file and runs it as [Runtime.Run] does. The script's name is the absolute path;
// require resolves relative paths against it.
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

// Eval runs a script as one task and returns its completion value. It does not wait for what the
// script started: that goes on with the next Run, Wait or Await. Tasks that are queued already run
// first.
//
//	v, err := rt.Eval(ctx, "1 + 1")
//
// An exception of the script is returned as an *UncaughtError and reported nowhere else. The other
// errors are those of [Runtime.Run], with two differences: process.exit is always an *ExitError,
// also with code 0, since there is no value then; and process.exitCode is left for the next Run or
// Wait. The value belongs to the owner's goroutine.
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

// Wait runs the event loop until the runtime's group is quiescent, as [Runtime.Run] does after its
// script, and with the same errors.
//
//	err := rt.Wait(ctx)
func (rt *Runtime) Wait(ctx context.Context) error {
	return rt.toQuiescence(ctx, rt.loop.Run)
}

// Await runs the event loop until the promise is settled, and returns its value. A value that is
// not a promise is returned at once.
//
//	p, err := rt.Eval(ctx, "fetchIt()")
//	v, err := rt.Await(ctx, p)
//
// A rejection is an *UncaughtError with the reason. If the group becomes quiescent while the
// promise is pending, the error is ErrNeverSettles. The other errors are those of [Runtime.Eval].
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

// during makes the calling goroutine the owner while f runs. ctx, the time limit, process.exit and
// an uncaught exception end f and the script that it runs.
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
		// The loop first: an interrupt ends only the task that is running, and the next one must
		// not begin.
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
	// The run may have returned for another reason before it saw a Stop. That Stop is not for the
	// next run.
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

// toQuiescence calls during for Run and Wait, and makes process.exitCode their error.
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
