package wpt

import (
	"fmt"
	"time"
)

// Status is the outcome of a subtest: PASS, FAIL, TIMEOUT, NOTRUN or PRECONDITION_FAILED.
type Status string

// HarnessStatus is the outcome of a file as a whole: OK, ERROR, TIMEOUT, PRECONDITION_FAILED or CRASH.
type HarnessStatus string

const (
	Pass               Status = "PASS"
	Fail               Status = "FAIL"
	Timeout            Status = "TIMEOUT" // it was under way when time was up
	NotRun             Status = "NOTRUN"  // it had not begun by then
	PreconditionFailed Status = "PRECONDITION_FAILED"

	HarnessOK                 HarnessStatus = "OK" // whatever the subtests say
	HarnessError              HarnessStatus = "ERROR"
	HarnessTimeout            HarnessStatus = "TIMEOUT"
	HarnessPreconditionFailed HarnessStatus = "PRECONDITION_FAILED"
	HarnessCrash              HarnessStatus = "CRASH" // the engine panicked; the message is the panic's
)

// Result is what a test reported.
type Result struct {
	Test
	// Skipped says why the test did not run; then nothing else is set.
	Skipped  string        `json:"skipped,omitempty"`
	Status   HarnessStatus `json:"status,omitempty"`
	Message  string        `json:"message,omitempty"`
	Stack    string        `json:"stack,omitempty"`
	Subtests []Subtest     `json:"subtests"`
	// Console is what the scripts wrote, and the exceptions that they did not handle; cut off after 64 KiB.
	Console  string        `json:"console,omitempty"`
	Duration time.Duration `json:"duration"` // in nanoseconds
}

// Subtest is what one test(), async_test() or promise_test() reported.
type Subtest struct {
	Name    string `json:"name"`
	Status  Status `json:"status"`
	Message string `json:"message,omitempty"`
	Stack   string `json:"stack,omitempty"` // the frames of the test file, one per line
}

// Passed says whether the harness and every subtest report success. A skipped test has not passed.
func (r Result) Passed() bool {
	if r.Status != HarnessOK {
		return false
	}
	for _, s := range r.Subtests {
		if s.Status != Pass {
			return false
		}
	}
	return true
}

// String is one line: the test, its status and how many of its subtests passed.
func (r Result) String() string {
	if r.Skipped != "" {
		return fmt.Sprintf("%s: skipped: %s", r.Test, r.Skipped)
	}
	passed := 0
	for _, s := range r.Subtests {
		if s.Status == Pass {
			passed++
		}
	}
	line := fmt.Sprintf("%s: %s, %d of %d passed", r.Test, r.Status, passed, len(r.Subtests))
	if r.Message != "" {
		line += ": " + r.Message
	}
	return line
}
