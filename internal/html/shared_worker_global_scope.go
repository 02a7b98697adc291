package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// sharedWorkerScope is the state of the global object of a shared worker.
//
// https://html.spec.whatwg.org/multipage/workers.html#shared-workers-and-the-sharedworkerglobalscope-interface
type sharedWorkerScope struct{ *workerScope }

// sharedWorkerKind is the kind of the global scope of a shared worker.
var sharedWorkerKind = GlobalKind{
	Interfaces: []*webidl.Interface{
		fileapi.FileReaderSyncInterface, workerNavigatorInterface, workerLocationInterface, workerGlobalScopeInterface, sharedWorkerGlobalScopeInterface,
	},
	Global: sharedWorkerGlobalScopeInterface,
	state:  func(g *globalScope) globalState { return &sharedWorkerScope{newWorkerScope(g)} },
}

var sharedWorkerGlobalScopeInterface = &webidl.Interface{
	Name:   "SharedWorkerGlobalScope",
	Parent: workerGlobalScopeInterface,
	Is:     func(state any) bool { _, ok := state.(*sharedWorkerScope); return ok },
	Own:    true,
	Attributes: []webidl.Attribute{
		nameAttribute(),
		dom.EventHandlerAttribute("onconnect", "connect", nil),
	},
	Operations: []webidl.Operation{closeOperation()},
}

// ConnectSharedWorker runs the task that gives a shared worker a new connection: it makes a
// MessagePort for inside, which must be in transit, and fires a connect event.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker (step 11.5.5)
func ConnectSharedWorker(s *scope.Scope, inside *port.Port) {
	s.Enter()
	// 1. Let insidePort be a new MessagePort in insideSettings's realm.
	insidePort := NewMessagePort(s, inside)
	// 2. Entangle outsidePort and insidePort. (They are entangled since they were created.)
	// 5. Queue a global task on the DOM manipulation task source given workerGlobalScope to fire an
	//    event named connect at workerGlobalScope, using MessageEvent, with the data attribute
	//    initialized to the empty string, the ports attribute initialized to a new frozen array
	//    containing only insidePort, and the source attribute initialized to insidePort.
	rest := &messageEventRest{source: insidePort, ports: []goja.Value{insidePort}}
	e := dom.CreateEvent(s, MessageEvent{data: webidl.EmptyString, rest: rest}, "connect", false)
	dom.Fire(s, &e.Event, dom.GlobalTarget(s))
}
