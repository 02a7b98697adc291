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

// The whole verification takes 0.7 ms, a sixth of the time that a program with an empty script takes. So there is a short way
// for the goja in go.mod. The program's build information has a checksum of goja's source; if it is the one for which our
// tests have run the whole verification, its result is known. Then the start only looks up and tries what an empty script
// uses, and the first use of anything else runs the whole verification to fill the other tables.
//
// Any other goja is verified as a whole at the start, before anything uses it. So is a goja that is replaced or vendored, of
// which there is no checksum, and a release of Go that is not in knownGo.

const (
	gojaPath  = "github.com/dop251/goja"
	knownGoja = "v0.0.0-20260917113740-793a2a65c13b h1:UMDLDHFR1Chu3qnsPNCrVxq0lZgG6JqHpLL5+iqfSkw="
)

var knownGo = []string{"go1.25", "go1.26"}

var (
	fast    bool
	failure error // the assumption that does not hold
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

// isKnown reports whether the program has the goja and a release of Go for which tests have run the verification.
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

// rest runs the part of the verification that start leaves out.
var rest sync.Once

// needTables fills the tables that start leaves empty. It cannot fail, see above.
func needTables() { rest.Do(fillTables) }

func fillTables() {
	if err := attempt(verifyTables); err != nil {
		panic("engine: " + err.Error() + ", although goja is " + knownGoja)
	}
}

// attempt calls a part of the verification. If that panics, the panic is its error.
func attempt(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the verification panicked: %v", r)
		}
	}()
	return f()
}

// verify verifies every assumption in the table of the package comment. It reads no memory as one of the mirrors before it
// has verified that the mirror is right.
func verify() error {
	if err := verifyTables(); err != nil {
		return err
	}
	return start()
}

func verifyTables() error {
	s, err := newSamples(goja.New())
	if err != nil {
		return err
	}
	return s.verify(verifyKinds, verifyMethods, verifyMirrors, verifyWords,
		// From here on memory is read as the mirrors.
		verifyValues, verifyViews, verifyOwn, verifyStorage, verifyCollections)
}

// start looks up what an empty script uses, and tries it.
func start() error {
	return newFewSamples(goja.New()).verify(verifyFewWords, verifyStacks, verifySlots,
		verifyShapes) // the last one, because it changes the engine
}

func (s *samples) verify(steps ...func(*samples) error) error {
	for _, step := range steps {
		if err := step(s); err != nil {
			return err
		}
	}
	return nil
}
