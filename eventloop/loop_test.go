package eventloop

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var bg = context.Background()

// A trace collects what ran, in order.
type trace []string

func (tr *trace) task(name string, then ...func()) Task {
	return TaskFunc(func() {
		*tr = append(*tr, name)
		for _, f := range then {
			f()
		}
	})
}

// droppable is a task that records how it ended.
type droppable struct {
	name string
	tr   *trace
	then func()
}

func (d *droppable) Run() { *d.tr = append(*d.tr, "ran "+d.name) }
func (d *droppable) Dropped() {
	*d.tr = append(*d.tr, "dropped "+d.name)
	if d.then != nil {
		d.then()
	}
}

// requireQuiescent checks that the group counts nothing any more.
func requireQuiescent(t *testing.T, g *Group) {
	t.Helper()
	require.EqualValues(t, 0, g.reasons.Load(), "reasons to be alive")
	require.Empty(t, g.running)
}

func TestRunReturnsAtOnceIfThereIsNothing(t *testing.T) {
	l := New()
	require.NoError(t, l.Run(bg))
	require.ErrorIs(t, l.RunUntil(bg, func() bool { return false }), ErrQuiescent)
	requireQuiescent(t, l.Group())
}

func TestTasksRunInTheOrderPosted(t *testing.T) {
	l := New()
	var tr trace
	l.Post(tr.task("a", func() { l.Post(tr.task("c", func() { l.Post(tr.task("d")) })) }))
	l.Post(tr.task("b"))
	require.NoError(t, l.Run(bg))
	require.Equal(t, trace{"a", "b", "c", "d"}, tr)

	l.Post(tr.task("again"))
	require.NoError(t, l.Run(bg), "a loop can be run again")
	require.Equal(t, trace{"a", "b", "c", "d", "again"}, tr)
	requireQuiescent(t, l.Group())
}

func TestPostWakesASleepingLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		hold := l.Group().Hold()
		var tr trace
		go func() {
			for _, name := range []string{"a", "b", "c"} {
				synctest.Wait() // the loop sleeps
				l.Post(tr.task(name))
			}
			synctest.Wait()
			hold.Release()
		}()
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a", "b", "c"}, tr)
	})
}

func TestPostOfNilPanicsWhereItHappens(t *testing.T) {
	l := New()
	assert.PanicsWithValue(t, "eventloop: Post of a nil Task", func() { l.Post(nil) })
	assert.PanicsWithValue(t, "eventloop: AfterFunc of a nil Task", func() { l.AfterFunc(0, nil) })
	requireQuiescent(t, l.Group())
}

func TestLenCountsWhatHasNotStarted(t *testing.T) {
	l := New()
	var got []int
	look := TaskFunc(func() { got = append(got, l.Len()) })
	for range 3 {
		l.Post(look)
	}
	l.Post(TaskFunc(func() { l.Post(look); look() }))
	require.Equal(t, 4, l.Len())
	require.NoError(t, l.Run(bg))
	require.Equal(t, []int{3, 2, 1, 1, 0}, got)
}

func TestContext(t *testing.T) {
	cause := errors.New("cause")

	t.Run("done already: no task runs", func(t *testing.T) {
		l := New()
		var tr trace
		l.Post(tr.task("a"))
		ctx, cancel := context.WithCancelCause(bg)
		cancel(cause)
		require.ErrorIs(t, l.Run(ctx), cause)
		require.ErrorIs(t, l.Serve(ctx), cause)
		require.ErrorIs(t, l.RunUntil(ctx, func() bool { return false }), cause)
		require.Empty(t, tr)
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a"}, tr)
	})

	t.Run("wakes a sleeping loop", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			defer l.Group().Hold().Release()
			ctx, cancel := context.WithTimeoutCause(bg, time.Hour, cause)
			defer cancel()
			start := time.Now()
			require.ErrorIs(t, l.Run(ctx), cause)
			require.Equal(t, time.Hour, time.Since(start))
		})
	})

	t.Run("done in a task: the rest stays queued", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			var tr trace
			ctx, cancel := context.WithCancel(bg)
			l.Post(tr.task("a", cancel, synctest.Wait))
			l.Post(tr.task("b"))
			require.ErrorIs(t, l.Run(ctx), context.Canceled)
			require.Equal(t, trace{"a"}, tr)
			require.NoError(t, l.Run(bg))
			require.Equal(t, trace{"a", "b"}, tr)
		})
	})

	t.Run("of an earlier Run does not end a later one", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			var tr trace
			ctx, cancel := context.WithCancel(bg)
			l.Post(tr.task("a"))
			// The callback of ctx starts in done, after which Run has returned.
			require.NoError(t, l.RunUntil(ctx, func() bool {
				if len(tr) == 1 {
					cancel()
				}
				return len(tr) == 1
			}))
			l.Post(tr.task("b", synctest.Wait))
			l.Post(tr.task("c"))
			require.NoError(t, l.Run(bg))
			require.Equal(t, trace{"a", "b", "c"}, tr)
		})
	})
}

