// https://html.spec.whatwg.org/multipage/web-messaging.html#window-post-message-steps
const received = () => new Promise((resolve) => addEventListener('message', resolve, { once: true }));

promise_test(async () => {
  postMessage({ a: [1, new Date(0)] }, '*');
  const e = await received();
  assert_equals(e.data.a[0], 1);
  assert_equals(e.data.a[1].getTime(), 0);
  assert_equals(e.origin, location.origin);
  assert_equals(e.source, window);
  assert_equals(e.target, window);
  assert_equals(e.lastEventId, '');
  assert_equals(e.ports.length, 0);
  assert_true(Object.isFrozen(e.ports));
  assert_true(e.isTrusted);
  assert_false(e.bubbles || e.cancelable);
  assert_equals(Object.getPrototypeOf(e), MessageEvent.prototype);
}, 'the event');

promise_test(async () => {
  const log = [];
  const end = new Promise((resolve) => {
    onmessage = function (e) {
      log.push(e.data, this === window);
      if (e.data === 2) resolve();
    };
  });
  postMessage(1);
  postMessage(2, '/');
  log.push('sync');
  queueMicrotask(() => log.push('microtask'));
  await end;
  onmessage = null;
  assert_array_equals(log, ['sync', 'microtask', 1, true, 2, true]);
}, 'in tasks, in order');

test(() => {
  assert_equals(postMessage.length, 1);
  assert_throws_js(TypeError, () => postMessage());
  assert_throws_js(TypeError, () => postMessage.call({}, 1));
  assert_throws_dom('DataCloneError', () => postMessage(() => {}, '*'));
  const error = new Error('getter');
  assert_throws_exactly(error, () => postMessage({ get x() { throw error; } }, '*'));
}, 'errors');

promise_test(async () => {
  const before = { x: 1 };
  postMessage(before);
  before.x = 2;
  assert_equals((await received()).data.x, 1);
}, 'later changes do not affect a posted message');

promise_test(async () => {
  postMessage.call(undefined, 1);
  assert_equals((await received()).data, 1);
}, 'this');
