package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

// runtimes are several runtimes of one group.
type runtimes struct {
	t     *testing.T
	group *eventloop.Group
	all   []*runtime.Runtime
	logs  []*log
}

func newRuntimes(t *testing.T, n int) *runtimes {
	r := &runtimes{t: t, group: eventloop.NewGroup()}
	for range n {
		rt, l := newRuntime(t, runtime.WithGroup(r.group))
		r.all = append(r.all, rt)
		r.logs = append(r.logs, l)
	}
	return r
}

// connect gives the scripts of runtime a and b an end of a channel each.
func (r *runtimes) connect(a int, nameInA string, b int, nameInB string) {
	ch := r.all[a].NewChannel()
	end, err := r.all[b].NewMessagePort(ch.Go)
	require.NoError(r.t, err)
	require.NoError(r.t, r.all[a].VM().Set(nameInA, ch.JS))
	require.NoError(r.t, r.all[b].VM().Set(nameInB, end))
}

// run runs a script in each on a goroutine of its own, until nothing can happen any more in any of them.
func (r *runtimes) run(ctx context.Context, sources ...string) []error {
	started := r.group.Hold()
	var starting, running sync.WaitGroup
	errs := make([]error, len(sources))
	for i, source := range sources {
		starting.Add(1)
		require.NoError(r.t, r.all[i].VM().Set("started", starting.Done))
		running.Go(func() { errs[i] = r.all[i].Run(ctx, fmt.Sprintf("%d.js", i), "started();"+source) })
	}
	starting.Wait()
	started.Release()
	running.Wait()
	return errs
}

func noErrors(t *testing.T, errs []error) {
	t.Helper()
	for i, err := range errs {
		require.NoError(t, err, i)
	}
}

func TestTwoRuntimesTalk(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "peer", 1, "peer")
	noErrors(t, r.run(bg,
		`peer.onmessage = e => log(e.data.answer, e.data.bytes.join());
		const bytes = new Uint8Array([1, 2, 3]);
		peer.postMessage({ question: 'six times seven', bytes }, [bytes.buffer]);
		log(bytes.length)`,
		`peer.onmessage = e => { log(e.data.question); peer.postMessage({ answer: 42, bytes: e.data.bytes }) }`))
	assert.Equal(t, []string{"0", "42 1,2,3"}, r.logs[0].all())
	assert.Equal(t, []string{"six times seven"}, r.logs[1].all())
}

// TestPortMovesWhileMessagesAreInFlight has a port wander between two runtimes while a third one posts to it: no message
// is lost, none doubled, all are in order.
func TestPortMovesWhileMessagesAreInFlight(t *testing.T) {
	messages := 1_000_000
	if testing.Short() || raceDetector {
		messages = 100_000
	}
	r := newRuntimes(t, 3)
	r.connect(0, "ctl", 1, "ctl")
	r.connect(0, "wanderer", 2, "sink")
	for _, rt := range r.all {
		require.NoError(t, rt.VM().Set("N", messages))
	}
	const receive = `
		const STAY = 997; // messages at one place
		let moves = 0;
		function take(port, next) {
			let received = 0;
			port.onmessage = e => {
				if (e.data !== next) throw new Error('expected ' + next + ', got ' + e.data);
				next++;
				if (next === N) log('all', ctl.postMessage('done'));
				else if (++received === STAY) ctl.postMessage({ port, next }, [port]);
			};
		}
		ctl.onmessage = e => {
			if (e.data === 'done') return log('moves', moves);
			moves++;
			take(e.data.port, e.data.next);
		};`
	noErrors(t, r.run(bg,
		receive+`take(wanderer, 0)`,
		receive,
		`let i = 0;
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			for (let k = 0; k < 100 && i < N; k++) sink.postMessage(i++);
			if (i < N) port2.postMessage(0);
		};
		port2.postMessage(0)`))
	moves := (messages - 1) / 997
	last, other := moves%2, 1-moves%2
	assert.Equal(t, []string{"all undefined"}, r.logs[last].all())
	assert.Equal(t, []string{fmt.Sprintf("moves %d", (moves+other)/2)}, r.logs[other].all())
}

