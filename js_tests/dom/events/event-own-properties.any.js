test(() => {
  const e = new Event('x');
  assert_array_equals(Object.getOwnPropertyNames(e), ['isTrusted']);
  assert_array_equals(Object.keys(e), ['isTrusted']);
  assert_equals(JSON.stringify(e), '{"isTrusted":false}');
  const all = [];
  for (const key in e) all.push(key);
  for (const key of ['type', 'bubbles', 'preventDefault', 'AT_TARGET']) assert_true(all.includes(key), key);
}, 'isTrusted is the only own property, the others are inherited and enumerable');
