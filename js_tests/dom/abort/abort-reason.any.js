test(() => {
  const controller = new AbortController();
  controller.abort();
  const { reason } = controller.signal;
  assert_equals(reason.constructor, DOMException);
  assert_equals(reason.name, 'AbortError');
  assert_equals(reason.code, 20);
  assert_not_equals(reason.message, '');
  assert_equals(controller.signal.reason, reason, 'the same each time');
}, 'an AbortError by default');

test(() => {
  const controller = new AbortController();
  controller.abort(undefined);
  assert_equals(controller.signal.reason.name, 'AbortError');
}, 'undefined counts as no reason');

for (const reason of [null, 0, '', false, NaN, 'text', Symbol.iterator, 1n, {}, new Error('e')]) {
  test(() => {
    const controller = new AbortController();
    controller.abort(reason);
    assert_true(controller.signal.aborted);
    assert_equals(controller.signal.reason, reason);
    assert_equals(AbortSignal.abort(reason).reason, reason);
  }, `${typeof reason} ${String(reason)}`);
}
