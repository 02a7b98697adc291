package runtime

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

// Option changes the configuration of a new Runtime. An option opens nothing and fails nowhere: errors come out of New.
type Option func(*config)

type config struct {
	stdout, stderr io.Writer
	colors         bindings.Colors
	writeFailed    func(error)
	limits         Limits
	uncaught       func(*UncaughtError) (handled bool)
	group          *eventloop.Group
	window         *string  // the URL of the page, nil without WithWindow
	url            *string  // that of WithLocation
	location       *url.URL // one of them, once it was checked
	scripts        Loader
	workerSetup    func(*Runtime) error
	workerPanicked func(p any, stack []byte)
	node           bool
	args           []string
	env            []string
}

// DefaultCallStack is the depth of the call stack where Limits says nothing: about that of Node. The engine itself has
// no limit, and an endless recursion would take all memory.
const DefaultCallStack = 10_000

func defaultConfig() config {
	return config{
		stdout: os.Stdout,
		stderr: os.Stderr,
		limits: Limits{CallStack: DefaultCallStack},
	}
}

func (c *config) check() error {
	l := c.limits
	for _, n := range []struct {
		name  string
		value int64
	}{
		{"CallStack", int64(l.CallStack)},
		{"QueuedMessages", int64(l.QueuedMessages)},
		{"MessageBytes", int64(l.MessageBytes)},
		{"Timers", int64(l.Timers)},
		{"WallTime", int64(l.WallTime)},
		{"Workers", int64(l.Workers)},
		{"WorkerDepth", int64(l.WorkerDepth)},
	} {
		if n.value < 0 {
			return fmt.Errorf("runtime: the limit %s is negative: use 0 for none", n.name)
		}
	}
	if c.stdout == nil || c.stderr == nil {
		return fmt.Errorf("runtime: a nil writer for the console: use io.Discard to drop its output")
	}
	at, of := c.window, "window"
	switch {
	case at != nil:
	case c.url != nil:
		at, of = c.url, "program"
	case c.scripts != nil:
		root := "file:///"
		at = &root
	default:
		return nil
	}
	location, err := bindings.ParseURL(*at, nil)
	if err != nil {
		return fmt.Errorf("runtime: the URL of the %s: %w", of, err)
	}
	c.location = location
	return nil
}

// Limits bound what an untrusted script can take. Zero is no limit, except for CallStack, where it is
// DefaultCallStack.
//
//	runtime.WithLimits(runtime.Limits{QueuedMessages: 1000, MessageBytes: 1 << 20, WallTime: time.Second})
//
// There is no limit on memory: the Go heap is shared. Run such a script in a process of its own with GOMEMLIMIT or a
// cgroup.
type Limits struct {
	// CallStack is how many calls may be nested. A script past it ends with a RangeError.
	CallStack int
	// QueuedMessages is how many messages may wait at the other end of one port, or at any receiver of a broadcast. A post
	// past it throws a QuotaExceededError; nothing is lost and nothing transferred.
	QueuedMessages int
	// MessageBytes is the approximate size of one message, or of one structuredClone, in bytes. Past it the call throws
	// a QuotaExceededError; nothing is transferred.
	MessageBytes int
	// Timers is how many timers may be armed at a time. setTimeout, setInterval and AbortSignal.timeout past it throw a
	// QuotaExceededError.
	Timers int
	// WallTime is how long the runtime may run, over all its runs together. Past it Run returns ErrTimeLimit. Close then
	// ends its workers too.
	WallTime time.Duration
	// Workers is how many workers of the runtime's host may be there at a time; one that was terminated counts until its
	// goroutine has ended. new Worker past it throws a QuotaExceededError.
	Workers int
	// WorkerDepth is how deep workers may be nested: 1 lets only the program itself have workers. new Worker past it
	// throws a QuotaExceededError.
	WorkerDepth int
}

func (l Limits) bindings() bindings.Limits {
	return bindings.Limits{QueuedMessages: l.QueuedMessages, MessageBytes: l.MessageBytes, Timers: l.Timers}
}

// WithLimits bounds what a script can take. The default is no limit but DefaultCallStack.
func WithLimits(l Limits) Option {
	return func(c *config) {
		if l.CallStack == 0 {
			l.CallStack = DefaultCallStack
		}
		c.limits = l
	}
}

