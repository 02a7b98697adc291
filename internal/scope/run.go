package scope

import "github.com/dop251/goja"

// RunProgram runs a script as a task of its own does, and returns its completion value. An embedder that runs scripts
// with it, and not with the engine's method, need not care whether an earlier task was interrupted, nor for what the
// engine leaves behind when a generator or an async function is interrupted or overflows the stack: it would run no
// promise job any more. What it returns is for [Scope.ReportException].
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script
//
// DEVIATION: the standard reports what a script threw before it performs a microtask checkpoint; the engine drains its
// promise jobs before it returns the exception. (For callbacks the order is that of the standard.)
func (s *Scope) RunProgram(p *goja.Program) (goja.Value, error) {
	s.Enter()
	s.Depth++
	defer s.leave()
	mark := s.stacks.Mark()
	v, err := s.VM.RunProgram(p)
	s.stacks.Restore(&mark, err)
	return v, err
}

// Do runs Go code that uses the engine, as a task of its own does: what was interrupted before is over. What f throws
// in JavaScript's way, by panicking with a goja.Value or by calling into the engine, is reported. An embedder whose
// tasks run in it need not care for either.
//
//	loop.Post(eventloop.TaskFunc(func() {
//	    scope.Do(func(vm *goja.Runtime) { vm.Get("target").ToObject(vm).Get("value") })
//	}))
func (s *Scope) Do(f func(vm *goja.Runtime)) {
	s.Enter()
	call, _ := goja.AssertFunction(s.VM.ToValue(func(goja.FunctionCall) goja.Value {
		f(s.VM)
		return goja.Undefined()
	}))
	if _, err := s.Call(call, goja.Undefined()); err != nil {
		s.ReportException(err)
	}
}
