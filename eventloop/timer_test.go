package eventloop

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// bubble runs test in a synctest bubble with a loop, which must be quiescent at the end.
func bubble(t *testing.T, name string, test func(t *testing.T, l *Loop, tr *trace)) {
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := New()
			test(t, l, new(trace))
			requireQuiescent(t, l.Group())
		})
	})
}

func TestTimerOrder(t *testing.T) {
	bubble(t, "equal timers run in order of creation", func(t *testing.T, l *Loop, tr *trace) {
		var want trace
		for i := range 50 {
			name := fmt.Sprint(i)
			want = append(want, name)
			l.AfterFunc(5*time.Millisecond, tr.task(name))
		}
		require.NoError(t, l.Run(bg))
		require.Equal(t, want, *tr)
	})

	bubble(t, "due time first, on time", func(t *testing.T, l *Loop, tr *trace) {
		start := time.Now()
		at := func(d time.Duration) {
			l.AfterFunc(d, TaskFunc(func() {
				*tr = append(*tr, d.String())
				require.Equal(t, d, time.Since(start))
			}))
		}
		for _, d := range []time.Duration{time.Hour, 3, 1, time.Second, 2, time.Millisecond} {
			at(d)
		}
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"1ns", "2ns", "3ns", "1ms", "1s", "1h0m0s"}, *tr)
	})

	bubble(t, "late timers run in order of due time", func(t *testing.T, l *Loop, tr *trace) {
		l.AfterFunc(3, tr.task("3"))
		l.AfterFunc(1, tr.task("1"))
		l.AfterFunc(2, tr.task("2"))
		l.Post(TaskFunc(func() { time.Sleep(time.Second) })) // a long task
		l.Post(tr.task("task"))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"1", "2", "3", "task"}, *tr)
	})

	bubble(t, "negative is zero", func(t *testing.T, l *Loop, tr *trace) {
		start := time.Now()
		l.AfterFunc(0, tr.task("a"))
		l.AfterFunc(-1, tr.task("b"))
		l.AfterFunc(math.MinInt64, tr.task("c"))
		l.AfterFunc(0, tr.task("d"))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a", "b", "c", "d"}, *tr)
		require.Equal(t, start, time.Now())
	})

	bubble(t, "a timer that takes long does not delay those due later", func(t *testing.T, l *Loop, tr *trace) {
		start := time.Now()
		l.AfterFunc(time.Second, tr.task("slow", func() { time.Sleep(10 * time.Second) }))
		l.AfterFunc(time.Minute, tr.task("minute"))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"slow", "minute"}, *tr)
		require.Equal(t, time.Minute, time.Since(start))
	})

	bubble(t, "an earlier timer armed by a task is not missed", func(t *testing.T, l *Loop, tr *trace) {
		l.AfterFunc(time.Hour, tr.task("hour"))
		l.AfterFunc(time.Second, tr.task("second", func() {
			l.AfterFunc(time.Minute, tr.task("minute"))
		}))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"second", "minute", "hour"}, *tr)
	})
}

func TestTimerThatOverflowsNeverComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New()
		time.Sleep(time.Hour) // so that the sum overflows
		timer := l.AfterFunc(math.MaxInt64, TaskFunc(func() { t.Error("ran") }))
		ctx, cancel := context.WithTimeout(bg, 100*365*24*time.Hour)
		defer cancel()
		require.ErrorIs(t, l.Run(ctx), context.DeadlineExceeded)
		require.True(t, timer.Stop())
		requireQuiescent(t, l.Group())
	})
}

func TestTimersAndTasksShareTheLoop(t *testing.T) {
	bubble(t, "a timer created in a look waits for the next", func(t *testing.T, l *Loop, tr *trace) {
		l.AfterFunc(0, tr.task("a", func() {
			l.AfterFunc(-1, tr.task("c"))
			l.Post(tr.task("task"))
		}))
		l.AfterFunc(0, tr.task("b"))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a", "b", "task", "c"}, *tr)
	})

	bubble(t, "recursive zero timers do not starve tasks", func(t *testing.T, l *Loop, tr *trace) {
		l.Post(tr.task("1"))
		l.Post(tr.task("2"))
		l.Post(tr.task("3"))
		again := 0
		var timer TaskFunc
		timer = func() {
			*tr = append(*tr, "timer")
			if again++; again < 4 {
				l.AfterFunc(0, timer)
			}
		}
		l.AfterFunc(0, timer)
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"timer", "1", "timer", "2", "timer", "3", "timer"}, *tr)
	})

	// Virtual time stands still while tasks flow, so this test takes real time: the
	// timer's, plus up to Go's preemption period on one core.
	t.Run("tasks that post themselves do not starve timers", func(t *testing.T) {
		l := New()
		fired, tasks := false, 0
		l.AfterFunc(time.Millisecond, TaskFunc(func() { fired = true }))
		var again TaskFunc
		again = func() {
			if tasks++; !fired {
				l.Post(again)
			}
		}
		l.Post(again)
		require.NoError(t, l.Run(bg))
		require.Greater(t, tasks, 1)
		requireQuiescent(t, l.Group())
	})
}

