package bindings_test

import (
	"slices"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

// manual is a loop whose clock the test moves: the least that the bindings ask of a loop.
type manual struct {
	now    time.Duration
	queue  []eventloop.Task
	timers []*manualTimer
	closed bool
}

type manualTimer struct {
	loop *manual
	due  time.Duration
	hold bool
	task eventloop.Task
}

func (l *manual) Post(t eventloop.Task) bool {
	if !l.closed {
		l.queue = append(l.queue, t)
	}
	return !l.closed
}

func (l *manual) AfterFunc(d time.Duration, hold bool, t eventloop.Task) bindings.Timer {
	timer := &manualTimer{l, l.now + d, hold, t}
	l.timers = append(l.timers, timer)
	return timer
}

func (t *manualTimer) Stop() bool {
	i := slices.Index(t.loop.timers, t)
	if i < 0 {
		return false
	}
	t.loop.timers = slices.Delete(t.loop.timers, i, i+1)
	return true
}

// drain runs what is queued, and the timers up to a time, until nothing holds the loop.
func (l *manual) drain(until time.Duration) {
	for {
		if len(l.queue) > 0 {
			t := l.queue[0]
			l.queue = l.queue[1:]
			t.Run()
			continue
		}
		slices.SortStableFunc(l.timers, func(a, b *manualTimer) int { return int(a.due - b.due) })
		if len(l.timers) == 0 || l.timers[0].due > until {
			return
		}
		t := l.timers[0]
		l.timers = l.timers[1:]
		l.now = max(l.now, t.due)
		t.task.Run()
	}
}

func TestALoopOfTheEmbeddersOwn(t *testing.T) {
	loop := &manual{}
	vm := goja.New()
	var uncaught []string
	scope, err := bindings.Install(vm, loop, bindings.WithUncaught(func(u *bindings.Uncaught) {
		uncaught = append(uncaught, u.Value.String())
	}))
	require.NoError(t, err)
	var lines []string
	require.NoError(t, vm.Set("log", func(s string) { lines = append(lines, s) }))
	_, err = vm.RunString(`
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = e => { log('message ' + e.data); if (e.data === 'one') { queueMicrotask(() => log('microtask')); throw 'thrown' } };
		port2.postMessage('one');
		port2.postMessage('two');
		setTimeout(() => log('20 ms'), 20);
		setTimeout(() => log('10 ms'), 10);
		const cleared = setTimeout(() => log('never'), 5);
		clearTimeout(cleared);
		let n = 0;
		const id = setInterval(() => { log('interval'); if (++n === 2) clearInterval(id) }, 7);
		AbortSignal.timeout(15).onabort = () => log('aborted');
		Promise.reject('rejected');
	`)
	require.NoError(t, err)
	assert.Empty(t, lines)
	loop.drain(time.Second)
	assert.Equal(t, []string{"message one", "microtask", "message two", "interval", "10 ms", "interval", "aborted", "20 ms"}, lines)
	assert.Equal(t, []string{"thrown", "rejected"}, uncaught)
	assert.Empty(t, loop.timers)

	lines = nil
	_, err = vm.RunString("AbortSignal.timeout(15); setTimeout(() => {}, 15)")
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true}, []bool{loop.timers[0].hold, loop.timers[1].hold}, "only timers of scripts hold the loop")

	// A loop that takes no more tasks: nothing fails.
	loop.closed = true
	_, err = vm.RunString("port2.postMessage('never'); Promise.reject(1)")
	require.NoError(t, err)
	scope.Close()
	assert.Len(t, loop.timers, 1, "the timers of scripts are disarmed")
}
