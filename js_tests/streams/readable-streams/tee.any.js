promise_test(async () => {
  const chunk = {};
  const stream = new ReadableStream({ start(c) { c.enqueue(chunk); c.close(); } });
  const branches = stream.tee();
  assert_true(Array.isArray(branches));
  assert_true(stream.locked);
  for (const branch of branches) {
    const reader = branch.getReader();
    assert_equals((await reader.read()).value, chunk);
    assert_true((await reader.read()).done);
  }
}, 'both branches get the same chunks');

promise_test(async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const [a, b] = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(bytes); c.close(); } }).tee();
  const first = (await a.getReader().read()).value;
  const second = (await b.getReader({ mode: 'byob' }).read(new Uint8Array(3))).value;
  assert_array_equals(first, [1, 2, 3]);
  assert_array_equals(second, [1, 2, 3]);
  assert_not_equals(first.buffer, second.buffer);
}, 'branches of a stream of bytes get bytes of their own');

promise_test(async () => {
  let reason;
  const [a, b] = new ReadableStream({ cancel(r) { reason = r; } }).tee();
  const cancelled = a.cancel('one');
  assert_equals(reason, undefined);
  b.cancel('two');
  await cancelled;
  assert_array_equals(reason, ['one', 'two']);
}, 'the source is told once both branches are cancelled');

promise_test(async (t) => {
  const error = new Error('mine');
  let controller;
  const branches = new ReadableStream({ start(c) { controller = c; } }).tee();
  controller.error(error);
  for (const branch of branches) {
    await promise_rejects_exactly(t, error, branch.getReader().read());
  }
}, 'an error goes to both');
