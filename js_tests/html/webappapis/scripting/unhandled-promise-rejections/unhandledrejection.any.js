// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });

function next_rejection() {
  return new Promise((resolve) => {
    addEventListener('unhandledrejection', (e) => { e.preventDefault(); resolve(e); }, { once: true });
  });
}

promise_test(async () => {
  const seen = next_rejection();
  const reason = new Error('r');
  const promise = Promise.reject(reason);
  const e = await seen;
  assert_equals(Object.getPrototypeOf(e), PromiseRejectionEvent.prototype);
  assert_equals(e.type, 'unhandledrejection');
  assert_equals(e.promise, promise);
  assert_equals(e.reason, reason);
  assert_true(e.cancelable);
  assert_false(e.bubbles);
  assert_true(e.isTrusted);
  assert_equals(e.target, globalThis);
}, 'fires at the global object');

for (const reason of [undefined, null, 0, 'text', Symbol.iterator]) {
  promise_test(async () => {
    const seen = next_rejection();
    const promise = Promise.reject(reason);
    const e = await seen;
    assert_equals(e.promise, promise);
    assert_equals(e.reason, reason);
  }, `the reason may be anything: ${String(reason)}`);
}

promise_test(async () => {
  const seen = next_rejection();
  const promise = (async () => { throw 'in an async function'; })();
  const e = await seen;
  assert_equals(e.promise, promise);
  assert_equals(e.reason, 'in an async function');
}, 'of an async function');

promise_test(async () => {
  const seen = next_rejection();
  const promise = Promise.resolve().then(() => { throw 'in a reaction'; });
  assert_equals((await seen).promise, promise);
}, 'of a reaction');

promise_test(async () => {
  const log = [];
  const note = (e) => { e.preventDefault(); log.push(e.reason); };
  addEventListener('unhandledrejection', note);
  for (let i = 0; i < 5; i++) Promise.reject(i);
  await settled();
  removeEventListener('unhandledrejection', note);
  assert_array_equals(log, [0, 1, 2, 3, 4]);
}, 'each in the order of the rejections');

promise_test(async () => {
  const log = [];
  onunhandledrejection = function (e) { log.push(this === globalThis, arguments.length, e.reason); e.preventDefault(); };
  Promise.reject(1);
  await settled();
  onunhandledrejection = null;
  assert_array_equals(log, [true, 1, 1]);
}, 'onunhandledrejection');
