package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/runtime"
)

// withHost makes a runtime whose scripts have one end of a channel as host. The Go end is closed at the end of the test.
func withHost(t testing.TB, opts ...runtime.Option) (*runtime.Runtime, *runtime.Port, *log) {
	t.Helper()
	rt, l := newRuntime(t, opts...)
	ch := rt.NewChannel()
	t.Cleanup(ch.Go.Close)
	require.NoError(t, rt.VM().Set("host", ch.JS))
	return rt, ch.Go, l
}

// fromScript returns the message with which a script sends a value to Go.
func fromScript(t *testing.T, expression string) runtime.Message {
	t.Helper()
	rt, port, _ := withHost(t)
	_, err := rt.Eval(bg, "host.postMessage("+expression+")")
	require.NoError(t, err)
	m, err := port.Receive(bg)
	require.NoError(t, err)
	return m
}

type point struct {
	X     int            `json:"x"`
	Y     float64        `json:"y,omitempty"`
	Label string         `json:"label"`
	Skip  string         `json:"-"`
	Tags  []string       `json:"tags"`
	Next  *point         `json:"next,omitempty"`
	More  map[string]any `json:"more,omitempty"`
	Plain bool
	inner int
}

func TestGoValuesInScripts(t *testing.T) {
	shared := &point{X: 1}
	ring := map[string]any{"name": "ring"}
	ring["self"] = ring
	for _, c := range []struct {
		name string
		v    any
		// check is an expression with v, the value, that must be true
		check string
	}{
		{"nil", nil, `v === null`},
		{"undefined", clone.Undefined{}, `v === undefined`},
		{"bool", true, `v === true`},
		{"int", -42, `v === -42`},
		{"the largest safe integer", int64(1<<53 - 1), `v === Number.MAX_SAFE_INTEGER`},
		{"uint8", uint8(200), `v === 200`},
		{"float64", 1.5, `v === 1.5`},
		{"negative zero", math.Copysign(0, -1), `Object.is(v, -0)`},
		{"NaN", math.NaN(), `Number.isNaN(v)`},
		{"infinity", math.Inf(1), `v === Infinity`},
		{"string", "äöü 😀", `v === 'äöü 😀'`},
		{"string that is not UTF-8", "a\xFFb", `v === 'a\uFFFDb'`},
		{"big.Int", new(big.Int).Lsh(big.NewInt(1), 100), `v === 2n ** 100n`},
		{"time.Time", time.Date(2024, 2, 29, 12, 0, 0, 5_000_000, time.FixedZone("", 3600)), `v instanceof Date && v.toISOString() === '2024-02-29T11:00:00.005Z'`},
		{"[]byte", []byte{1, 2, 255}, `v instanceof Uint8Array && v.join() === '1,2,255' && v.buffer.byteLength === 3`},
		{"array of bytes", [2]byte{3, 4}, `v instanceof Uint8Array && v.join() === '3,4'`},
		{"slice", []any{1, "two", nil, []int{3}}, `Array.isArray(v) && JSON.stringify(v) === '[1,"two",null,[3]]'`},
		{"nil slice", []int(nil), `v === null`},
		{"empty slice", []int{}, `Array.isArray(v) && v.length === 0`},
		{"map", map[string]any{"b": 1, "a": []int{2}}, `JSON.stringify(v) === '{"a":[2],"b":1}' && Object.getPrototypeOf(v) === Object.prototype`},
		{"map with the key __proto__", map[string]any{"__proto__": 1}, `Object.keys(v).join() === '__proto__' && Object.getPrototypeOf(v) === Object.prototype`},
		{"map with other keys", map[int]string{1: "one", 2: "two"}, `v instanceof Map && v.get(1) === 'one' && v.size === 2`},
		{"struct", point{X: 1, Label: "a", Skip: "s", Tags: []string{"t"}, inner: 5},
			`JSON.stringify(v) === '{"x":1,"label":"a","tags":["t"],"Plain":false}'`},
		{"struct in struct", &point{X: 1, Next: &point{X: 2}, More: map[string]any{"k": true}},
			`v.next.x === 2 && v.more.k === true && v.tags === null`},
		{"pointer twice", []*point{shared, shared}, `v[0] === v[1] && v[0].x === 1`},
		{"cycle", ring, `v.self === v && v.name === 'ring'`},
		{"error", errors.New("no"), `v instanceof Error && v.message === 'no'`},
		{"wrapped error", fmt.Errorf("outer: %w", errors.New("inner")), `v.message === 'outer: inner' && v.cause.message === 'inner'`},
		{"error of JavaScript", &clone.ErrorValue{Name: "RangeError", Message: "far"}, `v instanceof RangeError && v.message === 'far'`},
		{"regular expression", &clone.RegExp{Source: "a+", Flags: "gi"}, `v instanceof RegExp && String(v) === '/a+/gi'`},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, port, l := withHost(t)
			require.NoError(t, port.Post(c.v))
			port.Close()
			require.NoError(t, rt.Run(bg, "test.js", "host.onmessage = ({ data: v }) => log("+c.check+", v)"))
			require.Len(t, l.all(), 1)
			assert.Regexp(t, "^true ", l.all()[0])
		})
	}
}

