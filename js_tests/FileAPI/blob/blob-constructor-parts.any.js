// META: title=Blob constructor: parts
// https://w3c.github.io/FileAPI/#process-blob-parts
const bytes = (...b) => new Uint8Array(b);

for (const [name, parts, expected] of [
  ['nothing', undefined, ''],
  ['no parts', [], ''],
  ['strings', ['a', '', 'é', '😀'], 'aé😀'],
  ['a lone surrogate', ['\uD800'], '\uFFFD'],
  ['surrogates of two strings are no pair', ['\uD83D', '\uDE00'], '\uFFFD\uFFFD'],
  ['buffers', [bytes(97, 98).buffer, bytes(99)], 'abc'],
  ['views on a part of a buffer', [bytes(97, 98, 99, 100).subarray(1, 3), new DataView(bytes(97, 98).buffer, 1)], 'bcb'],
  ['blobs', [new Blob(['a']), new File(['b'], 'n'), new Blob()], 'ab'],
  ['other things as strings', [1, null, undefined, true, 1n, {}, [1, 2], () => {}], '1nullundefinedtrue1[object Object]1,2() => {}'],
  ['an iterable', new Set(['a', bytes(98)]), 'ab'],
  ['a String object', new String('abc'), 'abc'],
  ['a typed array is a sequence of numbers', bytes(1, 2), '12'],
]) {
  promise_test(async () => {
    const blob = new Blob(parts);
    assert_equals(await blob.text(), expected);
    assert_equals(blob.size, new TextEncoder().encode(expected).length);
  }, name);
}

test(() => {
  for (const parts of [null, 'abc', 1, true, Symbol(), 1n, {}, { length: 0 }, new Date(), /x/]) {
    assert_throws_js(TypeError, () => new Blob(parts), format_value(parts));
  }
  assert_throws_js(TypeError, () => new Blob([Symbol()]));
}, 'not iterable, or of a symbol');

promise_test(async () => {
  const view = bytes(97, 98);
  const blob = new Blob([view, view.buffer]);
  view.fill(120);
  assert_equals(await blob.text(), 'abab');
}, 'the bytes are copied');

promise_test(async () => {
  const view = bytes(97, 98);
  const blob = new Blob([view], { get type() { view[0] = 120; return ''; } });
  assert_equals(await blob.text(), 'xb');
}, 'after the options are read');

test(() => {
  const view = bytes(97, 98);
  const blob = new Blob(['c', view], { get type() { structuredClone(view.buffer, { transfer: [view.buffer] }); return ''; } });
  assert_equals(blob.size, 1);
}, 'a buffer that the options detach has no bytes');

promise_test(async () => {
  let blob = new Blob(['0123456789']);
  for (let i = 0; i < 12; i++) blob = new Blob([blob, blob]);
  assert_equals(blob.size, 40960);
  assert_equals((await blob.text()).slice(-15), '567890123456789');
}, 'blobs of blobs');
