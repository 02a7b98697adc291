package wpt

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

//go:embed harness.js
var harnessSource string

//go:embed report.js
var reportSource string

//go:embed worker.js
var workerSource string

//go:embed fetch.js
var fetchSource string

// Names of scripts in stack traces. testStack removes the frames of the harness by them.
const (
	harnessName = "gojs:wpt/harness.js"
	reportName  = "gojs:wpt/report.js"
	fetchName   = "gojs:wpt/fetch.js"
)

var (
	harnessProgram = sync.OnceValue(func() *goja.Program { return goja.MustCompile(harnessName, harnessSource, true) })
	reportProgram  = sync.OnceValue(func() *goja.Program { return goja.MustCompile(reportName, reportSource, true) })
	fetchProgram   = sync.OnceValue(func() *goja.Program { return goja.MustCompile(fetchName, fetchSource, true) })
)

// workerHarness returns harness.js in the form that workers import.
func workerHarness(multiplier float64) string {
	return strings.NewReplacer(
		"MULTIPLIER", strconv.FormatFloat(multiplier, 'g', -1, 64),
		"\nHARNESS\n", "\n"+harnessSource,
	).Replace(workerSource)
}

// compiled caches the compiled testharness.js of checkouts by source, since compiling it takes
// longer than most tests.
var compiled sync.Map

func compileHarness(source string) (*goja.Program, error) {
	if program, ok := compiled.Load(source); ok {
		return program.(*goja.Program), nil
	}
	tree, err := goja.Parse(origin+"/"+harnessPath, source, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	program, err := goja.CompileAST(tree, false)
	if err == nil {
		compiled.Store(source, program)
	}
	return program, err
}

// maxSubtests limits the number of subtests that a file can report.
const maxSubtests = 100_000

// A collector gathers what the harness reports until the file is complete. It has a lock because a
// run that was abandoned may still report while Run reads the result.
type collector struct {
	mu       sync.Mutex
	subtests []Subtest
	running  []bool // by subtest: it has begun and has no result yet
	complete bool
	status   HarnessStatus
	message  string
	stack    string
	done     func() // called when the file is complete
	quiet    bool   // the runtime is quiescent
}

// nothingLeft is the message of a TIMEOUT that is reported early because the runtime is quiescent.
const nothingLeft = "nothing is left to happen that could end the file"

// idle records that the runtime is quiescent, so that only the time limit could end the file.
func (c *collector) idle() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.quiet = true
}

// A harness has the functions that the runner calls in either harness, on the engine's goroutine.
type harness struct {
	loaded, timeUp goja.Callable
}

// installOwn runs harness.js in vm and connects it to c.
func (c *collector) installOwn(vm *goja.Runtime, title string, multiplier float64) (*harness, error) {
	host := vm.NewObject()
	for name, value := range map[string]any{"title": title, "timeoutMultiplier": multiplier} {
		if err := host.Set(name, value); err != nil {
			return nil, err
		}
	}
	return c.connect(vm, harnessProgram(), host)
}

// installWPT runs the testharness.js of a checkout in vm and connects it to c, which is the task of
// a vendor's testharnessreport.js.
func (c *collector) installWPT(vm *goja.Runtime, testharness *goja.Program, title string, multiplier float64) (*harness, error) {
	if title != "" {
		// Without a document the harness takes the title from this global.
		if err := vm.Set("META_TITLE", title); err != nil {
			return nil, err
		}
	}
	host := vm.NewObject()
	for name, value := range map[string]any{
		"timeoutMultiplier": multiplier,
		"load": func(goja.FunctionCall) goja.Value {
			if _, err := vm.RunProgram(testharness); err != nil {
				panic(err)
			}
			return goja.Undefined()
		},
	} {
		if err := host.Set(name, value); err != nil {
			return nil, err
		}
	}
	return c.connect(vm, reportProgram(), host)
}

// connect runs a program that evaluates to a function, calls that function with host, and returns
// the harness that it returns.
func (c *collector) connect(vm *goja.Runtime, program *goja.Program, host *goja.Object) (*harness, error) {
	for name, f := range map[string]func(goja.FunctionCall) goja.Value{
		"created": c.created, "started": c.started, "result": c.result, "complete": c.completed,
	} {
		if err := host.Set(name, f); err != nil {
			return nil, err
		}
	}
	answer, err := callProgram(vm, program, host)
	if err != nil {
		return nil, err
	}
	h := &harness{}
	for name, f := range map[string]*goja.Callable{"loaded": &h.loaded, "timeUp": &h.timeUp} {
		var ok bool
		if *f, ok = goja.AssertFunction(answer.ToObject(vm).Get(name)); !ok {
			return nil, fmt.Errorf("wpt: the harness gives no function %s", name)
		}
	}
	return h, nil
}

