// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });

promise_test(async () => {
  const log = [];
  const reason = new Error('late');
  const unhandled = new Promise((resolve) => {
    addEventListener('unhandledrejection', (e) => { e.preventDefault(); log.push(e.type); resolve(); }, { once: true });
  });
  const handled = new Promise((resolve) => { addEventListener('rejectionhandled', resolve, { once: true }); });
  const promise = Promise.reject(reason);
  await unhandled;
  await settled();
  promise.catch(() => log.push('catch'));
  log.push('sync');
  const e = await handled;
  log.push(e.type);
  assert_array_equals(log, ['unhandledrejection', 'sync', 'catch', 'rejectionhandled']);
  assert_equals(e.promise, promise);
  assert_equals(e.reason, reason);
  assert_false(e.cancelable);
  assert_true(e.isTrusted);
  assert_equals(Object.getPrototypeOf(e), PromiseRejectionEvent.prototype);
}, 'fires, in a task, when a rejection is handled that was notified about');

promise_test(async () => {
  const log = [];
  const promise = Promise.reject(1);
  onunhandledrejection = (e) => {
    log.push(e.type);
    e.preventDefault();
    e.promise.catch(() => log.push('catch'));
  };
  onrejectionhandled = (e) => log.push(e.type);
  await settled();
  promise.catch(() => {});
  await settled();
  onunhandledrejection = onrejectionhandled = null;
  assert_array_equals(log, ['unhandledrejection', 'catch']);
}, 'not if it is handled in the unhandledrejection event');

promise_test(async () => {
  const log = [];
  onunhandledrejection = (e) => e.preventDefault();
  onrejectionhandled = function (e) { log.push(e.type, this === globalThis, e.promise === promise); };
  const promise = Promise.reject(1);
  await settled();
  promise.catch(() => {});
  await settled();
  onunhandledrejection = onrejectionhandled = null;
  assert_array_equals(log, ['rejectionhandled', true, true]);
}, 'the event handler attribute');

promise_test(async () => {
  const log = [];
  onunhandledrejection = (e) => e.preventDefault();
  onrejectionhandled = () => log.push('rejectionhandled');
  const promise = Promise.reject(1);
  await settled();
  promise.catch(() => {});
  promise.catch(() => {});
  await settled();
  onunhandledrejection = onrejectionhandled = null;
  assert_array_equals(log, ['rejectionhandled']);
}, 'once');
