package runtime_test

import (
	"context"
	"fmt"
	goruntime "runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/runtime"
)

// A Go-held port holds the group until it is closed or transferred, or until its other end is gone and, if Go has begun to
// receive, everything was received.
func TestGoHeldPortIsAHold(t *testing.T) {
	end := func(t *testing.T, after time.Duration, f func()) {
		timer := time.AfterFunc(after, f)
		t.Cleanup(func() { timer.Stop() })
	}
	for _, c := range []struct {
		name, source string
		free         func(t *testing.T, rt *runtime.Runtime, port *runtime.Port)
		want         time.Duration
	}{
		{"closed by Go", ``, func(t *testing.T, _ *runtime.Runtime, port *runtime.Port) {
			end(t, time.Minute, port.Close)
		}, time.Minute},
		{"closed by the script", `setTimeout(() => host.close(), 1000)`, nil, time.Second},
		{"closed by the script, for Go to receive what was sent later", `host.postMessage(1); setTimeout(() => host.close(), 1000)`, nil, time.Second},
		{"closed by the script while Go receives", `setTimeout(() => host.close(), 1000)`, func(t *testing.T, _ *runtime.Runtime, port *runtime.Port) {
			go func() {
				_, err := port.Receive(bg)
				assert.ErrorIs(t, err, runtime.ErrPortClosed)
			}()
		}, time.Second},
		{"closed by the script, not all received", `host.postMessage(1); host.postMessage(2); host.close()`, func(t *testing.T, _ *runtime.Runtime, port *runtime.Port) {
			go func() {
				for range port.Messages(bg) {
					time.Sleep(time.Minute) // a slow receiver
				}
			}()
			synctest.Wait()
		}, 2 * time.Minute},
		{"given to a script", ``, func(t *testing.T, rt *runtime.Runtime, port *runtime.Port) {
			end(t, time.Minute, func() {
				rt.Post(func(*goja.Runtime) {
					_, err := rt.NewMessagePort(port)
					assert.NoError(t, err)
					_, err = rt.NewMessagePort(port)
					assert.ErrorIs(t, err, runtime.ErrPortClosed)
				})
			})
		}, time.Minute},
		{"sent away", `other = e => {}`, func(t *testing.T, rt *runtime.Runtime, port *runtime.Port) {
			carrier := rt.NewChannel()
			end(t, time.Minute, func() {
				assert.NoError(t, carrier.Go.Post(nil, port))
				carrier.Go.Close()
			})
		}, time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rt, port, _ := withHost(t)
				if c.free != nil {
					c.free(t, rt, port)
				}
				start := time.Now()
				require.NoError(t, rt.Run(bg, "test.js", c.source))
				assert.Equal(t, c.want, time.Since(start))
			})
		})
	}
}

// runtimes are several runtimes of one group.
type runtimes struct {
	t     *testing.T
	group *eventloop.Group
	all   []*runtime.Runtime
	logs  []*log
}

// connect gives the scripts of the runtimes a and b one end of a channel each.
func (r *runtimes) connect(a int, nameInA string, b int, nameInB string) {
	ch := r.all[a].NewChannel()
	end, err := r.all[b].NewMessagePort(ch.Go)
	require.NoError(r.t, err)
	require.NoError(r.t, r.all[a].VM().Set(nameInA, ch.JS))
	require.NoError(r.t, r.all[b].VM().Set(nameInB, end))
}

// run runs one script in each runtime, on a goroutine of its own, until the group is quiescent.
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

