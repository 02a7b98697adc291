promise_test(async () => {
  const log = [];
  const stream = new WritableStream({
    start(c) { log.push('start', c.signal.aborted); },
    write(chunk, c) { log.push(chunk, c instanceof WritableStreamDefaultController); },
    close() { log.push('close', arguments.length); },
  });
  const writer = stream.getWriter();
  assert_true(stream.locked);
  assert_equals(writer.desiredSize, 1);
  const write = writer.write('a');
  assert_equals(writer.desiredSize, 0);
  assert_equals(await write, undefined);
  await writer.ready;
  writer.write('b');
  assert_equals(await writer.close(), undefined);
  assert_equals(await writer.closed, undefined);
  assert_array_equals(log, ['start', false, 'a', true, 'b', true, 'close', 0]);
}, 'chunks are written in order');

promise_test(async (t) => {
  const writer = new WritableStream().getWriter();
  writer.releaseLock();
  assert_throws_js(TypeError, () => writer.desiredSize);
  for (const promise of [writer.write(1), writer.close(), writer.abort(), writer.ready, writer.closed]) {
    await promise_rejects_js(t, TypeError, promise);
  }
}, 'a released writer');

promise_test(async (t) => {
  const error = new Error('mine');
  const writer = new WritableStream({ write() { throw error; } }).getWriter();
  await promise_rejects_exactly(t, error, writer.write(1));
  await promise_rejects_exactly(t, error, writer.closed);
  await promise_rejects_exactly(t, error, writer.ready);
  await promise_rejects_exactly(t, error, writer.write(2));
  await promise_rejects_js(t, TypeError, writer.close());
}, 'what write throws errors the stream');

promise_test(async (t) => {
  const log = [];
  let signal;
  const stream = new WritableStream({
    start(c) { signal = c.signal; },
    write: () => new Promise(() => {}),
    abort(reason) { log.push(reason); },
  });
  const writer = stream.getWriter();
  await null;
  const write = writer.write(1);
  const abort = writer.abort('why');
  assert_true(signal.aborted);
  assert_equals(signal.reason, 'why');
  await promise_rejects_exactly(t, 'why', writer.ready);
  assert_array_equals(log, [], 'a write is in flight');
  assert_equals(stream.locked, true);
  void write; void abort;
}, 'abort signals at once, and waits for what is in flight');

test(() => {
  assert_throws_js(RangeError, () => new WritableStream({ type: 'bytes' }));
  assert_throws_js(RangeError, () => new WritableStream({}, { highWaterMark: -1 }));
  assert_throws_js(TypeError, () => new WritableStream(null));
  assert_throws_js(TypeError, () => new WritableStream({ write: 1 }));
  const thrown = new Error('mine');
  assert_throws_exactly(thrown, () => new WritableStream({ start() { throw thrown; } }));
  const stream = new WritableStream();
  stream.getWriter();
  assert_throws_js(TypeError, () => stream.getWriter());
}, 'bad arguments');
