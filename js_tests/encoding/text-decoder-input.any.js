// META: title=TextDecoder.decode: accepted arguments
const decoder = new TextDecoder();
const buffer = new TextEncoder().encode('abcdefghijklmnop').buffer;

for (const [name, input, expected] of [
  ['ArrayBuffer', buffer, 'abcdefghijklmnop'],
  ['DataView', new DataView(buffer, 1, 3), 'bcd'],
  ['Uint8Array', new Uint8Array(buffer, 2, 2), 'cd'],
  ['Int8Array', new Int8Array(buffer, 15), 'p'],
  ['Uint8ClampedArray', new Uint8ClampedArray(buffer, 0, 1), 'a'],
  ['Uint16Array', new Uint16Array(buffer, 4, 2), 'efgh'],
  ['Float64Array', new Float64Array(buffer, 8), 'ijklmnop'],
  ['BigInt64Array', new BigInt64Array(buffer, 0, 1), 'abcdefgh'],
  ['empty Uint8Array', new Uint8Array(buffer, 16), ''],
  ['nothing', undefined, ''],
]) {
  test(() => {
    assert_equals(decoder.decode(input), expected);
  }, name);
}

test(() => {
  for (const input of [null, 'abc', 1, [], {}, [97], { buffer, byteOffset: 0, byteLength: 1 }, Uint8Array, Object.create(new Uint8Array(1))]) {
    assert_throws_js(TypeError, () => decoder.decode(input), format_value(input));
  }
}, 'nothing else');

test(() => {
  const view = new Uint8Array([97]);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  assert_equals(decoder.decode(view), '');
  assert_equals(decoder.decode(view.buffer), '');
}, 'a detached buffer holds nothing');

test(() => {
  const view = new Uint8Array([97, 98]);
  const options = { get stream() { structuredClone(view.buffer, { transfer: [view.buffer] }); } };
  assert_equals(decoder.decode(view, options), '');
}, 'a buffer that the options detach holds nothing');

test(() => {
  const descriptor = Object.getOwnPropertyDescriptor(DataView.prototype, 'buffer');
  const view = new DataView(buffer, 0, 1);
  Object.defineProperty(DataView.prototype, 'buffer', { get() { throw new Error('called'); }, configurable: true });
  try {
    assert_equals(decoder.decode(view), 'a');
  } finally {
    Object.defineProperty(DataView.prototype, 'buffer', descriptor);
  }
}, 'calls no accessor of the view');
