// META: title=TextDecoder: streams
// https://encoding.spec.whatwg.org/#dom-textdecoder-decode
const stream = { stream: true };
const bytes = (...b) => new Uint8Array(b);

for (const [label, text, encoded] of [
  ['utf-8', 'aé水𝄞', [0x61, 0xC3, 0xA9, 0xE6, 0xB0, 0xB4, 0xF0, 0x9D, 0x84, 0x9E]],
  ['utf-16le', 'a水𝄞', [0x61, 0, 0x34, 0x6C, 0x34, 0xD8, 0x1E, 0xDD]],
  ['gb18030', 'a你\u0080', [0x61, 0xC4, 0xE3, 0x81, 0x30, 0x81, 0x30]],
  ['big5', 'a你', [0x61, 0xA7, 0x41]],
  ['euc-jp', 'a日丂', [0x61, 0xC6, 0xFC, 0x8F, 0xB0, 0xA1]],
  ['iso-2022-jp', '日a', [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42, 0x61]],
  ['shift_jis', '日', [0x93, 0xFA]],
  ['euc-kr', '한', [0xC7, 0xD1]],
]) {
  test(() => {
    for (let size = 1; size <= encoded.length; size++) {
      const decoder = new TextDecoder(label, { fatal: true });
      let s = '';
      for (let i = 0; i < encoded.length; i += size) s += decoder.decode(bytes(...encoded.slice(i, i + size)), stream);
      assert_equals(s + decoder.decode(), text, `${size} at a time`);
    }
  }, label);
}

test(() => {
  const decoder = new TextDecoder();
  assert_equals(decoder.decode(bytes(0xE6, 0xB0), stream), '');
  assert_equals(decoder.decode(bytes(), stream), '');
  assert_equals(decoder.decode(undefined, stream), '');
  assert_equals(decoder.decode(bytes(0xB4), stream), '水');
}, 'waits for the rest of a sequence');

test(() => {
  const decoder = new TextDecoder();
  decoder.decode(bytes(0xE6, 0xB0), stream);
  assert_equals(decoder.decode(), '\uFFFD');
  assert_equals(decoder.decode(bytes(0xB4)), '\uFFFD', 'a stream of its own');
}, 'a call without stream ends the stream');

test(() => {
  const decoder = new TextDecoder();
  const view = bytes(0xE6, 0xB0);
  decoder.decode(view, stream);
  view.fill(0x61);
  assert_equals(decoder.decode(bytes(0xB4)), '水');
}, 'does not look at the bytes again');

test(() => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  decoder.decode(bytes(0xE6), stream);
  assert_throws_js(TypeError, () => decoder.decode(bytes(0x61)));
  assert_equals(decoder.decode(bytes(0x61)), 'a');
}, 'a fatal error at the end leaves nothing behind');

test(() => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const view = bytes(0x61, 0xFF, 0x62, 0x63);
  assert_throws_js(TypeError, () => decoder.decode(view, stream));
  view.fill(0x78);
  assert_equals(decoder.decode(bytes(0x64)), 'bcd');
}, 'a fatal error within a stream leaves the bytes behind it to the next call');
