package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
	"github.com/gojs-runtime/gojs/internal/wpt/report"
	"github.com/gojs-runtime/gojs/internal/wpt/suite"
)

type testOptions struct {
	paths      []string
	root, wpt  string
	filter     string
	scopes     []string
	jobs       int
	multiplier float64
	verbose    bool
	watch      bool
	json, tap  bool
	junit      string
	wptReport  string
	expect     string
	update     bool
	reason     string
}

func (o *testOptions) flags() *flag.FlagSet {
	flags := newFlags("test")
	flags.StringVar(&o.root, "root", "", "")
	flags.StringVar(&o.wpt, "wpt", "", "")
	flags.StringVar(&o.filter, "filter", "", "")
	flags.Func("scope", "", func(s string) error {
		if s != "" {
			o.scopes = append(o.scopes, strings.Split(s, ",")...)
		}
		return nil
	})
	flags.IntVar(&o.jobs, "jobs", runtime.GOMAXPROCS(0), "")
	flags.IntVar(&o.jobs, "j", o.jobs, "")
	flags.Float64Var(&o.multiplier, "timeout-multiplier", 1, "")
	flags.BoolVar(&o.verbose, "verbose", false, "")
	flags.BoolVar(&o.verbose, "v", false, "")
	flags.BoolVar(&o.watch, "watch", false, "")
	flags.BoolVar(&o.json, "json", false, "")
	flags.BoolVar(&o.tap, "tap", false, "")
	flags.StringVar(&o.junit, "junit", "", "")
	flags.StringVar(&o.wptReport, "log-wptreport", "", "")
	flags.StringVar(&o.expect, "expect", "", "")
	flags.BoolVar(&o.update, "update", false, "")
	flags.StringVar(&o.reason, "reason", "", "")
	return flags
}

func (c *command) testCommand(args []string) (code int, err error) {
	var o testOptions
	flags := o.flags()
	if o.paths, err = parse(flags, args, anywhere); err != nil {
		return 0, err
	}
	if err := o.check(flags); err != nil {
		return 0, err
	}
	return c.test(o), nil
}

// check returns an error if an option makes no sense, alone or with another.
func (o *testOptions) check(flags *flag.FlagSet) error {
	for _, name := range []string{"root", "wpt", "junit", "log-wptreport", "expect", "reason"} {
		if given(flags, name) && flags.Lookup(name).Value.String() == "" {
			return fmt.Errorf("--%s must not be empty", name)
		}
	}
	switch {
	case o.jobs < 1:
		return errors.New("-j must be at least 1")
	case !(o.multiplier > 0 && o.multiplier <= 1e6):
		return errors.New("--timeout-multiplier must be more than 0, and at most a million")
	case o.json && o.tap:
		return errors.New("--json and --tap exclude each other: both write to standard output")
	case o.update && o.expect == "":
		return errors.New("--update needs --expect: the file or folder to update")
	case o.reason != "" && !o.update:
		return errors.New("--reason needs --update: it is the reason of the expectations that --update adds")
	case o.watch && (o.json || o.tap || o.junit != "" || o.wptReport != "" || o.update):
		return errors.New("--watch is for people: take out --json, --tap, --junit, --log-wptreport and --update")
	}
	return nil
}

func (c *command) test(o testOptions) (code int) {
	ctx, stop := untilSignal(context.Background())
	defer stop()
	s, err := o.open()
	if err != nil {
		return c.fail(exitUsage, "%v", err)
	}
	if o.watch {
		return c.watchTests(ctx, o, s)
	}
	reporters, closeFiles, err := o.reportFiles(ctx, s.root)
	if err != nil {
		return c.fail(exitUsage, "%v", err)
	}
	code, err = c.runTests(ctx, o, s, reporters...)
	if closing := closeFiles(); err == nil {
		err = closing
	}
	if err != nil {
		return c.report("", err)
	}
	return code
}

// tests are the tests that a call of gojs test runs.
type tests struct {
	root  string
	paths []string // from the root, with slashes
	suite *suite.Suite
}

func (o testOptions) open() (*tests, error) {
	t := &tests{}
	var err error
	if t.root, t.paths, err = o.rootAndPaths(); err != nil {
		return nil, err
	}
	var filter *regexp.Regexp
	if o.filter != "" {
		if filter, err = regexp.Compile(o.filter); err != nil {
			return nil, fmt.Errorf("--filter: %w", err)
		}
	}
	if t.suite, err = suite.New(os.DirFS(t.root), t.root, t.paths); err != nil {
		return nil, err
	}
	var scopes []wpt.Scope
	for _, s := range o.scopes {
		scopes = append(scopes, wpt.Scope(s))
	}
	if err := t.suite.Select(filter, scopes); err != nil {
		return nil, err
	}
	if o.expect == "" {
		return t, nil
	}
	t.suite.Expect, err = expect.Load(o.expect)
	if errors.Is(err, fs.ErrNotExist) {
		if !o.update {
			return nil, fmt.Errorf("%w: to write it, use --update", unknownPath(o.expect, err))
		}
		t.suite.Expect, err = expect.New(o.expect), nil
	}
	return t, err
}

