// META: title=atob
// https://infra.spec.whatwg.org/#forgiving-base64-decode
test(() => {
  for (const [s, expected] of [['', ''], ['Zg==', 'f'], ['Zm8=', 'fo'], ['Zm9v', 'foo'], ['AA==', '\0'], ['//79', '\xFF\xFE\xFD'],
    ['6Q==', 'é']]) {
    assert_equals(atob(s), expected, format_value(s));
  }
}, 'makes code units of bytes');

test(() => {
  assert_equals(atob('Zg'), 'f');
  assert_equals(atob('Zm8'), 'fo');
  assert_equals(atob('Zh=='), 'f', 'bits left over');
  assert_equals(atob('Zm9'), 'fo', 'bits left over');
  assert_equals(atob(' \t\n\f\rZ g\n = =\r'), 'f', 'whitespace');
}, 'forgives missing padding, bits that are left over, whitespace');

test(() => {
  for (const s of ['Z', 'Zm9vZ', '=', '==', '===', '====', 'Z=', 'Z==', 'Z===', 'Zg=', 'Zm8==', 'Zm9v=', 'Zm9v====', '=Zg=', 'Zg==Zg==',
    'Zm_v', 'Zm-v', 'Zm9v\v', 'Zm9v\u00A0', 'Zm9v\0', 'Zm9v\uFF1D', '€', 'Zg==\u2028']) {
    assert_throws_dom('InvalidCharacterError', () => atob(s), format_value(s));
  }
  let thrown;
  try { atob('*'); } catch (e) { thrown = e; }
  assert_equals(thrown.message,
    `Failed to execute 'atob' on '${GLOBAL.isWindow() ? 'Window' : 'WorkerGlobalScope'}': The string to be decoded is not correctly encoded.`);
}, 'throws for anything else');

test(() => {
  assert_equals(atob(null), '\x9E\xE9e');
  assert_throws_dom('InvalidCharacterError', () => atob(undefined));
  assert_throws_js(TypeError, () => atob());
}, 'converts its argument to a string');

test(() => {
  let bytes = '';
  for (let i = 0; i < 256; i++) bytes += String.fromCharCode(i);
  for (let n = 0; n < 4; n++) {
    const s = bytes.repeat(100) + bytes.slice(0, n);
    assert_equals(atob(btoa(s)), s);
  }
}, 'undoes btoa');
