package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
)

// globalScope is the state of the global object: what the mixins WindowOrWorkerGlobalScope, GlobalEventHandlers (of
// which only onerror makes sense without a page) and WindowEventHandlers put on every global object.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#windoworworkerglobalscope-mixin
type globalScope struct {
	*EventTarget
	scope       *Scope
	performance *goja.Object
	navigator   *goja.Object
}

func thisGlobal(c webidl.Call) *globalScope { return c.State.(*globalScope) }

var globalScopeInterface = &webidl.Interface{
	Name: "Window",
	Is:   func(state any) bool { _, ok := state.(*globalScope); return ok },
	Attributes: []webidl.Attribute{
		{Name: "self", Replaceable: true, Get: func(c webidl.Call) goja.Value { return c.This }},
		{Name: "performance", Replaceable: true, Get: func(c webidl.Call) goja.Value {
			g := thisGlobal(c)
			if g.performance == nil {
				g.performance = g.scope.newPerformance()
			}
			return g.performance
		}},
		{Name: "navigator", Get: func(c webidl.Call) goja.Value {
			g := thisGlobal(c)
			if g.navigator == nil {
				g.navigator = g.scope.newNavigator()
			}
			return g.navigator
		}},
		eventHandlerAttribute("onerror", "error", nil),
		eventHandlerAttribute("onunhandledrejection", "unhandledrejection", nil),
		eventHandlerAttribute("onrejectionhandled", "rejectionhandled", nil),
	},
	Operations: []webidl.Operation{
		{Name: "setTimeout", Length: 1, Call: setTimeout},
		{Name: "clearTimeout", Call: clearTimeout},
		{Name: "setInterval", Length: 1, Call: setInterval},
		{Name: "clearInterval", Call: clearTimeout},
		{Name: "queueMicrotask", Length: 1, Call: queueMicrotask},
		{Name: "structuredClone", Length: 1, Call: structuredClone},
		{Name: "reportError", Length: 1, Call: reportError},
		{Name: "btoa", Length: 1, Call: btoa},
		{Name: "atob", Length: 1, Call: atob},
	},
}
