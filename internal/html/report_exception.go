package html

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/console"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Uncaught is an exception, or the reason of a rejected promise, that no script handled.
type Uncaught struct {
	Value   goja.Value
	Stack   []goja.StackFrame // where it was thrown
	Promise bool              // Value is the reason of a rejected promise
	Err     error             // the error that the engine returned
	// Worker is set if the error comes from a worker of this scope. Value is null then.
	Worker *WorkerError

	syntax *ScriptError // set if Value is the SyntaxError of a script that importScripts loaded
}

// ReportException reports an error that a call into the engine returned. It fires an ErrorEvent at
// the global object and, if no listener cancels the event, calls the host's [Options] Uncaught. It
// does not report an interrupt, since the host itself interrupted the script. It is called on the
// engine's goroutine.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
func ReportException(s *scope.Scope, err error) {
	u, ok := uncaughtOf(s, err)
	if !ok {
		return
	}
	s.Terminating = false
	reportError(s, u)
}

// reportError runs the steps of ReportException for an error whose value is known, or, with
// omitError set to true, for an error of a worker.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
func reportError(s *scope.Scope, u *Uncaught) {
	// 1. Let notHandled be true.
	notHandled := true
	// 2. Let errorInfo be the result of extracting error information from exception.
	// 3. to 5. No script has muted errors here.
	// 6. If global is not in error reporting mode, then:
	html := state.Of(s)
	if !html.reporting {
		// 1. Set global's in error reporting mode to true.
		html.reporting = true
		// 2. If global implements EventTarget, then set notHandled to the result of firing an event
		//    named error at global, using ErrorEvent, with the cancelable attribute initialized to
		//    true, and additional attributes initialized according to errorInfo.
		notHandled = fireError(s, dom.GlobalTarget(s), u)
		// 3. Set global's in error reporting mode to false.
		html.reporting = false
	}
	// 7. If notHandled is true, then:
	//    1. Set errorInfo[error] to null.
	//    2. If global implements DedicatedWorkerGlobalScope, queue a global task … to fire an event
	//       named error at the Worker object, …: the host does that, by giving the error to the
	//       WorkerOwner.
	//    3. Otherwise, the user agent may report exception to a developer console.
	if notHandled && !s.Terminating {
		reportUncaught(s, u)
	}
}

// fireError fires an event named error at target, using ErrorEvent. It returns false if a listener
// canceled the event.
func fireError(s *scope.Scope, target *dom.EventTarget, u *Uncaught) (notHandled bool) {
	if !target.HasListener("error") {
		return true
	}
	e := ErrorEvent{err: u.Value}
	if w := u.Worker; w != nil {
		e.message, e.filename, e.lineno, e.colno = s.VM.ToValue(w.Message), s.VM.ToValue(w.File), uint32(w.Line), uint32(w.Column)
	} else {
		var file string
		file, e.lineno, e.colno = u.position()
		e.message, e.filename = s.VM.ToValue("Uncaught "+summary(s, u.Value)), s.VM.ToValue(file)
	}
	return dom.Fire(s, &dom.CreateEvent(s, e, "error", true).Event, target)
}

// reportRejection reports the reason of an unhandled rejection, without an ErrorEvent.
func reportRejection(s *scope.Scope, reason goja.Value) {
	reportUncaught(s, withStack(s, &Uncaught{Value: reason, Promise: true}))
}

// reportUncaught gives u to the host, or writes it to the console if the host has no function for
// it.
func reportUncaught(s *scope.Scope, u *Uncaught) {
	if uncaught := state.Of(s).uncaught; uncaught != nil {
		uncaught(u)
		return
	}
	console.WriteError(s, Explain(s, u).Text+"\n")
}

// Explanation describes an Uncaught for people and for logs.
type Explanation struct {
	Value   goja.Value
	Message string // one line, such as "TypeError: x is not a function"
	Text    string // "Uncaught " and the value in Node's format, with the stack if it has one
	File    string // where it was thrown; "" if that is unknown
	Line    int
	Column  int
	Err     error // the Go error that was thrown through the script, if it was one
}

