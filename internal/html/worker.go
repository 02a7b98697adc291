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
	outside    implicitPort // the outside port; its message event target is this object
	handle     WorkerHandle
	terminated bool
}

// WorkerInterface is the interface Worker.
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
			// The postMessage() methods on Worker objects act as if, when invoked, they immediately
			// invoked the respective methods on this's outside port, with the same arguments, and
			// returned the same return value.
			transfer := transferOf(c, 1)
			c.State.(*Worker).outside.postMessage(c, c.Args[0], transfer)
			return goja.Undefined()
		}},
	},
}

// newWorker implements the constructor.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-worker
func newWorker(c webidl.Call) any {
	s := scope.Of(c)
	scriptURL := c.USVString(c.Args[0])
	options := workerOptionsOf(c, c.Dictionary(1, "WorkerOptions"))
	// 1. Let compliantScriptURL be the result of invoking the get trusted type compliant string
	//    algorithm …: there are no trusted types here.
	// 2. Let outsideSettings be this's relevant settings object: s.
	// 3. Let workerURL be the result of encoding-parsing a URL given compliantScriptURL, relative
	//    to outsideSettings.
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
	// DEVIATION: the outside port is enabled now, and not once the worker's script has run to its
	// end. In browsers, too, messages that the worker posts while its script runs arrive before the
	// script ends.
	// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker
	worker.outside.start()
	// 9. Run this step in parallel: run a worker given worker, workerURL, outsideSettings,
	//    outsidePort, and options.
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

// workerURL parses the URL of a worker's script. It throws if that fails or the host starts no
// workers.
func workerURL(s *scope.Scope, c webidl.Call, scriptURL string) *url.URL {
	u, err := weburl.Parse(scriptURL, s.Location)
	// DEVIATION: if the host has no scripts for workers, the script gets that error first.
	if state.Of(s).workers == nil || err != nil && s.Location == nil {
		refused(c, NoWorkers)
	}
	// if workerURL is failure, then throw a "SyntaxError" DOMException.
	if err != nil {
		c.Throw("SyntaxError", "The script's URL: %v.", err)
	}
	return u
}

// blobOf returns the blob that a blob: URL stands for, or nil. A constructor looks it up at once,
// because scripts revoke the URL as soon as they have made the worker.
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

// NoWorkers is the error of a script that makes a worker if the host has no scripts for workers.
var NoWorkers = &Refusal{"SecurityError", "The host gives no scripts for workers: runtime.WithScripts says where they come from."}

// refused throws the error with which the host refused to start a worker.
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

// NoModules is the error of a script that makes a worker of the type "module".
//
// FIXME: module workers, once there are modules.
var NoModules = &Refusal{"NotSupportedError", "Modules are not supported yet: write a classic script, with importScripts, and leave out the option type."}

func nameMember(c webidl.Call, d webidl.Dictionary) string {
	if v := d.Get("name"); v != nil {
		return c.DOMString(v).String()
	}
	return ""
}

// terminate implements the method terminate().
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-worker-terminate
func (w *Worker) terminate() {
	// The terminate() method steps are to terminate a worker given this's worker.
	//
	// https://html.spec.whatwg.org/multipage/workers.html#terminate-a-worker
	// 1. Set the worker's WorkerGlobalScope object's closing flag to true.
	// 2. If there are any tasks queued in the WorkerGlobalScope object's relevant agent's event
	//    loop's task queues, discard them without processing them.
	// 3. Abort the script currently running in the worker.
	w.terminated = true
	w.handle.Terminate()
	// 4. If the worker's WorkerGlobalScope object is actually a DedicatedWorkerGlobalScope object,
	//    then empty the port message queue of the port that the worker's implicit port is entangled
	//    with.
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

// fireLoadError fires the error event of a worker whose script cannot be run. If target has no
// listener, it reports an uncaught error instead: a program that waits in vain for its worker
// should not end as if all were well.
//
// DEVIATION: the standard's event has only a type. This one has the properties message, filename,
// lineno and colno of an ErrorEvent too.
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

// WorkerUncaught fires an ErrorEvent at the Worker object and, if no listener cancels it, reports
// the error in this scope.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception (step 6.2)
func (w *Worker) WorkerUncaught(info *WorkerError) {
	s := w.Scope
	s.Loop.Post(eventloop.TaskFunc(func() {
		if w.terminated {
			return
		}
		s.Enter()
		// The standard has no event at the Worker object for a rejection in the worker.
		if info.Promise {
			reportUncaught(s, &Uncaught{Value: goja.Null(), Worker: info})
			return
		}
		// 1. Let workerObject be the Worker object associated with global.
		// 2. Set notHandled to the result of firing an event named error at workerObject, using
		//    ErrorEvent, with the cancelable attribute initialized to true, and additional
		//    attributes initialized according to errorInfo.
		u := &Uncaught{Value: goja.Null(), Worker: info}
		notHandled := fireError(s, &w.EventTarget, u)
		// 3. If notHandled is true, then report exception for workerObject's relevant global object
		//    with omitError set to true.
		if notHandled && !s.Terminating {
			reportError(s, u)
		}
	}))
}

// InspectProperties returns the properties that console.log shows of the worker.
func (w *Worker) InspectProperties() []inspect.Property {
	vm := w.Scope.VM
	return []inspect.Property{{Name: "url", Value: vm.ToValue(w.url)}, {Name: "name", Value: vm.ToValue(w.name)}}
}
