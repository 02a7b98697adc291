package streams_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

// What a source does to the stack is an error of the stream.
func TestStackOverflowInASource(t *testing.T) {
	e := bindingstest.New(t, bindings.WithUncaught(func(*bindings.Uncaught) {}))
	e.VM.SetMaxCallStackSize(100)
	assert.Equal(t, []string{"RangeError: Maximum call stack size exceeded", "after"}, e.Run(`
		function f() { f() }
		new ReadableStream({ pull: f }).getReader().read().catch(e => { log(e); queueMicrotask(() => log('after')) })`))
}

// A stream that is read in a loop needs neither Go's stack nor ever more memory for what was read.
func TestStreamsOfManyChunks(t *testing.T) {
	e := bindingstest.New(t)
	assert.Equal(t, []string{"5000", "5000", "5000"}, e.Run(`
		const source = n => ({ pull(c) { if (n-- > 0) c.enqueue(new Uint8Array(1)); else c.close() } });
		async function count(stream) {
			const reader = stream.getReader();
			let n = 0;
			while (!(await reader.read()).done) n++;
			log(n);
		}
		count(new ReadableStream(source(5_000)));
		for (const branch of new ReadableStream({ ...source(5_000), type: 'bytes' }).tee()) count(branch)`))
	assert.Equal(t, []string{"5000"}, e.Run(`
		let written = 0;
		new ReadableStream(source(5_000)).pipeThrough(new TransformStream())
			.pipeTo(new WritableStream({ write() { written++ } })).then(() => log(written))`))
	assert.Equal(t, []string{"20000"}, e.Run(`
		let controller;
		const all = new ReadableStream({ start(c) { controller = c } }).getReader();
		const reads = Array.from({ length: 20_000 }, () => all.read());
		for (let i = 0; i < 20_000; i++) controller.enqueue(i);
		Promise.all(reads).then(all => log(all.length))`))
}