func TestScriptValuesInGo(t *testing.T) {
	for _, c := range []struct {
		expression string
		want       any
	}{
		{`undefined`, nil},
		{`null`, nil},
		{`true`, true},
		{`-42`, int64(-42)},
		{`Number.MAX_SAFE_INTEGER`, int64(1<<53 - 1)},
		{`2 ** 53`, float64(1 << 53)},
		{`1.5`, 1.5},
		{`-0`, math.Copysign(0, -1)},
		{`Infinity`, math.Inf(1)},
		{`'äöü 😀'`, "äöü 😀"},
		{`'a\uD800b'`, "a�b"},
		{`2n ** 100n`, new(big.Int).Lsh(big.NewInt(1), 100)},
		{`new Date(0)`, time.UnixMilli(0).UTC()},
		{`new Date(NaN)`, nil},
		{`new Uint8Array([1, 2])`, []byte{1, 2}},
		{`new Uint8Array([1, 2, 3]).subarray(1)`, []byte{2, 3}},
		{`new Uint8Array([1, 2]).buffer`, []byte{1, 2}},
		{`new DataView(new ArrayBuffer(2))`, []byte{0, 0}},
		{`new Int16Array([-1, 2])`, []int16{-1, 2}},
		{`new Float64Array([0.5])`, []float64{0.5}},
		{`new BigUint64Array([2n ** 64n - 1n])`, []uint64{math.MaxUint64}},
		{`[1, 'two', , null]`, []any{int64(1), "two", nil, nil}},
		{`({ b: 1, a: { c: [2] } })`, map[string]any{"b": int64(1), "a": map[string]any{"c": []any{int64(2)}}}},
		{`({})`, map[string]any{}},
		{`new Map([[1, 'one'], ['k', 2]])`, map[any]any{int64(1): "one", "k": int64(2)}},
		{`new Set([1, 2])`, []any{int64(1), int64(2)}},
		{`Object(5)`, int64(5)},
		{`/a+/gi`, &clone.RegExp{Source: "a+", Flags: "gi"}},
	} {
		t.Run(c.expression, func(t *testing.T) {
			m := fromScript(t, c.expression)
			require.NoError(t, m.Err)
			assert.Equal(t, c.want, m.Data)
			assert.Empty(t, m.Ports)
		})
	}
	t.Run("NaN", func(t *testing.T) {
		f, ok := fromScript(t, "NaN").Data.(float64)
		assert.True(t, ok && math.IsNaN(f))
	})
	t.Run("errors", func(t *testing.T) {
		m := fromScript(t, "new TypeError('no', { cause: new RangeError('far') })")
		var e *clone.ErrorValue
		require.ErrorAs(t, m.Data.(error), &e)
		assert.EqualError(t, e, "TypeError: no")
		assert.EqualError(t, errors.Unwrap(e), "RangeError: far")
		assert.Contains(t, e.Stack, "<eval>:1:")
	})
	t.Run("a DOMException is an error, and goes back as it came", func(t *testing.T) {
		rt, port, l := withHost(t)
		_, err := rt.Eval(bg, "host.postMessage(new DOMException('no', 'AbortError'))")
		require.NoError(t, err)
		m, err := port.Receive(bg)
		require.NoError(t, err)
		assert.EqualError(t, m.Data.(error), "AbortError: no")
		require.NoError(t, port.Post(m.Data))
		port.Close()
		require.NoError(t, rt.Run(bg, "test.js", "host.onmessage = e => log(e.data instanceof DOMException, e.data.name, e.data.code)"))
		assert.Equal(t, []string{"true AbortError 20"}, l.all())
	})
	t.Run("cycles", func(t *testing.T) {
		v := fromScript(t, "(() => { const o = { name: 'ring' }; o.self = o; return o })()").Data.(map[string]any)
		assert.Equal(t, "ring", v["self"].(map[string]any)["self"].(map[string]any)["name"])
	})
	t.Run("a transferred buffer is not copied", func(t *testing.T) {
		rt, port, l := withHost(t)
		_, err := rt.Eval(bg, "const b = new ArrayBuffer(8); host.postMessage(b, [b]); log(b.byteLength)")
		require.NoError(t, err)
		m, err := port.Receive(bg)
		require.NoError(t, err)
		assert.Equal(t, make([]byte, 8), m.Data)
		assert.Equal(t, []string{"0"}, l.all())
	})
	t.Run("what cannot be a Go value", func(t *testing.T) {
		m := fromScript(t, "new Map([[{}, 1]])")
		var e *clone.Error
		require.ErrorAs(t, m.Err, &e)
		assert.Equal(t, "DataCloneError", e.Name)
		assert.Nil(t, m.Data)
	})
}