func TestTimerStop(t *testing.T) {
	bubble(t, "before it is due", func(t *testing.T, l *Loop, tr *trace) {
		start := time.Now()
		a := l.AfterFunc(time.Hour, tr.task("a"))
		l.AfterFunc(time.Second, tr.task("b"))
		require.True(t, a.Stop())
		require.False(t, a.Stop())
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"b"}, *tr)
		require.Equal(t, time.Second, time.Since(start), "nothing waits for a")
	})

	bubble(t, "by a timer that is due with it", func(t *testing.T, l *Loop, tr *trace) {
		var b *Timer
		l.AfterFunc(time.Second, tr.task("a", func() { require.True(t, b.Stop()) }))
		b = l.AfterFunc(time.Second, tr.task("b"))
		l.AfterFunc(time.Second, tr.task("c"))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a", "c"}, *tr)
	})

	bubble(t, "by itself, and afterwards", func(t *testing.T, l *Loop, tr *trace) {
		var a *Timer
		a = l.AfterFunc(time.Second, tr.task("a", func() {
			require.False(t, a.Stop())
			a.Unref()
		}))
		require.NoError(t, l.Run(bg))
		require.False(t, a.Stop())
		require.Equal(t, trace{"a"}, *tr)
	})

	bubble(t, "of the only timer, by a task, ends Run", func(t *testing.T, l *Loop, tr *trace) {
		start := time.Now()
		a := l.AfterFunc(time.Hour, tr.task("a"))
		hold := l.Group().Hold()
		go func() {
			time.Sleep(time.Second)
			l.Post(TaskFunc(func() { a.Stop() }))
			hold.Release()
		}()
		require.NoError(t, l.Run(bg))
		require.Equal(t, time.Second, time.Since(start))
		require.Empty(t, *tr)
	})
}

// Each step is one call. The table says whether the group is alive after all of them
// and whether a Run then runs the timer.
func TestTimerReferences(t *testing.T) {
	var (
		unref = func(_ *Loop, t *Timer) { t.Unref() }
		stop  = func(_ *Loop, t *Timer) { t.Stop() }
		run   = func(l *Loop, _ *Timer) { l.Run(bg) }
		clos  = func(l *Loop, _ *Timer) { l.Close() }
	)
	type step = func(*Loop, *Timer)
	tests := []struct {
		name  string
		steps []step
		alive bool
		runs  bool // if something else keeps the group alive
	}{
		{"armed", nil, true, true},
		{"unref", []step{unref}, false, true},
		{"unref twice", []step{unref, unref}, false, true},
		{"stop", []step{stop}, false, false},
		{"stop, unref", []step{stop, unref}, false, false},
		{"unref, stop", []step{unref, stop}, false, false},
		{"unref, stop, stop, unref", []step{unref, stop, stop, unref}, false, false},
		{"unref, run: still armed", []step{unref, run}, false, true},
		{"unref, run, stop", []step{unref, run, stop}, false, false},
		{"run", []step{run}, false, true},
		{"run, unref, stop", []step{run, unref, stop}, false, true},
		{"close", []step{clos}, false, false},
		{"close, unref, stop", []step{clos, unref, stop}, false, false},
		{"unref, close, stop", []step{unref, clos, stop}, false, false},
	}
	for _, test := range tests {
		for _, others := range []int{0, 1} { // armed timers beside it, on the same loop
			t.Run(fmt.Sprintf("%s/%d", test.name, others), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					l := New()
					ran := 0
					var beside *Timer
					if others == 1 {
						beside = l.AfterFunc(time.Hour, nothing{})
						beside.Unref()
					}
					timer := l.AfterFunc(time.Minute, TaskFunc(func() { ran++ }))
					for _, s := range test.steps {
						s(l, timer)
					}
					require.Equal(t, test.alive, l.Group().reasons.Load() != 0)

					keep := l.AfterFunc(time.Hour, nothing{})
					l.Run(bg)
					require.Equal(t, test.runs, ran == 1)
					require.False(t, keep.Stop())
					if beside != nil {
						beside.Stop()
					}
					requireQuiescent(t, l.Group())
				})
			})
		}
	}
}

