// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });

async function rejections_of(f) {
  const log = [];
  const note = (e) => { e.preventDefault(); log.push(`${e.type} ${e.reason}`); };
  addEventListener('unhandledrejection', note);
  addEventListener('rejectionhandled', note);
  f();
  await settled();
  removeEventListener('unhandledrejection', note);
  removeEventListener('rejectionhandled', note);
  return log;
}

promise_test(async () => {
  assert_array_equals(await rejections_of(() => { Promise.reject(1).catch(() => {}); }), []);
}, 'a handler at once');

promise_test(async () => {
  assert_array_equals(await rejections_of(() => {
    const p = Promise.reject(1);
    queueMicrotask(() => queueMicrotask(() => p.catch(() => {})));
  }), []);
}, 'a handler in a microtask of the same task');

promise_test(async () => {
  assert_array_equals(await rejections_of(async () => {
    const p = Promise.reject(1);
    await null;
    await null;
    try { await p; } catch (e) { /* handled */ }
  }), []);
}, 'await, some microtasks later');

promise_test(async () => {
  assert_array_equals(await rejections_of(() => {
    const p = Promise.reject(1);
    p.then(() => {});
    p.catch(() => {});
  }), ['unhandledrejection 1'], 'of the promise of then()');
}, 'a reaction without a handler passes the rejection on');

promise_test(async () => {
  assert_array_equals(await rejections_of(() => { Promise.reject(1).finally(() => {}).catch(() => {}); }), []);
}, 'through finally');

promise_test(async () => {
  assert_array_equals(await rejections_of(() => {
    Promise.all([Promise.reject(1), Promise.reject(2)]).catch(() => {});
    Promise.race([Promise.reject(3)]).catch(() => {});
    Promise.allSettled([Promise.reject(4)]);
    Promise.any([Promise.reject(5)]).catch(() => {});
  }), []);
}, 'the combinators handle their inputs');
