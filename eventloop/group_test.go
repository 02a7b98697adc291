package eventloop

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// start runs loop on a goroutine of its own, which sends the error of Run.
func start(run func() error) <-chan error {
	ended := make(chan error, 1)
	go func() { ended <- run() }()
	return ended
}

func TestHoldKeepsRunUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		a, b := l.Group().Hold(), l.Group().Hold()
		ended := start(func() error { return l.Run(bg) })
		a.Release()
		a.Release() // counts once
		synctest.Wait()
		require.Empty(t, ended, "b still holds")
		b.Release()
		require.NoError(t, <-ended)
		b.Release()
		requireQuiescent(t, l.Group())
	})
}

func TestHoldReleasedWhileATaskRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		hold := l.Group().Hold()
		var tr trace
		l.Post(tr.task("a", func() {
			go hold.Release()
			synctest.Wait()
			l.Post(tr.task("b"))
		}))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a", "b"}, tr, "the running task keeps the group alive")
		requireQuiescent(t, l.Group())
	})
}

func TestHoldTakenByTheLastTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		var tr trace
		l.Post(tr.task("ask", func() {
			hold := l.Group().Hold()
			go func() {
				time.Sleep(time.Second)
				l.Post(tr.task("answer"))
				hold.Release()
			}()
		}))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"ask", "answer"}, tr)
	})
}

func TestQuiescenceIsAnEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		var tr trace
		hold := l.Group().Hold()
		ended := start(func() error { return l.Run(bg) })
		synctest.Wait()
		hold.Release()
		require.True(t, l.Post(tr.task("late")))
		require.NoError(t, <-ended)
		require.Empty(t, tr, "posted after the group went quiescent")
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"late"}, tr)
	})
}

func TestTwoLoopsReturnTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGroup()
		a, b, worker := g.NewLoop(), g.NewLoop(), g.NewLoop()
		hops := 0
		var there, back TaskFunc
		there = func() {
			if hops++; hops < 1000 {
				a.Post(back)
			}
		}
		back = func() { b.Post(there) }
		a.Post(back)
		a.AfterFunc(time.Minute, TaskFunc(func() {}))

		start := time.Now()
		serving := startServe(worker)
		endedB := startRun(b)
		require.NoError(t, a.Run(bg))
		require.NoError(t, <-endedB)
		require.Equal(t, 1000, hops)
		require.Equal(t, time.Minute, time.Since(start), "b waits for the timer of a")

		synctest.Wait()
		require.Empty(t, serving, "Serve stays")
		worker.Close()
		require.Equal(t, ErrClosed, <-serving)
		requireQuiescent(t, g)
	})
}

func startRun(l *Loop) <-chan error   { return start(func() error { return l.Run(bg) }) }
func startServe(l *Loop) <-chan error { return start(func() error { return l.Serve(bg) }) }

// Work of a loop that nobody runs keeps the group alive until it runs or the loop is
// closed.
func TestWorkOfALoopThatDoesNotRun(t *testing.T) {
	hour := func(l *Loop) *Timer { return l.AfterFunc(time.Hour, nothing{}) }
	tests := map[string]struct {
		arm, end func(*Loop)
		alive    bool
	}{
		"task, closed":       {func(l *Loop) { l.Post(nothing{}) }, (*Loop).Close, true},
		"task, run":          {func(l *Loop) { l.Post(nothing{}) }, func(l *Loop) { l.Run(bg) }, true},
		"timer, closed":      {func(l *Loop) { hour(l) }, (*Loop).Close, true},
		"timer, run":         {func(l *Loop) { hour(l) }, func(l *Loop) { l.Run(bg) }, true},
		"both, closed":       {func(l *Loop) { hour(l); l.Post(nothing{}) }, (*Loop).Close, true},
		"unref'd timer":      {func(l *Loop) { hour(l).Unref() }, (*Loop).Close, false},
		"stopped timer":      {func(l *Loop) { hour(l).Stop() }, (*Loop).Close, false},
		"stopped while held": {func(l *Loop) { hour(l).Stop(); hour(l) }, (*Loop).Close, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := NewGroup()
				other, l := g.NewLoop(), g.NewLoop()
				test.arm(other)
				ended := startRun(l)
				synctest.Wait()
				require.Equal(t, test.alive, len(ended) == 0)
				test.end(other)
				require.NoError(t, <-ended)
				requireQuiescent(t, g)
			})
		})
	}
}

// The queued tasks of a loop that was stopped, or that panicked, still count.
func TestQueueLeftByStopCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGroup()
		stopped, l := g.NewLoop(), g.NewLoop()
		stopped.Post(TaskFunc(func() { stopped.Stop(nil) }))
		stopped.Post(nothing{})
		require.NoError(t, stopped.Run(bg))
		ended := startRun(l)
		synctest.Wait()
		require.Empty(t, ended)
		require.NoError(t, stopped.Run(bg))
		require.NoError(t, <-ended)
		requireQuiescent(t, g)
	})
}

func TestKeepForTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGroup()
		g.KeepForTimers()
		other, l := g.NewLoop(), g.NewLoop()
		var tr trace
		other.AfterFunc(time.Hour, tr.task("unref'd")).Unref()
		ended := startRun(l)
		synctest.Wait()
		require.Empty(t, ended, "a timer of any loop of the group keeps it alive")
		require.NoError(t, other.Run(bg))
		require.NoError(t, <-ended)
		require.Equal(t, trace{"unref'd"}, tr)
		requireQuiescent(t, g)
	})
}