// A Go value goes to a script, which sends it back.
func TestRoundTrip(t *testing.T) {
	rt, port, _ := withHost(t)
	_, err := rt.Eval(bg, "host.onmessage = e => host.postMessage(e.data)")
	require.NoError(t, err)
	for _, v := range []any{
		nil, true, int64(7), 0.25, "text", []byte("bytes"), big.NewInt(1 << 40), time.UnixMilli(1e12).UTC(),
		[]any{int64(1), map[string]any{"a": "b"}}, map[any]any{int64(1): true},
	} {
		require.NoError(t, port.Post(v))
		var echoed runtime.Message
		var receiving sync.WaitGroup
		receiving.Go(func() {
			echoed, err = port.Receive(bg)
			assert.True(t, rt.Post(func(*goja.Runtime) { panic(rt.VM().ToValue("enough")) }))
		})
		require.ErrorContains(t, rt.Wait(bg), "enough")
		receiving.Wait()
		require.NoError(t, err)
		assert.Equal(t, v, echoed.Data)
	}
}

func TestBlobsInGo(t *testing.T) {
	m := fromScript(t, `new Blob(['é'], { type: 'Text/Plain' })`)
	require.NoError(t, m.Err)
	assert.Equal(t, bindings.BlobData{Bytes: []byte("é"), Type: "text/plain"}, m.Data)

	m = fromScript(t, `({ file: new File(['abc'], 'name', { lastModified: 1500 }) })`)
	require.NoError(t, m.Err)
	assert.Equal(t, map[string]any{"file": bindings.FileData{
		BlobData: bindings.BlobData{Bytes: []byte("abc")}, Name: "name", LastModified: time.UnixMilli(1500),
	}}, m.Data)
}

func TestBlobsFromGo(t *testing.T) {
	rt, port, l := withHost(t)
	require.NoError(t, port.Post(map[string]any{
		"blob": bindings.BlobData{Bytes: []byte("abc"), Type: "Text/Plain"},
		"file": bindings.FileData{BlobData: bindings.BlobData{Bytes: []byte("é")}, Name: "name", LastModified: time.UnixMilli(1500)},
	}))
	port.Close()
	require.NoError(t, rt.Run(bg, "test.js", `
		host.onmessage = async ({ data: { blob, file } }) => {
			log(Object.getPrototypeOf(blob) === Blob.prototype, blob.size, blob.type, await blob.text());
			log(Object.getPrototypeOf(file) === File.prototype, file.name, file.lastModified, file.size, await file.text());
		};`))
	assert.Equal(t, []string{"true 3 text/plain abc", "true name 1500 2 é"}, l.all())
}

