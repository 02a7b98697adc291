package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// queueMicrotask is the global operation.
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-queuemicrotask
func queueMicrotask(c webidl.Call) goja.Value {
	callback := c.Function(c.Args[0], "parameter 1")
	// Queue a microtask to invoke callback with « » and "report". Each has a reaction of its own, with the callback
	// in it, and not in a queue beside the engine's: that drops its jobs when one of them is interrupted or overflows
	// the stack.
	s := scope.Of(c)
	s.Realm.QueueMicrotask(func() {
		_, err := s.Apply(callback, goja.Undefined())
		if interrupted, ok := err.(*goja.InterruptedError); ok {
			panic(interrupted) // it ends the task, not just one microtask of many
		}
		if err != nil {
			s.ReportException(err)
		}
	})
	return goja.Undefined()
}
