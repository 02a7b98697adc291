// Package expect compares the results of tests with recorded expectations.
//
// Expectations are JSON, nested like the directories of the tests from their root. The leaves are
// the names of pages (see [wpt.Test.Page]), so each scope and variant has its own:
//
//	{
//	  "dom": {
//	    "events": {
//	      "Event-constructors.any.html": true,
//	      "Event-constructors.any.worker.html": true,
//	      "EventTarget-this.any.html?1-10": { "fail": { "the name of a subtest": "the reason" } },
//	      "hangs.any.html": { "status": { "TIMEOUT": "the reason" } },
//	      "needs-a-mouse.html": { "ignore": "the reason" },
//	      "scrolling": { "ignore": "the reason" }
//	    }
//	  }
//	}
//
// The value of a leaf means:
//
//   - true: the harness reports OK and each subtest PASS.
//   - fail: the named subtests do not pass. A /regular expression/ stands for all subtests that it
//     matches and that are not named.
//   - status: the harness reports this status instead of OK. It may be combined with fail.
//   - ignore: the tests of this page or folder do not run.
//
// All but true need a reason.
package expect

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// Expectations are the content of a file or of the files of a folder. A nil *Expectations expects
// every test to pass. The methods must not be called on several goroutines at once.
type Expectations struct {
	path    string // of the file or folder
	folder  bool
	entries map[string]*entry // by path from the root, without a slash at either end
}

// An entry is a leaf.
type entry struct {
	file         string // the file that has it
	ignore       string
	status       wpt.HarnessStatus // the expected status, or "" for OK
	statusReason string
	fail         failing
}

func (e *entry) passes() bool { return e.ignore == "" && e.status == "" && len(e.fail) == 0 }

// A Kind is the kind of a Problem.
type Kind string

const (
	Failed       Kind = "unexpected failure" // of a subtest
	Passed       Kind = "unexpected pass"    // of a subtest
	WrongStatus  Kind = "unexpected status"  // of the harness
	NoEntry      Kind = "no entry"           // for a test
	NoTest       Kind = "no test"            // for an entry
	NoSubtest    Kind = "no subtest"         // for a key of an entry's fail
	NotRun       Kind = "not run"            // a skipped test has an entry
	needsAReason      = "a reason, see --reason"
)

// A Problem is a difference between results and expectations.
type Problem struct {
	Kind    Kind   `json:"kind"`
	Page    string `json:"page"`              // or folder
	Subtest string `json:"subtest,omitempty"` // its name
	// Fix is one line that says how to change the expectations if the results are right. It is
	// empty without expectations.
	Fix string `json:"fix,omitempty"`
}

// A Verdict is the comparison of a result with its expectation.
type Verdict struct {
	// StatusReason is the reason for a status of the harness other than OK, if it is expected.
	StatusReason string
	// Reasons has, by name, the reasons of the subtests that are expected not to pass and do not.
	Reasons  map[string]string
	Problems []Problem
}

// key returns the name of an entry for a test.
func key(t wpt.Test) string { return strings.TrimPrefix(t.Page(), "/") }

// Ignored reports whether a test must not run, and why.
func (e *Expectations) Ignored(t wpt.Test) (reason string, ignored bool) {
	if e == nil {
		return "", false
	}
	_, entry := e.of(key(t))
	if entry == nil || entry.ignore == "" {
		return "", false
	}
	return entry.ignore, true
}

// of returns the entry for a page: its own or that of the innermost folder that has one.
func (e *Expectations) of(page string) (name string, _ *entry) {
	if entry := e.entries[page]; entry != nil {
		return page, entry
	}
	name = page
	for {
		folder, _ := splitName(name)
		if folder == "" {
			return "", nil
		}
		if entry := e.entries[folder]; entry != nil {
			return folder, entry
		}
		name = folder
	}
}

// splitName splits the name of a page or folder before its last part. Slashes in a query do not
// count.
func splitName(name string) (folder, last string) {
	end := strings.IndexAny(name, "?#")
	if end < 0 {
		end = len(name)
	}
	i := strings.LastIndexByte(name[:end], '/')
	if i < 0 {
		return "", name
	}
	return name[:i], name[i+1:]
}

