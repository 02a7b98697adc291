// Bun did not detach the buffer: https://github.com/oven-sh/bun/pull/34725
test(() => {
  const bytes = new Uint8Array([1, 2, 3]);
  const { buffer } = bytes;
  const clone = structuredClone(buffer, { transfer: [buffer] });
  assert_true(clone instanceof ArrayBuffer);
  assert_array_equals(new Uint8Array(clone), [1, 2, 3]);
  assert_equals(buffer.byteLength, 0);
  assert_equals(bytes.length, 0);
  assert_equals(bytes.byteOffset, 0);
  assert_throws_js(TypeError, () => new Uint8Array(buffer));
}, 'the buffer and its views are detached');

test(() => {
  const buffer = new ArrayBuffer(1);
  assert_equals(structuredClone(null, { transfer: [buffer] }), null);
  assert_equals(buffer.byteLength, 0);
}, 'though it is not in the value');

test(() => {
  const buffer = new ArrayBuffer(8);
  const value = { buffer, views: [new Uint8Array(buffer, 2, 3), new DataView(buffer, 4)] };
  const clone = structuredClone(value, { transfer: [buffer] });
  assert_equals(clone.views[0].buffer, clone.buffer);
  assert_equals(clone.views[1].buffer, clone.buffer);
  assert_equals(clone.views[0].byteOffset, 2);
  assert_equals(clone.views[0].length, 3);
  assert_equals(clone.views[1].byteLength, 4);
}, 'views of it in the value are views of the new one');

test(() => {
  const view = new Uint8Array(1);
  assert_throws_dom('DataCloneError', () => structuredClone(view, { transfer: [view] }));
  assert_equals(view.length, 1);
}, 'a view is not transferable');

test(() => {
  const buffer = new ArrayBuffer(1);
  structuredClone(buffer, { transfer: [buffer] });
  assert_throws_dom('DataCloneError', () => structuredClone(buffer, { transfer: [buffer] }));
  assert_throws_dom('DataCloneError', () => structuredClone(buffer));
  assert_throws_dom('DataCloneError', () => structuredClone([new DataView(new ArrayBuffer(1)), buffer]));
}, 'a detached buffer can be neither transferred nor cloned');
