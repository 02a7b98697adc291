// META: script=/webmessaging/resources/settled.js
// In Node it arrived: https://github.com/nodejs/node/issues/42296
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage('before');
  port1.close();
  port1.postMessage('after');
  queueMicrotask(() => port1.postMessage('after, in a microtask'));
  setTimeout(() => port1.postMessage('after, in a task'));
  await settled();
  await new Promise((resolve) => setTimeout(resolve, 1));
  await settled();
  assert_array_equals(log, ['before']);
}, 'only messages that were posted before arrive');
