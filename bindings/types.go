package bindings

import (
	"net/url"

	"github.com/gojs-runtime/gojs/internal/console"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/html"
	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
)

// Loop is an event loop. [OnLoop] makes one of an *eventloop.Loop. Any other loop will do that runs
// one task at a time on the engine's goroutine:
//
//	type Loop interface {
//		// Post queues a task behind those already queued. It may be called from any goroutine, never
//		// blocks, and reports whether the loop still takes tasks.
//		Post(task eventloop.Task) bool
//		// AfterFunc runs the task on the loop once d has passed. It is called on the loop's goroutine
//		// only. Timers that are due at the same time run in the order of their creation. With hold,
//		// the loop keeps running for it.
//		AfterFunc(d time.Duration, hold bool, task eventloop.Task) Timer
//	}
type Loop = scope.Loop

// Timer is an armed timer of a [Loop]. Its method Stop disarms the timer and reports whether that
// prevented its task.
type Timer = scope.Timer

// Limits limit what a script can use. Zero means no limit.
//
//	QueuedMessages int // messages that wait at the other end of a port or at a receiver of a broadcast
//	MessageBytes   int // approximate size of a message or of a structuredClone
//	Timers         int // armed timers of setTimeout, setInterval and AbortSignal.timeout
//
// At a limit a script gets a QuotaExceededError, and nothing is transferred.
type Limits = scope.Limits

// Kind is the kind of a global scope. It selects the interface of the global object and what is
// exposed in the scope.
type Kind = scope.Kind

// The kinds of global scopes.
const (
	Shell           = scope.Shell           // a program of its own: neither a page nor a worker
	Window          = scope.Window          // a page without a document
	DedicatedWorker = scope.DedicatedWorker // the scope of a Worker
	SharedWorker    = scope.SharedWorker    // the scope of a SharedWorker
)

// Colors says which outputs of a console are in colour: Stdout, Stderr.
type Colors = console.Colors

// Uncaught is an exception, or the reason of a rejected promise, that no script handled. See
// [WithUncaught]; [Scope.Explain] describes one.
//
//	Value   goja.Value        // what was thrown; null if Worker is set
//	Stack   []goja.StackFrame // where it was thrown
//	Promise bool              // it is a promise's reason
//	Err     error             // what the engine returned
//	Worker  *WorkerError      // the error, if it comes from a worker of the scope
type Uncaught = html.Uncaught

// Explanation describes an [Uncaught] for people and for logs.
//
//	Value        goja.Value
//	Message      string // one line, such as "TypeError: x is not a function"
//	Text         string // "Uncaught " and the value as Node prints it, with the stack if it has one
//	File         string // where it was thrown; "" if that is unknown
//	Line, Column int
//	Err          error  // the Go error that was thrown through the script, if it was one
type Explanation = html.Explanation

// WorkerHost starts the workers of a scope. Package runtime has one; [WithWorkers] sets another.
// Its methods are called on the engine's goroutine.
//
//	type WorkerHost interface {
//		// StartWorker starts a dedicated worker, on a goroutine of its own, and returns at once. A
//		// *Refusal says that there will be none.
//		StartWorker(WorkerStart) (WorkerHandle, error)
//		// ConnectSharedWorker connects with a shared worker, which it starts if there is none of that
//		// URL, name and storage key. A *Refusal says that there will be none.
//		ConnectSharedWorker(SharedWorkerStart) error
//		// Script returns a script for importScripts, and blocks until it is there. blob is what a
//		// blob: URL stands for, or nil.
//		Script(u *url.URL, blob *BlobData) (*goja.Program, *ScriptError)
//	}
type WorkerHost = html.WorkerHost

// The types that a [WorkerHost] gets and returns.
type (
	// WorkerStart describes the worker that a script asked for: its URL, its Name, the Blob that a
	// blob: URL stands for, Inside, which is its end of the implicit channel, and Owner, which is
	// told about its errors.
	//
	//	URL    *url.URL
	//	Blob   *BlobData // nil unless URL is a blob: URL that stands for something
	//	Name   string
	//	Inside *port.Port // in transit; the worker adopts or closes it
	//	Owner  WorkerOwner
	WorkerStart = html.WorkerStart
	// SharedWorkerStart describes the shared worker that a script wants to connect to: a WorkerStart
	// with the strings StorageKey, Type and Credentials. Inside is the other end of the script's port.
	SharedWorkerStart = html.SharedWorkerStart
	// WorkerHandle is a started worker. Its method Terminate ends the worker at once.
	WorkerHandle = html.WorkerHandle
	// WorkerOwner is the object that started a worker. Its methods are called with the worker's
	// errors, on any goroutine.
	//
	//	WorkerFailed(*WorkerError)   // the script cannot be loaded or does not compile
	//	WorkerUncaught(*WorkerError) // no script in the worker handled the error
	WorkerOwner = html.WorkerOwner
	// WorkerScope is what a scope of a worker needs in addition: its Name, and Close, which the
	// script's close() calls.
	WorkerScope = html.WorkerScope
	// WorkerError is an error in a worker that no script in the worker handled. It belongs to no
	// engine.
	//
	//	Worker       string // the name of the worker, or its URL
	//	Message      string // one line, such as "Uncaught TypeError: x is not a function"
	//	Text         string // with the stack
	//	File         string // where it was thrown; "" if that is unknown
	//	Line, Column int
	//	Promise      bool  // it is the reason of a rejected promise
	//	Err          error // the Go error that it is, if it is one
	WorkerError = html.WorkerError
	// ScriptError is the error of a script that cannot be loaded, or that does not compile: then
	// Syntax is true. Message, File, Line, Column and Err are as in a WorkerError.
	ScriptError = html.ScriptError
	// Refusal is an error that a script gets as a DOMException with this Name and Message.
	Refusal = html.Refusal
)

// The refusals of a host that starts no workers, or no module workers.
var (
	NoWorkers = html.NoWorkers
	NoModules = html.NoModules
)

// These types are what a message carries of an object. Go code receives them from
// [clone.Record.ToGo].
type (
	// ShippedPort is a MessagePort that was transferred. Its Port, a *port.Port, is in transit.
	ShippedPort = html.ShippedPort
	// BlobData is a Blob that was cloned: its Bytes, which nobody may change, and its Type.
	BlobData = fileapi.BlobData
	// FileData is a File that was cloned: a BlobData with a Name and a LastModified time.
	FileData = fileapi.FileData
)

// BlobURLs is a blob URL store. It maps the URLs that URL.createObjectURL has made to their blobs.
// A program has one. Its methods may be called from any goroutine. See [WithBlobURLs].
//
// https://w3c.github.io/FileAPI/#BlobURLStore
type BlobURLs = fileapi.BlobURLs

// NewBlobURLs returns an empty store.
func NewBlobURLs() *BlobURLs { return fileapi.NewBlobURLs() }

// ParseURL parses a URL as the URL Standard does, relative to base, which may be nil. The error
// says what is wrong with the URL.
//
// https://url.spec.whatwg.org/#concept-basic-url-parser
func ParseURL(input string, base *url.URL) (*url.URL, error) { return weburl.Parse(input, base) }
