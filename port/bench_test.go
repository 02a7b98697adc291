package port

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/gojs-runtime/gojs/eventloop"
)

// pair returns a channel whose ends are adopted by a and b and started.
func pair(a, b *Owner, ha, hb Handler) (*Port, *Port) {
	p, q := NewChannel()
	p.Adopt(a, ha)
	q.Adopt(b, hb)
	p.Start()
	q.Start()
	return p, q
}

func run(b *testing.B, l *eventloop.Loop) {
	if err := l.Run(context.Background()); err != nil {
		b.Error(err)
	}
}

// BenchmarkPost measures posting to an enabled queue, without delivery.
func BenchmarkPost(b *testing.B) {
	l := eventloop.New()
	o := NewOwner(l)
	received := 0
	p, _ := pair(o, o, &funcHandler{}, &funcHandler{message: func(*Port, Message) { received++ }})
	var m Message = number(1)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		_ = p.Post(m)
		if n%1000 == 999 {
			b.StopTimer()
			run(b, l)
			b.StartTimer()
		}
	}
}

// BenchmarkFlood measures posting and delivering, 1000 messages at a time, on one loop.
func BenchmarkFlood(b *testing.B) {
	l := eventloop.New()
	o := NewOwner(l)
	received := 0
	p, _ := pair(o, o, &funcHandler{}, &funcHandler{message: func(*Port, Message) { received++ }})
	var m Message = number(1)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		_ = p.Post(m)
		if n++; n%1000 == 0 {
			run(b, l)
		}
	}
	run(b, l)
	if received != n {
		b.Fatal(received, n)
	}
}

// BenchmarkPingPong sends a message there and back on one loop. One op is two messages.
func BenchmarkPingPong(b *testing.B) {
	l := eventloop.New()
	o := NewOwner(l)
	left := 0
	echo := &funcHandler{message: func(p *Port, m Message) { _ = p.Post(m) }}
	count := &funcHandler{message: func(p *Port, m Message) {
		if left--; left > 0 {
			_ = p.Post(m)
		}
	}}
	p, _ := pair(o, o, count, echo)
	b.ReportAllocs()
	b.ResetTimer()
	left = b.N
	_ = p.Post(number(1))
	run(b, l)
}

// BenchmarkPingPongLoops sends a message there and back between two goroutines. One op is two
// messages.
func BenchmarkPingPongLoops(b *testing.B) {
	group := eventloop.NewGroup()
	la, lb := group.NewLoop(), group.NewLoop()
	left := b.N
	echo := &funcHandler{message: func(p *Port, m Message) { _ = p.Post(m) }}
	count := &funcHandler{message: func(p *Port, m Message) {
		if left--; left > 0 {
			_ = p.Post(m)
		}
	}}
	p, _ := pair(NewOwner(la), NewOwner(lb), count, echo)
	b.ReportAllocs()
	b.ResetTimer()
	_ = p.Post(number(1))
	var wg sync.WaitGroup
	wg.Go(func() { run(b, la) })
	wg.Go(func() { run(b, lb) })
	wg.Wait()
}

// BenchmarkMove moves a port from one owner to another, as if a message had carried it.
func BenchmarkMove(b *testing.B) {
	owners := [2]*Owner{NewOwner(eventloop.New()), NewOwner(eventloop.New())}
	h := &funcHandler{}
	p, q := NewChannel()
	q.Adopt(owners[0], h)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		p.Adopt(owners[n%2], h)
		p.Start()
		p.Ship()
	}
}

func BenchmarkNewChannel(b *testing.B) {
	o := NewOwner(eventloop.New())
	h := &funcHandler{}
	b.Run("one owner", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			pair(o, o, h, h)
		}
	})
	b.Run("two owners", func(b *testing.B) {
		other := NewOwner(eventloop.New())
		b.ReportAllocs()
		for b.Loop() {
			pair(o, other, h, h)
		}
	})
}

// BenchmarkOpenChannels measures the memory of an open channel whose ends have different owners and
// one message waiting at each.
func BenchmarkOpenChannels(b *testing.B) {
	const open = 100_000
	for b.Loop() {
		o, other := NewOwner(eventloop.New()), NewOwner(eventloop.New())
		h := &funcHandler{}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		ports := make([]*Port, 0, open)
		for range open {
			p, q := NewChannel()
			p.Adopt(o, h)
			q.Adopt(other, h)
			_ = p.Post(number(1))
			_ = q.Post(number(1))
			ports = append(ports, p)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/open, "heap-B/channel")
		runtime.KeepAlive(ports)
	}
}

// BenchmarkBroadcast posts one message to many members, each with an owner, a loop and a goroutine
// of its own. ns/op is for one delivery.
func BenchmarkBroadcast(b *testing.B) {
	for _, members := range []int{2, 100, 10_000} {
		b.Run(fmt.Sprintf("members=%d", members), func(b *testing.B) {
			group := eventloop.NewGroup()
			hub := NewHub()
			sender := hub.Join(NewOwner(group.NewLoop()), "", "x", nil)
			var round, running sync.WaitGroup
			heard := broadcastFunc(func(*Member, any) { round.Done() })
			stopped := errors.New("stopped")
			var loops []*eventloop.Loop
			for range members - 1 {
				l := group.NewLoop()
				loops = append(loops, l)
				hub.Join(NewOwner(l), "", "x", heard).Keep(true)
				running.Go(func() { _ = l.Serve(context.Background()) })
			}
			b.ReportAllocs()
			b.ResetTimer()
			for n := 0; n < b.N; n += members - 1 {
				round.Add(members - 1)
				if err := sender.Post(n); err != nil {
					b.Fatal(err)
				}
				round.Wait()
			}
			b.StopTimer()
			for _, l := range loops {
				l.Stop(stopped)
			}
			running.Wait()
		})
	}
}
