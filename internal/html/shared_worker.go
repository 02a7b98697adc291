package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// sharedWorker is the state of a SharedWorker object.
//
// https://html.spec.whatwg.org/multipage/workers.html#shared-workers-and-the-sharedworker-interface
type sharedWorker struct {
	dom.EventTarget
	url  string
	name string
	port *goja.Object
}

var sharedWorkerInterface = &webidl.Interface{
	Name:        "SharedWorker",
	Parent:      dom.EventTargetInterface,
	Is:          func(state any) bool { _, ok := state.(*sharedWorker); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: newSharedWorker},
	Attributes: []webidl.Attribute{
		{Name: "port", Get: func(c webidl.Call) goja.Value { return c.State.(*sharedWorker).port }},
		dom.EventHandlerAttribute("onerror", "error", nil),
	},
}

// newSharedWorker implements the constructor.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker
func newSharedWorker(c webidl.Call) any {
	s := scope.Of(c)
	scriptURL := c.USVString(c.Args[0])
	// 1. Let compliantScriptURL be the result of invoking the get trusted type compliant string
	//    algorithm …: there are no trusted types here.
	// 2. If options is a DOMString, set options to a new WorkerOptions dictionary whose name member
	//    is set to the value of options and whose other members are set to their default values.
	options := sharedWorkerOptions(c)
	// 3. Let outsideSettings be this's relevant settings object: s.
	// 4. Let urlRecord be the result of encoding-parsing a URL given compliantScriptURL, relative
	//    to outsideSettings.
	urlRecord := workerURL(s, c, scriptURL)
	// 6. Let outsidePort be a new MessagePort in outsideSettings's realm.
	outside, inside := port.NewChannel()
	// 8. Let callerIsSecureContext be true if outsideSettings is a secure context; otherwise,
	//    false. (Not needed: here all scopes of one origin are secure contexts, or none is.)
	// 9. Let outsideStorageKey be the result of running obtain a storage key for non-storage
	//    purposes given outsideSettings.
	// 10. Let worker be this.
	worker := &sharedWorker{url: urlRecord.String(), name: options.name}
	worker.Init(s, c.This)
	// 11. Enqueue the following steps to the shared worker manager: …
	err := state.Of(s).workers.ConnectSharedWorker(SharedWorkerStart{
		WorkerStart: WorkerStart{URL: urlRecord, Blob: blobOf(s, urlRecord), Name: options.name, Inside: inside, Owner: worker},
		StorageKey:  s.StorageKey(),
		Type:        options.typ,
		Credentials: options.credentials,
	})
	if err != nil {
		outside.Close()
		refused(c, err)
	}
	// 7. Set this's port to outsidePort.
	worker.port = NewMessagePort(s, outside)
	return worker
}

// sharedWorkerOptions converts the argument of the type (DOMString or WorkerOptions).
//
// https://webidl.spec.whatwg.org/#js-union
func sharedWorkerOptions(c webidl.Call) workerOptions {
	v := c.Arg(1)
	_, isObject := v.(*goja.Object)
	if isObject || goja.IsUndefined(v) || goja.IsNull(v) {
		return workerOptionsOf(c, c.Dictionary(1, "WorkerOptions"))
	}
	o := defaultWorkerOptions
	o.name = c.DOMString(v).String()
	return o
}

// WorkerFailed fires a plain event named error: the script cannot be run, or the shared worker is
// already running with other options.
func (w *sharedWorker) WorkerFailed(e *WorkerError) {
	w.Scope.Loop.Post(eventloop.TaskFunc(func() {
		w.Scope.Enter()
		fireLoadError(w.Scope, &w.EventTarget, e)
	}))
}

// WorkerUncaught reports an error in the worker. The standard fires no event for it at the
// SharedWorker object.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception (step 6.3)
func (w *sharedWorker) WorkerUncaught(e *WorkerError) {
	w.Scope.Loop.Post(eventloop.TaskFunc(func() {
		w.Scope.Enter()
		reportUncaught(w.Scope, &Uncaught{Value: goja.Null(), Worker: e})
	}))
}

// InspectProperties returns the properties that console.log shows of the worker.
func (w *sharedWorker) InspectProperties() []inspect.Property {
	vm := w.Scope.VM
	return []inspect.Property{{Name: "url", Value: vm.ToValue(w.url)}, {Name: "name", Value: vm.ToValue(w.name)}, {Name: "port", Value: w.port}}
}
