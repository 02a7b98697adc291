async function collect(stream) {
  const reader = stream.getReader();
  const chunks = [];
  for (let r = await reader.read(); !r.done; r = await reader.read()) chunks.push(r.value);
  return chunks;
}
const bytes = (...b) => new Uint8Array(b);

promise_test(async () => {
  const pieces = ReadableStream.from([bytes(0xEF, 0xBB), bytes(0xBF, 0x61, 0xF0, 0x9F), bytes(0x98), bytes(0x80, 0xE6)]);
  assert_equals((await collect(pieces.pipeThrough(new TextDecoderStream()))).join('|'), 'a|😀|\uFFFD');
}, 'characters that are split between chunks are decoded');

promise_test(async () => {
  const pieces = ReadableStream.from([bytes(0x61), bytes(), bytes(0x00, 0x62, 0x00)]);
  assert_equals((await collect(pieces.pipeThrough(new TextDecoderStream('utf-16le')))).join(''), 'ab');
}, 'another encoding');

promise_test(async (t) => {
  for (const pieces of [[bytes(0xFF)], [bytes(0xE6)], ['text'], [null]]) {
    await promise_rejects_js(t, TypeError, collect(ReadableStream.from(pieces).pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))));
  }
  assert_throws_js(RangeError, () => new TextDecoderStream('no such label'));
}, 'invalid bytes error the stream');

promise_test(async () => {
  const pieces = ReadableStream.from(['a', '', '\uD83D', '\uDE00b', '\uDE00', '\uD83D']);
  const encoded = await collect(pieces.pipeThrough(new TextEncoderStream()));
  assert_array_equals(encoded.map((chunk) => new TextDecoder().decode(chunk)), ['a', '😀b', '\uFFFD', '\uFFFD']);
  assert_true(encoded.every((chunk) => chunk.constructor === Uint8Array));
}, 'surrogate pairs that are split between chunks are encoded');

promise_test(async (t) => {
  const encoded = await collect(ReadableStream.from([1, null, undefined, { toString: () => 'x' }]).pipeThrough(new TextEncoderStream()));
  assert_equals(encoded.map((chunk) => new TextDecoder().decode(chunk)).join(), '1,null,undefined,x');
  await promise_rejects_js(t, TypeError, collect(ReadableStream.from([Symbol()]).pipeThrough(new TextEncoderStream())));
  const thrown = new Error('mine');
  const throws = { toString() { throw thrown; } };
  await promise_rejects_exactly(t, thrown, collect(ReadableStream.from([throws]).pipeThrough(new TextEncoderStream())));
}, 'chunks are converted to strings');

promise_test(async () => {
  const text = await collect(new Blob(['hello, ', 'wörld']).stream().pipeThrough(new TextDecoderStream()));
  assert_equals(text.join(''), 'hello, wörld');
}, 'a blob as text');
