//go:build gc && !gojs_safe

package engine

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// The whole verification takes 0.7 ms, a sixth of the time that a program with an empty script
// takes. So there is a shortcut for the goja in go.mod. The program's build information has a
// checksum of goja's source. If our tests have run the whole verification with that source, its
// result is known: then the start verifies only what an empty script uses, and the first use of
// anything else runs the rest of the verification to fill the other tables.
//
// With any other goja the start verifies everything. That includes a goja that is replaced or
// vendored, which has no checksum, and a release of Go that is not in knownGo.

const (
	gojaPath  = "github.com/dop251/goja"
	knownGoja = "v0.0.0-20260917113740-793a2a65c13b h1:UMDLDHFR1Chu3qnsPNCrVxq0lZgG6JqHpLL5+iqfSkw="
)

var knownGo = []string{"go1.25", "go1.26"}

var (
	fast    bool
	failure error // the assumption that does not hold, nil if all do
)

func init() {
	if isKnown() {
		failure = attempt(start)
	} else {
		rest.Do(func() { failure = attempt(verify) })
	}
	fast = failure == nil
}

func reasonNotFast() string { return failure.Error() }

// isKnown reports whether our tests have run the verification with the program's goja and release
// of Go.
func isKnown() bool {
	if !isKnownGo(runtime.Version()) {
		return false
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	for _, module := range info.Deps {
		if module.Path == gojaPath {
			return module.Replace == nil && module.Version+" "+module.Sum == knownGoja
		}
	}
	return false
}

func isKnownGo(version string) bool {
	for _, known := range knownGo {
		if rest, ok := strings.CutPrefix(version, known); ok && (rest == "" || rest[0] < '0' || rest[0] > '9') {
			return true
		}
	}
	return false
}

// rest runs the part of the verification that start leaves out. It runs once.
var rest sync.Once

// needTables fills the tables that start leaves empty. It cannot fail, because start leaves them
// empty only for a goja whose verification is known to succeed.
func needTables() { rest.Do(fillTables) }

func fillTables() {
	if err := attempt(verifyTables); err != nil {
		panic("engine: " + err.Error() + ", although goja is " + knownGoja)
	}
}

// attempt calls f, a part of the verification. If f panics, attempt returns that as an error.
func attempt(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the verification panicked: %v", r)
		}
	}()
	return f()
}

// verify verifies every assumption in the table of the package comment. Each step reads memory only
// through mirrors that an earlier step has verified.
func verify() error {
	if err := verifyTables(); err != nil {
		return err
	}
	return start()
}

// verifyTables verifies the assumptions that an empty script does not need, and fills the tables.
func verifyTables() error {
	s, err := newSamples(goja.New())
	if err != nil {
		return err
	}
	return s.verify(verifyKinds, verifyMethods, verifyMirrors, verifyWords,
		// the steps from here on read memory through the mirrors
		verifyValues, verifyViews, verifyOwn, verifyStorage, verifyCollections)
}

// start verifies the assumptions that every script needs.
func start() error {
	return newFewSamples(goja.New()).verify(verifyFewWords, verifyStacks, verifySlots,
		verifyShapes) // the last step, because it changes the engine
}

func (s *samples) verify(steps ...func(*samples) error) error {
	for _, step := range steps {
		if err := step(s); err != nil {
			return err
		}
	}
	return nil
}
