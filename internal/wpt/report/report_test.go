package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
	"github.com/gojs-runtime/gojs/internal/wpt/report"
)

var update = flag.Bool("update", false, "write the golden files")

func test(path string) wpt.Test { return wpt.Test{Path: path, Scope: wpt.Window} }

// outcomes returns an example of every possible outcome.
func outcomes() []report.Outcome {
	many := wpt.Result{Test: test("many.any.js"), Status: wpt.HarnessOK}
	var problems []expect.Problem
	for i := range 40 {
		name := strings.Repeat("x", i)
		many.Subtests = append(many.Subtests, wpt.Subtest{Name: name, Status: wpt.Fail, Message: "m"})
		problems = append(problems, expect.Problem{Kind: expect.Failed, Page: "many.any.html", Subtest: name})
	}
	long := strings.Repeat("ä", 1500)
	return []report.Outcome{
		{Result: wpt.Result{
			Test: test("a/passes.any.js"), Status: wpt.HarnessOK, Duration: 12 * time.Millisecond, Console: "quiet\n",
			Subtests: []wpt.Subtest{{Name: "one", Status: wpt.Pass}, {Name: "two # \\ \n three <&\">", Status: wpt.Pass}},
		}},
		{Result: wpt.Result{
			Test: wpt.Test{Path: "a/fails.any.js", Scope: wpt.Window, Variant: "?1-10"}, Status: wpt.HarnessOK, Duration: 2345 * time.Millisecond,
			Console: "one\n\x1b[31mtwo\x00", Subtests: []wpt.Subtest{
				{Name: "fails", Status: wpt.Fail, Message: "assert_true: expected true got false\nmore", Stack: "at a/fails.any.js:1:2\nat a/fails.any.js:3:4"},
				{Name: "", Status: wpt.Timeout, Message: "Test timed out"},
				{Name: "long", Status: wpt.NotRun, Message: long},
				{Name: "passes", Status: wpt.Pass},
			},
		}, Verdict: expect.Verdict{Problems: []expect.Problem{
			{Kind: expect.Failed, Page: "a/fails.any.html?1-10", Subtest: "fails"},
			{Kind: expect.Failed, Page: "a/fails.any.html?1-10"},
			{Kind: expect.Failed, Page: "a/fails.any.html?1-10", Subtest: "long"},
		}}},
		{Result: wpt.Result{
			Test: test("a/expected.any.js"), Status: wpt.HarnessTimeout, Message: "too long", Subtests: []wpt.Subtest{
				{Name: "as expected", Status: wpt.Fail, Message: "m"}, {Name: "passes", Status: wpt.Pass},
			},
		}, Verdict: expect.Verdict{StatusReason: "why it hangs", Reasons: map[string]string{"as expected": "why # it fails"}}},
		{Result: wpt.Result{
			Test: wpt.Test{Path: "a/unexpected.any.js", Scope: wpt.DedicatedWorker}, Status: wpt.HarnessError, Message: "SyntaxError: x", Stack: "at a/unexpected.any.js:1:1",
			Subtests: []wpt.Subtest{{Name: "passes now", Status: wpt.Pass}, {Name: "fails now", Status: wpt.Fail, Message: "m"}},
		}, Verdict: expect.Verdict{Problems: []expect.Problem{
			{Kind: expect.WrongStatus, Page: "a/unexpected.any.worker.html", Fix: "fix the status"},
			{Kind: expect.Failed, Page: "a/unexpected.any.worker.html", Subtest: "fails now", Fix: "fix the failure"},
			{Kind: expect.NoSubtest, Page: "a/unexpected.any.worker.html", Subtest: "gone", Fix: "fix what is gone"},
			{Kind: expect.Passed, Page: "a/unexpected.any.worker.html", Subtest: "passes now", Fix: "fix the pass"},
		}}},
		{Result: wpt.Result{Test: test("a/new.window.js"), Status: wpt.HarnessOK}, Verdict: expect.Verdict{Problems: []expect.Problem{
			{Kind: expect.NoEntry, Page: "a/new.window.html", Fix: "add it"},
		}}},
		{Result: wpt.Result{Test: test("a/not-run.any.js"), Skipped: "no such scope"}, Verdict: expect.Verdict{Problems: []expect.Problem{
			{Kind: expect.NotRun, Page: "a/not-run.any.html", Fix: "take it out"},
		}}},
		{Result: wpt.Result{Test: wpt.Test{Path: "a/x.any.js", Scope: "sharedworker"}, Skipped: "no such scope"}},
		{Result: wpt.Result{Test: test("a/ignored.any.js")}, Ignored: "needs a mouse"},
		{Result: many, Verdict: expect.Verdict{Problems: problems}},
	}
}

