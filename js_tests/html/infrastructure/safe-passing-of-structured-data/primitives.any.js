for (const [name, value] of Object.entries({
  undefined, null: null, true: true, false: false, '0': 0, '-0': -0, '1.5': 1.5, NaN, Infinity, '-Infinity': -Infinity,
  '2 ** 53': 2 ** 53, 'Number.MIN_VALUE': Number.MIN_VALUE, 'empty string': '', 'ASCII string': 'text',
  'Latin-1 string': 'ä\u00a0', 'string with NUL': 'a\0b', 'string beyond the BMP': '😀', 'lone surrogates': '\uDC00\uD800x\uD83D',
  'zero bigint': 0n, 'large bigint': -(2n ** 200n),
})) {
  test(() => {
    assert_equals(structuredClone(value), value);
    assert_equals(structuredClone([value])[0], value);
    assert_equals(structuredClone({ value }).value, value);
    assert_equals([...structuredClone(new Map([['k', value]])).values()][0], value);
  }, name);
}

test(() => {
  assert_equals(structuredClone('x'.repeat(1 << 20)).length, 1 << 20);
  const rope = 'ab'.repeat(1000) + 'ü'.repeat(1000);
  assert_equals(structuredClone(rope), rope);
}, 'long strings');