// Check compares a result with its entry.
func (e *Expectations) Check(r wpt.Result) Verdict {
	c := check{page: key(r.Test), result: r, entry: &entry{}}
	if e != nil {
		_, found := e.of(c.page)
		if found == nil {
			return e.uncovered(c)
		}
		c.entry, c.fixes = found, true
	}
	if r.Skipped != "" {
		if e != nil && c.entry.ignore == "" {
			c.add(NotRun, "", "take its entry out of %s", c.entry.file)
		}
		return c.verdict
	}
	c.status()
	c.subtests()
	return c.verdict
}

func (e *Expectations) uncovered(c check) Verdict {
	if c.result.Skipped != "" {
		return Verdict{}
	}
	c.fixes = true
	file := e.fileFor(c.page)
	if c.result.Passed() {
		_, last := splitName(c.page)
		c.add(NoEntry, "", "in %s give it the entry %q: true, or use --update", file, last)
		return c.verdict
	}
	c.add(NoEntry, "", "give it an entry in %s", file)
	c.entry = &entry{file: file}
	c.status()
	c.subtests()
	return c.verdict
}

// A check is the comparison of one result with an entry.
type check struct {
	page    string
	result  wpt.Result
	entry   *entry
	fixes   bool // whether problems get a Fix
	verdict Verdict
}

func (c *check) add(kind Kind, subtest, fix string, args ...any) {
	p := Problem{Kind: kind, Page: c.page, Subtest: subtest}
	if c.fixes {
		p.Fix = fmt.Sprintf(fix, args...)
	}
	c.verdict.Problems = append(c.verdict.Problems, p)
}

func (c *check) status() {
	want := cmp.Or(c.entry.status, wpt.HarnessOK)
	switch got := c.result.Status; {
	case got == want:
		c.verdict.StatusReason = c.entry.statusReason
	case got == wpt.HarnessOK:
		c.add(WrongStatus, "", "in %s take out \"status\": {%q: …}", c.entry.file, want)
	default:
		c.add(WrongStatus, "", "in %s give it \"status\": {%q: %q}", c.entry.file, got, needsAReason)
	}
}

func (c *check) subtests() {
	failed := failures(c.result)
	for _, s := range c.result.Subtests {
		if s.Status == wpt.Pass {
			continue
		}
		if key, reason := c.entry.fail.of(s.Name); key != "" {
			if c.verdict.Reasons == nil {
				c.verdict.Reasons = map[string]string{}
			}
			c.verdict.Reasons[s.Name] = reason
			continue
		}
		c.add(Failed, s.Name, "in %s give it \"fail\": {%s: %q}", c.entry.file, quote(literal(s.Name)), needsAReason)
	}
	matched := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(failed)) {
		key, _ := c.entry.fail.of(name)
		matched[key] = true
		switch {
		case key == "" || failed[name]:
		case key == name:
			c.add(Passed, name, "in %s take it out of \"fail\"", c.entry.file)
		default:
			c.add(Passed, name, "in %s change \"fail\" so that %s does not match it", c.entry.file, quote(key))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.entry.fail)) {
		if !matched[key] {
			c.add(NoSubtest, key, "in %s take it out of \"fail\"", c.entry.file)
		}
	}
}

// failures returns, by name, whether a subtest of that name did not pass.
func failures(r wpt.Result) map[string]bool {
	failed := map[string]bool{}
	for _, s := range r.Subtests {
		failed[s.Name] = failed[s.Name] || s.Status != wpt.Pass
	}
	return failed
}

// Unmatched returns a problem for each entry that matches none of the tests. covered reports
// whether the tests for a page or folder would be among tests; Unmatched skips entries for which it
// is false.
func (e *Expectations) Unmatched(tests []wpt.Test, covered func(name string) bool) []Problem {
	if e == nil {
		return nil
	}
	matched := map[string]bool{}
	for _, t := range tests {
		name, _ := e.of(key(t))
		matched[name] = true
	}
	var problems []Problem
	for _, name := range slices.Sorted(maps.Keys(e.entries)) {
		if matched[name] || !covered(name) {
			continue
		}
		problems = append(problems, Problem{
			Kind: NoTest, Page: name,
			Fix: fmt.Sprintf("take the entry out of %s, or use --update", e.entries[name].file),
		})
	}
	return problems
}
