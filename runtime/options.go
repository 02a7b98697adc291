package runtime

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

// Option changes the configuration of a new runtime or host. An option opens nothing and cannot
// fail: errors come out of [New] and [Host.New].
type Option func(*config)

type config struct {
	stdout, stderr io.Writer
	colors         bindings.Colors
	writeFailed    func(error)
	limits         Limits
	uncaught       func(*UncaughtError) (handled bool)
	group          *eventloop.Group
	window         *string  // the URL of WithWindow, or nil
	url            *string  // the URL of WithLocation, or nil
	location       *url.URL // one of these two, set by check
	scripts        Loader
	workerSetup    func(*Runtime) error
	workerPanicked func(p any, stack []byte)
	node           bool
	classes        []bindings.AnyDefinition
	args           []string
	env            []string
}

func defaultConfig() config {
	return config{
		stdout: os.Stdout,
		stderr: os.Stderr,
		limits: Limits{CallStack: DefaultCallStack},
	}
}

// check returns the errors of the options, and sets location.
func (c *config) check() error {
	if err := c.limits.check(); err != nil {
		return err
	}
	if c.stdout == nil || c.stderr == nil {
		return errors.New("runtime: a nil writer for the console: use io.Discard to drop its output")
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

// WithLimits bounds what a script can take. The default is no limit but DefaultCallStack.
//
//	runtime.WithLimits(runtime.Limits{WallTime: time.Second})
func WithLimits(l Limits) Option {
	return func(c *config) {
		if l.CallStack == 0 {
			l.CallStack = DefaultCallStack
		}
		c.limits = l
	}
}

// WithStdout sets the writer of the console's messages, except warnings and errors. The default is
// os.Stdout.
func WithStdout(w io.Writer) Option { return func(c *config) { c.stdout = w } }

// WithStderr sets the writer of console.warn, error, assert and trace. The default is os.Stderr.
func WithStderr(w io.Writer) Option { return func(c *config) { c.stderr = w } }

// WithColors sets which of the console's two outputs are in colour. The Stack of an [UncaughtError]
// is in colour if stderr is. The default is neither.
func WithColors(stdout, stderr bool) Option {
	return func(c *config) { c.colors = bindings.Colors{Stdout: stdout, Stderr: stderr} }
}

// WithWriteFailed sets a function that gets the first error of the console's writers. By default it
// is ignored.
func WithWriteFailed(f func(error)) Option { return func(c *config) { c.writeFailed = f } }

// WithUncaught sets a function that gets each exception and rejection that no script handled, on
// the owner's goroutine. If it returns true, the run goes on. If it returns false, or without this
// option, the run ends with the error.
//
//	runtime.WithUncaught(func(e *runtime.UncaughtError) bool { log.Print(e.Stack); return true })
func WithUncaught(f func(*UncaughtError) (handled bool)) Option {
	return func(c *config) { c.uncaught = f }
}

// WithGroup puts the runtime's loop into a group: the runs of all runtimes in it go on until the
// group is quiescent. Tasks that are queued for a runtime count even while nobody runs it: run each
// of them, or close it. If the runs begin one after another, an early one can find the group
// quiescent and return: take a [Runtime.Hold] until all have begun.
//
//	group := eventloop.NewGroup()
//	a, err := runtime.New(runtime.WithGroup(group))
//	b, err := runtime.New(runtime.WithGroup(group))
//
// The default is a group of its own. All runtimes of a [Host] are in the host's group; give this
// option to [NewHost].
func WithGroup(g *eventloop.Group) Option { return func(c *config) { c.group = g } }

// WithWindow makes the global object a Window, as in a page with this URL, with window, location
// and postMessage but without a document. It is for tests and scripts that expect to run in a page.
// The URL must be absolute.
//
//	rt, err := runtime.New(runtime.WithWindow("https://example.org/index.html"))
//
// By default the global object is that of a program of its own, neither a page's nor a worker's.
func WithWindow(url string) Option { return func(c *config) { c.window = &url } }

// WithScripts sets where the scripts of workers come from, and so lets scripts start workers. By
// default there are none: new Worker throws a SecurityError.
//
//	runtime.WithScripts(runtime.FS(os.DirFS("scripts")))
//
// Relative URLs are resolved against the program's (see [WithLocation]). Scripts of data: and blob:
// URLs are in the URL itself; the loader is not asked for them.
func WithScripts(l Loader) Option { return func(c *config) { c.scripts = l } }

// WithWorkerSetup sets a function that prepares each worker before its script runs, on the worker's
// goroutine, as a program does with [Runtime.VM] before [Runtime.Run]. If it returns an error, the
// worker fails as if its script could not be loaded.
//
//	runtime.WithWorkerSetup(func(worker *runtime.Runtime) error {
//	    return worker.VM().Set("now", time.Now().UnixMilli)
//	})
func WithWorkerSetup(f func(worker *Runtime) error) Option {
	return func(c *config) { c.workerSetup = f }
}

// WithWorkerPanicked sets a function that is called on a worker's goroutine when it panics: because
// of a bug in the engine or in Go code that scripts call. That worker ends, and the rest of the
// program goes on. By default the panic ends the process. (When the program itself panics, Run
// does.)
//
//	runtime.WithWorkerPanicked(func(p any, stack []byte) { log.Printf("%v\n%s", p, stack) })
func WithWorkerPanicked(f func(p any, stack []byte)) Option {
	return func(c *config) { c.workerPanicked = f }
}

// WithLocation sets the URL of the program. The URLs of its workers are resolved against it. It must be absolute. The
// default is file:/// with [WithScripts], and no URL without.
//
//	runtime.WithLocation("file:///srv/app/main.js") // new Worker('job.js') is file:///srv/app/job.js
func WithLocation(url string) Option { return func(c *config) { c.url = &url } }

// WithClass adds a class written in Go to the scripts of the runtime and of its workers, so that
// they can send each other its objects. See [bindings.Define].
//
//	rt, err := runtime.New(runtime.WithClass(Image))
func WithClass(d bindings.AnyDefinition) Option {
	return func(c *config) { c.classes = append(c.classes, d) }
}

// WithNode adds the globals that scripts for Node's command line expect: process, require and
// Buffer. args are the elements of process.argv after the executable: by custom the script's
// absolute path and its arguments. env is process.env as "key=value".
//
//	runtime.WithNode([]string{"/srv/app/main.js", "-v"}, os.Environ())
//
// They are not for untrusted scripts: require reads files, and process.env shows the environment.
func WithNode(args, env []string) Option {
	return func(c *config) { c.node, c.args, c.env = true, args, env }
}
