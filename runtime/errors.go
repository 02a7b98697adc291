package runtime

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
)

var (
	// ErrClosed is the error of a run whose runtime is closed.
	ErrClosed = errors.New("runtime: closed")
	// ErrRunning is the error of a run that begins while another one of the same runtime is under way.
	ErrRunning = errors.New("runtime: already running on another goroutine, or called from inside a task: use Post")
	// ErrNeverSettles is the error of Await for a promise that is pending though nothing can happen any more.
	ErrNeverSettles = errors.New("runtime: the promise never settles: nothing is queued that could do it")
	errOtherGroup   = errors.New("runtime: the runtimes of a host are of one group: make WithGroup an option of NewHost")
	// ErrTimeLimit is the error of a run that took longer than Limits.WallTime.
	ErrTimeLimit = errors.New("runtime: the time limit was reached")
)

// UncaughtError is an exception, or the reason of a rejected promise, that no script handled.
type UncaughtError struct {
	// Value is what was thrown. It belongs to the owner's goroutine.
	Value goja.Value
	// Message is the value in one line, such as "TypeError: x is not a function".
	Message string
	// Stack is the value with its stack and properties, as Node prints it. It may have many lines.
	Stack string
	// File, Line and Column are where it was thrown: "" and 0 if that is unknown. Lines and columns count from 1.
	File         string
	Line, Column int
	// Promise says that it is the reason of a rejected promise.
	Promise bool
	// Worker is the name of the worker that it comes from, or else the URL of its script; "" for the runtime itself. Value
	// is null then.
	Worker string

	err error
}

// Error is the message with its place: "Uncaught TypeError: x is not a function (main.js:3:7)".
func (e *UncaughtError) Error() string {
	prefix := "Uncaught "
	if e.Promise {
		prefix = "Uncaught (in promise) "
	}
	if e.Worker != "" {
		prefix = "[worker " + e.Worker + "] " + prefix
	}
	if e.File == "" {
		return prefix + e.Message
	}
	if e.Line == 0 {
		return fmt.Sprintf("%s%s (%s)", prefix, e.Message, e.File)
	}
	return fmt.Sprintf("%s%s (%s:%d:%d)", prefix, e.Message, e.File, e.Line, e.Column)
}

// Unwrap is the Go error that a Go function returned and that went through the script as an exception, so that
// errors.Is and errors.As find it; nil for what the script made itself.
func (e *UncaughtError) Unwrap() error { return e.err }

// newUncaughtError describes u, or what the engine returned in u.Err.
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

// workerUncaughtError is the error of a worker for those around it.
func workerUncaughtError(e *bindings.WorkerError) *UncaughtError {
	return &UncaughtError{
		Value:   goja.Null(),
		Message: strings.TrimPrefix(e.Message, "Uncaught "),
		Stack:   "[worker " + e.Worker + "] " + e.Text,
		File:    e.File,
		Line:    e.Line,
		Column:  e.Column,
		Promise: e.Promise,
		Worker:  e.Worker,
		err:     e.Err,
	}
}

// ExitError is the end of a script by process.exit, or its process.exitCode, other than 0.
type ExitError struct{ Code int }

func (e *ExitError) Error() string { return fmt.Sprintf("exit code %d", e.Code) }

// ExitCode is the code, 1 to 255.
func (e *ExitError) ExitCode() int { return e.Code }

// InputError is a script that cannot be read.
type InputError struct {
	Name string
	Err  error
}

var errIsDirectory = errors.New("is a directory: name a script in it")

// Error is one line that names the script and what is wrong with it.
func (e *InputError) Error() string {
	err := e.Err
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return e.Name + ": no such file"
	case errors.Is(err, fs.ErrPermission):
		return e.Name + ": no permission to read it"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return e.Name + ": " + err.Error()
}

// Unwrap is the error of the file system.
func (e *InputError) Unwrap() error { return e.Err }

// SyntaxError is a source that is no classic script.
type SyntaxError struct {
	File         string
	Line, Column int // from 1; Column counts UTF-8 characters
	Message      string
	Text         string // the line
	// Module says that the source uses import, export or a top-level await: it is a module, and modules are not
	// supported yet.
	Module bool
}

// Error names the place, shows the line and marks the column, in four lines; in one if the place is unknown (Line 0).
func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.File + ": SyntaxError: " + e.Message
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d\n", e.File, e.Line, e.Column)
	fmt.Fprintf(&b, "%s\n", e.Text)
	for i, r := range []rune(e.Text) {
		if i >= e.Column-1 {
			break
		}
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	fmt.Fprintf(&b, "^\nSyntaxError: %s", e.Message)
	return b.String()
}
