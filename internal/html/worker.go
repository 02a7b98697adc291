package html

import (
	"net/url"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// Worker is the state of a Worker object.
//
// https://html.spec.whatwg.org/multipage/workers.html#dedicated-workers-and-the-worker-interface
type Worker struct {
	dom.EventTarget
	url        string
	name       string
	outside    implicitPort // the outside port, with this object as its message event target
	handle     WorkerHandle
	terminated bool
}

var WorkerInterface = &webidl.Interface{
	Name:        "Worker",
	Parent:      dom.EventTargetInterface,
	Is:          func(state any) bool { _, ok := state.(*Worker); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: newWorker},
	Attributes: []webidl.Attribute{
		dom.EventHandlerAttribute("onmessage", "message", nil),
		dom.EventHandlerAttribute("onmessageerror", "messageerror", nil),
		dom.EventHandlerAttribute("onerror", "error", nil),
	},
	Operations: []webidl.Operation{
		{Name: "terminate", Call: func(c webidl.Call) goja.Value {
			c.State.(*Worker).terminate()
			return goja.Undefined()
		}},
		{Name: "postMessage", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/workers.html#dom-worker-postmessage
			// The postMessage() methods on Worker objects act as if, when invoked, they immediately invoked the respective
			// methods on this's outside port, with the same arguments, and returned the same return value.
			transfer := transferOf(c, 1)
			c.State.(*Worker).outside.postMessage(c, c.Args[0], transfer)
			return goja.Undefined()
		}},
	},
}

// newWorker is the constructor.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-worker
func newWorker(c webidl.Call) any {
	s := scope.Of(c)
	scriptURL := c.USVString(c.Args[0])
	options := workerOptionsOf(c, c.Dictionary(1, "WorkerOptions"))
	// 1. Let compliantScriptURL be the result of invoking the get trusted type compliant string algorithm …: there are
	//    no trusted types here.
	// 2. Let outsideSettings be this's relevant settings object: s.
	// 3. Let workerURL be the result of encoding-parsing a URL given compliantScriptURL, relative to outsideSettings.
	workerURL := workerURL(s, c, scriptURL)
	if options.typ == "module" {
		refused(c, NoModules)
	}
	// 5. Let outsidePort be a new MessagePort in outsideSettings's realm.
	// 6. Set outsidePort's message event target to this.
	// 7. Set this's outside port to outsidePort.
	// 8. Let worker be this.
	worker := &Worker{url: workerURL.String(), name: options.name}
	worker.Init(s, c.This)
	outside, inside := port.NewChannel()
	worker.outside.adopt(outside, &worker.EventTarget, &worker.outside)
	// DEVIATION: the outside port is enabled now, and not once the worker's script ran to its end. In browsers too, what
	// the worker posts while its script runs arrives meanwhile. https://html.spec.whatwg.org/multipage/workers.html#run-a-worker
	worker.outside.start()
	// 9. Run this step in parallel: run a worker given worker, workerURL, outsideSettings, outsidePort, and options.
	handle, err := state.Of(s).workers.StartWorker(WorkerStart{
		URL: workerURL, Blob: blobOf(s, workerURL), Name: options.name, Inside: inside, Owner: worker,
	})
	if err != nil {
		outside.Close()
		refused(c, err)
	}
	worker.handle = handle
	return worker
}

// workerURL is the URL of a worker's script, or throws.
func workerURL(s *scope.Scope, c webidl.Call, scriptURL string) *url.URL {
	u, err := weburl.Parse(scriptURL, s.Location)
	// DEVIATION: where the host gives no scripts, that is what a script is told first.
	if state.Of(s).workers == nil || err != nil && s.Location == nil {
		refused(c, NoWorkers)
	}
	// if workerURL is failure, then throw a "SyntaxError" DOMException.
	if err != nil {
		c.Throw("SyntaxError", "The script's URL: %v.", err)
	}
	return u
}

// blobOf is what a blob URL stands for, nil if it stands for nothing. It is looked up at once, for scripts revoke the URL
// when they have made a worker of it.
//
// https://url.spec.whatwg.org/#concept-url-blob-entry
func blobOf(s *scope.Scope, u *url.URL) *fileapi.BlobData {
	if u.Scheme != "blob" {
		return nil
	}
	blob, ok := fileapi.ResolveBlobURL(s, u.String())
	if !ok {
		return nil
	}
	return &blob
}

// NoWorkers is why there are no workers where the host gives no scripts.
var NoWorkers = &Refusal{"SecurityError", "The host gives no scripts for workers: runtime.WithScripts says where they come from."}

// refused throws why the host starts no worker.
func refused(c webidl.Call, err error) {
	if r, ok := err.(*Refusal); ok {
		c.Throw(r.Name, "%s", r.Message)
	}
	panic(c.VM.NewGoError(err))
}

