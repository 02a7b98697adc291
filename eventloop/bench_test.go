package eventloop

import (
	"context"
	"testing"
	"time"
)

type countdown struct {
	loop *Loop
	left int
}

func (c *countdown) Run() {
	if c.left--; c.left > 0 {
		c.loop.Post(c)
	}
}

type nothing struct{}

func (nothing) Run() {}

// Each task posts the next, as two ports of one runtime do in a ping-pong.
func BenchmarkPostAndRun(b *testing.B) {
	b.Run("chain", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		l.Post(&countdown{l, b.N})
		l.Run(context.Background())
	})
	// A task posts 100, then they run: a flood of messages.
	b.Run("flood", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		for left := b.N; left > 0; left -= 100 {
			for range min(left, 100) {
				l.Post(nothing{})
			}
			l.Run(context.Background())
		}
	})
	b.Run("oneperrun", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		for range b.N {
			l.Post(nothing{})
			l.Run(context.Background())
		}
	})
}

func BenchmarkPostFromOtherGoroutine(b *testing.B) {
	b.Run("flood", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		h := l.Group().Hold()
		go func() {
			for range b.N {
				l.Post(nothing{})
			}
			h.Release()
		}()
		l.Run(context.Background())
	})
	// Two loops on two goroutines, one task under way: each Post wakes a sleeper.
	b.Run("pingpong", func(b *testing.B) {
		b.ReportAllocs()
		g := NewGroup()
		a, z := g.NewLoop(), g.NewLoop()
		h := g.Hold()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			z.Run(context.Background())
		}()
		there := &bounce{left: b.N, hold: h}
		back := &bounce{left: b.N, hold: h}
		there.to, there.next = a, back
		back.to, back.next = z, there
		a.Post(back)
		a.Run(context.Background())
		<-ended
	})
}

// A bounce posts the next one to the other loop.
type bounce struct {
	to   *Loop
	next *bounce
	left int
	hold *Hold
}

func (p *bounce) Run() {
	if p.left--; p.left <= 0 {
		p.hold.Release()
		return
	}
	p.to.Post(p.next)
}

func BenchmarkTimers(b *testing.B) {
	noop := TaskFunc(func() {})
	b.Run("arm+stop", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		for range b.N {
			l.AfterFunc(time.Second, noop).Stop()
		}
	})
	b.Run("arm+stop_among_100000", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		for i := range 100_000 {
			l.AfterFunc(time.Hour+time.Duration(i), noop)
		}
		b.ResetTimer()
		for range b.N {
			l.AfterFunc(time.Second, noop).Stop()
		}
		b.StopTimer()
		l.Close()
	})
	b.Run("zero_chain", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		left := b.N
		var again TaskFunc
		again = func() {
			if left--; left > 0 {
				l.AfterFunc(0, again)
			}
		}
		l.AfterFunc(0, again)
		l.Run(context.Background())
	})
	b.Run("fire_equal", func(b *testing.B) {
		b.ReportAllocs()
		l := New()
		for range b.N {
			l.AfterFunc(0, noop)
		}
		l.Run(context.Background())
	})
}
