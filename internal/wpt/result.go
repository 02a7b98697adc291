package wpt

import (
	"fmt"
	"time"
)

// A Status is the outcome of a subtest: PASS, FAIL, TIMEOUT, NOTRUN or PRECONDITION_FAILED.
type Status string

// A HarnessStatus is the outcome of a file as a whole: OK, ERROR, TIMEOUT, PRECONDITION_FAILED or
// CRASH.
type HarnessStatus string

const (
	Pass               Status = "PASS"
	Fail               Status = "FAIL"
	Timeout            Status = "TIMEOUT" // it was running when time was up
	NotRun             Status = "NOTRUN"  // it had not begun when time was up
	PreconditionFailed Status = "PRECONDITION_FAILED"

	HarnessOK                 HarnessStatus = "OK" // even if subtests fail
	HarnessError              HarnessStatus = "ERROR"
	HarnessTimeout            HarnessStatus = "TIMEOUT"
	HarnessPreconditionFailed HarnessStatus = "PRECONDITION_FAILED"
	HarnessCrash              HarnessStatus = "CRASH" // the engine panicked with this message
)

// A Result is what a test reported.
type Result struct {
	Test
	// Skipped is the reason why the test did not run. If it is set, only Test is set too.
	Skipped  string        `json:"skipped,omitempty"`
	Status   HarnessStatus `json:"status,omitempty"`
	Message  string        `json:"message,omitempty"`
	Stack    string        `json:"stack,omitempty"`
	Subtests []Subtest     `json:"subtests"`
	// Console is the output of the scripts and the exceptions that they did not handle, cut off
	// after 64 KiB.
	Console  string        `json:"console,omitempty"`
	Duration time.Duration `json:"duration"` // in nanoseconds
}

// A Subtest is the result of one test(), async_test() or promise_test().
type Subtest struct {
	Name    string `json:"name"`
	Status  Status `json:"status"`
	Message string `json:"message,omitempty"`
	Stack   string `json:"stack,omitempty"` // the frames of the test file, one per line
}

// Passed reports whether the harness and every subtest succeeded. A skipped test has not passed.
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

// String returns one line: the test, its status and the number of subtests that passed.
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
