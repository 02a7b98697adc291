// Package expect compares what tests report with what was written down that they would.
//
// Expectations are JSON, nested like the tree of the tests from its root. The leaves are the names of pages (see
// [wpt.Test.Page]), so scopes and variants are told apart:
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
// true says that the harness reports OK and each subtest PASS; fail names the subtests that do not pass, or with
// /a regular expression/ those that it matches and that are not named; status is what the harness reports if not OK, and
// goes with a fail if there is one; ignore, of a page or of a folder, says that the tests are not run. Nothing but true
// has no reason.
package expect

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// Expectations are what a file, or the files of a folder, say. The methods of a nil *Expectations expect every test to
// pass. They are for one goroutine at a time.
type Expectations struct {
	path    string // of the file or folder
	folder  bool
	entries map[string]*entry // by page or folder, from the root, without a slash at either end
}

// entry is a leaf.
type entry struct {
	file         string // where it stands
	ignore       string
	status       wpt.HarnessStatus // not OK, or nothing
	statusReason string
	fail         failing
}

func (e *entry) passes() bool { return e.ignore == "" && e.status == "" && len(e.fail) == 0 }

// Kind says what a Problem is.
type Kind string

const (
	Failed       Kind = "unexpected failure" // of a subtest
	Passed       Kind = "unexpected pass"    // of a subtest
	WrongStatus  Kind = "unexpected status"  // of the harness
	NoEntry      Kind = "no entry"           // covers a test
	NoTest       Kind = "no test"            // is what an entry speaks of
	NoSubtest    Kind = "no subtest"         // is what an entry speaks of
	NotRun       Kind = "not run"            // though an entry says what it reports
	needsAReason      = "a reason, see --reason"
)

// Problem is one thing that is not as expected.
type Problem struct {
	Kind    Kind   `json:"kind"`
	Page    string `json:"page"`              // or folder
	Subtest string `json:"subtest,omitempty"` // its name
	// Fix is one line that says what to change if all is well as it is. Without expectations it is empty.
	Fix string `json:"fix,omitempty"`
}

// Verdict is how a result compares with what was expected.
type Verdict struct {
	// StatusReason is why the status of the harness is not OK, as expected.
	StatusReason string
	// Reasons are those of the subtests that do not pass, as expected, by their names.
	Reasons  map[string]string
	Problems []Problem
}

// key is the name that an entry for a test has.
func key(t wpt.Test) string { return strings.TrimPrefix(t.Page(), "/") }

// Ignored says why a test is not to be run, if it is not.
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

// of finds the entry for a page: its own, or that of a folder that it is in.
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

// splitName cuts off the last part of a page's or folder's name. A query may have slashes of its own.
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

// check compares one result with an entry.
type check struct {
	page    string
	result  wpt.Result
	entry   *entry
	fixes   bool // say what to change in the file
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
	spokenOf := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(failed)) {
		key, _ := c.entry.fail.of(name)
		spokenOf[key] = true
		switch {
		case key == "" || failed[name]:
		case key == name:
			c.add(Passed, name, "in %s take it out of \"fail\"", c.entry.file)
		default:
			c.add(Passed, name, "in %s change \"fail\" so that %s does not match it", c.entry.file, quote(key))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.entry.fail)) {
		if !spokenOf[key] {
			c.add(NoSubtest, key, "in %s take it out of \"fail\"", c.entry.file)
		}
	}
}

// failures says of each subtest whether one of that name did not pass.
func failures(r wpt.Result) map[string]bool {
	failed := map[string]bool{}
	for _, s := range r.Subtests {
		failed[s.Name] = failed[s.Name] || s.Status != wpt.Pass
	}
	return failed
}

// Unmatched finds the entries that speak of no test. There are the tests; entries that covered refuses are left alone:
// it says of a page's or folder's name whether tests for it would be among them.
func (e *Expectations) Unmatched(tests []wpt.Test, covered func(name string) bool) []Problem {
	if e == nil {
		return nil
	}
	spokenOf := map[string]bool{}
	for _, t := range tests {
		name, _ := e.of(key(t))
		spokenOf[name] = true
	}
	var problems []Problem
	for _, name := range slices.Sorted(maps.Keys(e.entries)) {
		if spokenOf[name] || !covered(name) {
			continue
		}
		problems = append(problems, Problem{
			Kind: NoTest, Page: name,
			Fix: fmt.Sprintf("take the entry out of %s, or use --update", e.entries[name].file),
		})
	}
	return problems
}
