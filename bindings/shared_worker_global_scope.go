package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// sharedWorkerScope is the state of the global object of a shared worker.
//
// https://html.spec.whatwg.org/multipage/workers.html#shared-workers-and-the-sharedworkerglobalscope-interface
type sharedWorkerScope struct{ *workerScope }

// sharedWorkerKind is that of a shared worker.
var sharedWorkerKind = globalKind{
	interfaces: []*webidl.Interface{
		fileReaderSyncInterface, workerNavigatorInterface, workerLocationInterface, workerGlobalScopeInterface, sharedWorkerGlobalScopeInterface,
	},
	global: sharedWorkerGlobalScopeInterface,
	state:  func(g *globalScope) globalState { return &sharedWorkerScope{newWorkerScope(g)} },
}

var sharedWorkerGlobalScopeInterface = &webidl.Interface{
	Name:   "SharedWorkerGlobalScope",
	Parent: workerGlobalScopeInterface,
	Is:     func(state any) bool { _, ok := state.(*sharedWorkerScope); return ok },
	Own:    true,
	Attributes: []webidl.Attribute{
		nameAttribute(),
		eventHandlerAttribute("onconnect", "connect", nil),
	},
	Operations: []webidl.Operation{closeOperation()},
}

// connectSharedWorker tells a shared worker, in a task, that somebody has the other end of inside, which must be in transit.
//
// https://html.spec.whatwg.org/multipage/workers.html#dom-sharedworker (step 11.5.5)
func (s *Core) connectSharedWorker(inside *port.Port) {
	s.enter()
	// 1. Let insidePort be a new MessagePort in insideSettings's realm.
	insidePort := s.newMessagePort(inside)
	// 2. Entangle outsidePort and insidePort: they are.
	// 5. Queue a global task on the DOM manipulation task source given workerGlobalScope to fire an event named connect at
	//    workerGlobalScope, using MessageEvent, with the data attribute initialized to the empty string, the ports
	//    attribute initialized to a new frozen array containing only insidePort, and the source attribute initialized to
	//    insidePort.
	rest := &messageEventRest{source: insidePort, ports: []goja.Value{insidePort}}
	e := createEvent(s, messageEventInterface, MessageEvent{data: webidl.EmptyString, rest: rest}, "connect", false)
	s.fire(&e.Event, globalTarget(s))
}
