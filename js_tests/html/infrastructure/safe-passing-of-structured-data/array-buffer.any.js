test(() => {
  const bytes = new Uint8Array([1, 2, 3]);
  const clone = structuredClone(bytes.buffer);
  assert_true(clone instanceof ArrayBuffer);
  assert_equals(clone.byteLength, 3);
  bytes[0] = 9;
  assert_array_equals(new Uint8Array(clone), [1, 2, 3]);
  assert_equals(structuredClone(new ArrayBuffer(0)).byteLength, 0);
}, 'is copied');

test(() => {
  const buffer = Object.assign(new ArrayBuffer(1), { extra: 1 });
  Object.defineProperty(buffer, 'byteLength', { value: 100 });
  const clone = structuredClone(buffer);
  assert_equals(clone.byteLength, 1);
  assert_false('extra' in clone);
}, 'properties of its own do not count');
