test(() => {
  const e = new DOMException();
  assert_equals(e.message, '');
  assert_equals(e.name, 'Error');
  assert_equals(e.code, 0);
}, 'without arguments');

test(() => {
  const e = new DOMException(undefined, undefined);
  assert_equals(e.message, '');
  assert_equals(e.name, 'Error');
}, 'undefined stands for the default');

test(() => {
  const e = new DOMException(null, null);
  assert_equals(e.message, 'null');
  assert_equals(e.name, 'null');
  assert_equals(new DOMException(42, { toString: () => 'N' }).message, '42');
  assert_equals(new DOMException('', { toString: () => 'N' }).name, 'N');
}, 'anything else becomes a string');

test(() => {
  assert_throws_js(TypeError, () => new DOMException(Symbol()));
  assert_throws_js(TypeError, () => new DOMException('', Symbol()));
}, 'but symbols');