func TestStop(t *testing.T) {
	cause, other := errors.New("cause"), errors.New("other")

	t.Run("in a task: queue and timers stay", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			var tr trace
			l.AfterFunc(time.Second, tr.task("timer"))
			l.Post(tr.task("a", func() { l.Stop(cause); l.Stop(other) }))
			l.Post(tr.task("b"))
			require.Equal(t, cause, l.Run(bg))
			require.Equal(t, trace{"a"}, tr)
			require.NoError(t, l.Run(bg))
			require.Equal(t, trace{"a", "b", "timer"}, tr)
			requireQuiescent(t, l.Group())
		})
	})

	t.Run("in a timer: others due with it wait for the next Run", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			var tr trace
			l.AfterFunc(time.Second, tr.task("a", func() { l.Stop(cause) }))
			l.AfterFunc(time.Second, tr.task("b"))
			require.Equal(t, cause, l.Run(bg))
			require.Equal(t, trace{"a"}, tr)
			require.NoError(t, l.Run(bg))
			require.Equal(t, trace{"a", "b"}, tr)
		})
	})

	t.Run("comes before timers that are due", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			var tr trace
			l.Post(tr.task("a", func() {
				l.AfterFunc(0, tr.task("timer"))
				l.Stop(cause)
			}))
			require.Equal(t, cause, l.Run(bg))
			require.Equal(t, trace{"a"}, tr)
			require.NoError(t, l.Run(bg))
			require.Equal(t, trace{"a", "timer"}, tr)
		})
	})

	t.Run("before Run", func(t *testing.T) {
		l := New()
		var tr trace
		l.Post(tr.task("a"))
		l.Stop(cause)
		require.Equal(t, cause, l.Run(bg))
		require.Empty(t, tr)
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a"}, tr)
	})

	t.Run("wakes Serve; nil is a cause", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			for _, want := range []error{cause, nil, other} {
				go func() {
					synctest.Wait()
					l.Stop(want)
				}()
				require.Equal(t, want, l.Serve(bg))
			}
		})
	})

	t.Run("after Close", func(t *testing.T) {
		l := New()
		l.Close()
		l.Stop(cause)
		require.Equal(t, ErrClosed, l.Run(bg))
	})

	t.Run("before Close, in one task", func(t *testing.T) {
		l := New()
		l.Post(TaskFunc(func() { l.Stop(cause); l.Close() }))
		require.Equal(t, cause, l.Run(bg))
		require.Equal(t, ErrClosed, l.Run(bg))
		requireQuiescent(t, l.Group())
	})
}

