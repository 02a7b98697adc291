// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  port1.postMessage('before');
  carrier.port1.postMessage(null, [port2]);
  port1.postMessage('in transit');
  const [moved] = (await received).ports;
  port1.postMessage('after');
  await settled();
  assert_array_equals(log, []);
  moved.onmessage = (e) => log.push(e.data);
  port1.postMessage('enabled');
  await settled();
  assert_array_equals(log, ['before', 'in transit', 'after', 'enabled']);
}, 'messages from before, during and after the transfer, in order, once the new object is enabled');

promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  port2.onmessage = (e) => {
    log.push(`old ${e.data}`);
    carrier.port1.postMessage(null, [port2]);
  };
  port1.postMessage(1);
  port1.postMessage(2);
  port1.postMessage(3);
  const [moved] = (await received).ports;
  moved.onmessage = (e) => log.push(`new ${e.data}`);
  await settled();
  assert_array_equals(log, ['old 1', 'new 2', 'new 3']);
}, 'a port that is transferred in its own onmessage takes the rest of its queue along');

promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  port2.onmessage = () => log.push('old');
  carrier.port1.postMessage(null, [port2]);
  const [moved] = (await received).ports;
  assert_equals(moved.onmessage, null, 'handlers do not move');
  port1.postMessage(1);
  await settled();
  moved.addEventListener('message', () => log.push('new'));
  await settled();
  assert_array_equals(log, [], 'the new object is not enabled, though the old one was');
  moved.start();
  await settled();
  assert_array_equals(log, ['new']);
}, 'neither handlers nor being enabled move');

promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  port1.postMessage('last words');
  port1.close();
  carrier.port1.postMessage(null, [port2]);
  const [moved] = (await received).ports;
  const log = [];
  moved.onmessage = (e) => log.push(e.data);
  moved.onclose = () => log.push('close');
  await settled();
  assert_array_equals(log, ['last words', 'close']);
}, 'of a port whose other end is closed: messages and close event move');

promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const log = [];
  carrier.port2.onmessage = (e) => {
    log.push('carrier');
    e.ports[0].onmessage = (m) => log.push(m.data);
    e.ports[0].onclose = () => log.push('close');
  };
  carrier.port1.postMessage(null, [port2]);
  port1.postMessage(1);
  port1.close();
  await settled();
  assert_array_equals(log, ['carrier', 1, 'close']);
}, 'closing the other end while the port is in transit');
