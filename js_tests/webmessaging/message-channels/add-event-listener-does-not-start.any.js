// META: script=/webmessaging/resources/settled.js
// Bun delivered messages without start(): https://github.com/oven-sh/bun/issues/19863
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.addEventListener('message', (e) => log.push(e.data));
  port2.postMessage('hello');
  await settled();
  assert_array_equals(log, []);
  port1.start();
  await settled();
  assert_array_equals(log, ['hello']);
}, 'a listener alone does not start a port');
