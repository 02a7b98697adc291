promise_test(async () => {
  const stream = new ReadableStream({
    type: 'bytes',
    pull(c) {
      const { view } = c.byobRequest;
      assert_equals(view.constructor, Uint8Array);
      assert_equals(view.byteOffset, 2);
      assert_equals(view.byteLength, 4);
      view.set([1, 2, 3]);
      c.byobRequest.respond(3);
      assert_equals(c.byobRequest, null);
    },
  });
  const buffer = new ArrayBuffer(8);
  const { value, done } = await stream.getReader({ mode: 'byob' }).read(new Uint8Array(buffer, 2, 4));
  assert_false(done);
  assert_equals(buffer.byteLength, 0, 'the buffer was transferred');
  assert_equals(value.byteOffset, 2);
  assert_equals(value.buffer.byteLength, 8);
  assert_array_equals(value, [1, 2, 3]);
}, 'the source writes into the buffer of the reader');

promise_test(async () => {
  const stream = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([1, 0, 2, 0, 3])); c.close(); } });
  const reader = stream.getReader({ mode: 'byob' });
  assert_array_equals((await reader.read(new Uint16Array(2))).value, [1, 2]);
  reader.releaseLock();
  assert_array_equals((await stream.getReader().read()).value, [3]);
}, 'only whole elements are given; the rest is for the next reader');

promise_test(async (t) => {
  const stream = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([1])); c.close(); } });
  await promise_rejects_js(t, TypeError, stream.getReader({ mode: 'byob' }).read(new Uint16Array(1)));
}, 'too few bytes for an element are an error at the end');

promise_test(async () => {
  let controller;
  const stream = new ReadableStream({ type: 'bytes', start(c) { controller = c; } });
  const read = stream.getReader({ mode: 'byob' }).read(new DataView(new ArrayBuffer(4)), { min: 3 });
  let settled = false;
  read.then(() => { settled = true; });
  controller.enqueue(new Uint8Array([1, 2]));
  await new Promise((resolve) => setTimeout(resolve));
  assert_false(settled);
  controller.enqueue(new Uint8Array([3]));
  const { value } = await read;
  assert_equals(value.constructor, DataView);
  assert_equals(value.byteLength, 3);
}, 'min');

promise_test(async (t) => {
  const reader = new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' });
  const detached = new Uint8Array(1);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  for (const view of [undefined, {}, new ArrayBuffer(1), new Uint8Array(0), detached]) {
    await promise_rejects_js(t, TypeError, reader.read(view));
  }
  await promise_rejects_js(t, TypeError, reader.read(new Uint8Array(1), { min: 0 }));
  await promise_rejects_js(t, RangeError, reader.read(new Uint16Array(1), { min: 2 }));
}, 'views that cannot be read into');

promise_test(async () => {
  const sizes = [];
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 16,
    pull(c) { sizes.push(c.byobRequest.view.byteLength); c.byobRequest.view[0] = 7; c.byobRequest.respond(1); },
  });
  assert_array_equals((await stream.getReader().read()).value, [7]);
  assert_array_equals(sizes, [16]);
}, 'autoAllocateChunkSize');

promise_test(async (t) => {
  const stream = new ReadableStream({ type: 'bytes', autoAllocateChunkSize: Number.MAX_SAFE_INTEGER });
  await promise_rejects_js(t, RangeError, stream.getReader().read());
}, 'a chunk size that cannot be allocated');

promise_test(async () => {
  let controller;
  const stream = new ReadableStream({ type: 'bytes', start(c) { controller = c; } });
  const read = stream.getReader({ mode: 'byob' }).read(new Uint8Array(4));
  await null;
  const request = controller.byobRequest;
  assert_throws_js(TypeError, () => request.respond(0));
  assert_throws_js(RangeError, () => request.respond(5));
  assert_throws_js(TypeError, () => request.respond(-1));
  assert_throws_js(RangeError, () => request.respondWithNewView(new Uint8Array(5)));
  request.respond(4);
  assert_equals(request.view, null);
  assert_throws_js(TypeError, () => request.respond(1));
  assert_equals((await read).value.byteLength, 4);
}, 'wrong responses');
