package wpt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/runtime"
)

// How long a file may take if the Runner does not say, as in browsers.
const (
	DefaultTimeout     = 10 * time.Second
	DefaultLongTimeout = 60 * time.Second
)

// grace is how much longer than its time limit a file may take to report that time is up, and then how much longer until
// its goroutine is given up: one regular expression cannot be interrupted.
const grace = time.Second

// Runner runs tests. Its methods may be called from several goroutines.
type Runner struct {
	// FS holds the files: its root is / to the scripts.
	FS fs.FS
	// Timeout and LongTimeout are how long a file may take, the latter with META: timeout=long. The defaults are
	// DefaultTimeout and DefaultLongTimeout.
	Timeout, LongTimeout time.Duration
	// Multiplier stretches the time limits, step_timeout and step_wait, for slow machines. The default is 1.
	Multiplier float64
}

func (r *Runner) multiplier() float64 {
	if r.Multiplier > 0 {
		return r.Multiplier
	}
	return 1
}

func (r *Runner) limit(t Test) time.Duration {
	limit := r.Timeout
	if limit == 0 {
		limit = DefaultTimeout
	}
	if t.Long {
		limit = r.LongTimeout
		if limit == 0 {
			limit = DefaultLongTimeout
		}
	}
	return time.Duration(float64(limit) * r.multiplier())
}

// Run runs one test in a new runtime. Whatever the test does is in the result: it may end with an error, hang or crash
// without harm to other tests. A ctx that is done ends it with ERROR. An engine that cannot be interrupted is left
// running on its goroutine.
func (r *Runner) Run(ctx context.Context, t Test) Result {
	result := Result{Test: t}
	if t.Scope != Window {
		result.Skipped = "the scope " + string(t.Scope) + " is not supported yet"
		return result
	}
	start := time.Now()
	limit := r.limit(t)
	f := &fileRun{runner: r, test: t, limit: limit}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f.run(ctx)
	}()
	abandon := time.NewTimer(limit + 2*grace)
	defer abandon.Stop()
	select {
	case <-ended:
	case <-abandon.C:
		f.finish(HarnessTimeout, fmt.Sprintf("the engine did not stop %v after the time limit of %v", 2*grace, limit), "")
	}

	f.mu.Lock()
	defer f.mu.Unlock()
	result.Status, result.Message, result.Stack = f.status, f.message, f.stack
	result.Subtests = append([]Subtest{}, f.subtests...)
	result.Console = f.console.String()
	result.Duration = time.Since(start)
	return result
}

// fileRun is a test under way.
type fileRun struct {
	runner *Runner
	test   Test
	limit  time.Duration
	collector
	console console
}

// errEnded ends the run of a runtime once the outcome is known.
var errEnded = errors.New("wpt: the file has ended")

// run runs the test. What comes out of it is in the collector.
func (f *fileRun) run(ctx context.Context) {
	// The one place where a panic is caught: what a test file does to the engine is a result like any other. The runtime
	// is left as the panic found it, and not used again.
	defer func() {
		if p := recover(); p != nil {
			f.finish(HarnessCrash, fmt.Sprintf("panic: %v", p), string(debug.Stack()))
		}
	}()
	// The outcome is settled before the engine is interrupted: tasks may still run after the script that was.
	given := ctx
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(given))
	defer cancel(nil)
	end := func(status HarnessStatus, message string) {
		f.finish(status, message, "")
		cancel(errEnded)
	}
	f.done = func() { cancel(errEnded) }
	stop := context.AfterFunc(given, func() { end(HarnessError, context.Cause(given).Error()) })
	defer stop()
	hung := time.AfterFunc(f.limit+grace, func() {
		end(HarnessTimeout, fmt.Sprintf("a script was still running %v after the time limit of %v", grace, f.limit))
	})
	defer hung.Stop()

	rt, err := runtime.New(
		runtime.WithStdout(&f.console),
		runtime.WithStderr(&f.console),
		runtime.WithUncaught(func(e *runtime.UncaughtError) bool {
			// The harness has had its error event; here it is kept for the reader, as in a browser's console.
			fmt.Fprintln(&f.console, e.Stack)
			return true
		}),
	)
	if err != nil {
		f.finish(HarnessError, err.Error(), "")
		return
	}
	if err := f.runIn(ctx, rt); err != nil {
		f.finish(HarnessError, err.Error(), "")
	}
	if err := rt.Close(); err != nil {
		fmt.Fprintln(&f.console, err)
	}
}