// Explain describes u. It needs only one of u.Value and u.Err.
func Explain(s *scope.Scope, u *Uncaught) Explanation {
	if w := u.Worker; w != nil {
		text := "[worker " + w.Worker + "] " + w.Text
		return Explanation{Value: u.Value, Message: strings.TrimPrefix(w.Message, "Uncaught "), Text: text, File: w.File, Line: w.Line, Column: w.Column, Err: w.Err}
	}
	if u.Err == nil {
		u = withStack(s, u)
	} else if u.Value == nil {
		promise := u.Promise
		if full, ok := uncaughtOf(s, u.Err); ok {
			u = full
			u.Promise = promise
		} else {
			u = &Uncaught{Value: goja.Undefined(), Err: u.Err}
		}
	}
	text := inspect.Uncaught(s.VM, u.Value, u.Stack, inspect.Options{Colors: console.ErrorColors(s)})
	if u.Promise {
		text = "Uncaught (in promise) " + strings.TrimPrefix(text, "Uncaught ")
	}
	e := Explanation{
		Value:   u.Value,
		Message: summary(s, u.Value),
		Text:    text,
		Err:     u.Err,
	}
	if _, ok := u.Err.(*goja.Exception); ok {
		e.Err = inspect.GoError(s.VM, u.Value) // errors.As must not get at Exception.Unwrap, which runs scripts
	}
	file, line, column := u.position()
	e.File, e.Line, e.Column = file, int(line), int(column)
	return e
}

// withStack returns u with the stack that an exception with this value would have.
func withStack(s *scope.Scope, u *Uncaught) *Uncaught {
	full, _ := uncaughtOf(s, s.Thrown(u.Value))
	full.Promise = u.Promise
	return full
}

// uncaughtOf returns the value and the stack of an error that a call into the engine returned. It
// returns false for an interrupt.
func uncaughtOf(s *scope.Scope, err error) (*Uncaught, bool) {
	switch e := err.(type) {
	case *goja.InterruptedError:
		s.Terminating = true
		return nil, false
	case *goja.StackOverflowError:
		value, frames := s.StackOverflow(e)
		return &Uncaught{Value: value, Stack: frames, Err: e}, true
	case *goja.Exception:
		u := &Uncaught{Value: e.Value(), Stack: e.Stack(), Err: err}
		if thrown := &state.Of(s).importError; thrown.object != nil && u.Value == thrown.object {
			u.syntax = thrown.at
		}
		return u, true
	case *goja.CompilerSyntaxError:
		return syntaxError(s, e), true
	}
	if errors.Is(err, scope.ErrTerminating) {
		return nil, false
	}
	return &Uncaught{Value: s.VM.NewGoError(err), Err: err}, true
}

// syntaxError returns the error of a script that did not compile, with a stack, which the engine
// does not give it.
func syntaxError(s *scope.Scope, e *goja.CompilerSyntaxError) *Uncaught {
	message := strings.TrimPrefix(e.Message, "SyntaxError: ")
	u := &Uncaught{Value: s.Realm.NewError("SyntaxError", message), Err: e}
	if file, line, column := u.position(); file != "" {
		stack := s.VM.ToValue(fmt.Sprintf("%s\n\tat %s:%d:%d", webidl.ErrorText("SyntaxError", message), file, line, column))
		if err := u.Value.(*goja.Object).DefineDataProperty("stack", stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			panic(err) // an error of our own that no script has seen
		}
	}
	return u
}

// position returns the place of the syntax error, or else of the innermost frame that is not native
// code.
func (u *Uncaught) position() (file string, line, column uint32) {
	if e, ok := u.Err.(*goja.CompilerSyntaxError); ok && e.File != nil {
		p := e.File.Position(e.Offset)
		return p.Filename, uint32(p.Line), uint32(p.Column)
	}
	if e := u.syntax; e != nil {
		return e.File, uint32(e.Line), uint32(e.Column)
	}
	stack := u.Stack
	for i := range stack {
		if stack[i].SrcName() == "<native>" {
			continue
		}
		p := stack[i].Position()
		return p.Filename, uint32(p.Line), uint32(p.Column)
	}
	return "", 0, 0
}

// summary describes a thrown value in one line. It runs no script, since a script could throw or
// never end.
func summary(s *scope.Scope, v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return inspect.Summary(s.VM, v)
	}
	if e, ok := s.Realm.State(o).(webidl.ExceptionState); ok {
		return e.Exception().String()
	}
	return inspect.Summary(s.VM, v)
}

// reportErrorOperation implements the global operation reportError.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#dom-reporterror
func reportErrorOperation(c webidl.Call) goja.Value {
	// The reportError(e) method steps are to report an exception e for this.
	s := scope.Of(c)
	s.ReportException(s.Thrown(c.Args[0]))
	return goja.Undefined()
}
