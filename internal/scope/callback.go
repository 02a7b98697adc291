package scope

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Enter begins a task: what was interrupted before is over.
func (s *Scope) Enter() { s.Terminating = false }

// leave ends a call into the engine. The outermost one has run the microtasks; this is the rest of the checkpoint.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint
func (s *Scope) leave() {
	s.Depth--
	// 4. For each environment settings object settingsObject whose responsible event loop is this event loop, notify
	//    about rejected promises given settingsObject's global object.
	if s.Depth == 0 && s.Checkpoint != nil {
		s.Checkpoint()
	}
}

// Call calls a script's function. Once one call of a task was interrupted, no other call of that task is made: an
// interrupt ends the task, not just one listener of many.
func (s *Scope) Call(f goja.Callable, this goja.Value, args ...goja.Value) (goja.Value, error) {
	if s.Terminating {
		return nil, ErrTerminating
	}
	s.Depth++
	defer s.leave()
	mark := s.stacks.Mark()
	v, err := f(this, args...)
	if err != nil {
		s.stacks.Restore(&mark, err)
		if _, interrupted := err.(*goja.InterruptedError); interrupted {
			s.Terminating = true
		}
	}
	return v, err
}

var ErrTerminating = errors.New("bindings: the task was interrupted")

// Apply calls a script's function as call does, but is for calls inside of others: no microtask checkpoint follows.
func (s *Scope) Apply(f *goja.Object, this goja.Value, args ...goja.Value) (v goja.Value, err error) {
	if s.Terminating {
		return nil, ErrTerminating
	}
	s.Depth++
	defer s.leave()
	mark := s.stacks.Mark()
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *goja.InterruptedError:
			err, s.Terminating = e, true
		case *goja.StackOverflowError:
			err = e
		default:
			panic(e)
		}
		if err != nil {
			s.stacks.Restore(&mark, err)
		}
	}()
	exception := s.VM.Try(func() {
		v = s.Realm.CallFunction(f, this, args...)
	})
	if exception != nil {
		return nil, exception
	}
	return v, nil
}

// InvokeCallback is "to invoke a callback function", with an exception as the value that was thrown. What ends the task ends
// the caller too.
//
// https://webidl.spec.whatwg.org/#invoke-a-callback-function
func (s *Scope) InvokeCallback(f *goja.Object, this goja.Value, args ...goja.Value) (v, thrown goja.Value) {
	v, err := s.Apply(f, this, args...)
	switch e := err.(type) {
	case nil:
		return v, nil
	case *goja.Exception:
		return nil, e.Value()
	case *goja.StackOverflowError:
		value, _ := s.StackOverflow(e)
		return nil, value
	case *goja.InterruptedError:
		panic(e)
	default: // the task was interrupted before: nobody gets to see the result
		return goja.Undefined(), nil
	}
}

// Rethrow is "to invoke a callback function" that throws what the function throws.
func (s *Scope) Rethrow(f *goja.Object, this goja.Value, args ...goja.Value) goja.Value {
	v, err := s.Apply(f, this, args...)
	if err == ErrTerminating { // nobody gets to see the result
		return goja.Undefined()
	}
	if err != nil {
		panic(err)
	}
	return v
}

// InvokePromise is "to invoke a callback function" that returns a promise: nil if that is fulfilled already.
func (s *Scope) InvokePromise(f *goja.Object, this goja.Value, args ...goja.Value) *goja.Object {
	v, thrown := s.InvokeCallback(f, this, args...)
	if thrown != nil {
		return s.Realm.RejectedWith(thrown)
	}
	return s.Realm.SettledWith(v)
}

// Thrown returns the error that a call into the engine returns which throws v.
func (s *Scope) Thrown(v goja.Value) error {
	return s.VM.Try(func() { panic(v) })
}

// StackOverflow returns the RangeError that scripts know, with its stack. It cannot be caught, so it is made here, where
// nothing of the stack is left. The innermost calls are put into it, and only as many as tell what recursed.
func (s *Scope) StackOverflow(e *goja.StackOverflowError) (*goja.Object, []goja.StackFrame) {
	const innermost = 10
	frames := e.Stack()
	frames = frames[:min(len(frames), innermost)]
	const message = "Maximum call stack size exceeded"
	o := s.Realm.NewRangeError(message)
	stack := s.VM.ToValue(webidl.ErrorText("RangeError", message) + "\n" + inspect.Frames(frames))
	if err := o.DefineDataProperty("stack", stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err) // an error of our own that no script has seen
	}
	return o, frames
}
