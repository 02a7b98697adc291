package report

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// TAP writes version 14 of the Test Anything Protocol: a test point for each test file, with its
// subtests.
//
// https://testanything.org/tap-version-14-specification.html
type TAP struct {
	Out io.Writer

	w    writer
	next int
}

func (t *TAP) Begin(int) {
	t.w.w, t.next = t.Out, 1
	t.w.print("TAP version 14\n")
}

func (t *TAP) Report(o Outcome) error {
	name := tapText(o.Test.String())
	if o.ran() {
		t.w.printf("# Subtest: %s\n", name)
		for i, s := range o.Subtests {
			t.subtest(i+1, o, s)
		}
		t.w.printf("    1..%d\n", len(o.Subtests))
	}
	switch {
	case !o.AsExpected():
		t.w.printf("not ok %d - %s\n", t.next, name)
	case o.Ignored != "":
		t.w.printf("ok %d - %s # SKIP %s\n", t.next, name, tapText(o.Ignored))
	case o.Skipped != "":
		t.w.printf("ok %d - %s # SKIP %s\n", t.next, name, tapText(o.Skipped))
	default:
		t.w.printf("ok %d - %s\n", t.next, name)
	}
	t.next++
	diagnosis := []string{}
	if o.ran() && o.Status != wpt.HarnessOK {
		diagnosis = append(diagnosis, "status", string(o.Status), "message", o.Message, "stack", o.Stack, "reason", o.StatusReason)
	}
	for _, p := range o.Problems {
		switch p.Kind {
		case expect.WrongStatus, expect.NoEntry, expect.NotRun:
			diagnosis = append(diagnosis, string(p.Kind), p.Fix)
		case expect.NoSubtest:
			diagnosis = append(diagnosis, string(p.Kind)+" "+p.Subtest, p.Fix)
		}
	}
	if !o.AsExpected() {
		diagnosis = append(diagnosis, "console", o.Console)
	}
	t.diagnosis("  ", diagnosis...)
	return t.w.err
}

func (t *TAP) subtest(number int, o Outcome, s wpt.Subtest) {
	name := tapText(s.Name)
	reason, expected := o.Reasons[s.Name]
	passedNow, unexpected := o.problem(expect.Passed, s.Name)
	switch {
	case s.Status == wpt.Pass && unexpected:
		t.w.printf("    not ok %d - %s\n", number, name)
		t.diagnosis("      ", "unexpected pass", passedNow.Fix)
	case s.Status == wpt.Pass:
		t.w.printf("    ok %d - %s\n", number, name)
	case expected:
		t.w.printf("    not ok %d - %s # TODO %s\n", number, name, tapText(reason))
	default:
		failed, _ := o.problem(expect.Failed, s.Name)
		t.w.printf("    not ok %d - %s\n", number, name)
		t.diagnosis("      ", "status", string(s.Status), "message", s.Message, "stack", s.Stack, "fix", failed.Fix)
	}
}

// diagnosis writes a block of YAML. pairs are keys and values in turn; empty values are left out.
// Strings are written as in JSON.
func (t *TAP) diagnosis(indent string, pairs ...string) {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			b.WriteString(indent + tapQuote(pairs[i]) + ": " + tapQuote(pairs[i+1]) + "\n")
		}
	}
	if b.Len() > 0 {
		t.w.print(indent + "---\n" + b.String() + indent + "...\n")
	}
}

func tapQuote(s string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // encoding a string cannot fail
	return strings.TrimSuffix(b.String(), "\n")
}

var tapEscapes = strings.NewReplacer(`\`, `\\`, `#`, `\#`)

func tapText(s string) string { return tapEscapes.Replace(oneLine(s)) }

func (t *TAP) End(s *Summary) error {
	for _, p := range s.Unmatched {
		t.w.printf("not ok %d - %s\n", t.next, tapText(p.Page))
		t.diagnosis("  ", string(p.Kind), p.Fix)
		t.next++
	}
	if s.Interrupted != nil {
		t.w.printf("Bail out! %s\n", tapText(s.Interrupted.Error()))
	} else {
		t.w.printf("1..%d\n", t.next-1)
	}
	return t.w.err
}