// WithStdout sets where console.log and its kin write. The default is os.Stdout.
func WithStdout(w io.Writer) Option { return func(c *config) { c.stdout = w } }

// WithStderr sets where console.error and its kin write. The default is os.Stderr.
func WithStderr(w io.Writer) Option { return func(c *config) { c.stderr = w } }

// WithColors makes the console, and the Stack of an UncaughtError as if it went to stderr, write in colour. The default
// is without.
func WithColors(stdout, stderr bool) Option {
	return func(c *config) { c.colors = bindings.Colors{Stdout: stdout, Stderr: stderr} }
}

// WithWriteFailed sets what gets the first error of a write of the console. The default ignores it.
func WithWriteFailed(f func(error)) Option { return func(c *config) { c.writeFailed = f } }

// WithUncaught sets a function that gets each exception and rejection that no script handled, on the owner's
// goroutine. If it returns true the run goes on; otherwise, as without it, the run ends with the error.
func WithUncaught(f func(*UncaughtError) (handled bool)) Option {
	return func(c *config) { c.uncaught = f }
}

// WithGroup makes the runtime's loop one of a group: the runs of all its runtimes go on while any of them has
// something to do. What is queued for a runtime counts also while nobody runs it: run each of them, or close it. A Run
// that begins when the others have ended finds a group without work, and they do not wait for it: take a [Runtime.Hold]
// until all have begun. The default is a group of its own. The runtimes of a [Host] have that of the host, for which it is
// an option of NewHost.
func WithGroup(g *eventloop.Group) Option { return func(c *config) { c.group = g } }

// WithWindow makes the global object a Window, as that of a page with this URL, with window, location and
// postMessage, but without a document: for tests and scripts that expect to run in a page.
//
//	rt, err := runtime.New(runtime.WithWindow("https://example.org/index.html"))
//
// The URL must be absolute; New returns an error otherwise. The default is the global scope of a program of its own, which
// is neither a page's nor a worker's.
func WithWindow(url string) Option { return func(c *config) { c.window = &url } }

// WithScripts says where the scripts of workers come from, and so lets the script make workers. The default is nowhere:
// new Worker throws a SecurityError.
//
//	runtime.WithScripts(runtime.FS(os.DirFS("scripts")))
//
// Relative URLs of scripts are relative to that of the program (see [WithLocation]). Those of the schemes data: and blob: come from
// the URL itself, and are not asked for.
func WithScripts(l Loader) Option { return func(c *config) { c.scripts = l } }

// WithWorkerSetup sets what prepares each worker, on its goroutine, before its script runs: what a program that calls
// VM().Set does for itself. An error is that of a script which cannot be loaded.
//
//	runtime.WithWorkerSetup(func(worker *runtime.Runtime) error {
//	    return worker.VM().Set("now", time.Now().UnixMilli)
//	})
func WithWorkerSetup(f func(worker *Runtime) error) Option {
	return func(c *config) { c.workerSetup = f }
}

// WithWorkerPanicked sets what is told, on the worker's goroutine, when the engine of a worker panics: of a bug in it or in
// what Go code was made of. The worker ends then, and the rest of the program goes on. Without it the panic ends the
// process, as one on any goroutine does; those of the program itself come out of Run.
//
//	runtime.WithWorkerPanicked(func(p any, stack []byte) { log.Printf("%v\n%s", p, stack) })
func WithWorkerPanicked(f func(p any, stack []byte)) Option {
	return func(c *config) { c.workerPanicked = f }
}

// WithLocation sets the URL of the program, to which the URLs of its workers are relative. It must be absolute. The
// default is file:/// with [WithScripts], and nothing without.
//
//	runtime.WithLocation("file:///srv/app/main.js") // new Worker('job.js') is file:///srv/app/job.js
func WithLocation(url string) Option { return func(c *config) { c.url = &url } }

// WithNode adds what scripts for Node's command line expect: process, require, Buffer. args are process.argv without its
// first element, which is the executable: the script's absolute path, if it has one, and the script's arguments. env is
// process.env as "key=value". The default is without: require reads files, and process.env shows the environment, which
// is nothing for untrusted scripts.
func WithNode(args, env []string) Option {
	return func(c *config) { c.node, c.args, c.env = true, args, env }
}
