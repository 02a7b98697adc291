package eventloop

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// numbered is a task of a producer: tasks of one producer must run in order, and each
// one that Post accepted must run or be dropped exactly once.
type numbered struct {
	p     *producer
	n     int
	ended atomic.Int32
}

type producer struct {
	t       *testing.T
	last    int
	ran     atomic.Int64
	dropped atomic.Int64
}

func (m *numbered) end() {
	if m.ended.Add(1) != 1 {
		m.p.t.Error("a task ended twice")
	}
}

func (m *numbered) Run() {
	m.end()
	m.p.ran.Add(1)
	if m.n <= m.p.last {
		m.p.t.Errorf("task %d ran after task %d", m.n, m.p.last)
	}
	m.p.last = m.n
}

func (m *numbered) Dropped() {
	m.end()
	m.p.dropped.Add(1)
}

// Producers post to one loop while other goroutines stop it and at last close it.
func TestHammerStopAndClose(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	again := errors.New("again")
	for round := range 20 {
		l := New()
		var wg sync.WaitGroup
		var posted, ran, dropped int64
		producers := make([]*producer, 8)
		counts := make([]int64, len(producers))
		for i := range producers {
			producers[i] = &producer{t: t, last: -1}
			wg.Go(func() {
				for n := 0; l.Post(&numbered{p: producers[i], n: n}); n++ {
					counts[i]++
				}
			})
		}
		wg.Go(func() {
			for range 100 {
				l.Stop(again)
				hold := l.Group().Hold()
				runtime.Gosched()
				hold.Release()
			}
			l.Close()
		})
		if round%2 == 0 {
			wg.Go(l.Close) // at any time
		}
		var err error
		for err == nil || err == again {
			l.AfterFunc(time.Duration(rand.IntN(1000)), nothing{})
			err = l.Run(bg)
		}
		require.Equal(t, ErrClosed, err)
		wg.Wait()
		for i, p := range producers {
			posted += counts[i]
			ran += p.ran.Load()
			dropped += p.dropped.Load()
		}
		require.Equal(t, posted, ran+dropped)
		requireQuiescent(t, l.Group())
	}
}

// Tokens walk between loops at random and split; all loops return when the last
// has ended, and not before.
func TestHammerQuiescence(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for range 50 {
		g := NewGroup()
		loops := make([]*Loop, 4)
		for i := range loops {
			loops[i] = g.NewLoop()
		}
		var left, ended atomic.Int64
		left.Store(2000)
		var walk func(l *Loop) TaskFunc
		walk = func(l *Loop) TaskFunc {
			return func() {
				defer ended.Add(1)
				for range 2 {
					n := left.Add(-1)
					if n < 0 {
						return
					}
					next := loops[rand.IntN(len(loops))]
					switch n % 4 {
					case 0: // by a goroutine that holds the group
						hold := g.Hold()
						go func() {
							defer hold.Release()
							next.Post(walk(next))
						}()
					case 1: // by a timer of this loop
						l.AfterFunc(time.Duration(rand.IntN(2000)), walk(l))
					default:
						next.Post(walk(next))
					}
				}
			}
		}
		start := g.Hold()
		var wg sync.WaitGroup
		for _, l := range loops {
			wg.Go(func() {
				if err := l.Run(bg); err != nil {
					t.Error(err)
				}
				if n := ended.Load(); n != 2001 {
					t.Errorf("Run returned when %d of 2001 tasks had ended", n)
				}
			})
		}
		loops[0].Post(walk(loops[0]))
		start.Release()
		wg.Wait()
		requireQuiescent(t, g)
	}
}

// Timers are armed while the Go timer fires: none may be lost.
func TestHammerAlarm(t *testing.T) {
	l := New()
	left := 100_000
	var again TaskFunc
	again = func() {
		if left--; left > 0 {
			l.AfterFunc(time.Duration(rand.IntN(3000)), again)
			l.AfterFunc(time.Duration(rand.IntN(3000)), nothing{}).Unref()
		}
	}
	for range 4 {
		l.AfterFunc(0, again)
	}
	ctx, cancel := context.WithTimeout(bg, time.Minute)
	defer cancel()
	require.NoError(t, l.Run(ctx), "a timer did not come")
	require.LessOrEqual(t, left, 0)
}
