// META: title=TextEncoder.encode
// https://encoding.spec.whatwg.org/#dom-textencoder-encode
const encode = (...args) => [...new TextEncoder().encode(...args)];

test(() => {
  assert_equals(new TextEncoder().encoding, 'utf-8');
  assert_array_equals(encode('a\0é水𝄞'), [0x61, 0, 0xC3, 0xA9, 0xE6, 0xB0, 0xB4, 0xF0, 0x9D, 0x84, 0x9E]);
  assert_array_equals(encode('\uFEFF'), [0xEF, 0xBB, 0xBF]);
  assert_array_equals(encode('\u007F\u0080\u07FF\u0800\uFFFF\uD800\uDC00\uDBFF\uDFFF'), [
    0x7F, 0xC2, 0x80, 0xDF, 0xBF, 0xE0, 0xA0, 0x80, 0xEF, 0xBF, 0xBF, 0xF0, 0x90, 0x80, 0x80, 0xF4, 0x8F, 0xBF, 0xBF]);
}, 'encodes UTF-8');

test(() => {
  for (const s of ['', undefined]) assert_array_equals(encode(s), []);
  assert_array_equals(encode(), []);
  assert_array_equals(encode(null), [...'null'].map((c) => c.charCodeAt(0)));
  assert_array_equals(encode({ toString: () => 'x' }), [0x78]);
  assert_throws_js(TypeError, () => encode(Symbol()));
}, 'converts its argument to a string, undefined to an empty one');

test(() => {
  const bytes = new TextEncoder().encode('abc');
  assert_equals(Object.getPrototypeOf(bytes), Uint8Array.prototype);
  assert_equals(bytes.byteOffset, 0);
  assert_equals(bytes.buffer.byteLength, 3);
  const other = new TextEncoder().encode('abc');
  assert_not_equals(other.buffer, bytes.buffer);
  bytes[0] = 0;
  assert_equals(other[0], 0x61);
  assert_equals(new TextEncoder().encode().buffer.byteLength, 0);
}, 'returns a new Uint8Array on a buffer of its own');

test(() => {
  const s = 'ä'.repeat(1e6);
  const bytes = new TextEncoder().encode(s);
  assert_equals(bytes.length, 2e6);
  assert_equals(new TextDecoder().decode(bytes), s);
}, 'a million characters');
