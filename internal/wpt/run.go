package wpt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

// Default time limits of a file. They are those of the runners for browsers.
const (
	DefaultTimeout     = 10 * time.Second
	DefaultLongTimeout = 60 * time.Second
)

// grace is the time that a file gets after its time limit to report its results, and then again
// until its goroutine is abandoned: the engine cannot be interrupted inside a regular expression.
const grace = time.Second

// A Runner runs tests. Its methods may be called from several goroutines at once.
type Runner struct {
	// FS holds the files. Scripts see its root as /.
	FS fs.FS
	// WPT is a checkout of web-platform-tests, or nil. If it is set, its resources/testharness.js
	// runs instead of harness.js, and files that FS does not have are taken from it.
	WPT fs.FS
	// Timeout is the time limit of a file, LongTimeout that of a file with META: timeout=long. The
	// defaults are DefaultTimeout and DefaultLongTimeout.
	Timeout, LongTimeout time.Duration
	// Multiplier multiplies the time limits and the times of step_timeout and step_wait, for slow
	// machines. The default is 1.
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

// Server returns the server that the tests get their files from.
func (r *Runner) Server() *Server {
	if r.WPT == nil {
		return &Server{Roots: []fs.FS{r.FS}, ownHarness: r.multiplier()}
	}
	return &Server{Roots: []fs.FS{r.FS, r.WPT}}
}

// supports reports whether tests of a scope can run. A test for a worker runs in a page that
// creates the worker.
func supports(s Scope) bool { return s == Window || s == DedicatedWorker || s == SharedWorker }

// Run runs one test in a new runtime. The result tells whatever the test does: it may end with an
// error, hang or crash without affecting other tests. If ctx is done, the test ends with ERROR. If
// the engine cannot be interrupted, Run returns and leaves the engine running on its goroutine.
func (r *Runner) Run(ctx context.Context, t Test) Result {
	result := Result{Test: t}
	if !supports(t.Scope) {
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
	case <-ctx.Done():
		abandon.Reset(grace)
		select {
		case <-ended:
		case <-abandon.C:
			f.finish(HarnessError, context.Cause(ctx).Error(), "")
		}
	}

	f.mu.Lock()
	defer f.mu.Unlock()
	result.Status, result.Message, result.Stack = f.status, f.message, f.stack
	result.Subtests = append([]Subtest{}, f.subtests...)
	result.Console = f.console.String()
	result.Duration = time.Since(start)
	return result
}

// A fileRun is a test that is running.
type fileRun struct {
	runner *Runner
	test   Test
	limit  time.Duration
	collector
	console console
}

// errEnded is the cause with which a runtime's run is cancelled once the outcome is known.
var errEnded = errors.New("wpt: the file has ended")

// run runs the test. The collector gets the results.
func (f *fileRun) run(ctx context.Context) {
	// A panic of the engine is a result like any other. It is recovered here, and in workers by
	// their runtimes. The runtime is not used again.
	defer func() {
		if p := recover(); p != nil {
			f.finish(HarnessCrash, fmt.Sprintf("panic: %v", p), string(debug.Stack()))
		}
	}()
	// Set the outcome before interrupting the engine, since tasks may still run after the script
	// that was interrupted, and change it.
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

	group := eventloop.NewGroup()
	group.KeepForTimers()
	server := f.runner.Server()
	rt, err := runtime.New(
		runtime.WithWindow(f.test.URL().String()),
		runtime.WithScripts(workerScripts{server}),
		runtime.WithWorkerSetup(func(worker *runtime.Runtime) error { return installFetch(worker, server, worker.URL()) }),
		runtime.WithWorkerPanicked(func(p any, stack []byte) {
			f.workerCrashed(p, stack)
			cancel(errEnded)
		}),
		runtime.WithGroup(group),
		runtime.WithStdout(&f.console),
		runtime.WithStderr(&f.console),
		runtime.WithUncaught(func(e *runtime.UncaughtError) bool {
			// The harness got an error event. This keeps the error for the reader, like a browser's
			// console.
			fmt.Fprintln(&f.console, e.Stack)
			return true
		}),
	)
	if err != nil {
		f.finish(HarnessError, err.Error(), "")
		return
	}
	if err := f.runIn(ctx, rt, server); err != nil {
		f.finish(HarnessError, err.Error(), "")
	}
	if err := rt.Close(); err != nil {
		fmt.Fprintln(&f.console, err)
	}
}

// workerCrashed sets the outcome to a crash, even if there is an outcome already: by the time a
// worker's panic is known, the file may have been reported as quiescent. The runtime waits for its
// workers before the result is read.
func (f *fileRun) workerCrashed(p any, stack []byte) {
	message := fmt.Sprintf("panic in a worker: %v", p)
	f.finish(HarnessCrash, message, string(stack))
	f.mu.Lock()
	defer f.mu.Unlock()
	f.status, f.message, f.stack = HarnessCrash, message, string(stack)
}

func (f *fileRun) runIn(ctx context.Context, rt *runtime.Runtime, server *Server) error {
	vm := rt.VM()
	at := f.test.URL()
	p, scripts, err := loadPage(server, at)
	if err != nil {
		return err
	}
	if err := installFetch(rt, server, at); err != nil {
		return err
	}
	h, err := f.installHarness(vm, p.title)
	if err != nil {
		return err
	}
	load, err := loadEvent(vm)
	if err != nil {
		return err
	}

	rt.PostScripts(scripts...)
	rt.Post(func(vm *goja.Runtime) { f.call(vm, h.loaded) })
	rt.Post(func(vm *goja.Runtime) { f.call(vm, load) })
	giveUp := func() { rt.Post(func(vm *goja.Runtime) { f.call(vm, h.timeUp) }) }
	timeUp := time.AfterFunc(f.limit, giveUp)
	defer timeUp.Stop()
	if err := rt.Wait(ctx); err != nil {
		return err
	}
	// The runtime is quiescent, so waiting for the time limit would change nothing.
	f.idle()
	giveUp()
	if err := rt.Wait(ctx); err != nil {
		return err
	}
	f.finish(HarnessTimeout, nothingLeft, "")
	return nil
}

// loadEvent returns a function that fires the load event of a page.
func loadEvent(vm *goja.Runtime) (goja.Callable, error) {
	v, err := vm.RunString(`(({ dispatchEvent, Event }) => () => { dispatchEvent(new Event('load')); })(globalThis)`)
	if err != nil {
		return nil, err
	}
	load, _ := goja.AssertFunction(v)
	return load, nil
}

// loadPage fetches a page and its scripts.
func loadPage(server *Server, at *url.URL) (*page, []runtime.Script, error) {
	body, contentType, err := server.Open(at)
	if err != nil {
		return nil, nil, err
	}
	p, err := parsePage(at.Path, body, contentType)
	if err != nil {
		return nil, nil, err
	}
	scripts, err := p.load(server, at)
	return p, scripts, err
}

// installHarness installs the harness for the test.
func (f *fileRun) installHarness(vm *goja.Runtime, title string) (*harness, error) {
	if f.runner.WPT == nil {
		if title == "" {
			title, _, _ = strings.Cut(path.Base(f.test.Path), ".")
		}
		return f.installOwn(vm, title, f.runner.multiplier())
	}
	source, err := fs.ReadFile(f.runner.WPT, harnessPath)
	if err != nil {
		return nil, fmt.Errorf("no harness, is this a checkout of web-platform-tests? %w", err)
	}
	program, err := compileHarness(string(source))
	if err != nil {
		return nil, err
	}
	return f.installWPT(vm, program, title, f.runner.multiplier())
}

// call calls a function of the harness. The function throws only if the test file broke the
// harness.
func (f *fileRun) call(vm *goja.Runtime, function goja.Callable, args ...goja.Value) {
	_, err := function(goja.Undefined(), args...)
	if _, interrupted := err.(*goja.InterruptedError); err != nil && !interrupted {
		f.finish(HarnessError, "harness: "+err.Error(), "")
		f.done()
	}
}

// maxConsole is the number of bytes of a test's output that are kept.
const maxConsole = 64 << 10

// A console keeps the output of a test's scripts.
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
