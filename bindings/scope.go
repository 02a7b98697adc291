package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/html"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/port"
)

// Scope is the global scope that [Install] made. Like the engine it belongs to the goroutine of the
// loop.
type Scope struct{ core *scope.Scope }

// VM returns the engine.
func (s *Scope) VM() *goja.Runtime { return s.core.VM }

// NewFunction returns a built-in function object with this name and length, for a global of the
// embedder's own. (goja names a Go function after its Go symbol.)
func (s *Scope) NewFunction(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	return s.core.Realm.NewFunction(name, length, f)
}

// RunProgram runs a script as a task and returns its completion value. Use it instead of the
// engine's method of that name. It also works after an earlier task was interrupted, and it repairs
// the engine if a generator or an async function is interrupted or overflows the stack, after which
// the engine would run no promise job any more. The error is for [Scope.ReportException].
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script
func (s *Scope) RunProgram(p *goja.Program) (goja.Value, error) { return s.core.RunProgram(p) }

// Do runs Go code that uses the engine as a task. It also works after an earlier task was
// interrupted. If f panics with a goja.Value or an exception of the engine, Do reports that.
//
//	loop.Post(eventloop.TaskFunc(func() {
//	    scope.Do(func(vm *goja.Runtime) { vm.Get("target").ToObject(vm).Get("value") })
//	}))
func (s *Scope) Do(f func(vm *goja.Runtime)) { s.core.Do(f) }

// ReportException reports an error that a call into the engine returned. It fires an ErrorEvent at
// the global object and, if no listener cancels the event, calls the function of [WithUncaught]. It
// does not report an interrupt, since the program itself interrupted the script. It is called on
// the engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
func (s *Scope) ReportException(err error) { s.core.ReportException(err) }

// Explain describes u. It needs only one of u.Value and u.Err.
func (s *Scope) Explain(u *Uncaught) Explanation { return html.Explain(s.core, u) }

// Serialize clones a value out of the engine, as postMessage does, and detaches the objects of
// transfer. It returns a *[clone.Error] if the value cannot be cloned, or the exception that a
// getter threw. It is called on the engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
func (s *Scope) Serialize(v goja.Value, transfer ...*goja.Object) (*clone.Record, error) {
	return s.core.SerializeWithTransfer(v, transfer)
}

// Deserialize clones a record into the engine. transferred are the objects for those that were
// transferred. It is called on the engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/structured-data.html#structureddeserializewithtransfer
func (s *Scope) Deserialize(r *clone.Record) (v goja.Value, transferred []goja.Value, err error) {
	return s.core.DeserializeWithTransfer(r)
}

// NewMessagePort returns a new MessagePort object for p, which comes from a new channel, from
// another runtime or from Go. p must be in transit, that is, it must have no owner.
func (s *Scope) NewMessagePort(p *port.Port) *goja.Object { return html.NewMessagePort(s.core, p) }

// ResolveBlobURL returns the blob that a blob URL stands for, with or without a fragment. ok
// reports whether this scope may use the URL: whether a scope of the same program and origin made
// it, and none revoked it. The blob stays usable after the URL is revoked. It is called on the
// engine's goroutine.
//
// https://w3c.github.io/FileAPI/#blob-url-obtain-object
func (s *Scope) ResolveBlobURL(url string) (object BlobData, ok bool) {
	return fileapi.ResolveBlobURL(s.core, url)
}

// CompleteURL adds the parts that blob: URLs need to a URL constructor, which this package does not
// have: createObjectURL and revokeObjectURL, and the origin and pathname of blob: URLs. It returns
// an error if the constructor refuses them.
func (s *Scope) CompleteURL(constructor *goja.Object) error {
	return fileapi.CompleteURL(s.core, constructor)
}

// ConnectWorker gives a scope of the kind [DedicatedWorker] its end of the implicit channel, which
// must be in transit. It is called before the script of the worker runs. Messages that have arrived
// wait for StartWorkerPort.
func (s *Scope) ConnectWorker(inside *port.Port) { html.ConnectWorker(s.core, inside) }

// StartWorkerPort enables the port message queue of the worker's end of the implicit channel. It is
// called once the script of the worker has run to its end, or has thrown.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker (onComplete, step 12)
func (s *Scope) StartWorkerPort() { html.StartWorkerPort(s.core) }

// ConnectSharedWorker gives a scope of the kind [SharedWorker] a new connection: it makes a
// MessagePort for inside, which must be in transit, and fires a connect event. It is called in a
// task of its own.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker (step 11.5.5)
func (s *Scope) ConnectSharedWorker(inside *port.Port) { html.ConnectSharedWorker(s.core, inside) }

// Posted returns how many messages scripts have posted to ports, workers and broadcast channels,
// and their approximate size in bytes. It may be called from any goroutine.
func (s *Scope) Posted() (messages, bytes uint64) { return html.Posted(s.core) }

// Close ends the scope. It closes its ports, whose other ends get a close event, and its broadcast
// channels, revokes its blob URLs and disarms its timers. It is called on the engine's goroutine,
// after the last script has run.
func (s *Scope) Close() {
	fileapi.CloseBlobURLs(s.core) // before another scope is told that this one has ended
	s.core.Owner.Close()
	html.ClearTimers(s.core)
}
