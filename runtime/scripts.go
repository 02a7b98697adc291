package runtime

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/file"

	"github.com/gojs-runtime/gojs/eventloop"
)

// Script is a classic script for [Runtime.PostScripts]. Its name stands in stack traces.
type Script struct{ Name, Source string }

// PostScripts queues scripts as one task. They run one after another, as the script elements of a
// page do: after each there is a microtask checkpoint, and the exception or the SyntaxError of one
// is reported as uncaught and does not stop the next. PostScripts never blocks and may be called
// from any goroutine. It reports whether the runtime takes tasks; if not, because it is closed, the
// scripts will never run.
//
//	rt.PostScripts(runtime.Script{Name: "http://example.test/a.js", Source: a}, runtime.Script{…})
//
// https://html.spec.whatwg.org/multipage/scripting.html#execute-the-script-element
func (rt *Runtime) PostScripts(scripts ...Script) bool {
	return rt.loop.Post(eventloop.TaskFunc(func() {
		for _, s := range scripts {
			err := rt.runScript(s)
			if _, interrupted := err.(*goja.InterruptedError); interrupted {
				return
			}
			if err != nil {
				rt.scope.ReportException(err)
			}
		}
	}))
}

func (rt *Runtime) runScript(s Script) error {
	program, err := compile(s.Name, s.Source)
	if err != nil {
		e := err.(*SyntaxError)
		return &goja.CompilerSyntaxError{CompilerError: goja.CompilerError{
			Message: e.Message,
			File:    file.NewFile(s.Name, s.Source, 0),
			Offset:  offset(s.Source, file.Position{Line: e.Line, Column: e.Column}),
		}}
	}
	_, err = rt.scope.RunProgram(program)
	return err
}