// workerOptions is a WorkerOptions dictionary.
//
// https://html.spec.whatwg.org/multipage/workers.html#workeroptions
type workerOptions struct{ credentials, name, typ string }

func workerOptionsOf(c webidl.Call, d webidl.Dictionary) workerOptions {
	return workerOptions{
		credentials: c.EnumMember(d, "credentials", "RequestCredentials", "same-origin", "omit", "include"),
		name:        nameMember(c, d),
		typ:         c.EnumMember(d, "type", "WorkerType", "classic", "module"),
	}
}

var defaultWorkerOptions = workerOptions{credentials: "same-origin", typ: "classic"}

// NoModules is why there are no workers of the type "module".
//
// FIXME: module workers, once there are modules.
var NoModules = &Refusal{"NotSupportedError", "Modules are not supported yet: write a classic script, with importScripts, and leave out the option type."}

func nameMember(c webidl.Call, d webidl.Dictionary) string {
	if v := d.Get("name"); v != nil {
		return c.DOMString(v).String()
	}
	return ""
}

// terminate is the terminate() method.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-worker-terminate
func (w *Worker) terminate() {
	// The terminate() method steps are to terminate a worker given this's worker.
	//
	// https://html.spec.whatwg.org/multipage/workers.html#terminate-a-worker
	// 1. Set the worker's WorkerGlobalScope object's closing flag to true.
	// 2. If there are any tasks queued in the WorkerGlobalScope object's relevant agent's event loop's task queues,
	//    discard them without processing them.
	// 3. Abort the script currently running in the worker.
	w.terminated = true
	w.handle.Terminate()
	// 4. If the worker's WorkerGlobalScope object is actually a DedicatedWorkerGlobalScope object, then empty the port
	//    message queue of the port that the worker's implicit port is entangled with.
	if !w.outside.detached {
		w.outside.detached = true
		w.outside.port.Ship()
		w.outside.port.Close()
	}
}

// WorkerFailed fires a plain event named error.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker (onComplete, step 1.1)
func (w *Worker) WorkerFailed(e *WorkerError) {
	w.Scope.Loop.Post(eventloop.TaskFunc(func() {
		if w.terminated {
			return
		}
		w.Scope.Enter()
		fireLoadError(w.Scope, &w.EventTarget, e)
	}))
}

// fireLoadError fires the event that tells that the script of a worker cannot be run. Where nobody listens it is an
// uncaught error, for a program that waits for a worker in vain should not end as if all was well.
//
// DEVIATION: the event, which the standard gives nothing but its type, has the properties message, filename, lineno and
// colno, as an ErrorEvent has them.
func fireLoadError(s *scope.Scope, target *dom.EventTarget, e *WorkerError) {
	if !target.HasListener("error") {
		reportUncaught(s, &Uncaught{Value: goja.Null(), Worker: e})
		return
	}
	event := dom.CreateEvent(s, dom.Event{}, "error", false)
	object := event.Object
	for name, v := range map[string]any{"message": e.Message, "filename": e.File, "lineno": e.Line, "colno": e.Column} {
		if err := object.DefineDataProperty(name, s.VM.ToValue(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			panic(err) // an object of our own that no script has seen
		}
	}
	dom.Fire(s, event, target)
}

// WorkerUncaught fires an ErrorEvent, and reports the error for this scope if that does not handle it.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception (step 6.2)
func (w *Worker) WorkerUncaught(info *WorkerError) {
	s := w.Scope
	s.Loop.Post(eventloop.TaskFunc(func() {
		if w.terminated {
			return
		}
		s.Enter()
		// A rejection is no exception: the standard has no event for it out here.
		if info.Promise {
			reportUncaught(s, &Uncaught{Value: goja.Null(), Worker: info})
			return
		}
		// 1. Let workerObject be the Worker object associated with global.
		// 2. Set notHandled to the result of firing an event named error at workerObject, using ErrorEvent, with the
		//    cancelable attribute initialized to true, and additional attributes initialized according to errorInfo.
		u := &Uncaught{Value: goja.Null(), Worker: info}
		notHandled := fireError(s, &w.EventTarget, u)
		// 3. If notHandled is true, then report exception for workerObject's relevant global object with omitError set
		//    to true.
		if notHandled && !s.Terminating {
			reportError(s, u)
		}
	}))
}

// InspectProperties is what console.log shows of the worker.
func (w *Worker) InspectProperties() []inspect.Property {
	vm := w.Scope.VM
	return []inspect.Property{{Name: "url", Value: vm.ToValue(w.url)}, {Name: "name", Value: vm.ToValue(w.name)}}
}
