// META: title=Conversion to boolean
test(() => {
  for (const v of [true, 1, -1, Infinity, 'false', '0', {}, [], () => {}, Symbol(), 1n, new Boolean(false)]) {
    assert_true(new Event('x', { bubbles: v }).bubbles, typeof v);
  }
  for (const v of [false, 0, -0, NaN, '', null, undefined, 0n]) assert_false(new Event('x', { bubbles: v }).bubbles, typeof v);
}, 'a member of a dictionary');

test(() => {
  const e = new Event('x');
  e.initEvent('y', 'false', {});
  assert_true(e.bubbles);
  assert_true(e.cancelable);
  e.initEvent('y', undefined, null);
  assert_false(e.bubbles);
  assert_false(e.cancelable);
}, 'an optional argument');
