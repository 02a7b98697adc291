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
	// ErrRunning is the error of a run that begins while another run of the same runtime is under
	// way.
	ErrRunning = errors.New("runtime: already running on another goroutine, or called from inside a task: use Post")
	// ErrNeverSettles is the error of Await if the promise is still pending when the group is
	// quiescent.
	ErrNeverSettles = errors.New("runtime: the promise never settles: nothing is queued that could do it")
	errOtherGroup   = errors.New("runtime: the runtimes of a host are of one group: make WithGroup an option of NewHost")
	// ErrTimeLimit is the error of a run that exceeds Limits.WallTime.
	ErrTimeLimit = errors.New("runtime: the time limit was reached")
)

// UncaughtError is an exception, or the reason of a rejected promise, that no script handled.
//
//	var uncaught *runtime.UncaughtError
//	if errors.As(err, &uncaught) {
//	    fmt.Println(uncaught.File, uncaught.Line, uncaught.Message)
//	}
type UncaughtError struct {
	// Value is the thrown value. It belongs to the owner's goroutine. It is null if the error comes
	// from a worker.
	Value goja.Value
	// Message is the value in one line, such as "TypeError: x is not a function".
	Message string
	// Stack is the value with its stack and properties, as Node prints it. It may have many lines.
	Stack string
	// File, Line and Column are the place where it was thrown; "" and 0 if it is unknown. Lines and
	// columns count from 1.
	File         string
	Line, Column int
	// Promise is true for the reason of a rejected promise.
	Promise bool
	// Worker is the name of the worker that the error comes from, or else the URL of its script. It
	// is "" if the error comes from the runtime itself.
	Worker string

	err error
}

// Error returns the message with its place, such as "Uncaught TypeError: x is not a function
// (main.js:3:7)".
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

// Unwrap returns the Go error if a Go function returned it to the script and the script did not
// catch it, so that errors.Is and errors.As find it. It returns nil for an error of the script
// itself.
func (e *UncaughtError) Unwrap() error { return e.err }

// workerUncaughtError describes an error in a worker.
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

// ExitError is the error of a run that process.exit ended, or that ended with a process.exitCode
// other than 0. See [WithNode].
type ExitError struct{ Code int }

func (e *ExitError) Error() string { return fmt.Sprintf("exit code %d", e.Code) }

// ExitCode returns the exit code, from 0 to 255.
func (e *ExitError) ExitCode() int { return e.Code }

// InputError is a script that cannot be read.
type InputError struct {
	Name string
	Err  error
}

var errIsDirectory = errors.New("is a directory: name a script in it")

// Error returns one line that names the script and what is wrong with it.
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

// Unwrap returns the error of the file system.
func (e *InputError) Unwrap() error { return e.Err }

// SyntaxError is a source that is no classic script.
type SyntaxError struct {
	File         string
	Line, Column int // from 1; Column counts UTF-8 characters
	Message      string
	Text         string // the source line
	// Module is true if the source uses import, export or a top-level await: then it is a module,
	// and modules are not supported yet.
	Module bool
}

// Error returns four lines: the place, the source line, a mark below the column, and the message.
// If the place is unknown (Line is 0), it returns one line.
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
