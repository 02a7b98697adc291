package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// Text writes a report for people: a line for each test, its problems, and a summary.
type Text struct {
	Out io.Writer
	// Verbose includes every subtest, the tests that did not run, and all output.
	Verbose bool
	Colors  bool

	w        writer
	tests    int
	progress bool // the progress line is shown
}

const (
	red    = "31"
	green  = "32"
	yellow = "33"
	grey   = "90"
	bold   = "1"
)

func (t *Text) paint(code, s string) string {
	if !t.Colors {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t *Text) Begin(tests int) {
	t.w.w, t.tests = t.Out, tests
}

// Progress shows the number of tests that are done, on a line that the next report replaces. It is
// for terminals.
func (t *Text) Progress(done int) {
	t.hideProgress()
	if done < t.tests {
		t.w.printf("%d of %d", done, t.tests)
		t.progress = true
	}
}

func (t *Text) hideProgress() {
	if t.progress {
		t.w.print("\r\x1b[K")
		t.progress = false
	}
}

func (t *Text) Report(o Outcome) error {
	t.hideProgress()
	switch {
	case !o.AsExpected():
		t.w.printf("%s %s\n", t.paint(red, "FAIL"), line(o))
	case o.ran():
		t.w.printf("%s %s\n", t.paint(green, "PASS"), line(o))
	case t.Verbose:
		t.w.printf("%s %s\n", t.paint(yellow, "SKIP"), line(o))
	}
	t.details(o)
	return t.w.err
}

// line returns the line for a test, with its counts.
func line(o Outcome) string {
	switch {
	case o.Ignored != "":
		return fmt.Sprintf("%s: ignored: %s", o.Test, o.Ignored)
	case o.Skipped != "":
		return fmt.Sprintf("%s: %s", o.Test, o.Skipped)
	}
	passed, expected := 0, 0
	for _, s := range o.Subtests {
		switch _, ok := o.Reasons[s.Name]; {
		case s.Status == wpt.Pass:
			passed++
		case ok:
			expected++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: ", o.Test)
	if o.Status != wpt.HarnessOK {
		fmt.Fprintf(&b, "%s, ", o.Status)
	}
	total := len(o.Subtests)
	if passed == total {
		fmt.Fprint(&b, count(total, "subtest"))
	} else {
		fmt.Fprintf(&b, "%d of %s", passed, count(total, "subtest"))
	}
	if expected > 0 {
		fmt.Fprintf(&b, ", %d fail as expected", expected)
	}
	if o.Duration >= time.Second {
		fmt.Fprintf(&b, " (%.1f s)", o.Duration.Seconds())
	}
	return b.String()
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// maxProblems is the number of problems of a test that are shown without Verbose, and maxMessage
// the number of bytes of each message.
const (
	maxProblems = 30
	maxMessage  = 2000
)

func (t *Text) details(o Outcome) {
	if o.ran() && o.Status != wpt.HarnessOK && (t.Verbose || o.StatusReason == "") {
		t.failure("  ", o.Message, o.Stack, o.StatusReason)
	}
	for _, p := range o.Problems {
		switch p.Kind {
		case expect.WrongStatus, expect.NoEntry, expect.NotRun:
			t.fix("  ", p)
		}
	}
	shown := 0
	for _, s := range o.Subtests {
		failed, failedNow := o.problem(expect.Failed, s.Name)
		passed, passedNow := o.problem(expect.Passed, s.Name)
		failedNow = failedNow && s.Status != wpt.Pass
		color := green
		switch {
		case failedNow:
			color = red
		case s.Status != wpt.Pass || passedNow:
			color = yellow
		}
		if failedNow || passedNow {
			shown++
		} else if !t.Verbose {
			continue
		}
		if shown > maxProblems && !t.Verbose {
			continue
		}
		t.w.printf("  %s %s\n", t.paint(color, string(s.Status)), oneLine(s.Name))
		switch {
		case failedNow:
			t.failure("    ", s.Message, s.Stack, "")
			t.fix("    ", failed)
		case passedNow:
			t.fix("    ", passed)
		case s.Status != wpt.Pass:
			t.failure("    ", s.Message, "", o.Reasons[s.Name])
		}
	}
	if shown > maxProblems && !t.Verbose {
		t.w.printf("  and %d more, see -v\n", shown-maxProblems)
	}
	for _, p := range o.Problems {
		if p.Kind == expect.NoSubtest {
			t.w.printf("  %s %s\n", t.paint(red, "----"), oneLine(p.Subtest))
			t.fix("    ", p)
		}
	}
	if printed := o.printed(); printed != "" && (t.Verbose || !o.AsExpected()) {
		t.w.print("  " + t.paint(grey, "console:") + "\n")
		t.block("    ", printed)
	}
}

// printed returns the console's output, or "" if it only repeats the message with its stack.
func (o Outcome) printed() string {
	rest, again := strings.CutPrefix(o.Console, o.Message+"\n")
	for line := range strings.Lines(rest) {
		again = again && strings.HasPrefix(strings.TrimSpace(line), "at ")
	}
	if again && o.Status != wpt.HarnessOK {
		return ""
	}
	return o.Console
}

// failure writes a failure's message and stack, and the reason if it is expected.
func (t *Text) failure(indent, message, stack, reason string) {
	t.block(indent, cut(message))
	t.block(indent, cut(stack))
	if reason != "" {
		t.block(indent, t.paint(grey, "as expected: "+reason))
	}
}

func (t *Text) fix(indent string, p expect.Problem) {
	if p.Fix != "" {
		t.block(indent, fmt.Sprintf("%s: %s", t.paint(yellow, string(p.Kind)), p.Fix))
	}
}

func (t *Text) block(indent, s string) {
	if s == "" {
		return
	}
	for l := range strings.Lines(strings.TrimSuffix(s, "\n")) {
		t.w.print(indent + strings.TrimSuffix(l, "\n") + "\n")
	}
}

func cut(s string) string {
	if len(s) <= maxMessage {
		return s
	}
	end := maxMessage
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + " [cut off]"
}

// oneLine returns s with line feeds and other control characters escaped.
func oneLine(s string) string {
	if s == "" {
		return `""`
	}
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) {
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (t *Text) End(s *Summary) error {
	t.hideProgress()
	for _, p := range s.Unmatched {
		t.w.printf("%s %s\n", t.paint(red, "FAIL"), p.Page)
		t.fix("  ", p)
	}
	well, ill := "passed", "failed"
	if s.Expecting {
		well, ill = "as expected", "not as expected"
	}
	if s.Ran > 0 || len(s.Unmatched) > 0 {
		t.w.print("\n")
	}
	runs := count(s.Ran, "run")
	switch {
	case s.Interrupted != nil:
		t.w.printf("%s: %d of %s", t.paint(red, s.Interrupted.Error()), s.Ran, count(s.Tests, "run"))
	case s.AsExpected():
		t.w.printf("%s, %s", t.paint(green, runs+" "+well), count(s.Files(), "file"))
	default:
		t.w.printf("%s, %s", t.paint(red, fmt.Sprintf("%d of %s %s", s.Unexpected, runs, ill)), count(s.Files(), "file"))
	}
	t.w.printf(", %.1f s\n", s.Duration.Seconds())
	if n := len(s.Unmatched); n > 0 {
		t.w.printf("%s for no test\n", count(n, "expectation"))
	}
	t.w.printf("%s: %d passed", count(s.Subtests, "subtest"), s.Passed)
	if failed := s.Subtests - s.Passed - s.FailedAsExpected; failed > 0 {
		t.w.printf(", %d failed", failed)
	}
	if s.FailedAsExpected > 0 {
		t.w.printf(", %d failed as expected", s.FailedAsExpected)
	}
	t.w.print("\n")
	if s.Ignored > 0 {
		t.w.printf("%d ignored\n", s.Ignored)
	}
	for _, reason := range slices.Sorted(maps.Keys(s.Skipped)) {
		t.w.printf("%d skipped: %s\n", s.Skipped[reason], reason)
	}
	return t.w.err
}
