package html

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/hrtime"
	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// GlobalKind is what a kind of global scope has of its own. What all kinds have is in interfaces.
type GlobalKind struct {
	// Interfaces are exposed in scopes of this kind, a parent before its children.
	Interfaces []*webidl.Interface
	// Global is the interface of the global object. Where it is one of the interfaces, the global object inherits from
	// its prototype object; otherwise nobody can name it, and the global object is a mere EventTarget.
	Global *webidl.Interface
	// state makes the state of the global object: one that embeds g.
	state func(g *globalScope) globalState
}

// GlobalKinds are the kinds that Install can make.
var GlobalKinds = map[scope.Kind]*GlobalKind{
	scope.Shell:           &shellKind,
	scope.Window:          &windowKind,
	scope.DedicatedWorker: &dedicatedWorkerKind,
	scope.SharedWorker:    &sharedWorkerKind,
}

// globalState is the state of the global object of any kind.
type globalState interface {
	dom.TargetState
	global() *globalScope
}

// globalScope is the part of the state that the global objects of all kinds have: it is what the mixin
// WindowOrWorkerGlobalScope needs.
type globalScope struct {
	*dom.EventTarget
	performance *goja.Object
	navigator   *goja.Object
}

func (g *globalScope) global() *globalScope { return g }

func isGlobal(state any) bool { _, ok := state.(globalState); return ok }

func thisGlobal(c webidl.Call) *globalScope { return c.State.(globalState).global() }

// mixin is an interface mixin: members that several interfaces include.
//
// https://webidl.spec.whatwg.org/#dfn-interface-mixin
type mixin struct {
	attributes []webidl.Attribute
	operations []webidl.Operation
}

// including is the interface with the members of the mixins.
//
// https://webidl.spec.whatwg.org/#dfn-includes
func including(i *webidl.Interface, mixins ...*mixin) *webidl.Interface {
	for _, m := range mixins {
		i.Attributes = slices.Concat(i.Attributes, m.attributes)
		i.Operations = slices.Concat(i.Operations, m.operations)
	}
	return i
}

// windowOrWorkerGlobalScope is what every global object has.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#windoworworkerglobalscope-mixin
//
// Left out is createImageBitmap: there are no images.
var windowOrWorkerGlobalScope = &mixin{
	attributes: []webidl.Attribute{
		{Name: "origin", Replaceable: true, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(scope.Of(c).Origin()) }},
		{Name: "isSecureContext", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(isSecureContext(scope.Of(c))) }},
		// There is nothing to isolate from others: no document that could ask for it with its headers.
		{Name: "crossOriginIsolated", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(false) }},
		// https://w3c.github.io/hr-time/#the-performance-attribute
		{Name: "performance", Replaceable: true, Get: func(c webidl.Call) goja.Value {
			g := thisGlobal(c)
			if g.performance == nil {
				g.performance = hrtime.NewPerformance(g.Scope)
			}
			return g.performance
		}},
	},
	operations: []webidl.Operation{
		{Name: "setTimeout", Length: 1, Call: setTimeout},
		{Name: "clearTimeout", Call: clearTimeout},
		{Name: "setInterval", Length: 1, Call: setInterval},
		{Name: "clearInterval", Call: clearTimeout},
		{Name: "queueMicrotask", Length: 1, Call: queueMicrotask},
		{Name: "structuredClone", Length: 1, Call: structuredClone},
		{Name: "reportError", Length: 1, Call: reportErrorOperation},
		{Name: "btoa", Length: 1, Call: btoa},
		{Name: "atob", Length: 1, Call: atob},
	},
}

// errorEventHandlers are those of what nobody caught: part of WindowEventHandlers, or of WorkerGlobalScope.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#windoweventhandlers and
// https://html.spec.whatwg.org/multipage/workers.html#workerglobalscope
var errorEventHandlers = &mixin{attributes: []webidl.Attribute{
	dom.EventHandlerAttribute("onerror", "error", nil),
	dom.EventHandlerAttribute("onunhandledrejection", "unhandledrejection", nil),
	dom.EventHandlerAttribute("onrejectionhandled", "rejectionhandled", nil),
}}

func selfAttribute() webidl.Attribute {
	return webidl.Attribute{Name: "self", Replaceable: true, Get: func(c webidl.Call) goja.Value { return c.This }}
}

// shellKind is that of a program of its own. It is called Window in error messages, as these functions are elsewhere.
var shellKind = GlobalKind{
	Interfaces: []*webidl.Interface{navigatorInterface, sharedWorkerInterface},
	Global: including(&webidl.Interface{
		Name:       "Window",
		Is:         isGlobal,
		Attributes: []webidl.Attribute{selfAttribute(), navigatorAttribute(navigatorInterface)},
	}, windowOrWorkerGlobalScope, errorEventHandlers),
	state: func(g *globalScope) globalState { return g },
}

// isSecureContext says whether the scope is a secure context: one whose script nobody could have changed on its way.
// Without a location it is a script of this machine.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#secure-context
func isSecureContext(s *scope.Scope) bool {
	return s.Location == nil || weburl.IsPotentiallyTrustworthy(s.Location)
}
