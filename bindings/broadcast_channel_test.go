package bindings_test

import (
	"context"
	"errors"
	"net/url"
	"runtime"
	"testing"
	"weak"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/port"
)

func at(t testing.TB, location string) bindings.Option {
	u, err := url.Parse(location)
	require.NoError(t, err)
	return bindings.WithLocation(u)
}

const listen = `
	const news = new BroadcastChannel('news');
	news.onmessage = e => log(e.data, e.origin);
	news.onmessageerror = e => log(e.type, e.data, e.origin);
`

// Who shares a hub and an origin hears each other.
func TestBroadcastChannel_origins(t *testing.T) {
	hub := port.NewHub()
	const plain, file, otherFile, web, sameWeb, otherWeb, data, sameData = 0, 1, 2, 3, 4, 5, 6, 7
	engines := []*engine{
		plain:     newEngine(t, bindings.WithBroadcast(hub)),
		file:      newEngine(t, bindings.WithBroadcast(hub), at(t, "file:///dir/a.js")),
		otherFile: newEngine(t, bindings.WithBroadcast(hub), at(t, "file:///b.js")),
		web:       newEngine(t, bindings.WithBroadcast(hub), at(t, "https://example.com/a.js")),
		sameWeb:   newEngine(t, bindings.WithBroadcast(hub), at(t, "blob:https://example.com/b")),
		otherWeb:  newEngine(t, bindings.WithBroadcast(hub), at(t, "https://example.com:444/a.js")),
		data:      newEngine(t, bindings.WithBroadcast(hub), at(t, "data:text/javascript,1")),
		sameData:  newEngine(t, bindings.WithBroadcast(hub), at(t, "data:text/javascript,1")),
	}
	elsewhere := newEngine(t)
	for _, e := range append(engines, elsewhere) {
		e.run(listen)
	}
	heard := func(from int) (who []int) {
		engines[from].run(`news.postMessage('hello'); new BroadcastChannel('other').postMessage('bye')`)
		for i, e := range engines {
			lines := e.run("")
			if len(lines) > 0 {
				assert.Len(t, lines, 1)
				who = append(who, i)
			}
		}
		assert.Empty(t, elsewhere.run(""))
		return who
	}
	assert.Equal(t, []int{file, otherFile}, heard(plain))
	assert.Equal(t, []int{plain, file}, heard(otherFile))
	assert.Equal(t, []int{sameWeb}, heard(web))
	assert.Equal(t, []int{web}, heard(sameWeb))
	assert.Empty(t, heard(otherWeb))
	assert.Empty(t, heard(data))

	assert.Equal(t, []string{"x null"}, engines[data].run(`new BroadcastChannel('news').postMessage('x')`), "it hears itself")
	engines[web].run(`news.postMessage('x')`)
	assert.Equal(t, []string{"x https://example.com"}, engines[sameWeb].run(""))
}

// An engine whose scope is closed neither hears nor is heard, and nothing refers to it.
func TestBroadcastChannel_scopeCloses(t *testing.T) {
	hub, urls := port.NewHub(), bindings.NewBlobURLs()
	opts := []bindings.Option{bindings.WithBroadcast(hub), bindings.WithBlobURLs(urls)}
	stays := newEngine(t, opts...)
	stays.run(listen)
	gone := func() weak.Pointer[goja.Runtime] {
		e := newEngine(t, opts...)
		e.run(listen + `URL.createObjectURL(new Blob(['x']))`)
		stays.run(`news.postMessage('under way')`)
		e.scope.Close()
		assert.Empty(t, e.run("try { news.postMessage('lost') } catch (e) { log(e) }"))
		e.loop.Close()
		return weak.Make(e.vm)
	}()
	assert.Empty(t, stays.run(`news.postMessage('to nobody')`))
	for range 3 {
		runtime.GC()
	}
	assert.Nil(t, gone.Value())
	runtime.KeepAlive(hub)
	runtime.KeepAlive(urls)
}

// Channels without listeners that a script forgets are collected.
func TestBroadcastChannel_forgotten(t *testing.T) {
	e := newEngine(t)
	var before, after runtime.MemStats
	e.run(`for (let i = 0; i < 1000; i++) new BroadcastChannel('warm up')`)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 20 {
		e.run(`for (let i = 0; i < 1000; i++) new BroadcastChannel('x' + i)`)
		runtime.GC()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	assert.Less(t, int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(3<<20))
	runtime.KeepAlive(e)
}

// A slow receiver bounds the sender, if the sender has a limit: a QuotaExceededError, and nobody gets the message.
func TestBroadcastChannel_limit(t *testing.T) {
	hub := port.NewHub()
	sender := newEngine(t, bindings.WithBroadcast(hub), bindings.WithLimits(bindings.Limits{QueuedMessages: 3}))
	fast, slow := newEngine(t, bindings.WithBroadcast(hub)), newEngine(t, bindings.WithBroadcast(hub))
	fast.run(listen)
	slow.run(listen)
	const post = `
		const news = new BroadcastChannel('news');
		globalThis.post = n => {
			try { news.postMessage(n) } catch (e) { log(n, e.name, e instanceof QuotaExceededError) }
		};
		for (let n = 1; n <= 5; n++) post(n);
	`
	assert.Equal(t, []string{"4 QuotaExceededError true", "5 QuotaExceededError true"}, sender.run(post))
	assert.Equal(t, []string{"1 null", "2 null", "3 null"}, fast.run(""))
	assert.Equal(t, []string{"6 QuotaExceededError true"}, sender.run("post(6)"))
	assert.Equal(t, []string{"1 null", "2 null", "3 null"}, slow.run(""))
	assert.Empty(t, sender.run("post(7)"))
	assert.Equal(t, []string{"7 null"}, fast.run(""))
}

// broken is a platform object that arrives nowhere.
type broken struct{}

func (broken) CloneSerialize() (clone.Serialized, error) { return broken{}, nil }

func (broken) CloneSize() int { return 0 }

func (broken) CloneDeserialize(*scope.Scope) (*goja.Object, error) {
	return nil, errors.New("broken on the way")
}

// What cannot be made a value at a receiver is a messageerror there, and takes nothing from others.
func TestBroadcastChannel_messageerror(t *testing.T) {
	hub := port.NewHub()
	loop := eventloop.New()
	sender := hub.Join(port.NewOwner(loop), "null", "news", nil)
	a, b := newEngine(t, bindings.WithBroadcast(hub)), newEngine(t, bindings.WithBroadcast(hub))
	a.run(listen)
	b.run(listen + `new BroadcastChannel('news').onmessageerror = e => log('second', e.type);
		new BroadcastChannel('news').onmessage = e => log('third', e.data)`)
	record, err := clone.FromGo(broken{})
	require.NoError(t, err)
	require.NoError(t, sender.Post(record))
	record, err = clone.FromGo("next")
	require.NoError(t, err)
	require.NoError(t, sender.Post(record))
	assert.Equal(t, []string{"messageerror null null", "next null"}, a.run(""))
	assert.Equal(t, []string{"messageerror null null", "second messageerror", "next null", "third next"}, b.run(""))
}

// An open channel keeps no loop up.
func TestBroadcastChannel_holdsNothing(t *testing.T) {
	e := newEngine(t)
	e.run(listen)
	require.NoError(t, e.loop.Run(context.Background()))
}
