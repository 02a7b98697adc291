package scope

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Enter begins a task: it forgets that a call of an earlier task was interrupted. Each task that
// runs scripts calls it first.
func (s *Scope) Enter() { s.Terminating = false }

// leave ends a call into the engine. After the outermost call the engine has run the microtasks;
// leave does the rest of the checkpoint.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint
func (s *Scope) leave() {
	s.Depth--
	// 4. For each environment settings object settingsObject whose responsible event loop is this
	//    event loop, notify about rejected promises given settingsObject's global object.
	if s.Depth == 0 && s.Checkpoint != nil {
		s.Checkpoint()
	}
}

// Call calls a function of a script and, if no other call is under way, performs a microtask
// checkpoint. An interrupt ends the whole task, not only one listener of many: after one call was
// interrupted, Call returns ErrTerminating for the rest of the task.
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

// ErrTerminating is returned for calls that are not made because an earlier call of the same task
// was interrupted.
var ErrTerminating = errors.New("bindings: the task was interrupted")

// Apply calls a function of a script as Call does, but from within another call: no microtask
// checkpoint follows.
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

// InvokeCallback invokes a callback function. If the function throws, InvokeCallback returns the
// thrown value. It panics if the call is interrupted, since that ends the caller too.
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
	default: // an earlier call was interrupted, so no script will see the result
		return goja.Undefined(), nil
	}
}

// InvokeRethrow invokes a callback function with "rethrow": it panics with the exception that the
// function throws.
//
// https://webidl.spec.whatwg.org/#invoke-a-callback-function
func (s *Scope) InvokeRethrow(f *goja.Object, this goja.Value, args ...goja.Value) goja.Value {
	v, err := s.Apply(f, this, args...)
	if err == ErrTerminating { // no script will see the result
		return goja.Undefined()
	}
	if err != nil {
		panic(err)
	}
	return v
}

// InvokePromise invokes a callback function that returns a promise. It returns nil for a promise
// that is fulfilled already, see [webidl.Realm.SettledWith].
func (s *Scope) InvokePromise(f *goja.Object, this goja.Value, args ...goja.Value) *goja.Object {
	v, thrown := s.InvokeCallback(f, this, args...)
	if thrown != nil {
		return s.Realm.RejectedWith(thrown)
	}
	return s.Realm.SettledWith(v)
}

// Thrown returns the error that a call into the engine returns if v is thrown.
func (s *Scope) Thrown(v goja.Value) error {
	return s.VM.Try(func() { panic(v) })
}

// StackOverflow returns a RangeError with a stack, as other engines throw it. In goja no script can
// catch a stack overflow, so the RangeError is made here, after the stack was unwound. Its stack
// has only the innermost calls, which show what recursed.
func (s *Scope) StackOverflow(e *goja.StackOverflowError) (*goja.Object, []goja.StackFrame) {
	const innermost = 10
	frames := e.Stack()
	frames = frames[:min(len(frames), innermost)]
	const message = "Maximum call stack size exceeded"
	o := s.Realm.NewRangeError(message)
	stack := s.VM.ToValue(webidl.ErrorText("RangeError", message) + "\n" + inspect.Frames(frames))
	if err := o.DefineDataProperty("stack", stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err) // a new object that no script has seen
	}
	return o, frames
}
