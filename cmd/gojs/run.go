package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/gojs-runtime/gojs/internal/fileurl"
	"github.com/gojs-runtime/gojs/runtime"
)

// grace is how long a script may run on after it was told to end. The engine stops between two
// instructions, but not inside a built-in function, such as the match of a regular expression.
const grace = 250 * time.Millisecond

type runOptions struct {
	eval      string
	useEval   bool
	keepGoing bool
	timeout   time.Duration
	args      []string
}

func (o *runOptions) flags() *flag.FlagSet {
	flags := newFlags("run")
	flags.StringVar(&o.eval, "eval", "", "")
	flags.StringVar(&o.eval, "e", "", "")
	flags.BoolVar(&o.keepGoing, "keep-going", false, "")
	flags.Func("timeout", "", func(s string) (err error) {
		o.timeout, err = time.ParseDuration(s)
		return err
	})
	return flags
}

func (c *command) runCommand(args []string) (code int, err error) {
	var o runOptions
	flags := o.flags()
	o.args, err = parse(flags, args, beforeFirst)
	o.useEval = given(flags, "eval", "e")
	switch {
	case err != nil:
		return 0, err
	case !o.useEval && len(o.args) == 0:
		return 0, errors.New("run needs a script: FILE, - for standard input, or --eval CODE")
	case given(flags, "timeout") && o.timeout <= 0:
		return 0, errors.New("--timeout must be more than 0")
	}
	return c.run(o), nil
}

func (c *command) run(o runOptions) (code int) {
	ctx, stop := untilSignal(context.Background())
	defer stop()
	script, err := c.scriptOf(ctx, o)
	if err != nil {
		return c.report("", err)
	}
	if o.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, o.timeout, timeoutError(o.timeout))
		defer cancel()
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)

	var failed atomic.Bool
	location, err := script.location()
	if err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	rt, err := runtime.New(
		runtime.WithLocation(location),
		runtime.WithScripts(runtime.LoaderFunc(loadFile)),
		runtime.WithNode(script.argv, c.env),
		runtime.WithStdout(c.stdout),
		runtime.WithStderr(c.stderr),
		runtime.WithColors(c.colors(c.stdout), c.colors(c.stderr)),
		runtime.WithWriteFailed(func(err error) { end(&outputError{err}) }),
		runtime.WithUncaught(func(err *runtime.UncaughtError) (handled bool) {
			if o.keepGoing {
				failed.Store(true)
				fmt.Fprintln(c.stderr, err.Stack)
			}
			return o.keepGoing
		}),
	)
	if err != nil {
		return c.fail(exitFailed, "%v", err)
	}
	err = attend(ctx, grace, func() error {
		defer rt.Close()
		return script.run(ctx, rt)
	})
	if code = c.report(script.name, err); code == 0 && failed.Load() {
		return exitFailed
	}
	return code
}

// attend calls f on its own goroutine and returns its error. If f still runs when ctx has been done
// for grace, attend returns the cause of ctx and abandons the goroutine, since the process is about
// to end.
func attend(ctx context.Context, grace time.Duration, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(grace):
		return context.Cause(ctx)
	}
}

// script is the script to run: a file (path) or its source.
type script struct {
	name   string // as the user gave it
	path   string
	source string
	argv   []string // process.argv from its second element on
}

// scriptOf returns the script that o names. It reads standard input, but no file.
//
// https://nodejs.org/api/process.html#processargv
func (c *command) scriptOf(ctx context.Context, o runOptions) (*script, error) {
	switch {
	case o.useEval:
		source, err := runtime.CheckSource("--eval", []byte(o.eval))
		return &script{name: "[eval]", source: source, argv: o.args}, err
	case o.args[0] == "-":
		source, err := c.readStdin(ctx)
		return &script{name: "[stdin]", source: source, argv: o.args}, err
	}
	path, err := filepath.Abs(o.args[0])
	if err != nil {
		return nil, &runtime.InputError{Name: o.args[0], Err: err}
	}
	return &script{name: o.args[0], path: o.args[0], argv: append([]string{path}, o.args[1:]...)}, nil
}

func (c *command) readStdin(ctx context.Context) (source string, err error) {
	const name = "standard input"
	var b []byte
	err = attend(ctx, 0, func() (err error) {
		if b, err = io.ReadAll(c.stdin); err != nil {
			return &runtime.InputError{Name: name, Err: err}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	return runtime.CheckSource(name, b)
}

func (s *script) run(ctx context.Context, rt *runtime.Runtime) error {
	if s.path != "" {
		return rt.RunFile(ctx, s.path)
	}
	return rt.Run(ctx, s.name, s.source)
}

// location returns the URL of the script, which is the base of its workers' URLs. A script without
// a file is in the working directory.
func (s *script) location() (string, error) {
	path, err := filepath.Abs(cmp.Or(s.path, s.name))
	if err != nil {
		return "", &runtime.InputError{Name: s.name, Err: err}
	}
	return fileurl.Of(path).String(), nil
}

// loadFile reads the script of a worker.
func loadFile(_ context.Context, u *url.URL) ([]byte, error) {
	path, ok := fileurl.Path(u)
	if !ok {
		return nil, fmt.Errorf("gojs run loads workers from files, not from %s: URLs", u.Scheme)
	}
	return os.ReadFile(path)
}

// report prints why a run ended and returns the exit code.
func (c *command) report(name string, err error) (code int) {
	switch err := err.(type) {
	case nil:
		return 0
	case *runtime.ExitError:
		return err.Code
	case *runtime.UncaughtError:
		fmt.Fprintln(c.stderr, err.Stack)
		return exitFailed
	case *runtime.SyntaxError:
		fmt.Fprintln(c.stderr, err)
		return exitFailed
	case *runtime.InputError:
		return c.fail(exitUsage, "%v", err)
	case timeoutError:
		return c.fail(exitTimeout, "%s: %v", name, err)
	case signalError:
		return exitSignalled + int(err)
	case *outputError:
		if brokenPipe(err) {
			return exitBrokenPipe
		}
	}
	return c.fail(exitFailed, "%v", err)
}

// timeoutError ends a run by --timeout.
type timeoutError time.Duration

func (e timeoutError) Error() string { return fmt.Sprintf("timed out after %v", time.Duration(e)) }

// outputError ends a run because its output cannot be written.
type outputError struct{ err error }

func (e *outputError) Error() string { return fmt.Sprintf("cannot write the output: %v", e.err) }

func (e *outputError) Unwrap() error { return e.err }
