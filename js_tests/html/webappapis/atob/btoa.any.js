// META: title=btoa
// https://html.spec.whatwg.org/multipage/webappapis.html#dom-btoa
test(() => {
  for (const [s, expected] of [['', ''], ['f', 'Zg=='], ['fo', 'Zm8='], ['foo', 'Zm9v'], ['foob', 'Zm9vYg=='],
    ['\0', 'AA=='], ['\xFF\xFE\xFD', '//79'], ['é', '6Q==']]) {
    assert_equals(btoa(s), expected, format_value(s));
  }
}, 'encodes the code units as bytes');

test(() => {
  assert_equals(btoa(undefined), btoa('undefined'));
  assert_equals(btoa(null), btoa('null'));
  assert_equals(btoa(12), 'MTI=');
  assert_equals(btoa({ toString: () => 'foo' }), 'Zm9v');
  assert_throws_js(TypeError, () => btoa());
  assert_throws_js(TypeError, () => btoa(Symbol()));
}, 'converts its argument to a string');

test(() => {
  for (const s of ['Ā', 'a€', '\uD800', '😀', '\u0100'.repeat(100)]) {
    assert_throws_dom('InvalidCharacterError', () => btoa(s), format_value(s));
  }
  let thrown;
  try { btoa('€'); } catch (e) { thrown = e; }
  assert_equals(thrown.message,
    `Failed to execute 'btoa' on '${GLOBAL.isWindow() ? 'Window' : 'WorkerGlobalScope'}': The string to be encoded contains characters outside of the Latin1 range.`);
}, 'throws for a character beyond U+00FF');
