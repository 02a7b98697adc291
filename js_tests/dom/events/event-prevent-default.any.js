test(() => {
  const e = new Event('x', { cancelable: true });
  assert_false(e.defaultPrevented);
  assert_equals(e.preventDefault(), undefined);
  assert_true(e.defaultPrevented);
}, 'cancelable');

test(() => {
  const e = new Event('x', { cancelable: false });
  e.preventDefault();
  assert_false(e.defaultPrevented);
}, 'not cancelable');
