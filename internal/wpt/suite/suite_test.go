package suite

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/report"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		path, name string
		want       bool
	}{
		{".", "a/x.any.html", true},
		{".", "x.any.html", true},
		{"a", "a/x.any.html", true},
		{"a", "a/b/c/x.any.html", true},
		{"a", "a", true}, // an ignored folder
		{"a", "ab/x.any.html", false},
		{"a/b", "a", false},
		{"a/x.any.js", "a/x.any.html", true},
		{"a/x.any.js", "a/x.any.worker.html", true},
		{"a/x.any.js", "a/x.any.html?1/2", true},
		{"a/x.any.js", "a/x.html", false},
		{"a/x.any.js", "a/xx.any.html", false},
		{"a/x.html", "a/x.html", true},
		{"a/x.html", "a/x.html?1", true},
		{"a/x.html", "a/y.html", false},
	} {
		s := &Suite{paths: []string{"elsewhere", c.path}}
		assert.Equal(t, c.want, s.covers(c.name), "%s in %s", c.name, c.path)
	}
}

// A recorder is a Reporter that ends the run after a number of outcomes.
type recorder struct {
	outcomes []report.Outcome
	fail     error
	enough   int
	cancel   func()
}

func (r *recorder) Begin(int) {}
func (r *recorder) Report(o report.Outcome) error {
	r.outcomes = append(r.outcomes, o)
	if len(r.outcomes) == r.enough {
		if r.cancel != nil {
			r.cancel()
		}
		return r.fail
	}
	return nil
}
func (r *recorder) End(*report.Summary) error { return r.fail }

func files() fstest.MapFS {
	const source = "test(() => {}, 'x');"
	return fstest.MapFS{
		"a.window.js": {Data: []byte(source)}, "b.window.js": {Data: []byte("for (;;);")}, "c.window.js": {Data: []byte(source)},
	}
}

// A run that is cut off reports the tests that ended by then and why it was cut off, and leaves
// nothing running.
func TestRunEnds(t *testing.T) {
	root := files()
	s, err := New(root, "root", []string{"."})
	require.NoError(t, err)
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	r := &recorder{enough: 1, cancel: func() { cancel(cause) }}
	summary, err := s.Run(ctx, &wpt.Runner{FS: root}, Options{Jobs: 1, Reporters: []report.Reporter{r}})
	require.NoError(t, err)
	assert.Equal(t, cause, summary.Interrupted)
	assert.Equal(t, 1, summary.Ran)
	assert.Equal(t, 3, summary.Tests)
	assert.False(t, summary.AsExpected())

	broken := errors.New("disk full")
	r = &recorder{enough: 1, fail: broken}
	_, err = s.Run(t.Context(), &wpt.Runner{FS: root}, Options{Jobs: 1, Reporters: []report.Reporter{r}})
	assert.ErrorIs(t, err, broken, "and does not wait for the endless loop")
}
