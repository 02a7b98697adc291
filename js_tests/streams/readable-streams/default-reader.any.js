promise_test(async () => {
  const log = [];
  const stream = new ReadableStream({
    start(c) { log.push('start'); c.enqueue('a'); },
    pull(c) { log.push(`pull ${c.desiredSize}`); c.enqueue('b'); c.close(); },
  });
  assert_array_equals(log, ['start']);
  assert_false(stream.locked);
  const reader = stream.getReader();
  assert_true(stream.locked);
  assert_object_equals(await reader.read(), { done: false, value: 'a' });
  assert_object_equals(await reader.read(), { done: false, value: 'b' });
  assert_object_equals(await reader.read(), { done: true, value: undefined });
  assert_equals(await reader.closed, undefined);
  assert_array_equals(log, ['start', 'pull 1']);
}, 'chunks come in order, and the source is asked when the queue has room');

promise_test(async () => {
  const reader = new ReadableStream({ start(c) { c.enqueue(1); } }).getReader();
  const result = await reader.read();
  assert_array_equals(Object.keys(result), ['done', 'value']);
  assert_equals(Object.getPrototypeOf(result), Object.prototype);
}, 'a result is a plain object');

promise_test(async (t) => {
  const stream = new ReadableStream();
  const reader = stream.getReader();
  const read = reader.read();
  reader.releaseLock();
  assert_false(stream.locked);
  await promise_rejects_js(t, TypeError, read);
  await promise_rejects_js(t, TypeError, reader.closed);
  await promise_rejects_js(t, TypeError, reader.read());
  await promise_rejects_js(t, TypeError, reader.cancel());
  reader.releaseLock();
  stream.getReader();
}, 'a released reader reads no more, the stream can be locked again');

promise_test(async (t) => {
  const error = new Error('mine');
  let controller;
  const reader = new ReadableStream({ start(c) { controller = c; } }).getReader();
  const read = reader.read();
  controller.error(error);
  await promise_rejects_exactly(t, error, read);
  await promise_rejects_exactly(t, error, reader.closed);
  await promise_rejects_exactly(t, error, reader.read());
  await promise_rejects_exactly(t, error, reader.cancel());
  assert_equals(controller.desiredSize, null);
  assert_throws_js(TypeError, () => controller.enqueue(1));
  assert_throws_js(TypeError, () => controller.close());
}, 'an error comes out of every promise');

promise_test(async (t) => {
  const thrown = new Error('mine');
  assert_throws_exactly(thrown, () => new ReadableStream({ start() { throw thrown; } }));
  for (const source of [{ start: () => Promise.reject(thrown) }, { pull() { throw thrown; } }, { pull: () => Promise.reject(thrown) }]) {
    await promise_rejects_exactly(t, thrown, new ReadableStream(source).getReader().read());
  }
}, 'what start and pull throw');

promise_test(async () => {
  let unhandled = 0;
  const listener = () => unhandled++;
  addEventListener('unhandledrejection', listener);
  const stream = new ReadableStream({ start(c) { c.error('e'); } });
  stream.getReader().releaseLock();
  stream.getReader();
  let controller;
  const reader = new ReadableStream({ start(c) { controller = c; } }).getReader();
  controller.error('e');
  await new Promise((resolve) => setTimeout(resolve, 5));
  removeEventListener('unhandledrejection', listener);
  assert_equals(unhandled, 0);
}, 'nobody is told that closed was rejected');

test(() => {
  for (const size of [-1, NaN, Infinity, { valueOf() { return -1; } }]) {
    let controller;
    new ReadableStream({ start(c) { controller = c; } }, { size: () => size });
    assert_throws_js(RangeError, () => controller.enqueue(1), String(size));
    assert_equals(controller.desiredSize, null);
  }
  for (const highWaterMark of [-1, NaN, 'x']) {
    assert_throws_js(RangeError, () => new ReadableStream({}, { highWaterMark }), String(highWaterMark));
  }
  assert_throws_js(TypeError, () => new ReadableStream(null));
  assert_throws_js(TypeError, () => new ReadableStream({ type: 'owning' }));
  assert_throws_js(TypeError, () => new ReadableStream({ pull: 1 }));
  assert_throws_js(TypeError, () => new ReadableStream().getReader({ mode: 'x' }));
}, 'bad strategies and sources');

promise_test(async () => {
  const log = [];
  let controller;
  const reader = new ReadableStream({ start(c) { controller = c; } }).getReader();
  reader.read().then(() => log.push('read 1'));
  reader.read().then(() => log.push('read 2'));
  reader.closed.then(() => log.push('closed'));
  controller.enqueue(1);
  controller.close();
  Promise.resolve().then(() => log.push('later'));
  await new Promise((resolve) => setTimeout(resolve));
  assert_array_equals(log, ['read 1', 'closed', 'read 2', 'later']);
}, 'promises are settled in the order of the standard');
