// META: title=TextEncoder.encodeInto
// https://encoding.spec.whatwg.org/#dom-textencoder-encodeinto
const encoder = new TextEncoder();

test(() => {
  const result = encoder.encodeInto('é', new Uint8Array(2));
  assert_equals(Object.getPrototypeOf(result), Object.prototype);
  assert_array_equals(Object.keys(result), ['read', 'written']);
  assert_equals(result.read, 1);
  assert_equals(result.written, 2);
}, 'returns how much it read and wrote');

for (const [s, length, read, bytes] of [
  ['abc', 2, 2, [0x61, 0x62]],
  ['aéa', 2, 1, [0x61]],
  ['水水', 5, 1, [0xE6, 0xB0, 0xB4]],
  ['𝄞a', 3, 0, []],
  ['𝄞a', 4, 2, [0xF0, 0x9D, 0x84, 0x9E]],
  ['𝄞a', 9, 3, [0xF0, 0x9D, 0x84, 0x9E, 0x61]],
  ['a\uD834', 3, 1, [0x61]],
  ['', 3, 0, []],
  ['a', 0, 0, []],
]) {
  test(() => {
    const all = new Uint8Array(length + 2).fill(0x55);
    const result = encoder.encodeInto(s, all.subarray(1, length + 1));
    assert_equals(result.read, read, 'read');
    assert_equals(result.written, bytes.length, 'written');
    assert_array_equals([...all], [0x55, ...bytes, ...Array(length - bytes.length + 1).fill(0x55)]);
  }, `${format_value(s)} into ${length} bytes`);
}

test(() => {
  for (const destination of [undefined, null, [], 'x', new ArrayBuffer(8), new DataView(new ArrayBuffer(8)), new Int8Array(8),
    new Uint8ClampedArray(8), Object.create(new Uint8Array(8)), new Proxy(new Uint8Array(8), {})]) {
    assert_throws_js(TypeError, () => encoder.encodeInto('a', destination), format_value(destination));
  }
  class Mine extends Uint8Array {}
  assert_equals(encoder.encodeInto('a', new Mine(1)).written, 1);
}, 'takes nothing but a Uint8Array');

test(() => {
  const destination = new Uint8Array(4);
  const source = { toString() { structuredClone(destination.buffer, { transfer: [destination.buffer] }); return 'a'; } };
  const { read, written } = encoder.encodeInto(source, destination);
  assert_equals(read, 0);
  assert_equals(written, 0);
}, 'a destination that converting the source detaches takes nothing');

test(() => {
  Object.defineProperty(Object.prototype, 'read', { set() { throw new Error('called'); }, configurable: true });
  try {
    assert_equals(encoder.encodeInto('a', new Uint8Array(1)).read, 1);
  } finally {
    delete Object.prototype.read;
  }
}, 'calls no setter that a script put on Object.prototype');
