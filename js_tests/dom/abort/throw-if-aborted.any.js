test(() => {
  const controller = new AbortController();
  assert_equals(controller.signal.throwIfAborted(), undefined);
  const reason = { any: 'thing' };
  controller.abort(reason);
  assert_throws_exactly(reason, () => controller.signal.throwIfAborted());
  assert_throws_exactly(reason, () => controller.signal.throwIfAborted(), 'each time');
}, 'throws the reason');

test(() => {
  assert_throws_dom('AbortError', () => AbortSignal.abort().throwIfAborted());
  assert_throws_exactly(null, () => AbortSignal.abort(null).throwIfAborted());
}, 'whatever it is');
