// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });
promise_test(async () => {
  const log = [];
  onunhandledrejection = (e) => { e.preventDefault(); log.push('unhandledrejection'); };
  Promise.reject(1);
  log.push('script');
  queueMicrotask(() => {
    log.push('microtask');
    queueMicrotask(() => log.push('microtask of a microtask'));
  });
  await settled();
  onunhandledrejection = null;
  assert_array_equals(log, ['script', 'microtask', 'microtask of a microtask', 'unhandledrejection']);
}, 'the script and all its microtasks come first');
