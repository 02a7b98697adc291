// Package js_tests runs the test files below this directory, which have the format of
// web-platform-tests.
//
// Each file is a subtest of go test, named by its path, and so is each of its own subtests:
//
//	go test ./js_tests -run '/dom/events/dispatch'
package js_tests

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestJS(t *testing.T) {
	root := os.DirFS(".")
	tests, err := wpt.Discover(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	runner := wpt.Runner{FS: root}
	for _, test := range tests {
		t.Run(test.String(), func(t *testing.T) {
			t.Parallel()
			report(t, runner.Run(t.Context(), test))
		})
	}
}

// Each file has the same results with testharness.js, if GOJS_WPT names a checkout of
// web-platform-tests.
func TestSameResultsWithTestharness(t *testing.T) {
	checkout := os.Getenv("GOJS_WPT")
	if checkout == "" {
		t.Skip("GOJS_WPT names no checkout of web-platform-tests")
	}
	root := os.DirFS(".")
	tests, err := wpt.Discover(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	ours := wpt.Runner{FS: root}
	theirs := wpt.Runner{FS: root, WPT: os.DirFS(checkout)}
	for _, test := range tests {
		t.Run(test.String(), func(t *testing.T) {
			t.Parallel()
			one, other := ours.Run(t.Context(), test), theirs.Run(t.Context(), test)
			if one.Status != other.Status {
				t.Errorf("harness.js: %s: %s; testharness.js: %s: %s", one.Status, one.Message, other.Status, other.Message)
			}
			a, b := outcomes(one), outcomes(other)
			if !slices.Equal(a, b) {
				t.Errorf("harness.js:\n%s\ntestharness.js:\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
			}
		})
	}
}

// outcomes returns the names and statuses of the subtests.
func outcomes(r wpt.Result) []string {
	var list []string
	for _, s := range r.Subtests {
		list = append(list, fmt.Sprintf("%s: %s", s.Name, s.Status))
	}
	return list
}

// report runs a subtest of t for each subtest of a result.
func report(t *testing.T, r wpt.Result) {
	if r.Skipped != "" {
		t.Errorf("it did not run: %s", r.Skipped)
	}
	for _, s := range r.Subtests {
		t.Run(s.Name, func(t *testing.T) {
			if s.Status != wpt.Pass {
				t.Errorf("%s: %s\n%s", s.Status, s.Message, s.Stack)
			}
		})
	}
	if r.Status != wpt.HarnessOK {
		t.Errorf("harness: %s: %s\n%s", r.Status, r.Message, r.Stack)
	}
	if t.Failed() && r.Console != "" {
		t.Logf("console:\n%s", r.Console)
	}
}
