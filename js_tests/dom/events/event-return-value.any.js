test(() => {
  const e = new Event('x', { cancelable: true });
  assert_true(e.returnValue);
  e.returnValue = true;
  assert_true(e.returnValue);
  e.returnValue = 0;
  assert_false(e.returnValue);
  assert_true(e.defaultPrevented);
  e.returnValue = true;
  assert_false(e.returnValue, 'there is no way back');
}, 'returnValue is the opposite of defaultPrevented');

test(() => {
  const e = new Event('x');
  e.returnValue = false;
  assert_true(e.returnValue);
  assert_false(e.defaultPrevented);
}, 'an event that is not cancelable');
