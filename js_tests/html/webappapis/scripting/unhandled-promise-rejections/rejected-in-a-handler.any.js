// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });
promise_test(async () => {
  const log = [];
  const onrejection = (e) => {
    e.preventDefault();
    log.push(e.reason);
    if (e.reason < 3) Promise.reject(e.reason + 1);
  };
  addEventListener('unhandledrejection', onrejection);
  Promise.reject(1);
  await settled();
  removeEventListener('unhandledrejection', onrejection);
  assert_array_equals(log, [1, 2, 3]);
}, 'a rejection in the handler is notified about in its turn');
