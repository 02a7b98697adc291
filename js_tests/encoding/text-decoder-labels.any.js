// META: title=TextDecoder: labels
// https://encoding.spec.whatwg.org/#concept-encoding-get
for (const [label, name] of Object.entries({
  'utf-8': 'utf-8', UTF8: 'utf-8', ' \t\n\f\rUtf-8\r\n': 'utf-8', ascii: 'windows-1252', 'ISO-8859-1': 'windows-1252',
  'utf-16': 'utf-16le', unicode: 'utf-16le', unicodefffe: 'utf-16be', gb2312: 'gbk', logical: 'iso-8859-8-i',
  sjis: 'shift_jis', 'x-mac-ukrainian': 'x-mac-cyrillic', 'x-user-defined': 'x-user-defined',
})) {
  test(() => {
    assert_equals(new TextDecoder(label).encoding, name);
  }, format_value(label));
}

test(() => {
  assert_equals(new TextDecoder().encoding, 'utf-8');
  assert_equals(new TextDecoder(undefined).encoding, 'utf-8');
}, 'UTF-8 by default');

for (const label of ['', 'utf-7', 'utf-32', '\vutf-8', '\u00A0utf-8', 'utf-8\0', '\u212Aoi8-r', 'replacement', 'iso-2022-kr', null, 1]) {
  test(() => {
    assert_throws_js(RangeError, () => new TextDecoder(label));
    assert_throws_js(RangeError, () => new TextDecoder(label, { fatal: true }));
  }, `not ${format_value(label)}`);
}

test(() => {
  let thrown;
  try { new TextDecoder('klingon'); } catch (e) { thrown = e; }
  assert_equals(thrown.message, "Failed to construct 'TextDecoder': The encoding label provided ('klingon') is invalid.");
}, 'the error names the label');
