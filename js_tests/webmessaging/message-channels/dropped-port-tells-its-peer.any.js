// META: script=/webmessaging/resources/settled.js
// In Bun a port in a message that was never received stayed open for ever:
// https://github.com/oven-sh/bun/pull/43374
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const carried = new MessageChannel();
  const closed = new Promise((resolve) => { carried.port1.onclose = () => resolve('close'); });
  port1.postMessage('never received', [carried.port2]);
  port2.close();
  assert_equals(await closed, 'close');
}, 'its other end gets a close event');