// write reports the outcomes with r.
func write(t *testing.T, r report.Reporter, outcomes []report.Outcome, interrupted error) *report.Summary {
	t.Helper()
	s := &report.Summary{
		Start: time.UnixMilli(1_700_000_000_000), Duration: 3456 * time.Millisecond,
		Expecting: true, Tests: len(outcomes), Interrupted: interrupted,
	}
	r.Begin(len(outcomes))
	for _, o := range outcomes {
		s.Add(o)
		require.NoError(t, r.Report(o))
	}
	if interrupted == nil {
		s.Unmatched = []expect.Problem{{Kind: expect.NoTest, Page: "a/gone.any.html", Fix: "take it out, too"}}
	}
	require.NoError(t, r.End(s))
	return s
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o777))
		require.NoError(t, os.WriteFile(name, got, 0o666))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

func TestReports(t *testing.T) {
	for name, reporter := range map[string]func(w io.Writer) report.Reporter{
		"text.txt":    func(w io.Writer) report.Reporter { return &report.Text{Out: w} },
		"verbose.txt": func(w io.Writer) report.Reporter { return &report.Text{Out: w, Verbose: true} },
		"colors.txt":  func(w io.Writer) report.Reporter { return &report.Text{Out: w, Colors: true} },
		"report.json": func(w io.Writer) report.Reporter { return &report.JSON{Out: w} },
		"report.tap":  func(w io.Writer) report.Reporter { return &report.TAP{Out: w} },
		"junit.xml":   func(w io.Writer) report.Reporter { return &report.JUnit{Out: w} },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			write(t, reporter(&b), outcomes(), nil)
			golden(t, name, b.Bytes())
		})
	}
}

func TestInterrupted(t *testing.T) {
	for name, reporter := range map[string]func(w io.Writer) report.Reporter{
		"interrupted.txt":  func(w io.Writer) report.Reporter { return &report.Text{Out: w} },
		"interrupted.json": func(w io.Writer) report.Reporter { return &report.JSON{Out: w} },
		"interrupted.tap":  func(w io.Writer) report.Reporter { return &report.TAP{Out: w} },
		"interrupted.xml":  func(w io.Writer) report.Reporter { return &report.JUnit{Out: w} },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			s := write(t, reporter(&b), outcomes()[:1], errors.New("somebody pressed Ctrl-C"))
			assert.False(t, s.AsExpected())
			golden(t, name, b.Bytes())
		})
	}
}

// The summary of a run without expectations is worded differently.
func TestPlainSummary(t *testing.T) {
	for want, outcomes := range map[string][]report.Outcome{
		"1 run passed, 1 file, 0.5 s\n2 subtests: 2 passed\n":                  outcomes()[:1],
		"1 of 2 runs failed, 2 files, 0.5 s\n6 subtests: 3 passed, 3 failed\n": outcomes()[:2],
	} {
		var b strings.Builder
		r := &report.Text{Out: &b}
		r.Begin(len(outcomes))
		s := &report.Summary{Duration: 500 * time.Millisecond}
		for _, o := range outcomes {
			s.Add(o)
		}
		require.NoError(t, r.End(s))
		assert.Equal(t, "\n"+want, b.String())
	}
}

func TestProgress(t *testing.T) {
	var b strings.Builder
	r := &report.Text{Out: &b}
	r.Begin(2)
	r.Progress(0)
	require.NoError(t, r.Report(outcomes()[0]))
	r.Progress(1)
	require.NoError(t, r.Report(outcomes()[4]))
	r.Progress(2)
	assert.Equal(t, "0 of 2\r\x1b[KPASS a/passes.any.js: 2 subtests\n1 of 2\r\x1b[K"+
		"FAIL a/new.window.js: 0 subtests\n  no entry: add it\n", b.String())
}

// A JUnit report is valid XML, whatever tests print.
func TestJUnitIsXML(t *testing.T) {
	var b bytes.Buffer
	write(t, &report.JUnit{Out: &b}, outcomes(), nil)
	d := xml.NewDecoder(&b)
	cases := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "testcase" {
			cases++
		}
	}
	assert.Greater(t, cases, 50)
}

