// Package report writes the results of tests, for people and for machines.
package report

import (
	"fmt"
	"io"
	"time"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// An Outcome is the result of a test and its comparison with the expectations.
type Outcome struct {
	wpt.Result
	// Ignored is the reason why the test must not run. If it is set, only Test is set too.
	Ignored string
	expect.Verdict
}

// AsExpected reports whether the result matches the expectations.
func (o Outcome) AsExpected() bool { return len(o.Problems) == 0 }

// ran reports whether the test ran.
func (o Outcome) ran() bool { return o.Ignored == "" && o.Skipped == "" }

// A Reporter writes a report. Its methods are called on one goroutine: Begin, Report for each test
// in order, End. They return errors of writing.
type Reporter interface {
	Begin(tests int)
	Report(o Outcome) error
	End(s *Summary) error
}

// A Summary counts outcomes.
type Summary struct {
	Start       time.Time
	Duration    time.Duration
	Expecting   bool  // there are expectations
	Interrupted error // why not every test ran

	Tests      int // tests to run, without those that are ignored or skipped
	Ran        int
	Unexpected int
	Ignored    int
	Skipped    map[string]int // by reason

	Subtests, Passed, FailedAsExpected int

	// Unmatched has the expectations that no test was found for.
	Unmatched []expect.Problem

	files map[string]bool
}

// Add adds an outcome to the counts.
func (s *Summary) Add(o Outcome) {
	if !o.AsExpected() {
		s.Unexpected++
	}
	if o.Ignored != "" {
		s.Ignored++
		return
	}
	if o.Skipped != "" {
		if s.Skipped == nil {
			s.Skipped = map[string]int{}
		}
		s.Skipped[o.Skipped]++
		return
	}
	s.Ran++
	if s.files == nil {
		s.files = map[string]bool{}
	}
	s.files[o.Path] = true
	for _, sub := range o.Subtests {
		s.Subtests++
		_, expected := o.Reasons[sub.Name]
		switch {
		case sub.Status == wpt.Pass:
			s.Passed++
		case expected:
			s.FailedAsExpected++
		}
	}
}

// Files returns the number of files that ran.
func (s *Summary) Files() int { return len(s.files) }

// AsExpected reports whether all tests ran and match the expectations.
func (s *Summary) AsExpected() bool {
	return s.Interrupted == nil && s.Unexpected == 0 && len(s.Unmatched) == 0
}

// problem returns the problem of this kind with a subtest.
func (o Outcome) problem(kind expect.Kind, subtest string) (p expect.Problem, ok bool) {
	for _, p := range o.Problems {
		if p.Kind == kind && p.Subtest == subtest {
			return p, true
		}
	}
	return p, false
}

// A writer keeps the first error of an [io.Writer] and writes nothing after it.
type writer struct {
	w   io.Writer
	err error
}

func (w *writer) printf(format string, args ...any) { w.print(fmt.Sprintf(format, args...)) }

func (w *writer) print(s string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.w, s)
	}
}
