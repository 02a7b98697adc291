// Package report writes what tests reported, for people and for machines.
package report

import (
	"fmt"
	"io"
	"time"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// Outcome is what a test reported, and how that compares with what was expected.
type Outcome struct {
	wpt.Result
	// Ignored says why the test was not to be run; then nothing else is set but the Test.
	Ignored string
	expect.Verdict
}

// AsExpected says whether nothing has to be changed.
func (o Outcome) AsExpected() bool { return len(o.Problems) == 0 }

// ran says whether there is a result.
func (o Outcome) ran() bool { return o.Ignored == "" && o.Skipped == "" }

// Reporter writes a report. Its methods are called on one goroutine: Begin, Report for each test in order, End. The errors
// are those of writing.
type Reporter interface {
	Begin(tests int)
	Report(o Outcome) error
	End(s *Summary) error
}

// Summary adds outcomes up.
type Summary struct {
	Start       time.Time
	Duration    time.Duration
	Expecting   bool  // there were expectations
	Interrupted error // why not every test ran

	Tests      int // that were to be run, without those ignored and skipped
	Ran        int
	Unexpected int
	Ignored    int
	Skipped    map[string]int // by reason

	Subtests, Passed, FailedAsExpected int

	// Unmatched are the expectations that no test was found for.
	Unmatched []expect.Problem

	files map[string]bool
}

// Add counts an outcome.
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

// Files is how many files ran.
func (s *Summary) Files() int { return len(s.files) }

// AsExpected says whether all ran, and nothing has to be changed.
func (s *Summary) AsExpected() bool {
	return s.Interrupted == nil && s.Unexpected == 0 && len(s.Unmatched) == 0
}

// problem finds the problem of a kind with a subtest.
func (o Outcome) problem(kind expect.Kind, subtest string) (p expect.Problem, ok bool) {
	for _, p := range o.Problems {
		if p.Kind == kind && p.Subtest == subtest {
			return p, true
		}
	}
	return p, false
}

// writer keeps the first error of an [io.Writer], and writes no more after it.
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