func TestGoPostErrors(t *testing.T) {
	rt, port, _ := withHost(t)
	other := rt.NewChannel()
	defer other.Go.Close()
	for _, c := range []struct {
		name     string
		v        any
		transfer []*runtime.Port
		message  string
	}{
		{"a channel", map[string]any{"a": []any{make(chan int)}}, nil, "The Go value of type chan int at .a[0] could not be cloned."},
		{"a function", func() {}, nil, "The Go value of type func() could not be cloned."},
		{"an object of an engine", rt.VM().NewObject(), nil, "belongs to an engine"},
		{"a port that is not transferred", other.Go, nil, "was not transferred"},
		{"a port transferred through itself", nil, []*runtime.Port{port}, "A port cannot be transferred through itself"},
		{"a port twice", nil, []*runtime.Port{other.Go, other.Go}, "is a duplicate"},
		{"a port and what cannot be cloned", func() {}, []*runtime.Port{other.Go}, "could not be cloned"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := port.Post(c.v, c.transfer...)
			var e *clone.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, "DataCloneError", e.Name)
			assert.ErrorContains(t, err, c.message)
			assert.NoError(t, other.Go.Post("still there"), "it was transferred")
		})
	}
	closed := rt.NewChannel()
	closed.Go.Close()
	assert.ErrorContains(t, port.Post(nil, closed.Go), "is already detached")
	assert.ErrorIs(t, closed.Go.Post(1), runtime.ErrPortClosed)
	assert.ErrorIs(t, closed.Go.Post(1, other.Go), runtime.ErrPortClosed)
	assert.NoError(t, other.Go.Post("still there"), "a post to nobody transferred it")
}

func TestPortsToGo(t *testing.T) {
	rt, port, l := withHost(t)
	_, err := rt.Eval(bg, `
		const a = new MessageChannel(), b = new MessageChannel();
		a.port1.onmessage = e => { log(e.data); a.port1.close() };
		b.port1.postMessage('queued before the transfer');
		host.postMessage({ b: b.port2, list: [a.port2] }, [a.port2, b.port2]);
		b.port1.postMessage('posted after it');
		b.port1.close()`)
	require.NoError(t, err)
	m, err := port.Receive(bg)
	require.NoError(t, err)
	require.Len(t, m.Ports, 2)
	data := m.Data.(map[string]any)
	assert.Same(t, m.Ports[0], data["list"].([]any)[0])
	assert.Same(t, m.Ports[1], data["b"])

	for _, want := range []string{"queued before the transfer", "posted after it"} {
		m, err := m.Ports[1].Receive(bg)
		require.NoError(t, err)
		assert.Equal(t, want, m.Data)
	}
	_, err = m.Ports[1].Receive(bg)
	assert.ErrorIs(t, err, runtime.ErrPortClosed)

	require.NoError(t, m.Ports[0].Post("from Go"))
	port.Close()
	require.NoError(t, rt.Wait(bg)) // m.Ports[0] holds the group until its other end is closed
	assert.Equal(t, []string{"from Go"}, l.all())
}

func TestPortsFromGo(t *testing.T) {
	rt, port, l := withHost(t)
	reply := rt.NewChannel()
	_, err := rt.Eval(bg, `
		host.onmessage = e => {
			log(e.ports.length, e.ports[0] === e.data.reply, e.data.reply instanceof MessagePort);
			e.ports[0].onmessage = m => { log(m.data); e.ports[0].close() };
		}`)
	require.NoError(t, err)
	require.NoError(t, rt.VM().Set("other", reply.JS))
	_, err = rt.Eval(bg, "other.postMessage('through Go and back')")
	require.NoError(t, err)
	require.NoError(t, port.Post(map[string]any{"reply": reply.Go}, reply.Go))
	assert.ErrorIs(t, reply.Go.Post(1), runtime.ErrPortClosed, "it was given away")
	_, err = reply.Go.Receive(bg)
	assert.ErrorIs(t, err, runtime.ErrPortClosed)
	port.Close()
	require.NoError(t, rt.Wait(bg))
	assert.Equal(t, []string{"1 true true", "through Go and back"}, l.all())
}

