async function collect(stream, mode, view) {
  const reader = stream.getReader({ mode });
  const pieces = [];
  for (let r = await reader.read(view && view()); !r.done; r = await reader.read(view && view())) pieces.push(r.value);
  return pieces;
}

promise_test(async () => {
  const blob = new Blob(['hello, ', 'world']);
  const stream = blob.stream();
  assert_true(stream instanceof ReadableStream);
  assert_not_equals(blob.stream(), stream);
  const pieces = await collect(stream);
  assert_equals(new TextDecoder().decode(pieces[0]), 'hello, world');
  assert_equals(pieces[0].constructor, Uint8Array);
}, 'the bytes of a blob');

promise_test(async () => {
  const blob = new Blob(['abcdefgh']);
  const pieces = await collect(blob.stream(), 'byob', () => new Uint8Array(3));
  assert_array_equals(pieces.map((p) => new TextDecoder().decode(p)), ['abc', 'def', 'gh']);
}, 'into buffers of the reader');

promise_test(async () => {
  const bytes = new Uint8Array(200_000);
  for (let i = 0; i < bytes.length; i += 1000) bytes[i] = i / 1000;
  const pieces = await collect(new Blob([bytes]).stream());
  assert_greater_than(pieces.length, 1);
  const all = await new Blob(pieces).bytes();
  assert_equals(all.length, bytes.length);
  for (let i = 0; i < bytes.length; i += 1000) assert_equals(all[i], bytes[i]);
}, 'a large blob comes in pieces');

promise_test(async () => {
  assert_array_equals(await collect(new Blob().stream()), []);
  assert_equals(await new Blob().stream().getReader().closed, undefined);
}, 'an empty blob');

promise_test(async () => {
  const blob = new Blob(['abc']);
  const { value } = await blob.stream().getReader().read();
  value[0] = 0;
  assert_equals(await blob.text(), 'abc');
  const [a, b] = blob.stream().tee();
  assert_array_equals((await collect(a))[0], [97, 98, 99]);
  assert_array_equals((await collect(b))[0], [97, 98, 99]);
}, 'the chunks are copies');

promise_test(async (t) => {
  const odd = new Blob(['abc']).stream().getReader({ mode: 'byob' });
  assert_array_equals(new Uint8Array((await odd.read(new Uint16Array(1))).value.buffer), [97, 98]);
  await promise_rejects_js(t, TypeError, odd.read(new Uint16Array(1)));
}, 'too few bytes for an element');

promise_test(async () => {
  const stream = new Blob([new Uint8Array(200_000)]).stream();
  const reader = stream.getReader();
  const read = reader.read();
  await reader.cancel();
  assert_object_equals(await read, { done: true, value: undefined });
}, 'cancelled while it is read');
