package html

import (
	"net/url"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/port"
)

// WorkerHost is what the bindings need of their host to start workers. Its methods are called on the engine's goroutine.
type WorkerHost interface {
	// StartWorker starts a dedicated worker, on a goroutine of its own, and returns at once. A *Refusal says that there
	// will be none.
	StartWorker(WorkerStart) (WorkerHandle, error)
	// ConnectSharedWorker connects with a shared worker, which it starts if there is none of that URL, name and storage key.
	// A *Refusal says that there will be none.
	ConnectSharedWorker(SharedWorkerStart) error
	// Script returns a script for importScripts, and blocks until it is there. blob is what a blob: URL stands for, nil
	// for nothing.
	Script(u *url.URL, blob *fileapi.BlobData) (*goja.Program, *ScriptError)
}

// WorkerStart is the worker that a script asked for.
type WorkerStart struct {
	URL  *url.URL
	Blob *fileapi.BlobData // what a blob: URL stands for, nil for nothing
	Name string
	// Inside is the worker's end of the implicit channel. It is in transit: the worker adopts or closes it.
	Inside *port.Port
	// Owner hears of the worker's errors.
	Owner WorkerOwner
}

// SharedWorkerStart is the shared worker that a script wants to be connected with. Inside is the other end of its port.
type SharedWorkerStart struct {
	WorkerStart
	StorageKey        string
	Type, Credentials string
}

// WorkerHandle is a worker that was started.
type WorkerHandle interface {
	// Terminate ends the worker at once, and does not wait for it. It may be called from any goroutine, more than once.
	Terminate()
}

// WorkerOwner is who started a worker. Its methods may be called from any goroutine.
type WorkerOwner interface {
	// WorkerFailed is called if the script of the worker could not be had, or is no script.
	WorkerFailed(*WorkerError)
	// WorkerUncaught is called with each error that nothing in the worker handled.
	WorkerUncaught(*WorkerError)
}

// Refusal is why a host starts no worker: the name and the message of a DOMException.
type Refusal struct{ Name, Message string }

func (r *Refusal) Error() string { return r.Name + ": " + r.Message }

// ScriptError is why there is no script. With Syntax it is no classic script; otherwise it cannot be had.
type ScriptError struct {
	Syntax       bool
	Message      string
	File         string
	Line, Column int
	Err          error
}

func (e *ScriptError) Error() string { return e.Err.Error() }

// Unwrap is the error of the loader or the compiler.
func (e *ScriptError) Unwrap() error { return e.Err }

// WorkerError is an error in a worker that nothing in it handled. It belongs to no engine.
type WorkerError struct {
	Worker       string // the name of the worker that it comes from, or its URL
	Message      string // one line, such as "Uncaught TypeError: x is not a function"
	Text         string // with the stack
	File         string // where it was thrown, "" if that is unknown
	Line, Column int
	Promise      bool  // it is the reason of a promise that was rejected
	Err          error // the Go error that it is, if it is one
}

// WorkerScope makes the global scope that of a worker.
type WorkerScope struct {
	Name string
	// Close is called by the script's close(): the worker is to end after the task that is running.
	Close func()
}
