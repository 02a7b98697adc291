// https://webidl.spec.whatwg.org/#quotaexceedederror
test(() => {
  const e = new QuotaExceededError();
  assert_equals(e.name, 'QuotaExceededError');
  assert_equals(e.message, '');
  assert_equals(e.code, 22);
  assert_equals(e.quota, null);
  assert_equals(e.requested, null);
  assert_true(e instanceof DOMException);
  assert_true(e instanceof Error);
  assert_equals(Object.prototype.toString.call(e), '[object QuotaExceededError]');
}, 'without arguments');

test(() => {
  const e = new QuotaExceededError('full', { quota: 10, requested: 12.5 });
  assert_equals(e.message, 'full');
  assert_equals(e.quota, 10);
  assert_equals(e.requested, 12.5);
  assert_equals(new QuotaExceededError('', { quota: 0 }).quota, 0);
  assert_equals(new QuotaExceededError('', { quota: 5, requested: 5 }).requested, 5);
  assert_equals(new QuotaExceededError('', { requested: 1 }).quota, null);
  assert_equals(new QuotaExceededError('', { quota: '7' }).quota, 7);
}, 'quota and requested');

test(() => {
  assert_throws_js(RangeError, () => new QuotaExceededError('', { quota: -1 }));
  assert_throws_js(RangeError, () => new QuotaExceededError('', { requested: -0.5 }));
  assert_throws_js(RangeError, () => new QuotaExceededError('', { quota: 2, requested: 1 }));
}, 'which must make sense');

test(() => {
  for (const quota of [NaN, Infinity, -Infinity, 'x', {}]) {
    assert_throws_js(TypeError, () => new QuotaExceededError('', { quota }), String(quota));
  }
  assert_throws_js(TypeError, () => new QuotaExceededError('', 1));
}, 'and be finite numbers');

test(() => {
  const e = new DOMException('m', 'QuotaExceededError');
  assert_equals(e.constructor, DOMException);
  assert_equals(e.code, 22);
  assert_false(e instanceof QuotaExceededError);
}, 'a DOMException of that name is not one');
