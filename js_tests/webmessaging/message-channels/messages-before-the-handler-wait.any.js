// META: script=/webmessaging/resources/settled.js
// Messages that arrive before there is a listener wait:
// https://github.com/oven-sh/bun/issues/40141,
// https://github.com/oven-sh/bun/pull/40162
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  for (let i = 0; i < 5; i++) port1.postMessage(i);
  await settled();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  await settled();
  assert_array_equals(log, [0, 1, 2, 3, 4]);
}, 'a handler that is set long after receives them all');
