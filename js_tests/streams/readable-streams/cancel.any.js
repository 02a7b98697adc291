promise_test(async (t) => {
  const reasons = [];
  const source = {
    start(c) { c.enqueue(1); },
    cancel(reason) { reasons.push(reason, this === source); return 'ignored'; },
  };
  const stream = new ReadableStream(source);
  assert_equals(await stream.cancel('why'), undefined);
  assert_array_equals(reasons, ['why', true]);
  assert_object_equals(await stream.getReader().read(), { done: true, value: undefined });
  await promise_rejects_js(t, TypeError, stream.cancel());
}, 'cancel tells the source and drops the queue; not of a locked stream');

promise_test(async (t) => {
  const thrown = new Error('mine');
  await promise_rejects_exactly(t, thrown, new ReadableStream({ cancel() { throw thrown; } }).cancel());
  await promise_rejects_exactly(t, thrown, new ReadableStream({ cancel: () => Promise.reject(thrown) }).cancel());
}, 'what cancel of the source throws rejects the promise');

promise_test(async () => {
  const reader = new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' });
  const read = reader.read(new Uint8Array(4));
  await reader.cancel();
  assert_object_equals(await read, { done: true, value: undefined });
}, 'a read into a buffer gets no buffer back');
