// META: title=TextDecoder: byte order marks
// https://encoding.spec.whatwg.org/#concept-td-serialize
const marks = { 'utf-8': [0xEF, 0xBB, 0xBF], 'utf-16le': [0xFF, 0xFE], 'utf-16be': [0xFE, 0xFF] };
const a = { 'utf-8': [0x61], 'utf-16le': [0x61, 0], 'utf-16be': [0, 0x61] };
const bytes = (...parts) => new Uint8Array(parts.flat());

for (const label in marks) {
  test(() => {
    const decoder = new TextDecoder(label);
    assert_equals(decoder.decode(bytes(marks[label], a[label])), 'a');
    assert_equals(decoder.decode(bytes(marks[label], marks[label], a[label])), '\uFEFFa', 'one only');
    assert_equals(decoder.decode(bytes(a[label], marks[label])), 'a\uFEFF', 'at the beginning only');
    assert_equals(decoder.decode(bytes(marks[label])), '');
  }, `${label}: is taken off`);

  test(() => {
    const decoder = new TextDecoder(label, { ignoreBOM: true });
    assert_equals(decoder.decode(bytes(marks[label], a[label])), '\uFEFFa');
  }, `${label}: ignored`);

  test(() => {
    const decoder = new TextDecoder(label);
    for (let round = 0; round < 2; round++) {
      let s = '';
      for (const b of [...marks[label], ...marks[label], ...a[label]]) s += decoder.decode(bytes(b), { stream: true });
      assert_equals(s + decoder.decode(), '\uFEFFa');
    }
  }, `${label}: one for each stream`);
}

test(() => {
  for (const label in marks) {
    for (const other in marks) {
      if (label !== other) {
        assert_not_equals(new TextDecoder(label).decode(bytes(marks[other], a[other])), 'a', `${other} as ${label}`);
      }
    }
  }
}, 'says nothing about the encoding');

test(() => {
  assert_equals(new TextDecoder('latin1').decode(bytes(marks['utf-8'])), 'ï»¿');
  assert_equals(new TextDecoder('gb18030').decode(bytes(0x84, 0x31, 0x95, 0x33)), '\uFEFF');
}, 'is text in every other encoding');
