for (const View of [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
  globalThis.BigInt64Array, globalThis.BigUint64Array,
].filter(Boolean)) {
  test(() => {
    const view = new View(4);
    const one = View.name.startsWith('Big') ? 1n : 1;
    view[1] = one;
    const clone = structuredClone(view);
    assert_equals(Object.getPrototypeOf(clone), View.prototype);
    assert_equals(clone.length, 4);
    assert_equals(clone[1], one);
    assert_not_equals(clone.buffer, view.buffer);
    view[1]++;
    assert_equals(clone[1], one);
  }, View.name);
}

test(() => {
  const buffer = new ArrayBuffer(16);
  const value = { whole: new Uint8Array(buffer), part: new Uint16Array(buffer, 4, 2), data: new DataView(buffer, 8, 4), buffer };
  const clone = structuredClone(value);
  for (const key of ['whole', 'part', 'data']) {
    assert_equals(clone[key].buffer, clone.buffer, key);
    assert_equals(clone[key].byteOffset, value[key].byteOffset, key);
    assert_equals(clone[key].byteLength, value[key].byteLength, key);
  }
  clone.whole[4] = 7;
  assert_equals(clone.part[0], 7);
  assert_equals(value.part[0], 0);
}, 'several views of one buffer share its clone');

test(() => {
  const clone = structuredClone(new Uint8Array(new ArrayBuffer(100), 10, 5));
  assert_equals(clone.buffer.byteLength, 100, 'the whole buffer goes along');
  assert_equals(clone.byteOffset, 10);
}, 'a part of a buffer');

test(() => {
  const view = Object.assign(new Uint8Array(1), { extra: 1 });
  Object.defineProperty(view, 'length', { value: 99 });
  Object.defineProperty(view, 'constructor', { value: Array });
  const clone = structuredClone(view);
  assert_equals(clone.length, 1);
  assert_equals(clone.constructor, Uint8Array);
  assert_false('extra' in clone);
}, 'properties of its own do not count');

test(() => {
  const view = new Uint8Array(1);
  structuredClone(null, { transfer: [view.buffer] });
  assert_throws_dom('DataCloneError', () => structuredClone(view));
  assert_throws_dom('DataCloneError', () => structuredClone({ view }));
}, 'a view of a detached buffer');
