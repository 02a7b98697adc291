const source = (...chunks) => ReadableStream.from(chunks);
function sink(chunks, more = {}) {
  return new WritableStream({ write(chunk) { chunks.push(chunk); }, ...more });
}

promise_test(async () => {
  const chunks = [];
  let closed = 0;
  const from = source(1, 2, 3), to = sink(chunks, { close() { closed++; } });
  const pipe = from.pipeTo(to);
  assert_true(from.locked);
  assert_true(to.locked);
  assert_equals(await pipe, undefined);
  assert_array_equals(chunks, [1, 2, 3]);
  assert_equals(closed, 1);
  assert_false(from.locked);
  assert_false(to.locked);
}, 'all chunks, then the end');

promise_test(async () => {
  const chunks = [];
  const upper = new TransformStream({ transform(chunk, c) { c.enqueue(chunk.toUpperCase()); } });
  await source('a', 'b').pipeThrough(upper).pipeTo(sink(chunks));
  assert_array_equals(chunks, ['A', 'B']);
}, 'pipeThrough');

promise_test(async (t) => {
  const error = new Error('mine');
  let aborted, cancelled;
  await promise_rejects_exactly(t, error,
    new ReadableStream({ start(c) { c.error(error); } }).pipeTo(sink([], { abort(r) { aborted = r; } })));
  assert_equals(aborted, error);
  await promise_rejects_exactly(t, error,
    new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(r) { cancelled = r; } }).pipeTo(sink([], { write() { throw error; } })));
  assert_equals(cancelled, error);
}, 'errors go in both directions');

promise_test(async (t) => {
  const error = new Error('mine');
  const writable = new WritableStream({ abort: t.unreached_func('abort') });
  await promise_rejects_exactly(t, error,
    new ReadableStream({ start(c) { c.error(error); } }).pipeTo(writable, { preventAbort: true }));
  const open = new WritableStream({ close: t.unreached_func('close') });
  await source(1).pipeTo(open, { preventClose: true });
  const kept = new ReadableStream({ cancel: t.unreached_func('cancel') });
  await promise_rejects_exactly(t, error,
    kept.pipeTo(new WritableStream({ start(c) { c.error(error); } }), { preventCancel: true }));
}, 'what the options prevent');

promise_test(async (t) => {
  const controller = new AbortController();
  let cancelled, aborted;
  const pipe = new ReadableStream({ cancel(r) { cancelled = r; } })
    .pipeTo(new WritableStream({ abort(r) { aborted = r; } }), { signal: controller.signal });
  controller.abort('why');
  await promise_rejects_exactly(t, 'why', pipe);
  assert_array_equals([cancelled, aborted], ['why', 'why']);
}, 'a signal ends it');

promise_test(async () => {
  let pulled = 0;
  const from = new ReadableStream({ pull(c) { pulled++; c.enqueue(pulled); } }, { highWaterMark: 0 });
  from.pipeTo(new WritableStream({ write: () => new Promise(() => {}) }, { highWaterMark: 2 }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert_equals(pulled, 2);
}, 'no more is read than there is room for');

promise_test(async (t) => {
  await promise_rejects_js(t, TypeError, new ReadableStream().pipeTo());
  await promise_rejects_js(t, TypeError, new ReadableStream().pipeTo({}));
  const locked = new ReadableStream();
  locked.getReader();
  await promise_rejects_js(t, TypeError, locked.pipeTo(new WritableStream()));
  assert_throws_js(TypeError, () => locked.pipeThrough(new TransformStream()));
  assert_throws_js(TypeError, () => new ReadableStream().pipeThrough({}));
  assert_throws_js(TypeError, () => new ReadableStream().pipeThrough({ readable: new ReadableStream() }));
}, 'bad arguments');

promise_test(async () => {
  const { then } = Promise.prototype;
  const chunks = [];
  const from = source(1, 2), to = sink(chunks);
  let done;
  try {
    Promise.prototype.then = () => { throw new Error('then'); };
    done = from.pipeTo(to);
  } finally {
    Promise.prototype.then = then;
  }
  await done;
  assert_array_equals(chunks, [1, 2]);
}, 'pipes use nothing that a script could have replaced in Promise');