// rootAndPaths returns the folder that is / to the tests and the paths below it. Without --root and
// --wpt the root is the deepest folder that contains all paths, or the path itself.
func (o testOptions) rootAndPaths() (root string, paths []string, err error) {
	root = cmp.Or(o.root, o.wpt)
	if root == "" {
		return commonRoot(o.paths)
	}
	for _, folder := range []string{root, o.wpt} {
		if folder == "" {
			continue
		}
		info, err := os.Stat(folder)
		if err != nil {
			return "", nil, unknownPath(folder, err)
		}
		if !info.IsDir() {
			return "", nil, fmt.Errorf("%s is no folder", folder)
		}
	}
	if o.wpt != "" {
		if _, err := os.Stat(filepath.Join(o.wpt, "resources", "testharness.js")); err != nil {
			return "", nil, fmt.Errorf("--wpt %s is no checkout of web-platform-tests: there is no resources/testharness.js in it", o.wpt)
		}
	}
	if len(o.paths) == 0 {
		return root, []string{"."}, nil
	}
	for _, p := range o.paths {
		below := p
		if filepath.IsAbs(p) {
			absolute, err := filepath.Abs(root)
			if err != nil {
				return "", nil, err
			}
			if below, err = filepath.Rel(absolute, p); err != nil {
				return "", nil, err
			}
		}
		if !filepath.IsLocal(below) {
			return "", nil, fmt.Errorf("%s is not in %s", p, root)
		}
		if _, err := os.Stat(filepath.Join(root, below)); err != nil {
			err = fmt.Errorf("%w: paths are those from %s", unknownPath(p, err), root)
			if _, here := os.Stat(p); here == nil && o.root == "" {
				err = fmt.Errorf("%w; for tests of your own add --root %s", err, p)
			}
			return "", nil, err
		}
		paths = append(paths, filepath.ToSlash(filepath.Clean(below)))
	}
	return root, paths, nil
}

func commonRoot(given []string) (root string, paths []string, err error) {
	if len(given) == 0 {
		return ".", []string{"."}, nil
	}
	absolute := make([]string, len(given))
	for i, p := range given {
		info, err := os.Stat(p)
		if err != nil {
			return "", nil, unknownPath(p, err)
		}
		if absolute[i], err = filepath.Abs(p); err != nil {
			return "", nil, err
		}
		folder := absolute[i]
		if !info.IsDir() {
			folder = filepath.Dir(folder)
		}
		if i == 0 {
			root = folder
		}
		for !inside(root, folder) {
			parent := filepath.Dir(root)
			if parent == root {
				return "", nil, fmt.Errorf("%s and %s have no folder in common: test them one after the other", given[0], p)
			}
			root = parent
		}
	}
	for _, p := range absolute {
		below, err := filepath.Rel(root, p)
		if err != nil {
			return "", nil, err
		}
		paths = append(paths, filepath.ToSlash(below))
	}
	return root, paths, nil
}

func inside(folder, path string) bool {
	below, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(below)
}

func unknownPath(path string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// runTests runs the tests once and returns the exit code. The error says why not all of them ran.
func (c *command) runTests(ctx context.Context, o testOptions, t *tests, reporters ...report.Reporter) (code int, err error) {
	text := &report.Text{Out: c.stdout, Verbose: o.verbose, Colors: c.colors(c.stdout)}
	options := suite.Options{Jobs: o.jobs, Update: o.update, Reason: o.reason, Reporters: reporters}
	switch {
	case o.json:
		options.Reporters = append(options.Reporters, &report.JSON{Out: c.stdout})
	case o.tap:
		options.Reporters = append(options.Reporters, &report.TAP{Out: c.stdout})
	default:
		options.Reporters = append(options.Reporters, text)
		if c.terminal(c.stdout) {
			options.Progress = text.Progress
		}
	}
	runner := &wpt.Runner{FS: os.DirFS(t.root), Multiplier: o.multiplier}
	if o.wpt != "" {
		runner.WPT = os.DirFS(o.wpt)
	}
	summary, err := t.suite.Run(ctx, runner, options)
	switch {
	case err != nil:
		return 0, &outputError{err}
	case summary.Interrupted != nil:
		return 0, summary.Interrupted
	case !summary.AsExpected():
		code = exitFailed
	}
	if !o.update {
		return code, nil
	}
	changed, err := t.suite.Expect.Save()
	for _, file := range changed {
		fmt.Fprintf(c.stderr, "gojs: wrote %s\n", file)
	}
	if err == nil && !summary.AsExpected() {
		code = c.fail(exitFailed, "%d of the runs need a reason that --update does not invent: give one with --reason, or write it by hand", summary.Unexpected)
	}
	return code, err
}

// reportFiles creates the files of --junit and --log-wptreport.
func (o testOptions) reportFiles(ctx context.Context, root string) (reporters []report.Reporter, closeAll func() error, err error) {
	var files []*os.File
	closeAll = func() error {
		var errs []error
		for _, f := range files {
			errs = append(errs, f.Close())
		}
		return errors.Join(errs...)
	}
	create := func(name string, reporter func(io.Writer) report.Reporter) {
		if name == "" || err != nil {
			return
		}
		var file *os.File
		if file, err = os.Create(name); err == nil {
			files = append(files, file)
			reporters = append(reporters, reporter(file))
		}
	}
	create(o.junit, func(w io.Writer) report.Reporter { return &report.JUnit{Out: w} })
	create(o.wptReport, func(w io.Writer) report.Reporter {
		return &report.WPTReport{Out: w, Version: moduleVersion(), Revision: revision(ctx, cmp.Or(o.wpt, root))}
	})
	if err != nil {
		return nil, nil, errors.Join(err, closeAll())
	}
	return reporters, closeAll, nil
}

func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown version)"
	}
	return info.Main.Version
}

// revision returns the commit that is checked out in a folder, or "" if it is unknown.
func revision(ctx context.Context, folder string) string {
	cmd := exec.CommandContext(ctx, "git", "rev-parse", "HEAD")
	cmd.Dir = folder
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
