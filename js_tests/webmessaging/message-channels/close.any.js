// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.onmessage = port2.onmessage = (e) => log.push(e.data);
  assert_equals(port1.close(), undefined);
  port1.postMessage('from the closed end');
  port2.postMessage('to the closed end');
  port1.close();
  await settled();
  assert_array_equals(log, []);
}, 'after close() nothing is delivered, in neither direction, and nothing throws');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage(1);
  port1.postMessage(2);
  port1.close();
  await settled();
  assert_array_equals(log, [1, 2]);
}, 'messages posted before are delivered');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', (e) => log.push(e.data));
  port1.postMessage(1);
  port1.close();
  await settled();
  port2.start();
  await settled();
  assert_array_equals(log, [1]);
}, 'also if the other end is enabled only later');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  await settled();
  port1.postMessage(1);
  port2.close();
  await settled();
  assert_array_equals(log, [1]);
}, 'an enabled port that closes itself still receives messages that had arrived');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', (e) => log.push(e.data));
  port1.postMessage(1);
  port2.close();
  port2.start();
  await settled();
  assert_array_equals(log, []);
}, 'one that was never enabled does not');