func TestClose(t *testing.T) {
	t.Run("without a Run: all is done when it returns", func(t *testing.T) {
		l := New()
		var tr trace
		l.Post(&droppable{name: "a", tr: &tr})
		l.Post(tr.task("not a Dropper"))
		l.Post(&droppable{name: "b", tr: &tr})
		timer := l.AfterFunc(0, tr.task("timer"))
		l.Close()
		l.Close()
		require.Equal(t, trace{"dropped a", "dropped b"}, tr)
		require.False(t, l.Post(&droppable{name: "c", tr: &tr}))
		require.False(t, timer.Stop())
		require.False(t, l.AfterFunc(0, tr.task("timer")).Stop())
		require.Zero(t, l.Len())
		require.Equal(t, ErrClosed, l.Run(bg))
		require.Equal(t, ErrClosed, l.Serve(bg))
		require.Equal(t, ErrClosed, l.RunUntil(bg, func() bool { return true }))
		require.Len(t, tr, 2)
		requireQuiescent(t, l.Group())
	})

	t.Run("in a task: drops after it, in order", func(t *testing.T) {
		l := New()
		var tr trace
		l.Post(tr.task("a", func() {
			l.Post(&droppable{name: "c", tr: &tr})
			l.Close()
			if l.Post(&droppable{name: "d", tr: &tr}) {
				t.Error("posted to a closed loop")
			}
			tr = append(tr, "end of a")
		}))
		l.Post(&droppable{name: "b", tr: &tr})
		l.AfterFunc(time.Hour, tr.task("timer"))
		require.Equal(t, ErrClosed, l.Run(bg))
		require.Equal(t, trace{"a", "end of a", "dropped b", "dropped c"}, tr)
		requireQuiescent(t, l.Group())
	})

	t.Run("in a timer: others due with it are gone", func(t *testing.T) {
		l := New()
		var tr trace
		l.AfterFunc(0, tr.task("a", l.Close))
		l.AfterFunc(0, tr.task("b"))
		require.Equal(t, ErrClosed, l.Run(bg))
		require.Equal(t, trace{"a"}, tr)
		requireQuiescent(t, l.Group())
	})

	t.Run("wakes a sleeping loop", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			l.AfterFunc(time.Hour, TaskFunc(func() { t.Error("timer ran") }))
			go func() {
				synctest.Wait()
				l.Close()
			}()
			require.Equal(t, ErrClosed, l.Serve(bg))
			time.Sleep(2 * time.Hour)
			requireQuiescent(t, l.Group())
		})
	})

	t.Run("what Dropped posts to another loop counts first", func(t *testing.T) {
		for _, during := range []string{"no Run", "a Run"} {
			t.Run(during, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					g := NewGroup()
					dying, l := g.NewLoop(), g.NewLoop()
					var tr trace
					if during == "a Run" {
						dying.Post(TaskFunc(func() { synctest.Wait(); dying.Close() }))
					}
					dying.Post(&droppable{name: "m", tr: &tr, then: func() { l.Post(tr.task("told")) }})
					go func() {
						synctest.Wait()
						if during == "a Run" {
							dying.Run(bg)
						} else {
							dying.Close()
						}
					}()
					require.NoError(t, l.Run(bg))
					require.Equal(t, trace{"dropped m", "told"}, tr)
					requireQuiescent(t, g)
				})
			})
		}
	})

	t.Run("a Dropped that panics leaves the count right", func(t *testing.T) {
		l := New()
		var tr trace
		l.Post(&droppable{name: "a", tr: &tr, then: func() { panic("boom") }})
		require.PanicsWithValue(t, "boom", l.Close)
		require.False(t, l.Post(tr.task("b")))
		requireQuiescent(t, l.Group())
	})
}

func TestRunCannotBeNested(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		var errs []error
		l.Post(TaskFunc(func() {
			errs = append(errs, l.Run(bg), l.Serve(bg), l.RunUntil(bg, func() bool { return true }))
			elsewhere := make(chan error)
			go func() { elsewhere <- l.Run(bg) }()
			errs = append(errs, <-elsewhere)
		}))
		require.NoError(t, l.Run(bg))
		require.Equal(t, []error{ErrRunning, ErrRunning, ErrRunning, ErrRunning}, errs)
		requireQuiescent(t, l.Group())
	})
}

func TestPanicGoesToTheCallerOfRun(t *testing.T) {
	for name, arm := range map[string]func(*Loop, Task){
		"task":  func(l *Loop, task Task) { l.Post(task) },
		"timer": func(l *Loop, task Task) { l.AfterFunc(0, task) },
	} {
		t.Run(name, func(t *testing.T) {
			l := New()
			var tr trace
			arm(l, tr.task("a", func() { panic("boom") }))
			arm(l, tr.task("b"))
			require.PanicsWithValue(t, "boom", func() { l.Run(bg) })
			require.Equal(t, trace{"a"}, tr)
			require.NoError(t, l.Run(bg))
			require.Equal(t, trace{"a", "b"}, tr)

			arm(l, tr.task("c", func() { panic("boom") }))
			require.Panics(t, func() { l.Run(bg) })
			requireQuiescent(t, l.Group())
		})
	}
}

func TestGoexitInATaskLeavesTheLoopUsable(t *testing.T) {
	l := New()
	var tr trace
	l.Post(tr.task("a", runtime.Goexit))
	l.Post(tr.task("b"))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.Run(bg)
	}()
	<-ended
	require.NoError(t, l.Run(bg))
	require.Equal(t, trace{"a", "b"}, tr)
	requireQuiescent(t, l.Group())
}

func TestClearStop(t *testing.T) {
	l := New()
	var tr trace
	l.ClearStop() // does nothing
	l.Post(tr.task("a", func() {
		l.Stop(errors.New("taken back in the task"))
		l.ClearStop()
	}))
	l.Post(tr.task("b"))
	require.NoError(t, l.Run(bg))
	require.Equal(t, trace{"a", "b"}, tr)

	l.Stop(errors.New("taken back"))
	l.ClearStop()
	l.Post(tr.task("c"))
	require.NoError(t, l.Run(bg))

	cause := errors.New("stays")
	l.Stop(errors.New("taken back"))
	l.ClearStop()
	l.Stop(cause)
	require.Equal(t, cause, l.Run(bg))
	require.NoError(t, l.Run(bg))
	require.Equal(t, trace{"a", "b", "c"}, tr)
}