func newRuntimes(t *testing.T, n int) *runtimes {
	r := &runtimes{t: t, group: eventloop.NewGroup()}
	for range n {
		rt, l := newRuntime(t, runtime.WithGroup(r.group))
		r.all = append(r.all, rt)
		r.logs = append(r.logs, l)
	}
	return r
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

// A port moves back and forth between two runtimes while a third one posts to it. Every message arrives once and in order.
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

// A port also keeps its queue when Go moves it from one runtime to another.
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

// A closed runtime closes its ports, so that their other ends get a close event.
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

// Random posts, transfers and closes between runtimes: all runs end, and every message that must arrive does.
func TestManyPortsBetweenRuntimes(t *testing.T) {
	r := newRuntimes(t, 3)
	r.connect(0, "next", 1, "previous")
	r.connect(1, "next", 2, "previous")
	r.connect(2, "next", 0, "previous")
	const ports = 300
	script := func() string {
		return fmt.Sprintf(`
			var done = 0;
			// Each port goes round three times and tells its other end, which stays.
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

func TestUnreachableChannelsAreCollected(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"never used", `var port = new MessageChannel().port1`},
		{"with listeners", `{ const c = new MessageChannel(); c.port2.onmessage = e => log(e.data, c); c.port1.onclose = () => {}; var port = c.port1 }`},
		{"with messages that were received", `{ const c = new MessageChannel(); c.port2.onmessage = () => {}; c.port1.postMessage(1); var port = c.port1 }`},
		{"with messages that nobody will receive", `{ const c = new MessageChannel(); c.port1.postMessage(new ArrayBuffer(1000)); var port = c.port2 }`},
		{"closed", `{ const c = new MessageChannel(); c.port1.close(); var port = c.port2 }`},
		{"in its own queue", `{ const a = new MessageChannel(), b = new MessageChannel(); a.port1.postMessage(null, [b.port1]); b.port2.postMessage(null, [a.port2]); var port = b.port2 }`},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, _ := newRuntime(t)
			require.NoError(t, rt.Run(bg, "test.js", c.source))
			port := weak.Make(rt.VM().Get("port").(*goja.Object))
			require.NotNil(t, port.Value())
			// The engine's stacks keep the scopes of the last calls until other calls overwrite them.
			_, err := rt.Eval(bg, "port = null; (function f(n) { try { if (n > 0) f(n - 1) } catch {} })(20)")
			require.NoError(t, err)
			assert.True(t, collected(port))
			goruntime.KeepAlive(rt)
		})
	}
	t.Run("one after another, they take no memory", func(t *testing.T) {
		rt, _ := newRuntime(t)
		count := 100_000
		if testing.Short() || raceDetector {
			count = 10_000
		}
		require.NoError(t, rt.VM().Set("COUNT", count))
		source := `
			{
				let n = 0;
				(function next() {
					const { port1, port2 } = new MessageChannel();
					port1.onmessage = () => { if (++n < COUNT) next() };
					port2.postMessage(null);
				})();
			}`
		require.NoError(t, rt.Run(bg, "test.js", source))
		before := heap()
		require.NoError(t, rt.Run(bg, "test.js", source))
		assert.Less(t, heap()-before, int64(1<<20))
		goruntime.KeepAlive(rt)
	})
}

// A channel between two runtimes does not keep one of them alive once it is closed.
func TestGoEndKeepsNoClosedRuntimeAlive(t *testing.T) {
	ch, vm := func() (*runtime.Channel, weak.Pointer[goja.Runtime]) {
		rt, err := runtime.New()
		require.NoError(t, err)
		ch := rt.NewChannel()
		require.NoError(t, rt.Close())
		return &runtime.Channel{Go: ch.Go}, weak.Make(rt.VM())
	}()
	_, err := ch.Go.Receive(bg)
	require.ErrorIs(t, err, runtime.ErrPortClosed)
	assert.True(t, collected(vm))
	goruntime.KeepAlive(ch)
}

// Open ports do not keep the program running. React's scheduler, which makes a channel when it is loaded, kept Node from
// ending, and Playwright had to unref its port. https://github.com/react/react/issues/20756,
// https://github.com/react/react/issues/26608, https://github.com/microsoft/playwright/pull/30271
func TestReportedOpenPortsKeepNothingUp(t *testing.T) {
	for name, test := range map[string]struct{ source, out string }{
		"loaded and never used": {`
			const channel = new MessageChannel();
			const port = channel.port2;
			channel.port1.onmessage = () => console.log('never');`, ""},
		"used": {`
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = e => console.log('got', e.data);
			port2.onmessage = e => { console.log('got', e.data); port2.postMessage('pong'); };
			port1.postMessage('ping');`, "got ping\ngot pong\n"},
		"started by hand": {`
			const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', () => {});
			port1.start();
			port2.start();`, ""},
		"with a close listener": {`
			new MessageChannel().port1.onclose = () => console.log('never');`, ""},
		"in transit to nobody": {`
			const a = new MessageChannel(), b = new MessageChannel();
			a.port1.postMessage('never received', [b.port2]);
			b.port1.postMessage('nor this');`, ""},
		"with messages that wait for start": {`
			const { port1, port2 } = new MessageChannel();
			port2.addEventListener('message', () => console.log('never'));
			port1.postMessage(1);`, ""},
		"ten thousand": {`
			for (let i = 0; i < 10000; i++) new MessageChannel().port1.onmessage = () => {};`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t)
			s.run(t, test.source)
			assert.Equal(t, test.out, s.out.String())
		})
	}
}

// No port keeps the program running. Elsewhere that depends on the order of ref, unref, on and start.
// https://github.com/nodejs/node/issues/53036,
// https://github.com/oven-sh/bun/pull/38144, https://github.com/oven-sh/bun/pull/38009,
// https://github.com/denoland/deno/pull/23278
func TestReportedNoOrderOfListenersKeepsAPortUp(t *testing.T) {
	steps := []string{
		"p.onmessage = f;", "p.addEventListener('message', f);", "p.start();", "p.onmessage = null;",
		"p.removeEventListener('message', f);", "p.onclose = f;", "q.postMessage(1);",
	}
	for i := range steps {
		for j := range steps {
			for k := range steps {
				s := newScripted(t)
				s.run(t, "const { port1: p, port2: q } = new MessageChannel(); const f = () => {};"+
					steps[i]+steps[j]+steps[k])
			}
		}
	}
}

// Unreachable channels are collected. Comlink's proxies never were, because a port with a listener was a root.
// https://github.com/GoogleChromeLabs/comlink/issues/63
func TestReportedUnreachableChannelsAreCollected(t *testing.T) {
	s := newScripted(t)
	const channels = 300
	var collected atomic.Int32
	require.NoError(t, s.VM().Set("token", func() any {
		o := &[1024]byte{}
		goruntime.AddCleanup(o, func(int) { collected.Add(1) }, 0)
		return o
	}))
	s.run(t, fmt.Sprintf(`
		for (let i = 0; i < %d; i++) {
			const { port1, port2 } = new MessageChannel();
			const held = token();
			port1.onmessage = () => { held; };
			port2.onclose = () => { held; };
			if (i %% 3 === 0) port1.postMessage('never received');
			if (i %% 3 === 1) { const c = new MessageChannel(); c.port1.postMessage(null, [port2]); }
			new AbortController().signal.onabort = () => { held; };
		}`, channels))
	for range 20 {
		if goruntime.GC(); collected.Load() >= channels-10 { // the last ones may still be in the engine's registers
			break
		}
		goruntime.Gosched()
	}
	assert.GreaterOrEqual(t, collected.Load(), int32(channels-10))
	goruntime.KeepAlive(s)
}

// Delivery does not depend on garbage collection. Calls under way were lost when a port was collected.
// https://github.com/GoogleChromeLabs/comlink/issues/692
func TestReportedDeliveryDoesNotDependOnTheCollector(t *testing.T) {
	s := newScripted(t)
	require.NoError(t, s.VM().Set("collect", func() { goruntime.GC(); goruntime.GC() }))
	s.run(t, `
		let received = 0;
		for (let i = 0; i < 30; i++) {
			(() => {
				const outer = new MessageChannel();
				const inner = new MessageChannel();
				inner.port1.postMessage('in the queue');
				outer.port1.postMessage(null, [inner.port2]);
				outer.port2.onmessage = e => {
					collect();
					e.ports[0].onmessage = () => { if (++received === 30) console.log('all'); };
				};
			})();
			collect();
		}`)
	assert.Equal(t, "all\n", s.out.String())
}

// A runtime that ends closes its ports. A port that was transferred to a worker that ended, or never started, stayed open
// for ever. https://github.com/oven-sh/bun/pull/43374, https://github.com/whatwg/html/issues/1766,
// https://github.com/denoland/deno/issues/21964
func TestReportedEndOfARuntimeClosesItsPorts(t *testing.T) {
	t.Run("that has one", func(t *testing.T) {
		s := newScripted(t)
		other, err := runtime.New()
		require.NoError(t, err)
		bridge := s.NewChannel()
		require.NoError(t, s.VM().Set("near", bridge.JS))
		far, err := other.NewMessagePort(bridge.Go)
		require.NoError(t, err)
		require.NoError(t, other.VM().Set("far", far))
		require.NoError(t, other.Run(t.Context(), "other.js", "far.onmessage = () => {}; far.postMessage('last words')"))
		require.NoError(t, other.Close())
		s.run(t, "near.onmessage = e => console.log(e.data); near.onclose = () => console.log('close')")
		assert.Equal(t, "last words\nclose\n", s.out.String())
	})

	t.Run("to which one is on its way", func(t *testing.T) {
		s := newScripted(t)
		other, err := runtime.New()
		require.NoError(t, err)
		bridge := s.NewChannel()
		require.NoError(t, s.VM().Set("near", bridge.JS))
		far, err := other.NewMessagePort(bridge.Go)
		require.NoError(t, err)
		require.NoError(t, other.VM().Set("far", far))
		s.run(t, `
			const { port1, port2 } = new MessageChannel();
			near.postMessage('never received', [port2]);
			port1.onclose = () => console.log('close')`)
		assert.Empty(t, s.out.String())
		require.NoError(t, other.Close())
		require.NoError(t, s.Wait(t.Context()))
		assert.Equal(t, "close\n", s.out.String())
	})

	t.Run("that is closed already", func(t *testing.T) {
		s := newScripted(t)
		other, err := runtime.New()
		require.NoError(t, err)
		bridge := s.NewChannel()
		require.NoError(t, s.VM().Set("near", bridge.JS))
		require.NoError(t, other.Close())
		_, err = s.Eval(t.Context(), "near.onclose = () => console.log('close'); near.postMessage('never received')")
		require.NoError(t, err)
		_, err = other.NewMessagePort(bridge.Go)
		require.NoError(t, err)
		require.NoError(t, s.Wait(t.Context()))
		assert.Equal(t, "close\n", s.out.String())
	})
}

// As TestReportedFloodFromGoStarvesNoTimer, but within one runtime, where the loop never sleeps.
func TestReportedPingPongStarvesNoTimer(t *testing.T) {
	s := newScripted(t)
	s.run(t, `
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => port1.postMessage(1);
		port2.onmessage = () => port2.postMessage(1);
		port1.postMessage(1);
		setTimeout(() => { port1.close(); console.log('timer'); }, 3)`)
	assert.Equal(t, "timer\n", s.out.String())
}

// Clones of values cross between runtimes. Users asked again and again to share values between engines, which is not safe
// even for reading.
// https://github.com/dop251/goja/issues/232, https://github.com/dop251/goja/issues/195, https://github.com/dop251/goja/issues/295,
// https://github.com/dop251/goja/pull/412
func TestReportedValuesBetweenRuntimes(t *testing.T) {
	group := eventloop.NewGroup()
	left, right := newScripted(t, runtime.WithGroup(group)), newScripted(t, runtime.WithGroup(group))

	// Both ends are made in the left runtime; Go transfers the second one to the right runtime.
	bridge := left.NewChannel()
	require.NoError(t, left.VM().Set("near", bridge.JS))
	far, err := right.NewMessagePort(bridge.Go)
	require.NoError(t, err)
	require.NoError(t, right.VM().Set("far", far))
	// The group must not be quiescent before both have begun.
	require.NoError(t, left.VM().Set("begun", group.Hold().Release))
	require.NoError(t, right.VM().Set("begun", group.Hold().Release))

	const rounds = 200
	var wg sync.WaitGroup
	wg.Go(func() {
		assert.NoError(t, left.Run(t.Context(), "left.js", fmt.Sprintf(`
			let round = 0;
			const shared = { list: [], text: 'ü'.repeat(100), map: new Map() };
			near.onmessage = ({ data }) => {
				if (data.list.length !== round + 1 || data.list[round] !== 'right') throw new Error('mixed up');
				shared.list.push('right');
				shared.map.set(round, data.text);
				if (++round < %d) near.postMessage(shared);
				else { console.log('done', shared.map.size); near.close(); }
			};
			near.postMessage(shared);
			begun()`, rounds)))
	})
	wg.Go(func() {
		assert.NoError(t, right.Run(t.Context(), "right.js", `
			far.onmessage = ({ data }) => {
				data.list.push('right');
				data.text += '!';
				data.text = data.text.slice(0, 100);
				far.postMessage(data);
				data.list.length = 0;
			};
			far.onclose = () => console.log('closed');
			begun()`))
	})
	wg.Wait()
	assert.Equal(t, fmt.Sprintf("done %d\n", rounds), left.out.String())
	assert.Equal(t, "closed\n", right.out.String())
}
