package runtime_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/runtime"
)

// A read that is under way keeps the program up: its tasks are queued.
func TestPendingReadKeepsTheProgramUp(t *testing.T) {
	assert.Equal(t, []string{"end of script", "loadstart", "abc", "progress", "load abc", "loadend"}, run(t, `
		const reader = new FileReader();
		for (const type of ['loadstart', 'progress', 'loadend']) reader.addEventListener(type, () => log(type));
		reader.onload = () => log('load', reader.result);
		reader.readAsText(new Blob(['abc']));
		new Blob(['abc']).text().then(log);
		log('end of script');
	`))
}

func TestPendingReadOfAClosedRuntime(t *testing.T) {
	rt, l := newRuntime(t)
	_, err := rt.Eval(bg, `new Blob(['abc']).text().then(log); new FileReader().readAsText(new Blob(['abc'])); undefined`)
	require.NoError(t, err)
	require.NoError(t, rt.Close())
	assert.Empty(t, l.all())
}

// An interrupt in a listener ends the task: loadend is not fired.
func TestReadInterrupted(t *testing.T) {
	rt, l := newRuntime(t)
	ctx, cancel := context.WithCancelCause(bg)
	enough := errors.New("enough")
	require.NoError(t, rt.VM().Set("cancel", func() { cancel(enough) }))
	err := rt.Run(ctx, "test.js", `
		const reader = new FileReader();
		reader.onload = () => { cancel(); for (;;); };
		reader.onloadend = () => log('loadend');
		reader.readAsText(new Blob(['abc']));
	`)
	require.ErrorIs(t, err, enough)
	assert.Empty(t, l.all())
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

// Blobs that several runtimes share: under -race, nothing but reads may happen.
func TestBlobsSharedByRuntimes(t *testing.T) {
	r := newRuntimes(t, 2)
	r.connect(0, "port", 1, "port")
	noErrors(t, r.run(bg,
		`const blob = new Blob(['x'.repeat(100000)]);
		for (let i = 0; i < 20; i++) {
			port.postMessage(blob.slice(i));
			blob.bytes().then((bytes) => { bytes.fill(0); });
			new TextDecoder().decode(new TextEncoder().encode('y'.repeat(i)));
		}
		blob.text().then((s) => log(s === 'x'.repeat(100000)));`,
		`let n = 0;
		port.onmessage = async ({ data }) => {
			(await data.bytes()).fill(1);
			if ((await data.text()) === 'x'.repeat(data.size) && ++n === 20) log('all');
		};`))
	assert.Equal(t, []string{"true"}, r.logs[0].all())
	assert.Equal(t, []string{"all"}, r.logs[1].all())
}

// Go code can await what a blob reads.
func TestAwaitBlob(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	promise, err := rt.Eval(bg, `new Blob(['abc']).arrayBuffer()`)
	require.NoError(t, err)
	v, err := rt.Await(bg, promise)
	require.NoError(t, err)
	assert.Equal(t, []byte("abc"), v.Export().(goja.ArrayBuffer).Bytes())
}
