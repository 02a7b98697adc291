package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// microtasks queues microtasks of our own among the engine's promise jobs. goja has no call for that, but a reaction
// to a promise that is settled already is queued at once, so each microtask is one reaction of one settled promise.
type microtasks struct {
	settled *goja.Object // nil until the first is queued
}

func (m *microtasks) prepare(s *Scope) {
	m.settled = s.resolvedWith(goja.Undefined())
	// then looks for a constructor to derive the new promise from. With this it finds none that a script could have
	// replaced: https://tc39.es/ecma262/#sec-speciesconstructor
	if err := m.settled.DefineDataProperty("constructor", goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// queueMicrotaskSteps is "to queue a microtask".
//
// https://html.spec.whatwg.org/multipage/webappapis.html#queue-a-microtask
func (s *Scope) queueMicrotaskSteps(steps func()) {
	if s.microtasks.settled == nil {
		s.microtasks.prepare(s)
	}
	job := s.vm.ToValue(func(goja.FunctionCall) goja.Value {
		steps()
		return goja.Undefined()
	})
	s.builtInPromises().then(goja.FunctionCall{This: s.microtasks.settled, Arguments: []goja.Value{job}})
}

// queueMicrotask is the global operation.
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-queuemicrotask
func queueMicrotask(c webidl.Call) goja.Value {
	callback := c.Function(c.Args[0], "parameter 1")
	// Queue a microtask to invoke callback with « » and "report". Each has a reaction of its own, with the callback
	// in it, and not in a queue beside the engine's: that drops its jobs when one of them is interrupted or overflows
	// the stack.
	s := scopeOf(c)
	s.queueMicrotaskSteps(func() {
		_, err := s.apply(callback, goja.Undefined())
		if interrupted, ok := err.(*goja.InterruptedError); ok {
			panic(interrupted) // it ends the task, not just one microtask of many
		}
		if err != nil {
			s.ReportException(err)
		}
	})
	return goja.Undefined()
}
