const e = new DOMException('message', 'AbortError');

test(() => {
  assert_true(e instanceof Error);
  assert_equals(Object.getPrototypeOf(DOMException.prototype), Error.prototype);
  assert_equals(Object.getPrototypeOf(DOMException), Function.prototype);
  assert_equals(Object.prototype.toString.call(e), '[object DOMException]');
}, 'by its prototype');

test(() => {
  assert_equals(String(e), 'AbortError: message');
  assert_equals(String(new DOMException('message')), 'Error: message');
  assert_equals(String(new DOMException('', 'AbortError')), 'AbortError');
  assert_equals(e.toString, Error.prototype.toString);
}, 'toString is that of Error');

test(() => {
  function somewhere() { return new DOMException('message', 'AbortError'); }
  const d = Object.getOwnPropertyDescriptor(somewhere(), 'stack');
  assert_true(d.value.startsWith('AbortError: message\n'), d.value);
  assert_true(d.value.includes('somewhere'), d.value);
  assert_true(d.value.includes('dom-exception-is-an-error.any.js:18:'), d.value);
  assert_true(d.writable);
  assert_true(d.configurable);
  assert_false(d.enumerable);
}, 'stack');

test(() => {
  assert_array_equals(Object.keys(e), []);
  assert_array_equals(Object.getOwnPropertyNames(e), ['stack']);
  assert_equals(JSON.stringify(e), '{}');
}, 'name, message and code are on the prototype');