// A port that transfers the other end of its own channel is lost, together with the message.
func TestDoomedTransfers(t *testing.T) {
	t.Run("of a script", func(t *testing.T) {
		rt, port, l := withHost(t)
		require.NoError(t, port.Post("queued"))
		// Give the Go end to the script: then it has both.
		back, err := rt.NewMessagePort(port)
		require.NoError(t, err)
		require.NoError(t, rt.VM().Set("back", back))
		require.NoError(t, rt.Run(bg, "test.js", `
			host.onmessage = e => log(e.data);
			host.onclose = () => log('close');
			host.postMessage('doomed', [back]);
			try { back.postMessage(1, [back]) } catch (e) { log(e.name) }
			try { host.postMessage(1, [host]) } catch (e) { log(e.name) }`))
		assert.Equal(t, []string{"DataCloneError", "DataCloneError", "queued", "close"}, l.all())
	})
	t.Run("of Go", func(t *testing.T) {
		rt, port, _ := withHost(t)
		// Transfer the script's end to Go.
		other := rt.NewChannel()
		require.NoError(t, rt.VM().Set("other", other.JS))
		_, err := rt.Eval(bg, "other.postMessage(null, [host])")
		require.NoError(t, err)
		m, err := other.Go.Receive(bg)
		require.NoError(t, err)
		end := m.Ports[0]
		require.NoError(t, port.Post("queued"))
		require.NoError(t, port.Post("doomed", end))
		assert.ErrorIs(t, end.Post(1), runtime.ErrPortClosed)
		_, err = port.Receive(bg)
		assert.ErrorIs(t, err, runtime.ErrPortClosed)
		assert.ErrorIs(t, port.Post(1), runtime.ErrPortClosed)
		other.Go.Close()
		require.NoError(t, rt.Wait(bg))
	})
}

func TestUndecodableMessageClosesItsPorts(t *testing.T) {
	rt, port, l := withHost(t)
	_, err := rt.Eval(bg, `
		const { port1, port2 } = new MessageChannel();
		port1.onclose = () => log('close');
		host.postMessage(new Map([[{}, port2]]), [port2]);
		host.postMessage('next')`)
	require.NoError(t, err)
	m, err := port.Receive(bg)
	require.NoError(t, err)
	assert.ErrorContains(t, m.Err, "could not be made a Go map")
	assert.Empty(t, m.Ports)
	m, err = port.Receive(bg)
	require.NoError(t, err)
	assert.Equal(t, "next", m.Data)
	port.Close()
	require.NoError(t, rt.Wait(bg))
	assert.Equal(t, []string{"close"}, l.all())
}

// A message that cannot be deserialized is a messageerror at the receiver.
func TestMessageError(t *testing.T) {
	rt, port, l := withHost(t)
	_, err := rt.Eval(bg, `host.onmessage = e => log('message', e.data); host.onmessageerror = e => log(e.type, e.data)`)
	require.NoError(t, err)
	other := rt.NewChannel()
	require.NoError(t, rt.VM().Set("other", other.JS))
	_, err = rt.Eval(bg, "other.onclose = () => log('close')")
	require.NoError(t, err)
	require.NoError(t, port.Post([]any{broken{}, other.Go}, other.Go))
	require.NoError(t, port.Post("next"))
	port.Close()
	require.NoError(t, rt.Wait(bg))
	assert.Equal(t, []string{"messageerror null", "message next", "close"}, l.all())
}

// broken is a platform object that cannot be deserialized.
type broken struct{}

func (broken) CloneSize() int { return 0 }

func (broken) CloneDeserialize(clone.Host) (*goja.Object, error) {
	return nil, errors.New("broken")
}

