package fileapi_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

// withURL is an engine with a URL constructor, such as it is.
func withURL(t testing.TB, opts ...bindings.Option) *bindingstest.Engine {
	e := bindingstest.New(t, opts...)
	v, err := e.VM.RunString(`
		globalThis.URL = class {
			#href;
			constructor(href) { this.#href = href }
			get href() { return this.#href }
			get pathname() { return 'pathname' }
			set pathname(v) { this.#href = v }
		}
	`)
	require.NoError(t, err)
	require.NoError(t, e.Scope.CompleteURL(v.(*goja.Object)))
	return e
}

func TestBlobURL_resolve(t *testing.T) {
	store := bindings.NewBlobURLs()
	e := withURL(t, bindings.WithBlobURLs(store))
	lines := e.Run(`
		const url = URL.createObjectURL(new Blob(['hello'], { type: 'text/plain' }));
		log(url);
		log(URL.createObjectURL(new File(['file'], 'x')));
	`)
	blob, file := lines[0], lines[1]
	want := bindings.BlobData{Bytes: []byte("hello"), Type: "text/plain"}
	for _, spelled := range []string{blob, " " + blob + "\n", "BLOB:" + blob[len("blob:"):], blob + "#fragment", blob + "#"} {
		got, ok := store.Resolve(spelled)
		assert.True(t, ok, spelled)
		assert.Equal(t, want, got)
		got, ok = e.Scope.ResolveBlobURL(spelled)
		assert.True(t, ok, spelled)
		assert.Equal(t, want, got)
	}
	for _, other := range []string{"", "blob", "blob:", "blob:null/x", blob + "?query", blob + "/path", "http://" + blob, blob[1:]} {
		_, ok := store.Resolve(other)
		assert.False(t, ok, other)
		_, ok = e.Scope.ResolveBlobURL(other)
		assert.False(t, ok, other)
	}
	got, _ := store.Resolve(file)
	assert.Equal(t, bindings.BlobData{Bytes: []byte("file")}, got)

	e.Run(`URL.revokeObjectURL(url + '#fragment'); URL.revokeObjectURL(url + '?'); URL.revokeObjectURL('https://example.com/')`)
	_, ok := store.Resolve(blob)
	assert.True(t, ok, "only the very URL revokes")
	e.Run(`URL.revokeObjectURL(' ' + url)`)
	_, ok = store.Resolve(blob)
	assert.False(t, ok)
	assert.Equal(t, want.Bytes, []byte("hello"))
	e.Run(`URL.revokeObjectURL(url)`)
}

// The scopes of a program and origin share their URLs, which end with the scope that made them.
func TestBlobURL_scopes(t *testing.T) {
	store := bindings.NewBlobURLs()
	main := withURL(t, bindings.WithBlobURLs(store))
	worker := withURL(t, bindings.WithBlobURLs(store), bindingstest.At(t, "file:///worker.js"))
	web := withURL(t, bindings.WithBlobURLs(store), bindingstest.At(t, "https://example.com:444/x.js"))
	elsewhere := withURL(t)
	url := func(e *bindingstest.Engine) string {
		return e.Run(`log(globalThis.url = URL.createObjectURL(new Blob(['x'])))`)[0]
	}
	usable := func(url string) (by []*bindingstest.Engine) {
		for _, e := range []*bindingstest.Engine{main, worker, web, elsewhere} {
			if _, ok := e.Scope.ResolveBlobURL(url); ok {
				by = append(by, e)
			}
		}
		return by
	}
	ofMain, ofWorker, ofWeb, ofElsewhere := url(main), url(worker), url(web), url(elsewhere)
	assert.Equal(t, []*bindingstest.Engine{main, worker}, usable(ofMain))
	assert.Equal(t, []*bindingstest.Engine{main, worker}, usable(ofWorker))
	assert.Equal(t, []*bindingstest.Engine{web}, usable(ofWeb))
	assert.Equal(t, []*bindingstest.Engine{elsewhere}, usable(ofElsewhere))
	assert.Regexp(t, "^blob:null/", ofWorker)
	assert.Regexp(t, "^blob:https://example.com:444/", ofWeb)

	main.Set("others", []string{ofWorker, ofWeb})
	main.Run(`for (const url of others) URL.revokeObjectURL(url)`)
	assert.Empty(t, usable(ofWorker))
	assert.Equal(t, []*bindingstest.Engine{web}, usable(ofWeb), "another origin revokes nothing")

	second := url(worker)
	worker.Scope.Close()
	assert.Empty(t, usable(second))
	assert.Equal(t, []*bindingstest.Engine{main, worker}, usable(ofMain))
}

func TestCompleteURL(t *testing.T) {
	e := withURL(t)
	for href, want := range map[string]string{
		"http://a.b/x":           "http://a.b pathname",
		"http://a.b:81/x":        "http://a.b:81 pathname",
		"file:///x":              "null pathname",
		"data:,x":                "null ,x",
		"blob:http://a.b:81/x":   "http://a.b:81 http://a.b:81/x",
		"blob:null/x?y#z":        "null null/x",
		"blob:blob:http://a.b/x": "null blob:http://a.b/x",
		"%":                      "null pathname",
	} {
		e.Set("href", href)
		assert.Equal(t, []string{want}, e.Run("log(new URL(href).origin, new URL(href).pathname)"), href)
	}
	assert.Equal(t, []string{"x"}, e.Run("const set = new URL('http://a'); set.pathname = 'x'; log(set.href)"))
	d := e.Run(`
		const d = Object.getOwnPropertyDescriptor(URL.prototype, 'origin');
		log(d.get.name, d.get.length, d.set, d.enumerable, d.configurable);
		try { d.get.call({}) } catch (e) { log(e.name) }
	`)
	assert.Equal(t, []string{"get origin 0 undefined true true", "TypeError"}, d)

	v, err := e.VM.RunString("(class {})")
	require.NoError(t, err)
	assert.ErrorContains(t, e.Scope.CompleteURL(v.(*goja.Object)), "href")
}
