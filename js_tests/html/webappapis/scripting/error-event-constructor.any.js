test(() => {
  const e = new ErrorEvent('x');
  assert_equals(e.type, 'x');
  assert_equals(e.message, '');
  assert_equals(e.filename, '');
  assert_equals(e.lineno, 0);
  assert_equals(e.colno, 0);
  assert_equals(e.error, undefined);
  assert_false(e.bubbles);
  assert_false(e.cancelable);
}, 'the defaults');

test(() => {
  const error = new Error();
  const e = new ErrorEvent('x', { message: 'm', filename: 'f', lineno: 3, colno: 4, error, bubbles: true, cancelable: true });
  assert_equals(e.message, 'm');
  assert_equals(e.filename, 'f');
  assert_equals(e.lineno, 3);
  assert_equals(e.colno, 4);
  assert_equals(e.error, error);
  assert_true(e.bubbles);
  assert_true(e.cancelable);
}, 'ErrorEventInit');

test(() => {
  for (const error of [null, undefined, 0, '', Symbol.iterator]) assert_equals(new ErrorEvent('x', { error }).error, error);
  assert_equals(new ErrorEvent('x', { message: null }).message, 'null');
  assert_equals(new ErrorEvent('x', { lineno: -1 }).lineno, 4294967295);
}, 'conversion of the members');
