setup({ allow_uncaught_exception: true });

function report(value) {
  const events = [];
  const onerror = (e) => { events.push(e); e.preventDefault(); };
  addEventListener('error', onerror);
  assert_equals(reportError(value), undefined);
  removeEventListener('error', onerror);
  assert_equals(events.length, 1);
  return events[0];
}

test(() => {
  const error = new TypeError('reported');
  const e = report(error);
  assert_equals(Object.getPrototypeOf(e), ErrorEvent.prototype);
  assert_equals(e.type, 'error');
  assert_equals(e.error, error);
  assert_equals(e.message, 'Uncaught TypeError: reported');
  assert_true(e.filename.endsWith('reporterror.any.js'), e.filename);
  assert_greater_than(e.lineno, 0);
  assert_greater_than(e.colno, 0);
  assert_true(e.cancelable);
  assert_false(e.bubbles);
  assert_true(e.isTrusted);
  assert_equals(e.target, globalThis);
}, 'fires an ErrorEvent at once');

for (const [value, message] of [
  [undefined, 'Uncaught undefined'], [null, 'Uncaught null'], [1, 'Uncaught 1'], ['text', 'Uncaught text'],
  [Symbol('s'), 'Uncaught Symbol(s)'], [1n, 'Uncaught 1n'], [new RangeError('r'), 'Uncaught RangeError: r'],
  [new RangeError(), 'Uncaught RangeError'], [new DOMException('m', 'AbortError'), 'Uncaught AbortError: m'],
  [{ a: 1 }, 'Uncaught #<Object>'],
]) {
  test(() => {
    const e = report(value);
    assert_equals(e.error, value);
    assert_equals(e.message, message);
  }, `what is reported may be anything: ${typeof value} ${String(value)}`);
}

test(() => {
  for (const value of [
    { get message() { throw 1; } }, { toString() { throw 1; } }, new Proxy({}, { get() { throw 1; } }),
    Object.create(null), Object.defineProperty(new Error(), 'name', { get() { throw 1; } }),
    Object.defineProperty(new Error('m'), 'message', { get() { throw 1; } }),
    Object.defineProperty(new Error('m'), 'stack', { get() { throw 1; } }),
  ]) {
    assert_equals(report(value).error, value);
  }
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert_equals(report(proxy).error, proxy);
}, 'a value that resists being looked at');
