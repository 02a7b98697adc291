// Scripts that change Promise do not affect queueMicrotask.
promise_test(async () => {
  const log = [];
  const saved = Promise.prototype.then;
  Promise.prototype.then = function (...args) {
    log.push('then');
    return saved.apply(this, args);
  };
  queueMicrotask(() => log.push('microtask'));
  Promise.prototype.then = saved;
  await null;
  assert_array_equals(log, ['microtask']);
}, 'a replaced then is not called');

promise_test(async () => {
  const log = [];
  addEventListener('unhandledrejection', (e) => log.push(e.type), { once: true });
  queueMicrotask(async () => log.push('async'));
  await new Promise((resolve) => setTimeout(resolve));
  assert_array_equals(log, ['async']);
}, 'its result is ignored');