func TestRunUntil(t *testing.T) {
	never := func() bool { return false }

	t.Run("returns after the task that makes it true", func(t *testing.T) {
		l := New()
		var tr trace
		for _, name := range []string{"a", "b", "c"} {
			l.Post(tr.task(name))
		}
		require.NoError(t, l.RunUntil(bg, func() bool { return len(tr) == 2 }))
		require.Equal(t, trace{"a", "b"}, tr)
		require.NoError(t, l.RunUntil(bg, func() bool { return true }), "true already")
		require.Equal(t, trace{"a", "b"}, tr)
		require.NoError(t, l.RunUntil(bg, func() bool { return len(tr) == 3 }), "the last task, not quiescence")
		require.ErrorIs(t, l.RunUntil(bg, never), ErrQuiescent)
		requireQuiescent(t, l.Group())
	})

	t.Run("returns after the timer that makes it true", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			var tr trace
			l.AfterFunc(time.Second, tr.task("a"))
			l.AfterFunc(time.Second, tr.task("b"))
			require.NoError(t, l.RunUntil(bg, func() bool { return len(tr) == 1 }))
			require.Equal(t, trace{"a"}, tr)
			require.ErrorIs(t, l.RunUntil(bg, never), ErrQuiescent)
			require.Equal(t, trace{"a", "b"}, tr)
		})
	})

	t.Run("goes quiescent while asleep", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			hold := l.Group().Hold()
			go func() { synctest.Wait(); hold.Release() }()
			require.ErrorIs(t, l.RunUntil(bg, never), ErrQuiescent)
		})
	})

	t.Run("Stop and Close win", func(t *testing.T) {
		l := New()
		cause := errors.New("cause")
		ran := false
		l.Post(TaskFunc(func() { ran = true; l.Stop(cause) }))
		require.Equal(t, cause, l.RunUntil(bg, func() bool { return ran }))
		ran = false
		l.Post(TaskFunc(func() { ran = true; l.Close() }))
		require.Equal(t, ErrClosed, l.RunUntil(bg, func() bool { return ran }))
	})
}

func TestServeStaysWhenQuiescent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		var tr trace
		ended := make(chan error, 1)
		go func() { ended <- l.Serve(bg) }()
		for _, name := range []string{"a", "b"} {
			synctest.Wait()
			require.Empty(t, ended)
			l.Post(tr.task(name))
		}
		synctest.Wait()
		require.Equal(t, trace{"a", "b"}, tr)
		l.Close()
		require.Equal(t, ErrClosed, <-ended)
	})
}

func TestTaskSlicesAreRecycledUpToACap(t *testing.T) {
	l := New()
	burst := func(n int) {
		for range n {
			l.Post(nothing{})
		}
		require.NoError(t, l.Run(bg))
	}
	const often = keepTasks / 2 // a slice that grew to this stays below keepTasks
	burst(often)
	burst(often)
	require.Zero(t, testing.AllocsPerRun(10, func() { burst(often) }))

	kept := func() int { return max(cap(l.batch), cap(l.queue)) }
	burst(1_000_000)
	require.LessOrEqual(t, kept(), keepTasks, "kept when idle")

	l.Post(TaskFunc(func() { l.Post(nothing{}) })) // the slice of the flood is used once more
	burst(1_000_000)
	require.LessOrEqual(t, kept(), keepTasks, "kept when idle")

	var trickle TaskFunc
	left := 5
	trickle = func() {
		if left--; left > 0 {
			l.Post(trickle)
			return
		}
		require.LessOrEqual(t, kept(), keepTasks, "kept by a loop that is not idle")
	}
	l.Post(trickle)
	burst(1_000_000)
	for _, slot := range append(l.batch[:cap(l.batch):cap(l.batch)], l.queue[:cap(l.queue)]...) {
		require.Nil(t, slot, "a task that ran is still referenced")
	}
}

func TestStats(t *testing.T) {
	l := New()
	stats := func(ran uint64, queued int) {
		t.Helper()
		gotRan, gotQueued := l.Stats()
		require.Equal(t, ran, gotRan)
		require.Equal(t, queued, gotQueued)
	}
	stats(0, 0)
	for range 3 {
		l.Post(nothing{})
	}
	stats(0, 3)
	l.AfterFunc(0, nothing{})
	require.NoError(t, l.Run(bg))
	stats(4, 0)

	stop := errors.New("stop")
	l.Post(TaskFunc(func() { l.Stop(stop) }))
	l.Post(nothing{})
	require.Equal(t, stop, l.Run(bg))
	stats(5, 1)
	require.NoError(t, l.Run(bg))
	stats(6, 0)
	l.Post(nothing{})
	l.Close()
	stats(6, 0)
}
