package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// queueMicrotask implements the global operation queueMicrotask.
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-queuemicrotask
func queueMicrotask(c webidl.Call) goja.Value {
	callback := c.Function(c.Args[0], "parameter 1")
	// Queue a microtask to invoke callback with « » and "report". Each microtask is a promise job
	// of the engine; a queue of our own beside the engine's would lose its microtasks whenever one
	// of them is interrupted or overflows the stack.
	s := scope.Of(c)
	s.Realm.QueueMicrotask(func() {
		_, err := s.Apply(callback, goja.Undefined())
		if interrupted, ok := err.(*goja.InterruptedError); ok {
			panic(interrupted) // it ends the whole task, not only this microtask
		}
		if err != nil {
			s.ReportException(err)
		}
	})
	return goja.Undefined()
}
