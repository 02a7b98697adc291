// Package suite runs a set of tests, compares the results with expectations, and writes reports.
package suite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
	"github.com/gojs-runtime/gojs/internal/wpt/report"
)

// A Suite is the tests at some paths below a root.
type Suite struct {
	// Tests are the tests to run, in the order in which they are reported. See Select.
	Tests []wpt.Test
	// Expect is nil if all tests are expected to pass.
	Expect *expect.Expectations

	paths []string
	all   []wpt.Test
}

// A NoTestsError is returned if there are no tests at a path, or if Select leaves none.
type NoTestsError struct{ Reason string }

func (e *NoTestsError) Error() string { return e.Reason }

// New finds the tests at the paths below root, a folder whose name is name. It returns a
// [*NoTestsError] if there are no tests at a path.
func New(root fs.FS, name string, paths []string) (*Suite, error) {
	s := &Suite{paths: paths}
	seen := map[string]bool{}
	for _, p := range paths {
		tests, err := wpt.Discover(root, p)
		if err != nil {
			return nil, err
		}
		if len(tests) == 0 {
			return nil, &NoTestsError{fmt.Sprintf("no tests in %s: the names of tests end in .any.js, .window.js or .worker.js; pages that are tests have a script element for /resources/testharness.js", path.Join(name, p))}
		}
		for _, t := range tests {
			if name := t.String(); !seen[name] {
				seen[name] = true
				s.all = append(s.all, t)
			}
		}
	}
	s.Tests = s.all
	return s, nil
}

// Select keeps only the tests whose path with the variant matches filter, unless filter is nil, and
// whose scope is one of scopes, unless there are none. It returns a [*NoTestsError] if no test is
// left.
func (s *Suite) Select(filter *regexp.Regexp, scopes []wpt.Scope) error {
	if filter != nil {
		s.Tests = slices.DeleteFunc(slices.Clone(s.Tests), func(t wpt.Test) bool { return !filter.MatchString(t.Path + t.Variant) })
		if len(s.Tests) == 0 {
			return &NoTestsError{fmt.Sprintf("no test's path matches %q", filter)}
		}
	}
	if len(scopes) > 0 {
		var there []string
		s.Tests = slices.DeleteFunc(slices.Clone(s.Tests), func(t wpt.Test) bool {
			if !slices.Contains(there, string(t.Scope)) {
				there = append(there, string(t.Scope))
			}
			return !slices.Contains(scopes, t.Scope)
		})
		if len(s.Tests) == 0 {
			return &NoTestsError{fmt.Sprintf("no test has the scope %s: there are %s", join(scopes), strings.Join(there, ", "))}
		}
	}
	return nil
}

func join(scopes []wpt.Scope) string {
	var b strings.Builder
	for i, s := range scopes {
		if i > 0 {
			b.WriteString(" or ")
		}
		b.WriteString(string(s))
	}
	return b.String()
}

// covers reports whether the tests of a page or folder would be among those at the suite's paths.
func (s *Suite) covers(name string) bool {
	page, _, _ := strings.Cut(name, "?")
	for _, p := range s.paths {
		p = path.Clean(p)
		stem := strings.TrimSuffix(p, path.Ext(p))
		if p == "." || page == p || strings.HasPrefix(page, p+"/") || path.Ext(p) == ".js" && strings.HasPrefix(page, stem+".") {
			return true
		}
	}
	return false
}

// Options control how a suite is run.
type Options struct {
	Jobs int // number of tests that run at a time
	// Update changes the expectations to match the results before these are reported, with Reason
	// for those that need one. It does not write the files.
	Update bool
	Reason string
	// Progress, if not nil, is called with the number of tests that are done.
	Progress  func(done int)
	Reporters []report.Reporter
}

// Run runs the tests and reports them. If ctx is done, the run ends, and tests that are still
// running are not reported. Run returns an error if a report cannot be written; that ends the run
// too.
func (s *Suite) Run(ctx context.Context, runner *wpt.Runner, o Options) (*report.Summary, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	summary := &report.Summary{Start: time.Now(), Expecting: s.Expect != nil}
	for _, r := range o.Reporters {
		r.Begin(len(s.Tests))
	}
	outcomes := make([]report.Outcome, 0, len(s.Tests))
	tell := func(out report.Outcome) {
		if out.Ignored == "" {
			out.Verdict = s.Expect.Check(out.Result)
		}
		summary.Add(out)
		for _, r := range o.Reporters {
			if err := r.Report(out); err != nil {
				cancel(err)
			}
		}
	}
	err := s.runAll(ctx, runner, o.Jobs, func(out report.Outcome) {
		outcomes = append(outcomes, out)
		if !o.Update {
			tell(out)
		}
		if o.Progress != nil {
			o.Progress(len(outcomes))
		}
	})
	if len(outcomes) < len(s.Tests) {
		summary.Interrupted = err
	}
	unmatched := s.Expect.Unmatched(s.all, s.covers)
	if o.Update {
		if summary.Interrupted == nil {
			s.update(outcomes, unmatched, o.Reason)
			unmatched = nil
		}
		for _, out := range outcomes {
			tell(out)
		}
	}
	summary.Unmatched = unmatched
	summary.Tests = len(s.Tests)
	summary.Duration = time.Since(summary.Start)
	var errs []error
	for _, r := range o.Reporters {
		errs = append(errs, r.End(summary))
	}
	return summary, errors.Join(errs...)
}

func (s *Suite) update(outcomes []report.Outcome, unmatched []expect.Problem, reason string) {
	var results []wpt.Result
	for _, o := range outcomes {
		if o.Ignored == "" {
			results = append(results, o.Result)
		}
	}
	s.Expect.Update(results, unmatched, reason)
}

// runAll runs the tests, jobs at a time, and calls each with the outcomes in the order of the
// tests. Tests that were cut off because ctx was done have no outcome.
func (s *Suite) runAll(ctx context.Context, runner *wpt.Runner, jobs int, each func(report.Outcome)) error {
	var tests []wpt.Test // without those that are ignored
	for _, t := range s.Tests {
		if _, ignored := s.Expect.Ignored(t); !ignored {
			tests = append(tests, t)
		}
	}
	i := 0
	ignored := func() {
		for ; i < len(s.Tests); i++ {
			reason, ok := s.Expect.Ignored(s.Tests[i])
			if !ok {
				return
			}
			each(report.Outcome{Result: wpt.Result{Test: s.Tests[i]}, Ignored: reason})
		}
	}
	ignored()
	return runner.RunAll(ctx, tests, jobs, func(r wpt.Result) {
		i++
		if ctx.Err() == nil || r.Status != wpt.HarnessError || r.Message != context.Cause(ctx).Error() {
			each(report.Outcome{Result: r})
		}
		ignored()
	})
}
