// META: title=TextDecoder: invalid bytes become U+FFFD
// https://encoding.spec.whatwg.org/#utf-8-decoder
for (const [label, bytes, expected] of [
  ['utf-8', [0x61, 0x80, 0x62], 'a\uFFFDb'],
  ['utf-8', [0xC0, 0xAF], '\uFFFD\uFFFD'],
  ['utf-8', [0xE2, 0x82], '\uFFFD'],
  ['utf-8', [0xE2, 0x82, 0x41], '\uFFFDA'],
  ['utf-8', [0xE0, 0x9F, 0xBF], '\uFFFD\uFFFD\uFFFD'],
  ['utf-8', [0xED, 0xA0, 0x80], '\uFFFD\uFFFD\uFFFD'],
  ['utf-8', [0xF0, 0x9F, 0x98], '\uFFFD'],
  ['utf-8', [0xF4, 0x90, 0x80, 0x80], '\uFFFD\uFFFD\uFFFD\uFFFD'],
  ['utf-16le', [0x00, 0xD8, 0x61, 0x00], '\uFFFDa'],
  ['utf-16be', [0xDC, 0x00, 0x00, 0x61], '\uFFFDa'],
  ['utf-16be', [0x00], '\uFFFD'],
  ['shift_jis', [0x81, 0x20], '\uFFFD '],
  ['gb18030', [0x81, 0x30, 0x81, 0x40], '\uFFFD0\u4E02'],
  ['iso-2022-jp', [0x1B, 0x28, 0x58], '\uFFFD(X'],
  ['windows-1253', [0xD2], '\uFFFD'],
]) {
  const name = `${label}: ${bytes.map((b) => b.toString(16))}`;
  test(() => {
    assert_equals(new TextDecoder(label).decode(new Uint8Array(bytes)), expected);
    let pieces = '';
    const decoder = new TextDecoder(label);
    for (const b of bytes) pieces += decoder.decode(new Uint8Array([b]), { stream: true });
    assert_equals(pieces + decoder.decode(), expected, 'byte by byte');
  }, name);
  test(() => {
    assert_throws_js(TypeError, () => new TextDecoder(label, { fatal: true }).decode(new Uint8Array(bytes)));
  }, `${name} is fatal`);
}

test(() => {
  let thrown;
  try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xFF])); } catch (e) { thrown = e; }
  assert_equals(thrown.message, "Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid.");
  assert_equals(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode('\uFFFD')), '\uFFFD');
}, 'fatal: the error; U+FFFD in the text is not an error');
