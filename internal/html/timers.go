package html

import (
	"math"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// timers is the map of setTimeout and setInterval IDs of a scope.
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers
type timers struct {
	active  map[int32]*timer
	lastID  int32
	nesting int // timer nesting level of the task that is running, 0 outside a timer's task
}

// timer is an armed timeout or interval. It is its own task.
type timer struct {
	scope     *scope.Scope
	id        int32
	function  goja.Callable // nil if code is set
	code      goja.String
	codeName  string // the file name of the code in stacks
	arguments []goja.Value
	timeout   float64 // milliseconds
	repeat    bool
	nesting   int
	armed     scope.Timer
}

func setTimeout(c webidl.Call) goja.Value {
	return state.Of(scope.Of(c)).timers.initialize(c, false)
}
func setInterval(c webidl.Call) goja.Value {
	return state.Of(scope.Of(c)).timers.initialize(c, true)
}

// clearTimeout implements clearTimeout and clearInterval: each accepts the IDs of both.
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-cleartimeout
func clearTimeout(c webidl.Call) goja.Value {
	id := int32(0)
	if c.Has(0) {
		id = c.Long(c.Args[0])
	}
	if entry := state.Of(scope.Of(c)).timers.active[id]; entry != nil {
		entry.forget()
		entry.armed.Stop()
	}
	return goja.Undefined()
}

// initialize runs the timer initialization steps.
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps
func (t *timers) initialize(c webidl.Call, repeat bool) goja.Value {
	s := scope.Of(c)
	entry := &timer{scope: s, repeat: repeat}
	if f, ok := goja.AssertFunction(c.Args[0]); ok {
		entry.function = f
	} else {
		entry.code, entry.codeName = c.DOMString(c.Args[0]), initiatingScript(s)
	}
	timeout := int32(0)
	if c.Has(1) {
		timeout = c.Long(c.Args[1])
	}
	if len(c.Args) > 2 {
		entry.arguments = append([]goja.Value(nil), c.Args[2:]...)
	}
	s.CheckTimers(c)
	// 2. If previousId was given, let id be previousId; otherwise, let id be an
	//    implementation-defined integer that is greater than zero and does not already exist in
	//    global's map of setTimeout and setInterval IDs.
	entry.id = t.newID()
	// 4. If timeout is less than 0, then set timeout to 0.
	entry.timeout = float64(max(timeout, 0))
	t.arm(entry)
	// 14. Return id.
	return c.VM.ToValue(entry.id)
}

// initiatingScript returns a file name for the code of a timer. In browsers it is the URL of the
// script that armed the timer. The scripts of a program of its own have file names instead of URLs,
// and the lines of the code are not in that file, so the name is "<timer>".
//
// https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps (step 8.5.4)
func initiatingScript(s *scope.Scope) string {
	if s.Kind != scope.Shell {
		if file, _, _ := (&Uncaught{Stack: s.VM.CaptureCallStack(0, nil)}).position(); file != "" {
			return file
		}
	}
	return "<timer>"
}

// newID returns the next ID that no active timer has.
func (t *timers) newID() int32 {
	for {
		if t.lastID == math.MaxInt32 {
			t.lastID = 0
		}
		t.lastID++
		if _, taken := t.active[t.lastID]; !taken {
			return t.lastID
		}
	}
}

// arm starts the timer. For an interval it is called again after each run.
func (t *timers) arm(entry *timer) {
	// 3. If the surrounding agent's event loop's currently running task is a task that was created
	//    by this algorithm, then let nesting level be the task's timer nesting level. Otherwise,
	//    let it be 0.
	nesting := t.nesting
	// 5. If nesting level is greater than 5, and timeout is less than 4, then set timeout to 4.
	timeout := entry.timeout
	if nesting > 5 && timeout < 4 {
		timeout = 4
	}
	// 9. Increment nesting level by one.
	// 10. Set task's timer nesting level to nesting level.
	entry.nesting = nesting + 1
	if t.active == nil {
		t.active = map[int32]*timer{}
	}
	if t.active[entry.id] == nil {
		entry.scope.TimersArmed++
	}
	t.active[entry.id] = entry
	// 12. Set uniqueHandle to the result of running steps after a timeout given global,
	//     "setTimeout/setInterval", timeout, and completionStep.
	entry.armed = entry.scope.Loop.AfterFunc(scope.Duration(timeout), true, entry)
}

// forget removes the timer from the map of setTimeout and setInterval IDs.
func (e *timer) forget() {
	delete(state.Of(e.scope).timers.active, e.id)
	e.scope.TimersArmed--
}

// Run runs the task of the timer.
func (e *timer) Run() {
	s := e.scope
	t := &state.Of(s).timers
	s.Enter()
	// 1. If id does not exist in global's map of setTimeout and setInterval IDs, then abort these
	//    steps.
	// 2. If global's map[id] does not equal uniqueHandle, then abort these steps.
	if t.active[e.id] != e {
		return
	}
	if !e.repeat {
		e.forget()
	}
	t.nesting = e.nesting
	defer func() { t.nesting = 0 }()
	// 5. If handler is a Function, then invoke handler given arguments and "report", and with
	//    callback this value set to thisArg: the global object.
	// 6. Otherwise, run the code as a classic script.
	var err error
	if e.function != nil {
		_, err = s.Call(e.function, s.VM.GlobalObject(), e.arguments...)
	} else {
		_, err = runScript(s, e.codeName, e.code.String())
	}
	if err != nil {
		s.ReportException(err)
	}
	// 7. If id does not exist in global's map of setTimeout and setInterval IDs, then abort these
	//    steps.
	// 8. If global's map[id] does not equal uniqueHandle, then abort these steps.
	if t.active[e.id] != e {
		return
	}
	// 9. If repeat is true, then perform the timer initialization steps again, given global,
	//    handler, timeout, arguments, true, and id.
	t.arm(e)
}

// clear disarms every timer of the scope.
func (t *timers) clear() {
	for _, entry := range t.active {
		entry.forget()
		entry.armed.Stop()
	}
}

// runScript runs the code of a timer. The error for code that does not compile has its position,
// for which the code has to be parsed separately.
func runScript(s *scope.Scope, name, code string) (goja.Value, error) {
	tree, err := parser.ParseFile(nil, name, code, 0, parser.WithDisableSourceMaps)
	if list, ok := err.(parser.ErrorList); ok && len(list) > 0 {
		return nil, &goja.CompilerSyntaxError{CompilerError: goja.CompilerError{
			Message: list[0].Message,
			File:    file.NewFile(name, code, 0),
			Offset:  offsetOf(code, list[0].Position),
		}}
	}
	if err != nil {
		return nil, err
	}
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, err
	}
	return s.RunProgram(program)
}

// offsetOf returns the byte offset of a position in a source.
func offsetOf(source string, p file.Position) int {
	offset := 0
	for range p.Line - 1 {
		offset += strings.IndexByte(source[offset:], '\n') + 1
	}
	return min(offset+p.Column-1, len(source))
}
