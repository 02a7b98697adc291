// META: title=TextEncoder: lone surrogates become U+FFFD
// https://webidl.spec.whatwg.org/#js-USVString
const replacement = [0xEF, 0xBF, 0xBD];
for (const [s, expected] of [
  ['\uD800', replacement],
  ['\uDC00', replacement],
  ['a\uD800b', [0x61, ...replacement, 0x62]],
  ['\uDC00\uD800', [...replacement, ...replacement]],
  ['\uD834\uD834\uDD1E', [...replacement, 0xF0, 0x9D, 0x84, 0x9E]],
  ['\uD834\uDD1E\uDD1E', [0xF0, 0x9D, 0x84, 0x9E, ...replacement]],
]) {
  test(() => {
    assert_array_equals([...new TextEncoder().encode(s)], expected);
    const destination = new Uint8Array(20);
    const { read, written } = new TextEncoder().encodeInto(s, destination);
    assert_equals(read, s.length);
    assert_array_equals([...destination.subarray(0, written)], expected);
  }, format_value(s));
}
