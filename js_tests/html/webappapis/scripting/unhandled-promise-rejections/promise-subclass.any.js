setup({ allow_uncaught_exception: true });
promise_test(async () => {
  class Own extends Promise {}
  const seen = new Promise((resolve) => {
    addEventListener('unhandledrejection', (e) => { e.preventDefault(); resolve(e); }, { once: true });
  });
  const promise = Own.reject('own');
  const e = await seen;
  assert_equals(e.promise, promise);
  assert_true(e.promise instanceof Own);
}, 'the promise of the event is the very object');
