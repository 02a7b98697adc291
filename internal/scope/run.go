package scope

import "github.com/dop251/goja"

// RunProgram runs a script as a task and returns its completion value. Unlike the engine's
// RunProgram it forgets that an earlier task was interrupted, and it repairs the engine if a
// generator or an async function is interrupted or overflows the stack, after which the engine
// would run no promise job any more. The error is for [Scope.ReportException].
//
// https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script
//
// DEVIATION: the standard reports an exception of the script before it performs a microtask
// checkpoint. The engine runs its promise jobs before it returns the exception. (For callbacks the
// order is that of the standard.)
func (s *Scope) RunProgram(p *goja.Program) (goja.Value, error) {
	s.Enter()
	s.Depth++
	defer s.leave()
	mark := s.stacks.Mark()
	v, err := s.VM.RunProgram(p)
	s.stacks.Restore(&mark, err)
	return v, err
}

// Do runs Go code that uses the engine as a task: it forgets that an earlier task was interrupted,
// and reports the error if f panics with a goja.Value or an exception of the engine.
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
