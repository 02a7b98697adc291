package wpt

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

//go:embed harness.js
var harnessSource string

// harnessName is the script's name in stack traces, from which its frames are taken out.
const harnessName = "gojs:wpt/harness.js"

var harnessProgram = sync.OnceValue(func() *goja.Program { return goja.MustCompile(harnessName, harnessSource, true) })

// maxSubtests bounds what a file can report.
const maxSubtests = 100_000

// collector gathers what the harness reports until the file is complete. Its lock is for a run that had to be abandoned:
// it may still report while the result is being read.
type collector struct {
	mu       sync.Mutex
	subtests []Subtest
	running  []bool // by subtest: it has begun, and has no result yet
	complete bool
	status   HarnessStatus
	message  string
	stack    string
	done     func() // called at complete
}

// harness is the part of harness.js's answer that the runner calls, on the engine's goroutine.
type harness struct {
	loaded, timeUp, uncaught goja.Callable
}

// install runs harness.js in vm and connects it with c.
func (c *collector) install(vm *goja.Runtime, title string, multiplier float64) (*harness, error) {
	v, err := vm.RunProgram(harnessProgram())
	if err != nil {
		return nil, err
	}
	start, ok := goja.AssertFunction(v)
	if !ok {
		return nil, fmt.Errorf("wpt: %s is not a function", harnessName)
	}
	host := vm.NewObject()
	for name, value := range map[string]any{
		"title":             title,
		"timeoutMultiplier": multiplier,
		"created":           c.created,
		"started":           c.started,
		"result":            c.result,
		"complete":          c.completed,
	} {
		if err := host.Set(name, value); err != nil {
			return nil, err
		}
	}
	answer, err := start(goja.Undefined(), host)
	if err != nil {
		return nil, err
	}
	h := &harness{}
	for name, f := range map[string]*goja.Callable{"loaded": &h.loaded, "timeUp": &h.timeUp, "uncaught": &h.uncaught} {
		if *f, ok = goja.AssertFunction(answer.ToObject(vm).Get(name)); !ok {
			return nil, fmt.Errorf("wpt: %s gives no function %s", harnessName, name)
		}
	}
	return h, nil
}

func (c *collector) created(call goja.FunctionCall) goja.Value {
	c.mu.Lock()
	count := len(c.subtests)
	if count < maxSubtests && !c.complete {
		c.add(call.Argument(1).String())
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
	if i := int(call.Argument(0).ToInteger()); i < len(c.running) && !c.complete {
		c.running[i] = true
	}
	return goja.Undefined()
}

func (c *collector) result(call goja.FunctionCall) goja.Value {
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := int(call.Argument(0).ToInteger()); i < len(c.subtests) && !c.complete {
		c.running[i] = false
		c.subtests[i] = Subtest{
			Name:    call.Argument(1).String(),
			Status:  Status(call.Argument(2).String()),
			Message: text(call.Argument(3)),
			Stack:   testStack(text(call.Argument(4))),
		}
	}
	return goja.Undefined()
}

func (c *collector) completed(call goja.FunctionCall) goja.Value {
	c.finish(HarnessStatus(call.Argument(0).String()), text(call.Argument(1)), testStack(text(call.Argument(2))))
	c.done()
	return goja.Undefined()
}

// finish sets the outcome of the file, unless it is known already. Subtests that are still running share it.
func (c *collector) finish(status HarnessStatus, message, stack string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.complete {
		return
	}
	c.complete = true
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

// text is a string, or nothing for null.
func text(v goja.Value) string {
	if goja.IsNull(v) || goja.IsUndefined(v) {
		return ""
	}
	return v.String()
}

var programCounter = regexp.MustCompile(`\(\d+\)(\)?)$`)

// testStack keeps the frames of the test's own scripts of an error's stack, with paths from the root.
func testStack(stack string) string {
	var frames []string
	for line := range strings.Lines(stack) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "at ") || strings.Contains(line, harnessName) || strings.HasSuffix(line, "(native)") {
			continue
		}
		line = programCounter.ReplaceAllString(line, "$1")
		frames = append(frames, strings.Replace(line, origin+"/", "", 1))
	}
	return strings.Join(frames, "\n")
}
