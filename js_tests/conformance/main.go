// Command conformance runs parts of a checkout of web-platform-tests, compares the results with the
// expectations in js_tests/wpt-expectations, and writes docs/conformance.md:
//
//	go run ./js_tests/conformance --wpt ~/wpt
//
// It writes the page only if all results are as expected. --update changes the expectations to
// match the results; new failures need a --reason.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
	"github.com/gojs-runtime/gojs/internal/wpt/report"
	"github.com/gojs-runtime/gojs/internal/wpt/suite"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "conformance: %v\n", err)
		os.Exit(1)
	}
}

type options struct {
	wpt, expect, page string
	update            bool
	reason            string
	jobs              int
	multiplier        float64
}

func run(ctx context.Context, args []string, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("conformance", flag.ContinueOnError)
	flags.StringVar(&o.wpt, "wpt", "", "the checkout of web-platform-tests")
	flags.StringVar(&o.expect, "expect", filepath.Join("js_tests", "wpt-expectations"), "the folder of expectations")
	flags.StringVar(&o.page, "page", filepath.Join("docs", "conformance.md"), "the page to write")
	flags.BoolVar(&o.update, "update", false, "make the expectations fit the results")
	flags.StringVar(&o.reason, "reason", "", "of expectations that --update adds")
	flags.IntVar(&o.jobs, "j", runtime.GOMAXPROCS(0), "how many tests run at a time")
	flags.Float64Var(&o.multiplier, "timeout-multiplier", 1, "for a slow machine")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if o.wpt == "" {
		return errors.New("--wpt must name a checkout of web-platform-tests")
	}
	expectations, err := expect.Load(o.expect)
	if o.update && errors.Is(err, fs.ErrNotExist) {
		expectations, err = expect.New(o.expect), nil
	}
	if err != nil {
		return err
	}
	peers, err := loadPeers()
	if err != nil {
		return err
	}

	p := page{peers: peers, corpus: corpusOf(o.wpt)}
	allExpected := true
	for _, scope := range []wpt.Scope{wpt.Window, wpt.DedicatedWorker} {
		for _, row := range rowsOf(scope) {
			fmt.Fprintf(out, "== %s, %s\n", row.name, scope)
			c, expected, err := runRow(ctx, o, row, expectations, out)
			if err != nil {
				return fmt.Errorf("%s: %w", row.name, err)
			}
			allExpected = allExpected && expected
			p.counts = append(p.counts, c)
		}
	}
	if o.update {
		if _, err := expectations.Save(); err != nil {
			return err
		}
	}
	if !allExpected {
		return fmt.Errorf("not all is as expected: %s is left as it is", o.page)
	}
	return os.WriteFile(o.page, []byte(p.markdown()), 0o666)
}

func runRow(ctx context.Context, o options, r row, expectations *expect.Expectations, out io.Writer) (*counted, bool, error) {
	root := os.DirFS(o.wpt)
	s, err := suite.New(root, o.wpt, r.paths)
	if err != nil {
		return nil, false, err
	}
	s.Expect = expectations
	if err := s.Select(r.filter, []wpt.Scope{r.scope}); err != nil {
		return nil, false, err
	}
	c := &counted{row: r}
	summary, err := s.Run(ctx, &wpt.Runner{FS: root, WPT: root, Multiplier: o.multiplier}, suite.Options{
		Jobs: o.jobs, Update: o.update, Reason: o.reason,
		Reporters: []report.Reporter{c, &surprises{Text: report.Text{Out: out}}},
	})
	if err != nil {
		return nil, false, err
	}
	c.summary = summary
	return c, summary.AsExpected(), summary.Interrupted
}

// surprises reports the results that are not as expected, and the summary.
type surprises struct{ report.Text }

func (s *surprises) Report(o report.Outcome) error {
	if o.AsExpected() {
		return nil
	}
	return s.Text.Report(o)
}

// A counted is a row with its results.
type counted struct {
	row
	summary  *report.Summary
	outcomes []report.Outcome
}

func (c *counted) Begin(int)                     {}
func (c *counted) Report(o report.Outcome) error { c.outcomes = append(c.outcomes, o); return nil }
func (c *counted) End(*report.Summary) error     { return nil }