func TestUnrefdTimersOfARunThatReturned(t *testing.T) {
	bubble(t, "one that falls due between two Runs", func(t *testing.T, l *Loop, tr *trace) {
		l.AfterFunc(time.Minute, tr.task("unref'd")).Unref()
		l.Post(tr.task("a"))
		require.NoError(t, l.Run(bg))
		time.Sleep(time.Hour)
		require.NoError(t, l.Run(bg), "quiescent: returns at once")
		require.Equal(t, trace{"a"}, *tr)
		l.Post(tr.task("b"))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"a", "unref'd", "b"}, *tr)
	})

	bubble(t, "one that arms itself anew does not keep Run", func(t *testing.T, l *Loop, tr *trace) {
		var again TaskFunc
		again = func() {
			*tr = append(*tr, "tick")
			l.AfterFunc(0, again).Unref()
		}
		l.AfterFunc(0, again).Unref()
		l.Post(tr.task("a"))
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"tick", "a"}, (*tr)[:2])
	})

	bubble(t, "one that runs counts as a task", func(t *testing.T, l *Loop, tr *trace) {
		hold := l.Group().Hold()
		l.AfterFunc(time.Second, tr.task("unref'd", func() {
			hold.Release()
			l.Post(tr.task("task"))
		})).Unref()
		require.NoError(t, l.Run(bg))
		require.Equal(t, trace{"unref'd", "task"}, *tr)
	})
}

func TestArmAndStopLeaksNothing(t *testing.T) {
	bubble(t, "100,000", func(t *testing.T, l *Loop, tr *trace) {
		l.Post(TaskFunc(func() {
			timers := make([]*Timer, 100_000)
			for i := range timers {
				timers[i] = l.AfterFunc(time.Duration(rand.IntN(1e9))+1, tr.task("stopped"))
			}
			rand.Shuffle(len(timers), func(i, j int) { timers[i], timers[j] = timers[j], timers[i] })
			for _, timer := range timers {
				require.True(t, timer.Stop())
			}
			require.Empty(t, l.timers)
			require.LessOrEqual(t, cap(l.timers), keepTimers)
		}))
		start := time.Now()
		require.NoError(t, l.Run(bg))
		require.Equal(t, start, time.Now())
		require.Empty(t, *tr)
	})
}

// A loop that nobody runs or refers to is garbage, even with armed timers.
func TestLoopIsCollectable(t *testing.T) {
	collected := make(chan struct{})
	func() {
		l := New()
		l.AfterFunc(time.Hour, nothing{}).Unref()
		l.Post(nothing{})
		require.NoError(t, l.Run(bg))
		require.NotNil(t, l.alarm, "the Go timer was set")
		l.AfterFunc(time.Hour, nothing{})
		runtime.AddCleanup(l, func(struct{}) { close(collected) }, struct{}{})
	}()
	for range 100 {
		runtime.GC()
		select {
		case <-collected:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Fatal("the loop was not collected")
}

// Random arming and stopping, against a sorted list.
func TestTimerHeapAgainstSort(t *testing.T) {
	for seed := range uint64(50) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		var h timerHeap
		var want []*Timer
		for created := range uint64(2000) {
			if len(want) > 0 && rnd.IntN(3) == 0 {
				i := rnd.IntN(len(want))
				h.remove(want[i])
				require.Equal(t, disarmed, want[i].index)
				want = slices.Delete(want, i, i+1)
				continue
			}
			timer := &Timer{due: time.Duration(rnd.IntN(100)), created: created}
			h.push(timer)
			want = append(want, timer)
		}
		slices.SortFunc(want, func(a, b *Timer) int {
			return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.created, b.created))
		})
		for i, timer := range want {
			require.Same(t, timer, h[0], "seed %d, timer %d", seed, i)
			h.remove(h[0])
		}
		require.Empty(t, h)
	}
}
