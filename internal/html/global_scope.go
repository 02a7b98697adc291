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

// GlobalKind describes what distinguishes one kind of global scope from the others. Package
// bindings has the interfaces that all kinds have in common.
type GlobalKind struct {
	// Interfaces are exposed in scopes of this kind, a parent before its children.
	Interfaces []*webidl.Interface
	// Global is the interface of the global object. If Interfaces has it too, the global object
	// inherits from its prototype object. Otherwise it has no interface object, so no script can
	// name it, and the global object inherits from EventTarget.prototype.
	Global *webidl.Interface
	// state returns the state of the global object, which embeds g.
	state func(g *globalScope) globalState
}

// GlobalKinds are the kinds of global scopes.
var GlobalKinds = map[scope.Kind]*GlobalKind{
	scope.Shell:           &shellKind,
	scope.Window:          &windowKind,
	scope.DedicatedWorker: &dedicatedWorkerKind,
	scope.SharedWorker:    &sharedWorkerKind,
}

// globalState is implemented by the state of a global object of any kind.
type globalState interface {
	dom.TargetState
	global() *globalScope
}

// globalScope is the part of its state that every global object has: the fields of the mixin
// WindowOrWorkerGlobalScope.
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

// including adds the members of the mixins to i and returns i.
//
// https://webidl.spec.whatwg.org/#dfn-includes
func including(i *webidl.Interface, mixins ...*mixin) *webidl.Interface {
	for _, m := range mixins {
		i.Attributes = slices.Concat(i.Attributes, m.attributes)
		i.Operations = slices.Concat(i.Operations, m.operations)
	}
	return i
}

// windowOrWorkerGlobalScope is the mixin that every global object includes.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#windoworworkerglobalscope-mixin
//
// createImageBitmap is absent, because there are no images.
var windowOrWorkerGlobalScope = &mixin{
	attributes: []webidl.Attribute{
		{Name: "origin", Replaceable: true, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(scope.Of(c).Origin()) }},
		{Name: "isSecureContext", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(isSecureContext(scope.Of(c))) }},
		// Only the headers of a document can ask for isolation, and there is no document.
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

// errorEventHandlers are the event handlers for uncaught errors. The standard has them in
// WindowEventHandlers and in WorkerGlobalScope.
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

// shellKind is the kind of the global scope of a program of its own. Its interface is called
// Window, so that error messages read as they do in browsers.
var shellKind = GlobalKind{
	Interfaces: []*webidl.Interface{navigatorInterface, sharedWorkerInterface},
	Global: including(&webidl.Interface{
		Name:       "Window",
		Is:         isGlobal,
		Attributes: []webidl.Attribute{selfAttribute(), navigatorAttribute(navigatorInterface)},
	}, windowOrWorkerGlobalScope, errorEventHandlers),
	state: func(g *globalScope) globalState { return g },
}

// isSecureContext reports whether the scope is a secure context: whether its script could not have
// been changed on its way here. A scope without a location runs a script of this machine, so it is
// one.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#secure-context
func isSecureContext(s *scope.Scope) bool {
	return s.Location == nil || weburl.IsPotentiallyTrustworthy(s.Location)
}