// A port that Go carries between runtimes keeps its queue too.
func TestGoCarriesAPortBetweenRuntimes(t *testing.T) {
	r := newRuntimes(t, 2)
	ch := r.all[0].NewChannel()
	require.NoError(t, r.all[0].VM().Set("sink", ch.JS))
	const rounds, posts = 50, 20
	port := ch.Go
	for round := range rounds {
		_, err := r.all[0].Eval(bg, fmt.Sprintf("for (let i = 0; i < %d; i++) sink.postMessage(%d + i)", posts, round*posts))
		require.NoError(t, err)
		m, err := port.Receive(bg)
		require.NoError(t, err)
		require.EqualValues(t, round*(posts), m.Data)

		// Into the other runtime, where a script takes some, and back.
		js, err := r.all[1].NewMessagePort(port)
		require.NoError(t, err)
		carrier := r.all[1].NewChannel()
		require.NoError(t, r.all[1].VM().Set("port", js))
		require.NoError(t, r.all[1].VM().Set("carrier", carrier.JS))
		_, err = r.all[1].Eval(bg, "{ let n = 0; port.onmessage = e => { log(e.data); if (++n === 10) { carrier.postMessage(null, [port]); carrier.close() } } }")
		require.NoError(t, err)
		require.NoError(t, waitFor(r.all[1], func() bool { return len(r.logs[1].all()) == 10*(round+1) }))
		m, err = carrier.Go.Receive(bg)
		require.NoError(t, err)
		carrier.Go.Close()
		port = m.Ports[0]
		for i := 11; i < posts; i++ {
			m, err := port.Receive(bg)
			require.NoError(t, err)
			require.EqualValues(t, round*posts+i, m.Data)
		}
	}
	port.Close()
}

// waitFor runs a runtime's loop until done.
func waitFor(rt *runtime.Runtime, done func() bool) error {
	for !done() {
		if _, err := rt.Eval(bg, ""); err != nil {
			return err
		}
	}
	return nil
}

// A runtime that ends closes its ports: the other ends hear of it, whatever it was doing.
func TestClosedRuntimeClosesItsPorts(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "peer", 1, "peer")
	require.NoError(t, r.all[1].VM().Set("end", func() { assert.NoError(t, r.all[1].Close()) }))
	errs := r.run(bg,
		`peer.onmessage = e => log(e.data); peer.onclose = () => log('close'); peer.postMessage('go')`,
		`peer.onmessage = () => { peer.postMessage('last words'); end(); for (;;); }`)
	require.NoError(t, errs[0])
	assert.ErrorIs(t, errs[1], runtime.ErrClosed)
	assert.Equal(t, []string{"last words", "close"}, r.logs[0].all())
}

func TestContextEndsAllRuntimesOfAGroup(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "peer", 1, "peer")
	enough := errors.New("enough")
	ctx, cancel := context.WithCancelCause(bg)
	require.NoError(t, r.all[1].VM().Set("cancel", func() { cancel(enough) }))
	for _, err := range r.run(ctx,
		`peer.onmessage = e => peer.postMessage(e.data); peer.postMessage(0)`,
		`peer.onmessage = e => { if (e.data === 100) cancel(); peer.postMessage(e.data + 1) }`) {
		assert.ErrorIs(t, err, enough)
	}
}

// An uncaught exception ends the run of its runtime only.
func TestOneRuntimeFails(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "peer", 1, "peer")
	errs := r.run(bg,
		`peer.onmessage = e => log(e.data); peer.onclose = () => log('close'); peer.postMessage(1)`,
		`peer.onmessage = () => { peer.postMessage('before'); peer.close(); throw new Error('mine') }`)
	require.NoError(t, errs[0])
	assert.ErrorContains(t, errs[1], "Error: mine")
	assert.Equal(t, []string{"before", "close"}, r.logs[0].all())
}

// Random scripts of posts, transfers and closes between runtimes end, and lose nothing that was promised.
func TestManyPortsBetweenRuntimes(t *testing.T) {
	r := newRuntimes(t, 3)
	r.connect(0, "next", 1, "previous")
	r.connect(1, "next", 2, "previous")
	r.connect(2, "next", 0, "previous")
	const ports = 300
	script := func() string {
		return fmt.Sprintf(`
			var done = 0;
			// Each port goes round three times, and says so to its other end, which stays.
			previous.onmessage = e => {
				const { port, hops } = e.data;
				port.postMessage(hops);
				if (hops === 9) port.close();
				else next.postMessage({ port, hops: hops + 1 }, [port]);
			};
			for (let i = 0; i < %d; i++) {
				const { port1, port2 } = new MessageChannel();
				let n = 0;
				port1.onmessage = e => { if (e.data !== ++n) throw new Error(e.data + ' is not ' + n) };
				port1.onclose = () => { if (n !== 9) throw new Error('closed at ' + n); done++ };
				next.postMessage({ port: port2, hops: 1 }, [port2]);
			}`, ports)
	}
	noErrors(t, r.run(bg, script(), script(), script()))
	for _, rt := range r.all {
		assert.EqualValues(t, ports, rt.VM().Get("done").ToInteger())
	}
}
