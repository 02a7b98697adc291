package bindings

import "github.com/dop251/goja"

// apply calls a script's function as call does, but is for calls inside of others: no microtask checkpoint follows.
func (s *Scope) apply(f *goja.Object, this goja.Value, args ...goja.Value) (v goja.Value, err error) {
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
func (s *Scope) invokeCallback(f *goja.Object, this goja.Value, args ...goja.Value) (v, thrown goja.Value) {
	v, err := s.apply(f, this, args...)
	switch e := err.(type) {
	case nil:
		return v, nil
	case *goja.Exception:
		return nil, e.Value()
	case *goja.StackOverflowError:
		return nil, s.stackOverflow(e).Value
	case *goja.InterruptedError:
		panic(e)
	default: // the task was interrupted before: nobody gets to see the result
		return goja.Undefined(), nil
	}
}

// rethrow is "to invoke a callback function" that throws what the function throws.
func (s *Scope) rethrow(f *goja.Object, this goja.Value, args ...goja.Value) goja.Value {
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
func (s *Scope) invokePromise(f *goja.Object, this goja.Value, args ...goja.Value) *goja.Object {
	v, thrown := s.invokeCallback(f, this, args...)
	if thrown != nil {
		return s.realm.RejectedWith(thrown)
	}
	return s.realm.SettledWith(v)
}
