// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const carried = new MessageChannel();
  const log = [];
  carried.port1.onclose = () => log.push('close');
  port2.close();
  port1.postMessage(null, [carried.port2]);
  await settled();
  assert_array_equals(log, ['close']);
}, 'a message to a closed port');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const carried = new MessageChannel();
  const log = [];
  carried.port1.onclose = () => log.push('close');
  port1.postMessage(null, [carried.port2]);
  await settled();
  assert_array_equals(log, []);
  port2.close();
  await settled();
  assert_array_equals(log, ['close']);
}, 'a message in the queue of a port that is closed before it was enabled');

promise_test(async () => {
  const outer = new MessageChannel();
  const middle = new MessageChannel();
  const inner = new MessageChannel();
  const log = [];
  inner.port1.onmessage = (e) => log.push(e.data);
  inner.port1.onclose = () => log.push('close');
  inner.port2.postMessage('sent before');
  middle.port1.postMessage(null, [inner.port2]);
  outer.port1.postMessage(null, [middle.port2]);
  outer.port2.close();
  await settled();
  assert_array_equals(log, ['sent before', 'close']);
}, 'a port in the queue of a port in the message');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const carried = new MessageChannel();
  const log = [];
  carried.port1.onclose = () => log.push('close');
  port2.start();
  port1.postMessage(null, [carried.port2]);
  await settled();
  carried.port1.postMessage('nobody has the other end, but it is not closed');
  assert_array_equals(log, []);
}, 'a message that is delivered without a listener is not dropped');
