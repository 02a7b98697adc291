package bindings

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// enter begins a task: what was interrupted before is over.
func (s *Core) enter() { s.terminating = false }

// leave ends a call into the engine. The outermost one has run the microtasks; this is the rest of the checkpoint.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint
func (s *Core) leave() {
	s.depth--
	// 4. For each environment settings object settingsObject whose responsible event loop is this event loop, notify
	//    about rejected promises given settingsObject's global object.
	if s.depth == 0 && s.checkpoint != nil {
		s.checkpoint()
	}
}

// call calls a script's function. Once one call of a task was interrupted, no other call of that task is made: an
// interrupt ends the task, not just one listener of many.
func (s *Core) call(f goja.Callable, this goja.Value, args ...goja.Value) (goja.Value, error) {
	if s.terminating {
		return nil, errTerminating
	}
	s.depth++
	defer s.leave()
	mark := s.guard.Mark()
	v, err := f(this, args...)
	if err != nil {
		s.guard.Restore(&mark, err)
		if _, interrupted := err.(*goja.InterruptedError); interrupted {
			s.terminating = true
		}
	}
	return v, err
}

var errTerminating = errors.New("bindings: the task was interrupted")

// apply calls a script's function as call does, but is for calls inside of others: no microtask checkpoint follows.
func (s *Core) apply(f *goja.Object, this goja.Value, args ...goja.Value) (v goja.Value, err error) {
	if s.terminating {
		return nil, errTerminating
	}
	s.depth++
	defer s.leave()
	mark := s.guard.Mark()
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *goja.InterruptedError:
			err, s.terminating = e, true
		case *goja.StackOverflowError:
			err = e
		default:
			panic(e)
		}
		if err != nil {
			s.guard.Restore(&mark, err)
		}
	}()
	exception := s.vm.Try(func() {
		v = s.realm.CallFunction(f, this, args...)
	})
	if exception != nil {
		return nil, exception
	}
	return v, nil
}

// invokeCallback is "to invoke a callback function", with an exception as the value that was thrown. What ends the task ends
// the caller too.
//
// https://webidl.spec.whatwg.org/#invoke-a-callback-function
func (s *Core) invokeCallback(f *goja.Object, this goja.Value, args ...goja.Value) (v, thrown goja.Value) {
	v, err := s.apply(f, this, args...)
	switch e := err.(type) {
	case nil:
		return v, nil
	case *goja.Exception:
		return nil, e.Value()
	case *goja.StackOverflowError:
		value, _ := s.stackOverflow(e)
		return nil, value
	case *goja.InterruptedError:
		panic(e)
	default: // the task was interrupted before: nobody gets to see the result
		return goja.Undefined(), nil
	}
}

// rethrow is "to invoke a callback function" that throws what the function throws.
func (s *Core) rethrow(f *goja.Object, this goja.Value, args ...goja.Value) goja.Value {
	v, err := s.apply(f, this, args...)
	if err == errTerminating { // nobody gets to see the result
		return goja.Undefined()
	}
	if err != nil {
		panic(err)
	}
	return v
}

// invokePromise is "to invoke a callback function" that returns a promise: nil if that is fulfilled already.
func (s *Core) invokePromise(f *goja.Object, this goja.Value, args ...goja.Value) *goja.Object {
	v, thrown := s.invokeCallback(f, this, args...)
	if thrown != nil {
		return s.realm.RejectedWith(thrown)
	}
	return s.realm.SettledWith(v)
}

// exception returns the error that a call into the engine returns which throws v.
func (s *Core) exception(v goja.Value) error {
	return s.vm.Try(func() { panic(v) })
}

// stackOverflow returns the RangeError that scripts know, with its stack. It cannot be caught, so it is made here, where
// nothing of the stack is left. The innermost calls are put into it, and only as many as tell what recursed.
func (s *Core) stackOverflow(e *goja.StackOverflowError) (*goja.Object, []goja.StackFrame) {
	const innermost = 10
	frames := e.Stack()
	frames = frames[:min(len(frames), innermost)]
	const message = "Maximum call stack size exceeded"
	o := s.realm.NewRangeError(message)
	stack := s.vm.ToValue(webidl.ErrorText("RangeError", message) + "\n" + inspect.Frames(frames))
	if err := o.DefineDataProperty("stack", stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err) // an error of our own that no script has seen
	}
	return o, frames
}
