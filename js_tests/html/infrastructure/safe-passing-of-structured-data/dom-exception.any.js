// In Node the clone was an empty object: https://github.com/nodejs/node/issues/49181
test(() => {
  const e = new DOMException('message', 'AbortError');
  const clone = structuredClone(e);
  assert_not_equals(clone, e);
  assert_true(clone instanceof DOMException);
  assert_equals(Object.getPrototypeOf(clone), DOMException.prototype);
  assert_equals(clone.name, 'AbortError');
  assert_equals(clone.message, 'message');
  assert_equals(clone.code, 20);
  assert_equals(clone.stack, e.stack);
  const nested = structuredClone({ list: [e, e] });
  assert_equals(nested.list[0], nested.list[1]);
  assert_true(nested.list[0] instanceof DOMException);
}, 'a DOMException stays one');

test(() => {
  class Sub extends DOMException {
    extra = 1;
  }
  const clone = structuredClone(new Sub('m', 'Odd\uD800Name'));
  assert_equals(Object.getPrototypeOf(clone), DOMException.prototype);
  assert_equals(clone.name, 'Odd\uD800Name');
  assert_not_own_property(clone, 'extra');
}, 'of a subclass, with any name');

test(() => {
  const clone = structuredClone(new QuotaExceededError('full', { quota: 1, requested: 2 }));
  assert_equals(Object.getPrototypeOf(clone), QuotaExceededError.prototype);
  assert_equals(clone.name, 'QuotaExceededError');
  assert_equals(clone.message, 'full');
  assert_equals(clone.quota, 1);
  assert_equals(clone.requested, 2);
  assert_equals(structuredClone(new QuotaExceededError()).quota, null);
}, 'QuotaExceededError');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = t.step_func_done((e) => {
    assert_true(e.data instanceof DOMException);
    assert_equals(e.data.name, 'TimeoutError');
  });
  port1.postMessage(new DOMException('m', 'TimeoutError'));
}, 'through a port');
