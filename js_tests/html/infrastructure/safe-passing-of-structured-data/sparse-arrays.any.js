test(() => {
  const a = [];
  a.length = 2 ** 32 - 1;
  const clone = structuredClone(a);
  assert_equals(clone.length, 2 ** 32 - 1);
  assert_array_equals(Object.keys(clone), []);
}, 'four billion holes cost nothing');

test(() => {
  const a = [];
  a[0] = 'first';
  a[1e6] = 'middle';
  a[2 ** 32 - 2] = 'last';
  const clone = structuredClone(a);
  assert_equals(clone.length, 2 ** 32 - 1);
  assert_array_equals(Object.keys(clone), ['0', '1000000', '4294967294']);
  assert_equals(clone[4294967294], 'last');
}, 'three elements among them');

test(() => {
  const a = new Array(1e7);
  a[5] = { deep: a };
  const clone = structuredClone(a);
  assert_equals(clone[5].deep, clone);
}, 'a cycle through one');
