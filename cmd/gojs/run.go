package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/gojs-runtime/gojs/runtime"
)

// grace is how long a script that was told to end may take to do so. The engine looks at each step of a script, but
// not inside one call of a built-in function, such as the match of a regular expression.
const grace = 250 * time.Millisecond

type runOptions struct {
	eval      string
	useEval   bool
	keepGoing bool
	timeout   time.Duration
	args      []string
}

func (c *command) runCommand() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use: "run",
		RunE: func(cmd *cobra.Command, args []string) error {
			o.useEval = cmd.Flags().Changed("eval")
			o.args = args
			switch {
			case !o.useEval && len(args) == 0:
				return errors.New("run needs a script: FILE, - for standard input, or --eval CODE")
			case cmd.Flags().Changed("timeout") && o.timeout <= 0:
				return errors.New("--timeout must be more than 0")
			}
			c.run(o)
			return nil
		},
	}
	flags := cmd.Flags()
	flags.SetInterspersed(false)
	flags.StringVarP(&o.eval, "eval", "e", "", "")
	flags.BoolVar(&o.keepGoing, "keep-going", false, "")
	flags.DurationVar(&o.timeout, "timeout", 0, "")
	return cmd
}

func (c *command) run(o runOptions) {
	ctx, stop := untilSignal(context.Background())
	defer stop()
	script, err := c.scriptOf(ctx, o)
	if err != nil {
		c.report("", err)
		return
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
		c.fail(exitFailed, "%v", err)
		return
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
		c.fail(exitFailed, "%v", err)
		return
	}
	err = attend(ctx, grace, func() error {
		defer rt.Close()
		return script.run(ctx, rt)
	})
	c.report(script.name, err)
	if failed.Load() && c.code == 0 {
		c.code = exitFailed
	}
}

// attend calls f on a goroutine of its own and waits for it. If f goes on for longer than grace after ctx is done,
// attend leaves it to itself, for the process is about to end, and returns the cause of ctx.
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

// script is what to run: a file, or a source.
type script struct {
	name   string // as the user gave it
	path   string
	source string
	argv   []string // process.argv from its second element on
}

// scriptOf finds out what to run. It reads standard input, but no file.
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

// location is the URL of the script, to which those of its workers are relative. Without a file it is in the working
// directory.
func (s *script) location() (string, error) {
	path, err := filepath.Abs(cmp.Or(s.path, s.name))
	if err != nil {
		return "", &runtime.InputError{Name: s.name, Err: err}
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // a drive
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String(), nil
}

// loadFile reads the script of a worker.
func loadFile(_ context.Context, u *url.URL) ([]byte, error) {
	if u.Scheme != "file" || u.Host != "" {
		return nil, fmt.Errorf("gojs run loads workers from files, not from %s: URLs", u.Scheme)
	}
	path := u.Path
	if filepath.Separator == '\\' {
		path = filepath.FromSlash(strings.TrimPrefix(path, "/"))
	}
	return os.ReadFile(path)
}

// report prints why a run ended, and sets the exit code.
func (c *command) report(name string, err error) {
	switch err := err.(type) {
	case nil:
	case *runtime.ExitError:
		c.code = err.Code
	case *runtime.UncaughtError:
		fmt.Fprintln(c.stderr, err.Stack)
		c.code = exitFailed
	case *runtime.SyntaxError:
		fmt.Fprintln(c.stderr, err)
		c.code = exitFailed
	case *runtime.InputError:
		c.fail(exitUsage, "%v", err)
	case timeoutError:
		c.fail(exitTimeout, "%s: %v", name, err)
	case signalError:
		c.code = exitSignalled + int(err)
	case *outputError:
		if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
			c.code = exitBrokenPipe
			return
		}
		c.fail(exitFailed, "%v", err)
	default:
		c.fail(exitFailed, "%v", err)
	}
}

// timeoutError ends a run by --timeout.
type timeoutError time.Duration

func (e timeoutError) Error() string { return fmt.Sprintf("timed out after %v", time.Duration(e)) }

// outputError ends a run whose output cannot be written.
type outputError struct{ err error }

func (e *outputError) Error() string { return fmt.Sprintf("cannot write the output: %v", e.err) }

func (e *outputError) Unwrap() error { return e.err }