// callProgram runs a program that evaluates to a function, and calls that function with host.
func callProgram(vm *goja.Runtime, program *goja.Program, host *goja.Object) (goja.Value, error) {
	v, err := vm.RunProgram(program)
	if err != nil {
		return nil, err
	}
	start, ok := goja.AssertFunction(v)
	if !ok {
		return nil, errors.New("wpt: the harness does not evaluate to a function")
	}
	return start(goja.Undefined(), host)
}

func (c *collector) created(call goja.FunctionCall) goja.Value {
	name := text(call.Argument(1)) // may run a script, and throw, so the lock is not held
	c.mu.Lock()
	count := len(c.subtests)
	if count < maxSubtests && !c.complete {
		c.add(name)
	}
	c.mu.Unlock()
	if count >= maxSubtests {
		c.finish(HarnessError, fmt.Sprintf("more than %d subtests in one file", maxSubtests), "")
		c.done()
	}
	return goja.Undefined()
}

func (c *collector) add(name string) {
	c.subtests = append(c.subtests, Subtest{Name: name, Status: NotRun})
	c.running = append(c.running, false)
}

func (c *collector) started(call goja.FunctionCall) goja.Value {
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := call.Argument(0).ToInteger(); 0 <= i && i < int64(len(c.running)) && !c.complete {
		c.running[i] = true
	}
	return goja.Undefined()
}

func (c *collector) result(call goja.FunctionCall) goja.Value {
	subtest := Subtest{
		Name:    text(call.Argument(1)),
		Status:  Status(call.Argument(2).String()),
		Message: cut(text(call.Argument(3))),
		Stack:   testStack(text(call.Argument(4))),
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := call.Argument(0).ToInteger(); 0 <= i && i < int64(len(c.subtests)) && !c.complete {
		c.running[i] = false
		c.subtests[i] = subtest
	}
	return goja.Undefined()
}

func (c *collector) completed(call goja.FunctionCall) goja.Value {
	c.finish(HarnessStatus(call.Argument(0).String()), cut(text(call.Argument(1))), testStack(text(call.Argument(2))))
	c.done()
	return goja.Undefined()
}

// finish sets the outcome of the file, unless it is known already. It ends the subtests that are
// still running.
func (c *collector) finish(status HarnessStatus, message, stack string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.complete {
		return
	}
	c.complete = true
	if status == HarnessTimeout && message == "" && c.quiet {
		message = nothingLeft
	}
	c.status, c.message, c.stack = status, message, stack
	for i, running := range c.running {
		switch {
		case running && status == HarnessTimeout:
			c.subtests[i].Status, c.subtests[i].Message = Timeout, "Test timed out"
		case running:
			c.subtests[i].Status, c.subtests[i].Message = Fail, "the file ended in it: "+message
		}
	}
}

// maxMessage is the number of bytes of a message that are kept.
const maxMessage = 64 << 10

func cut(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	return strings.ToValidUTF8(message[:maxMessage], "") + " [cut off]"
}

// text returns v as a string, or "" for null and undefined. It writes a lone surrogate, which a Go
// string cannot hold, as U+d800.
func text(v goja.Value) string {
	if goja.IsNull(v) || goja.IsUndefined(v) {
		return ""
	}
	s := v.String()
	if !strings.ContainsRune(s, utf8.RuneError) {
		return s
	}
	units := v.ToString().(goja.String)
	var b strings.Builder
	for i := 0; i < units.Length(); i++ {
		r := rune(units.CharAt(i))
		switch {
		case !utf16.IsSurrogate(r):
			b.WriteRune(r)
		case i+1 < units.Length() && utf16.DecodeRune(r, rune(units.CharAt(i+1))) != utf8.RuneError:
			b.WriteRune(utf16.DecodeRune(r, rune(units.CharAt(i+1))))
			i++
		default:
			fmt.Fprintf(&b, "U+%x", r)
		}
	}
	return b.String()
}

// serverURL matches the part of a script's URL before its path.
var serverURL = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`https?://[a-z0-9.-]+:[0-9]+/`) })

var programCounter = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\(\d+\)(\)?)$`) })

// testStack returns those frames of an error's stack that are in the test's own scripts, with paths
// from the root.
func testStack(stack string) string {
	var frames []string
	for line := range strings.Lines(stack) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "at ") || ofHarness(line) || strings.HasSuffix(line, "(native)") {
			continue
		}
		line = programCounter().ReplaceAllString(line, "$1")
		frames = append(frames, serverURL().ReplaceAllString(line, ""))
	}
	return strings.Join(frames, "\n")
}

func ofHarness(frame string) bool {
	return strings.Contains(frame, harnessName) || strings.Contains(frame, reportName) || strings.Contains(frame, "/"+harnessPath+":")
}
