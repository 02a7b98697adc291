package bindings

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
)

// microtasks queues microtasks of our own among the engine's promise jobs. goja has no call for that, but a reaction
// to a promise that is settled already is queued at once, so each microtask is one reaction of one settled promise.
type microtasks struct {
	then    goja.Callable // %Promise.prototype.then%
	settled *goja.Object
}

func (s *Scope) installMicrotasks() {
	m := &s.microtasks
	p, resolve, _ := s.vm.NewPromise()
	_ = resolve(goja.Undefined())
	m.settled = s.vm.ToValue(p).(*goja.Object)
	m.then, _ = goja.AssertFunction(m.settled.Get("then"))
	// then looks for a constructor to derive the new promise from. With this it finds none that a script could have
	// replaced: https://tc39.es/ecma262/#sec-speciesconstructor
	if err := m.settled.DefineDataProperty("constructor", goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// queueMicrotask is the global operation.
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-queuemicrotask
func queueMicrotask(c webidl.Call) goja.Value {
	callback, ok := goja.AssertFunction(c.Args[0])
	if !ok {
		c.TypeError("parameter 1 is not of type 'Function'.")
	}
	// Queue a microtask to invoke callback with « » and "report". Each has a reaction of its own, with the callback
	// in it, and not in a queue beside the engine's: that drops its jobs when one of them is interrupted or overflows
	// the stack.
	s := scopeOf(c)
	run := s.vm.ToValue(func(goja.FunctionCall) goja.Value {
		_, err := s.call(callback, goja.Undefined())
		if interrupted, ok := err.(*goja.InterruptedError); ok {
			panic(interrupted) // it ends the task, not just one microtask of many
		}
		if err != nil {
			s.ReportException(err)
		}
		return goja.Undefined()
	})
	if _, err := s.microtasks.then(s.microtasks.settled, run); err != nil {
		panic(err)
	}
	return goja.Undefined()
}
