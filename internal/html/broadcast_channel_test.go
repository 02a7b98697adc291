package html_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"weak"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
	"github.com/gojs-runtime/gojs/port"
)

const listen = `
	const news = new BroadcastChannel('news');
	news.onmessage = e => log(e.data, e.origin);
	news.onmessageerror = e => log(e.type, e.data, e.origin);
`

// Who shares a hub and an origin hears each other.
func TestBroadcastChannel_origins(t *testing.T) {
	hub := port.NewHub()
	const plain, file, otherFile, web, sameWeb, otherWeb, data, sameData = 0, 1, 2, 3, 4, 5, 6, 7
	engines := []*bindingstest.Engine{
		plain:     bindingstest.New(t, bindings.WithBroadcast(hub)),
		file:      bindingstest.New(t, bindings.WithBroadcast(hub), bindingstest.At(t, "file:///dir/a.js")),
		otherFile: bindingstest.New(t, bindings.WithBroadcast(hub), bindingstest.At(t, "file:///b.js")),
		web:       bindingstest.New(t, bindings.WithBroadcast(hub), bindingstest.At(t, "https://example.com/a.js")),
		sameWeb:   bindingstest.New(t, bindings.WithBroadcast(hub), bindingstest.At(t, "blob:https://example.com/b")),
		otherWeb:  bindingstest.New(t, bindings.WithBroadcast(hub), bindingstest.At(t, "https://example.com:444/a.js")),
		data:      bindingstest.New(t, bindings.WithBroadcast(hub), bindingstest.At(t, "data:text/javascript,1")),
		sameData:  bindingstest.New(t, bindings.WithBroadcast(hub), bindingstest.At(t, "data:text/javascript,1")),
	}
	elsewhere := bindingstest.New(t)
	for _, e := range append(engines, elsewhere) {
		e.Run(listen)
	}
	heard := func(from int) (who []int) {
		engines[from].Run(`news.postMessage('hello'); new BroadcastChannel('other').postMessage('bye')`)
		for i, e := range engines {
			lines := e.Run("")
			if len(lines) > 0 {
				assert.Len(t, lines, 1)
				who = append(who, i)
			}
		}
		assert.Empty(t, elsewhere.Run(""))
		return who
	}
	assert.Equal(t, []int{file, otherFile}, heard(plain))
	assert.Equal(t, []int{plain, file}, heard(otherFile))
	assert.Equal(t, []int{sameWeb}, heard(web))
	assert.Equal(t, []int{web}, heard(sameWeb))
	assert.Empty(t, heard(otherWeb))
	assert.Empty(t, heard(data))

	assert.Equal(t, []string{"x null"}, engines[data].Run(`new BroadcastChannel('news').postMessage('x')`), "it hears itself")
	engines[web].Run(`news.postMessage('x')`)
	assert.Equal(t, []string{"x https://example.com"}, engines[sameWeb].Run(""))
}

// An engine whose scope is closed neither hears nor is heard, and nothing refers to it.
func TestBroadcastChannel_scopeCloses(t *testing.T) {
	hub, urls := port.NewHub(), bindings.NewBlobURLs()
	opts := []bindings.Option{bindings.WithBroadcast(hub), bindings.WithBlobURLs(urls)}
	stays := bindingstest.New(t, opts...)
	stays.Run(listen)
	gone := func() weak.Pointer[goja.Runtime] {
		e := bindingstest.New(t, opts...)
		e.Run(listen + `URL.createObjectURL(new Blob(['x']))`)
		stays.Run(`news.postMessage('under way')`)
		e.Scope.Close()
		assert.Empty(t, e.Run("try { news.postMessage('lost') } catch (e) { log(e) }"))
		e.Loop.Close()
		return weak.Make(e.VM)
	}()
	assert.Empty(t, stays.Run(`news.postMessage('to nobody')`))
	for range 3 {
		runtime.GC()
	}
	assert.Nil(t, gone.Value())
	runtime.KeepAlive(hub)
	runtime.KeepAlive(urls)
}

// Channels without listeners that a script forgets are collected.
func TestBroadcastChannel_forgotten(t *testing.T) {
	e := bindingstest.New(t)
	var before, after runtime.MemStats
	e.Run(`for (let i = 0; i < 1000; i++) new BroadcastChannel('warm up')`)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 20 {
		e.Run(`for (let i = 0; i < 1000; i++) new BroadcastChannel('x' + i)`)
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
	sender := bindingstest.New(t, bindings.WithBroadcast(hub), bindings.WithLimits(bindings.Limits{QueuedMessages: 3}))
	fast, slow := bindingstest.New(t, bindings.WithBroadcast(hub)), bindingstest.New(t, bindings.WithBroadcast(hub))
	fast.Run(listen)
	slow.Run(listen)
	const post = `
		const news = new BroadcastChannel('news');
		globalThis.post = n => {
			try { news.postMessage(n) } catch (e) { log(n, e.name, e instanceof QuotaExceededError) }
		};
		for (let n = 1; n <= 5; n++) post(n);
	`
	assert.Equal(t, []string{"4 QuotaExceededError true", "5 QuotaExceededError true"}, sender.Run(post))
	assert.Equal(t, []string{"1 null", "2 null", "3 null"}, fast.Run(""))
	assert.Equal(t, []string{"6 QuotaExceededError true"}, sender.Run("post(6)"))
	assert.Equal(t, []string{"1 null", "2 null", "3 null"}, slow.Run(""))
	assert.Empty(t, sender.Run("post(7)"))
	assert.Equal(t, []string{"7 null"}, fast.Run(""))
}

// broken is a platform object that arrives nowhere.
type broken struct{}

func (broken) CloneSerialize() (clone.Serialized, error) { return broken{}, nil }

func (broken) CloneSize() int { return 0 }

func (broken) CloneDeserialize(clone.Host) (*goja.Object, error) {
	return nil, errors.New("broken on the way")
}

// What cannot be made a value at a receiver is a messageerror there, and takes nothing from others.
func TestBroadcastChannel_messageerror(t *testing.T) {
	hub := port.NewHub()
	loop := eventloop.New()
	sender := hub.Join(port.NewOwner(loop), "null", "news", nil)
	a, b := bindingstest.New(t, bindings.WithBroadcast(hub)), bindingstest.New(t, bindings.WithBroadcast(hub))
	a.Run(listen)
	b.Run(listen + `new BroadcastChannel('news').onmessageerror = e => log('second', e.type);
		new BroadcastChannel('news').onmessage = e => log('third', e.data)`)
	record, err := clone.FromGo(broken{})
	require.NoError(t, err)
	require.NoError(t, sender.Post(record))
	record, err = clone.FromGo("next")
	require.NoError(t, err)
	require.NoError(t, sender.Post(record))
	assert.Equal(t, []string{"messageerror null null", "next null"}, a.Run(""))
	assert.Equal(t, []string{"messageerror null null", "second messageerror", "next null", "third next"}, b.Run(""))
}

// An open channel keeps no loop up.
func TestBroadcastChannel_holdsNothing(t *testing.T) {
	e := bindingstest.New(t)
	e.Run(listen)
	require.NoError(t, e.Loop.Run(context.Background()))
}
