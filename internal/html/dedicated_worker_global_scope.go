package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
	"github.com/gojs-runtime/gojs/port"
)

// dedicatedWorkerScope is the state of the global object of a dedicated worker.
//
// https://html.spec.whatwg.org/multipage/workers.html#dedicated-workers-and-the-dedicatedworkerglobalscope-interface
type dedicatedWorkerScope struct {
	*workerScope
	inside implicitPort // the inside port; its message event target is the global object
}

// dedicatedWorkerKind is the kind of the global scope of a dedicated worker.
var dedicatedWorkerKind = GlobalKind{
	Interfaces: []*webidl.Interface{
		fileapi.FileReaderSyncInterface, workerNavigatorInterface, workerLocationInterface, workerGlobalScopeInterface, dedicatedWorkerGlobalScopeInterface,
	},
	Global: dedicatedWorkerGlobalScopeInterface,
	state:  func(g *globalScope) globalState { return &dedicatedWorkerScope{workerScope: newWorkerScope(g)} },
}

var dedicatedWorkerGlobalScopeInterface = &webidl.Interface{
	Name:   "DedicatedWorkerGlobalScope",
	Parent: workerGlobalScopeInterface,
	Is:     func(state any) bool { _, ok := state.(*dedicatedWorkerScope); return ok },
	Own:    true,
	Attributes: []webidl.Attribute{
		nameAttribute(),
		dom.EventHandlerAttribute("onmessage", "message", nil),
		dom.EventHandlerAttribute("onmessageerror", "messageerror", nil),
	},
	Operations: []webidl.Operation{
		{Name: "postMessage", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/workers.html#dom-dedicatedworkerglobalscope-postmessage
			// The postMessage() methods on DedicatedWorkerGlobalScope objects act as if, when
			// invoked, they immediately invoked the respective methods on the port, with the same
			// arguments, and returned the same return value.
			transfer := transferOf(c, 1)
			c.State.(*dedicatedWorkerScope).inside.postMessage(c, c.Args[0], transfer)
			return goja.Undefined()
		}},
		closeOperation(),
	},
}

// ConnectWorker gives a dedicated worker its end of the implicit channel, which must be in transit.
// It is called before the script of the worker runs. Messages that have arrived wait for
// StartWorkerPort.
func ConnectWorker(s *scope.Scope, inside *port.Port) {
	w := s.Realm.State(s.VM.GlobalObject()).(*dedicatedWorkerScope)
	w.inside.adopt(inside, w.EventTarget, &w.inside)
}

// StartWorkerPort enables the port message queue of the implicit port of a dedicated worker. It is
// called once the script of the worker has run to its end, or has thrown.
//
// https://html.spec.whatwg.org/multipage/workers.html#run-a-worker (onComplete, step 12)
func StartWorkerPort(s *scope.Scope) {
	s.Realm.State(s.VM.GlobalObject()).(*dedicatedWorkerScope).inside.start()
}