// Each test point of TAP is one numbered line, and the plans are right.
func TestTAPIsTAP(t *testing.T) {
	var b bytes.Buffer
	write(t, &report.TAP{Out: &b}, outcomes(), nil)
	point := regexp.MustCompile(`^( *)(?:not )?ok (\d+) - `)
	plan := regexp.MustCompile(`^( *)1\.\.(\d+)$`)
	points := map[string]int{}
	for _, line := range strings.Split(b.String(), "\n") {
		if m := point.FindStringSubmatch(line); m != nil {
			points[m[1]]++
		}
		if m := plan.FindStringSubmatch(line); m != nil {
			var want int
			require.NoError(t, json.Unmarshal([]byte(m[2]), &want))
			assert.Equal(t, want, points[m[1]])
			points[m[1]] = 0
		}
	}
	assert.Equal(t, map[string]int{"": 0, "    ": 0}, points)
}

func TestWPTReport(t *testing.T) {
	var b bytes.Buffer
	write(t, &report.WPTReport{Out: &b, Version: "v1", Revision: "abc"}, outcomes()[:8], nil)
	assert.JSONEq(t, `{
		"run_info": {"product": "gojs", "browser_version": "v1", "os": "`+runtime.GOOS+`", "processor": "`+runtime.GOARCH+`", "revision": "abc"},
		"time_start": 1700000000000,
		"time_end": 1700000003456,
		"results": [
			{"test": "/a/passes.any.html", "status": "OK", "message": null, "duration": 12, "subtests": [
				{"name": "one", "status": "PASS", "message": null},
				{"name": "two # \\ \n three <&\">", "status": "PASS", "message": null}
			]},
			{"test": "/a/fails.any.html?1-10", "status": "OK", "message": null, "duration": 2345, "subtests": [
				{"name": "fails", "status": "FAIL", "expected": "PASS", "message": "assert_true: expected true got false\nmore"},
				{"name": "", "status": "TIMEOUT", "expected": "PASS", "message": "Test timed out"},
				{"name": "long", "status": "NOTRUN", "expected": "PASS", "message": "`+strings.Repeat("ä", 1500)+`"},
				{"name": "passes", "status": "PASS", "message": null}
			]},
			{"test": "/a/expected.any.html", "status": "TIMEOUT", "message": "too long", "duration": 0, "subtests": [
				{"name": "as expected", "status": "FAIL", "message": "m"},
				{"name": "passes", "status": "PASS", "message": null}
			]},
			{"test": "/a/unexpected.any.worker.html", "status": "ERROR", "expected": "OK", "message": "SyntaxError: x", "duration": 0, "subtests": [
				{"name": "passes now", "status": "PASS", "expected": "FAIL", "message": null},
				{"name": "fails now", "status": "FAIL", "expected": "PASS", "message": "m"}
			]},
			{"test": "/a/new.window.html", "status": "OK", "message": null, "duration": 0, "subtests": []}
		]
	}`, b.String())
	b.Reset()
	write(t, &report.WPTReport{Out: &b}, nil, nil)
	assert.Contains(t, b.String(), `"results":[]`)
}

// Each line of a JSON report is an object with a type.
func TestJSONLines(t *testing.T) {
	var b bytes.Buffer
	write(t, &report.JSON{Out: &b}, outcomes(), nil)
	d := json.NewDecoder(&b)
	var types []string
	for d.More() {
		var line struct{ Type string }
		require.NoError(t, d.Decode(&line))
		types = append(types, line.Type)
	}
	assert.Len(t, types, len(outcomes())+1)
	assert.Equal(t, "summary", types[len(types)-1])
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWritingFails(t *testing.T) {
	for _, r := range []report.Reporter{
		&report.Text{Out: brokenWriter{}}, &report.JSON{Out: brokenWriter{}}, &report.TAP{Out: brokenWriter{}},
		&report.JUnit{Out: brokenWriter{}}, &report.WPTReport{Out: brokenWriter{}},
	} {
		r.Begin(1)
		switch r.(type) {
		case *report.JUnit, *report.WPTReport: // they write at the end
			assert.NoError(t, r.Report(outcomes()[0]))
		default:
			assert.ErrorIs(t, r.Report(outcomes()[0]), io.ErrClosedPipe)
		}
		assert.ErrorIs(t, r.End(&report.Summary{}), io.ErrClosedPipe)
	}
}
