async function collect(stream) {
  const reader = stream.getReader();
  const chunks = [];
  for (let r = await reader.read(); !r.done; r = await reader.read()) chunks.push(r.value);
  return chunks;
}

promise_test(async () => {
  const stream = new TransformStream({
    start(c) { c.enqueue('start'); },
    transform(chunk, c) { c.enqueue(chunk * 2); },
    flush(c) { c.enqueue('flush'); },
  });
  const writer = stream.writable.getWriter();
  const all = collect(stream.readable);
  for (const n of [1, 2, 3]) writer.write(n);
  await writer.close();
  assert_array_equals(await all, ['start', 2, 4, 6, 'flush']);
}, 'chunks are transformed');

promise_test(async () => {
  const { readable, writable } = new TransformStream();
  const writer = writable.getWriter();
  const all = collect(readable);
  writer.write('a');
  await writer.close();
  assert_array_equals(await all, ['a']);
}, 'no transformer passes them through');

promise_test(async (t) => {
  const error = new Error('mine');
  const { readable, writable } = new TransformStream({ transform() { throw error; } });
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const write = writer.write(1);
  await promise_rejects_exactly(t, error, reader.read());
  await promise_rejects_exactly(t, error, write);
  await promise_rejects_exactly(t, error, writer.closed);
}, 'what transform throws errors both sides');

promise_test(async (t) => {
  let reason;
  const { readable, writable } = new TransformStream({ cancel(r) { reason = r; } });
  await readable.cancel('why');
  assert_equals(reason, 'why');
  await promise_rejects_exactly(t, 'why', writable.getWriter().closed);
}, 'cancel');

promise_test(async (t) => {
  const { readable, writable } = new TransformStream({ transform(chunk, c) { c.enqueue(chunk); c.terminate(); } });
  const writer = writable.getWriter();
  const all = collect(readable);
  await writer.write(1);
  assert_array_equals(await all, [1]);
  await promise_rejects_js(t, TypeError, writer.closed);
}, 'terminate closes one side and errors the other');
