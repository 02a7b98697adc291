// Requested in https://github.com/dop251/goja/issues/652 and
// https://github.com/grafana/k6/issues/4083
test(() => {
  const original = { a: [1, { b: new Date(1) }], m: new Map([['k', 'v']]) };
  const clone = structuredClone(original);
  assert_not_equals(clone, original);
  assert_not_equals(clone.a, original.a);
  assert_equals(clone.a[1].b.getTime(), 1);
  assert_equals(clone.m.get('k'), 'v');
}, 'structuredClone copies deeply');