func TestReceive(t *testing.T) {
	t.Run("in order, then the end", func(t *testing.T) {
		rt, port, _ := withHost(t)
		_, err := rt.Eval(bg, "for (let i = 0; i < 5000; i++) host.postMessage(i); host.close()")
		require.NoError(t, err)
		next := int64(0)
		for m := range port.Messages(bg) {
			require.Equal(t, next, m.Data)
			next++
		}
		assert.EqualValues(t, 5000, next)
		_, err = port.Receive(bg)
		assert.ErrorIs(t, err, runtime.ErrPortClosed)
		assert.ErrorIs(t, port.Post(1), runtime.ErrPortClosed)
	})
	t.Run("a context that is done", func(t *testing.T) {
		rt, port, _ := withHost(t)
		why := errors.New("why")
		ctx, cancel := context.WithCancelCause(bg)
		cancel(why)
		_, err := port.Receive(ctx)
		assert.ErrorIs(t, err, why)
		for range port.Messages(ctx) {
			t.Error("a message")
		}
		_, err = rt.Eval(bg, "host.postMessage('not lost')")
		require.NoError(t, err)
		m, err := port.Receive(bg)
		require.NoError(t, err)
		assert.Equal(t, "not lost", m.Data)
	})
	t.Run("a context that ends it", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, port, _ := withHost(t)
			ctx, cancel := context.WithTimeout(bg, time.Minute)
			defer cancel()
			var receivers sync.WaitGroup
			for range 3 { // one waits for a message, the others for their turn
				receivers.Go(func() {
					_, err := port.Receive(ctx)
					assert.ErrorIs(t, err, context.DeadlineExceeded)
				})
			}
			short, cancelShort := context.WithTimeout(bg, time.Second)
			defer cancelShort()
			synctest.Wait()
			start := time.Now()
			_, err := port.Receive(short)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			assert.Equal(t, time.Second, time.Since(start))
			receivers.Wait()
		})
	})
	t.Run("close ends it", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, port, _ := withHost(t)
			var receivers sync.WaitGroup
			for range 3 {
				receivers.Go(func() {
					_, err := port.Receive(bg)
					assert.ErrorIs(t, err, runtime.ErrPortClosed)
				})
			}
			synctest.Wait()
			port.Close()
			receivers.Wait()
			port.Close()
		})
	})
	t.Run("leaving the loop loses nothing", func(t *testing.T) {
		rt, port, _ := withHost(t)
		_, err := rt.Eval(bg, "for (const x of ['a', 'b', 'c']) host.postMessage(x); host.close()")
		require.NoError(t, err)
		var got []any
		for len(got) < 3 {
			for m := range port.Messages(bg) {
				got = append(got, m.Data)
				break
			}
		}
		assert.Equal(t, []any{"a", "b", "c"}, got)
	})
	t.Run("a port that was dead when it came", func(t *testing.T) {
		rt, port, l := withHost(t)
		_, err := rt.Eval(bg, `
			const { port1, port2 } = new MessageChannel();
			port1.close();
			port2.onclose = () => { log('close'); host.postMessage(null, [port2]) }`)
		require.NoError(t, err)
		var dead *runtime.Port
		var receiving sync.WaitGroup
		receiving.Go(func() {
			m, err := port.Receive(bg)
			if assert.NoError(t, err) {
				dead = m.Ports[0]
			}
			port.Close()
		})
		require.NoError(t, rt.Wait(bg), "a dead port is no hold")
		receiving.Wait()
		_, err = dead.Receive(bg)
		assert.ErrorIs(t, err, runtime.ErrPortClosed)
		assert.ErrorIs(t, dead.Post(1), runtime.ErrPortClosed)
		assert.Equal(t, []string{"close"}, l.all())
	})
	t.Run("the other end of a closed runtime", func(t *testing.T) {
		rt, err := runtime.New()
		require.NoError(t, err)
		require.NoError(t, rt.Close())
		ch := rt.NewChannel()
		_, err = ch.Go.Receive(bg)
		assert.ErrorIs(t, err, runtime.ErrPortClosed)
	})
	t.Run("many receivers share the messages", func(t *testing.T) {
		rt, port, _ := withHost(t)
		const n = 2000
		_, err := rt.Eval(bg, fmt.Sprintf("for (let i = 0; i < %d; i++) host.postMessage(i); host.close()", n))
		require.NoError(t, err)
		var mu sync.Mutex
		seen := map[any]bool{}
		var receivers sync.WaitGroup
		for range 4 {
			receivers.Go(func() {
				for m := range port.Messages(bg) {
					mu.Lock()
					assert.False(t, seen[m.Data], "doubled")
					seen[m.Data] = true
					mu.Unlock()
				}
			})
		}
		receivers.Wait()
		assert.Len(t, seen, n)
	})
}

func TestGoCloses(t *testing.T) {
	rt, port, l := withHost(t)
	_, err := rt.Eval(bg, "host.onmessage = e => log(e.data); host.onclose = () => log('close')")
	require.NoError(t, err)
	require.NoError(t, port.Post("one"))
	require.NoError(t, port.Post("two"))
	port.Close()
	port.Close()
	require.NoError(t, rt.Wait(bg))
	assert.Equal(t, []string{"one", "two", "close"}, l.all())
}

