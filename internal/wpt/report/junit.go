package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// JUnit writes the XML that build servers read: a suite for each test file, a case for each
// subtest. It writes at the end.
type JUnit struct {
	Out io.Writer

	suites []junitSuite
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
	Output   string      `xml:"system-out,omitempty"`
}

type junitCase struct {
	Name    string      `xml:"name,attr"`
	Class   string      `xml:"classname,attr"`
	Failure *junitCause `xml:"failure"`
	Error   *junitCause `xml:"error"`
	Skipped *junitCause `xml:"skipped"`
}

type junitCause struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// harnessCase is the name of the case for problems of a file as a whole.
const harnessCase = "(harness)"

func (j *JUnit) Begin(int) {}

func (j *JUnit) Report(o Outcome) error {
	suite := junitSuite{Name: o.Test.String(), Time: fmt.Sprintf("%.3f", o.Duration.Seconds()), Output: o.Console}
	add := func(c junitCase) {
		c.Class = suite.Name
		suite.Tests++
		switch {
		case c.Failure != nil:
			suite.Failures++
		case c.Error != nil:
			suite.Errors++
		case c.Skipped != nil:
			suite.Skipped++
		}
		suite.Cases = append(suite.Cases, c)
	}
	if !o.ran() {
		add(junitCase{Name: harnessCase, Skipped: &junitCause{Message: cmp.Or(o.Ignored, o.Skipped)}})
	}
	for _, p := range o.Problems {
		switch p.Kind {
		case expect.NoEntry, expect.NotRun:
			add(junitCase{Name: string(p.Kind), Failure: &junitCause{Message: p.Fix}})
		case expect.WrongStatus:
			add(junitCase{Name: harnessCase, Error: &junitCause{Type: string(o.Status), Message: o.Message, Text: lines(o.Stack, p.Fix)}})
		case expect.NoSubtest:
			add(junitCase{Name: p.Subtest, Failure: &junitCause{Type: string(p.Kind), Message: p.Fix}})
		}
	}
	if o.StatusReason != "" {
		add(junitCase{Name: harnessCase, Skipped: &junitCause{Message: o.StatusReason}})
	}
	for _, s := range o.Subtests {
		c := junitCase{Name: s.Name}
		reason, expected := o.Reasons[s.Name]
		passed, unexpected := o.problem(expect.Passed, s.Name)
		switch {
		case s.Status == wpt.Pass && unexpected:
			c.Failure = &junitCause{Type: string(passed.Kind), Message: passed.Fix}
		case s.Status == wpt.Pass:
		case expected:
			c.Skipped = &junitCause{Message: reason}
		default:
			failed, _ := o.problem(expect.Failed, s.Name)
			c.Failure = &junitCause{Type: string(s.Status), Message: s.Message, Text: lines(s.Stack, failed.Fix)}
		}
		add(c)
	}
	j.suites = append(j.suites, suite)
	return nil
}

func lines(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p != "" {
			b.WriteString(p + "\n")
		}
	}
	return b.String()
}

func (j *JUnit) End(s *Summary) error {
	for _, p := range s.Unmatched {
		j.suites = append(j.suites, junitSuite{
			Name: p.Page, Tests: 1, Failures: 1, Time: "0.000",
			Cases: []junitCase{{Name: string(p.Kind), Class: p.Page, Failure: &junitCause{Message: p.Fix}}},
		})
	}
	all := junitSuites{Name: "gojs test", Time: fmt.Sprintf("%.3f", s.Duration.Seconds()), Suites: j.suites}
	if s.Interrupted != nil {
		all.Suites = append(all.Suites, junitSuite{
			Name: "gojs test", Tests: 1, Errors: 1, Time: "0.000",
			Cases: []junitCase{{Name: "interrupted", Class: "gojs test", Error: &junitCause{Message: s.Interrupted.Error()}}},
		})
	}
	for _, suite := range all.Suites {
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
		all.Skipped += suite.Skipped
	}
	if _, err := io.WriteString(j.Out, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(j.Out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(j.Out, "\n")
	return err
}