func (f *fileRun) runIn(ctx context.Context, rt *runtime.Runtime) error {
	vm := rt.VM()
	if err := f.setGlobals(vm); err != nil {
		return err
	}
	h, err := f.install(vm, f.title(), f.runner.multiplier())
	if err != nil {
		return err
	}
	scripts, err := f.scripts()
	if err != nil {
		return err
	}

	rt.Post(func(vm *goja.Runtime) {
		for _, s := range scripts {
			f.runScript(vm, h, s)
		}
	})
	rt.Post(func(vm *goja.Runtime) { f.call(vm, h.loaded) })

	// A page stays up though nothing is queued: only so do AbortSignal.timeout and its kin, which hold nothing, get to fire.
	hold := rt.Hold()
	defer hold.Release()
	timeUp := time.AfterFunc(f.limit, func() { rt.Post(func(vm *goja.Runtime) { f.call(vm, h.timeUp) }) })
	defer timeUp.Stop()

	return rt.Wait(ctx)
}

// call calls a function of the harness, which throws only if the test file broke it.
func (f *fileRun) call(vm *goja.Runtime, function goja.Callable, args ...goja.Value) {
	_, err := function(goja.Undefined(), args...)
	var interrupted *goja.InterruptedError
	if err != nil && !errors.As(err, &interrupted) {
		f.finish(HarnessError, "harness: "+err.Error(), "")
		f.done()
	}
}

// runScript runs a script as an HTML script element does: an exception is reported, the next script runs all the same.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script
func (f *fileRun) runScript(vm *goja.Runtime, h *harness, s script) {
	program, err := goja.Compile(origin+"/"+s.path, s.source, false)
	if err != nil {
		f.call(vm, h.uncaught, vm.ToValue(strings.ReplaceAll(err.Error(), origin+"/", "")))
		return
	}
	_, err = vm.RunProgram(program)
	var exception *goja.Exception
	if !errors.As(err, &exception) {
		return
	}
	reportError, ok := goja.AssertFunction(vm.Get("reportError"))
	if !ok {
		f.call(vm, h.uncaught, exception.Value())
		return
	}
	if _, err := reportError(goja.Undefined(), exception.Value()); err != nil {
		f.call(vm, h.uncaught, exception.Value())
	}
}

type script struct{ path, source string }

// scripts reads the scripts of the test, in order; the harness is there already.
func (f *fileRun) scripts() ([]script, error) {
	var scripts []script
	for _, name := range append(f.test.Scripts[:len(f.test.Scripts):len(f.test.Scripts)], f.test.Path) {
		if name == "resources/testharness.js" || name == "resources/testharnessreport.js" {
			continue
		}
		source, err := fs.ReadFile(f.runner.FS, name)
		if err != nil {
			return nil, fmt.Errorf("META: script: %w", err)
		}
		scripts = append(scripts, script{path: name, source: string(source)})
	}
	return scripts, nil
}

// title is the name of tests without one.
func (f *fileRun) title() string {
	if f.test.Title != "" {
		return f.test.Title
	}
	name, _, _ := strings.Cut(path.Base(f.test.Path), ".")
	return name
}

// maxConsole is how much of a test's output is kept.
const maxConsole = 64 << 10

// console keeps the output of a test's scripts.
type console struct {
	mu  sync.Mutex
	b   strings.Builder
	cut bool
}

var _ io.Writer = (*console)(nil)

func (c *console) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if room := maxConsole - c.b.Len(); len(p) <= room {
		c.b.Write(p)
	} else if !c.cut {
		c.cut = true
		c.b.Write(p[:room])
		c.b.WriteString("\n[cut off]\n")
	}
	return len(p), nil
}

func (c *console) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.b.String()
}
