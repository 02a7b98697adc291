package html

import (
	"net/url"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/port"
)

// WorkerHost starts the workers of a scope. Its methods are called on the engine's goroutine.
type WorkerHost interface {
	// StartWorker starts a dedicated worker on a goroutine of its own and returns at once. It
	// returns a *Refusal if it starts none.
	StartWorker(WorkerStart) (WorkerHandle, error)
	// ConnectSharedWorker connects to a shared worker, which it starts if none with this URL, name
	// and storage key is running. It returns a *Refusal if it starts none.
	ConnectSharedWorker(SharedWorkerStart) error
	// Script returns a script for importScripts, and blocks until the script is loaded. blob is the
	// blob that a blob: URL stands for, or nil.
	Script(u *url.URL, blob *fileapi.BlobData) (*goja.Program, *ScriptError)
}

// WorkerStart describes the worker that a script asked for.
type WorkerStart struct {
	URL  *url.URL
	Blob *fileapi.BlobData // the blob that a blob: URL stands for, or nil
	Name string
	// Inside is the worker's end of the implicit channel. It is in transit: the worker adopts or
	// closes it.
	Inside *port.Port
	// Owner is told about the worker's errors.
	Owner WorkerOwner
}

// SharedWorkerStart describes the shared worker that a script wants to connect to. Inside is the
// other end of its port.
type SharedWorkerStart struct {
	WorkerStart
	StorageKey        string
	Type, Credentials string
}

// WorkerHandle is a started worker.
type WorkerHandle interface {
	// Terminate ends the worker at once, without waiting for it. It may be called more than once
	// and from any goroutine.
	Terminate()
}

// WorkerOwner is the Worker or SharedWorker object that started a worker. Its methods may be called
// from any goroutine.
type WorkerOwner interface {
	// WorkerFailed is called if the script of the worker cannot be loaded or does not compile.
	WorkerFailed(*WorkerError)
	// WorkerUncaught is called with each error that no script in the worker handled.
	WorkerUncaught(*WorkerError)
}

// Refusal is the error of a host that starts no worker. The script gets it as a DOMException with
// this name and message.
type Refusal struct{ Name, Message string }

func (r *Refusal) Error() string { return r.Name + ": " + r.Message }

// ScriptError is the error of a script that cannot be loaded, or, with Syntax, that does not
// compile.
type ScriptError struct {
	Syntax       bool
	Message      string
	File         string
	Line, Column int
	Err          error
}

func (e *ScriptError) Error() string { return e.Err.Error() }

// Unwrap returns the error of the loader or the compiler.
func (e *ScriptError) Unwrap() error { return e.Err }

// WorkerError is an error in a worker that no script in the worker handled. It holds no values of
// an engine, so it can pass between goroutines.
type WorkerError struct {
	Worker       string // the name of the worker, or its URL
	Message      string // one line, such as "Uncaught TypeError: x is not a function"
	Text         string // with the stack
	File         string // where it was thrown; "" if that is unknown
	Line, Column int
	Promise      bool  // it is the reason of a rejected promise
	Err          error // the Go error that was thrown, if it was one
}

// WorkerScope is the part of the [Options] that the scope of a worker needs.
type WorkerScope struct {
	Name string
	// Close is called by the script's close(). The worker has to end after the current task.
	Close func()
}
