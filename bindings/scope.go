package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/html"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/port"
)

// Scope is the global scope that Install made: what Go code needs to reach the bindings. Like the engine it belongs to the
// loop's goroutine.
type Scope struct{ core *scope.Scope }

// VM returns the engine.
func (s *Scope) VM() *goja.Runtime { return s.core.VM }

// NewFunction makes a built-in function with this name and length, for globals of the embedder's own. A Go function that
// goja converts is named after its Go symbol.
func (s *Scope) NewFunction(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	return s.core.Realm.NewFunction(name, length, f)
}

// RunProgram runs a script as a task of its own does, and returns its completion value. An embedder that runs scripts
// with it, and not with the engine's method, need not care whether an earlier task was interrupted, nor for what the
// engine leaves behind when a generator or an async function is interrupted or overflows the stack: it would run no
// promise job any more. The error is for [Scope.ReportException].
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script
func (s *Scope) RunProgram(p *goja.Program) (goja.Value, error) { return s.core.RunProgram(p) }

// Do runs Go code that uses the engine, as a task of its own does: an interrupt of an earlier task is over. What f throws
// in JavaScript's way, by panicking with a goja.Value or by calling into the engine, is reported.
//
//	loop.Post(eventloop.TaskFunc(func() {
//	    scope.Do(func(vm *goja.Runtime) { vm.Get("target").ToObject(vm).Get("value") })
//	}))
func (s *Scope) Do(f func(vm *goja.Runtime)) { s.core.Do(f) }

// ReportException reports what a call into the engine returned: an ErrorEvent at the global object, and if no
// listener cancels that, the function of [WithUncaught]. It is called on the engine's goroutine. An interrupt is not
// reported: the code that interrupted knows of it.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
func (s *Scope) ReportException(err error) { s.core.ReportException(err) }

// Explain describes u, of which either Value or Err is enough.
func (s *Scope) Explain(u *html.Uncaught) html.Explanation { return html.Explain(s.core, u) }

// Serialize clones a value out of the engine, as postMessage does. It is called on the engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (s *Scope) Serialize(v goja.Value, transfer ...*goja.Object) (*clone.Record, error) {
	return s.core.SerializeWithTransfer(v, transfer)
}

// Deserialize clones a record into the engine. It is called on the engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (s *Scope) Deserialize(r *clone.Record) (v goja.Value, transferred []goja.Value, err error) {
	return s.core.DeserializeWithTransfer(r)
}

// NewMessagePort makes the MessagePort object that holds p from now on: it is how a port comes into this scope, from
// a new channel, from another runtime or from Go. p must be in transit: no owner has it.
func (s *Scope) NewMessagePort(p *port.Port) *goja.Object { return html.NewMessagePort(s.core, p) }

// ResolveBlobURL returns what a blob URL stands for, with or without a fragment, if this scope may use it: one of its
// program and origin that was not revoked. What it returns stays usable when the URL is revoked. It is called on the
// engine's goroutine.
//
// https://w3c.github.io/FileAPI/#blob-url-obtain-object
func (s *Scope) ResolveBlobURL(url string) (object fileapi.BlobData, ok bool) {
	return fileapi.ResolveBlobURL(s.core, url)
}

// CompleteURL adds to a URL constructor, of which this package has none, what belongs to the bindings: createObjectURL
// and revokeObjectURL, and what blob: URLs need, an origin and a pathname that know of them.
func (s *Scope) CompleteURL(constructor *goja.Object) error {
	return fileapi.CompleteURL(s.core, constructor)
}

// ConnectWorker gives a dedicated worker its end of the implicit channel, which must be in transit. It is called before the
// script of the worker runs. Messages that have arrived wait for StartWorkerPort.
func (s *Scope) ConnectWorker(inside *port.Port) { html.ConnectWorker(s.core, inside) }

// StartWorkerPort enables the port message queue of the implicit port of a dedicated worker. It is called once the script of
// the worker has run to its end, or has thrown.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker (onComplete, step 12)
func (s *Scope) StartWorkerPort() { html.StartWorkerPort(s.core) }

// ConnectSharedWorker tells a shared worker, in a task, that it has a new connection: the other end of inside, which must
// be in transit.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker (step 11.5.5)
func (s *Scope) ConnectSharedWorker(inside *port.Port) { html.ConnectSharedWorker(s.core, inside) }

// Posted returns how many messages scripts have posted to ports, workers and broadcast channels, and their approximate size
// in bytes. Any goroutine may call it.
func (s *Scope) Posted() (messages, bytes uint64) { return html.Posted(s.core) }

// Close ends the scope: its ports are closed, so that the other ends get their close event, its broadcast channels too,
// its blob URLs are revoked and its timers disarmed. It is called on the engine's goroutine, once no script runs any more.
func (s *Scope) Close() {
	fileapi.CloseBlobURLs(s.core) // before anybody is told
	s.core.Owner.Close()
	html.ClearTimers(s.core)
}