// A port may be transferred while other goroutines are in its methods.
func TestGiveAwayWhileItIsUsed(t *testing.T) {
	for range 200 {
		rt, port, l := withHost(t)
		_, err := rt.Eval(bg, "for (let i = 0; i < 20; i++) host.postMessage(i)")
		require.NoError(t, err)
		var using sync.WaitGroup
		received := make(chan runtime.Message, 20)
		using.Go(func() {
			for m := range port.Messages(bg) {
				received <- m
			}
			close(received)
		})
		using.Go(func() {
			for port.Post("from Go") == nil {
			}
		})
		using.Go(func() {
			if rt.Post(func(*goja.Runtime) {
				back, err := rt.NewMessagePort(port)
				assert.NoError(t, err)
				assert.NoError(t, rt.VM().Set("back", back))
			}) {
				return
			}
		})
		require.NoError(t, rt.Wait(bg))
		using.Wait()
		// The messages that Go did not receive are still in the queue, in order, and wait for start().
		n := int64(0)
		for m := range received {
			require.Equal(t, n, m.Data)
			n++
		}
		require.NoError(t, rt.Wait(bg))
		require.Empty(t, l.all())
		require.NoError(t, rt.Run(bg, "test.js", "back.onmessage = e => log(e.data)"))
		require.Len(t, l.all(), 20-int(n))
		for i, line := range l.all() {
			require.Equal(t, fmt.Sprint(int(n)+i), line)
		}
	}
}

func TestPostFromManyGoroutines(t *testing.T) {
	rt, port, _ := withHost(t)
	const posters, posts = 8, 500
	_, err := rt.Eval(bg, `
		var bad = 0, all = 0;
		const next = {};
		host.onmessage = ({ data: { poster, i } }) => {
			if ((next[poster] ??= 0) !== i) bad++;
			next[poster] = i + 1;
			all++;
		}`)
	require.NoError(t, err)
	var posting sync.WaitGroup
	for poster := range posters {
		posting.Go(func() {
			for i := range posts {
				assert.NoError(t, port.Post(map[string]any{"poster": fmt.Sprint(poster), "i": i}))
			}
		})
	}
	go func() {
		posting.Wait()
		port.Close()
	}()
	require.NoError(t, rt.Wait(bg))
	assert.EqualValues(t, posters*posts, rt.VM().Get("all").ToInteger())
	assert.EqualValues(t, 0, rt.VM().Get("bad").ToInteger())
}

// Go posts values to a script, which users asked for together with TestReportedValuesBetweenRuntimes.
func TestReportedGoValuesIntoAPort(t *testing.T) {
	s := newScripted(t)
	ch := s.NewChannel()
	require.NoError(t, s.VM().Set("host", ch.JS))
	type row struct {
		Name string    `json:"name"`
		At   time.Time `json:"at"`
	}
	var got []any
	var wg sync.WaitGroup
	wg.Go(func() {
		defer ch.Go.Close()
		for i := range 3 {
			assert.NoError(t, ch.Go.Post(row{fmt.Sprint("r", i), time.UnixMilli(int64(i))}))
		}
		for m := range ch.Go.Messages(t.Context()) {
			if got = append(got, m.Data); len(got) == 3 {
				return
			}
		}
	})
	s.run(t, "host.onmessage = ({ data }) => host.postMessage(data.name + data.at.getTime())")
	wg.Wait()
	assert.Equal(t, []any{"r00", "r11", "r22"}, got)
}

// A flood of messages does not delay timers. A flood from one worker, or an endless ping-pong of two ports, kept timers from
// firing. https://github.com/oven-sh/bun/pull/36314, https://github.com/nodejs/node/pull/29315
func TestReportedFloodFromGoStarvesNoTimer(t *testing.T) {
	s := newScripted(t)
	ch := s.NewChannel()
	require.NoError(t, s.VM().Set("host", ch.JS))
	var wg sync.WaitGroup
	wg.Go(func() {
		for ch.Go.Post(1) == nil {
		}
	})
	s.run(t, `
		let received = 0;
		host.onmessage = () => { received++; };
		let ticks = 0;
		const id = setInterval(() => {
			if (++ticks < 3) return;
			clearInterval(id);
			host.close();
			console.log(received > 0);
		}, 1)`)
	ch.Go.Close()
	wg.Wait()
	assert.Equal(t, "true\n", s.out.String())
}
