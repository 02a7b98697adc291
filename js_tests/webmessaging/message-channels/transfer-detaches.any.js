// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  carrier.port1.postMessage(null, [port2]);
  const log = [];
  port2.onmessage = () => log.push('old object');
  port2.start();
  port2.postMessage('from the old object');
  port2.close();
  port1.onmessage = (e) => log.push(e.data);
  port1.onclose = () => log.push('close');
  const [moved] = (await received).ports;
  moved.postMessage('from the new object');
  await settled();
  assert_array_equals(log, ['from the new object']);
}, 'the old object does nothing any more: start, postMessage, close');

test(() => {
  const carrier = new MessageChannel();
  const { port2 } = new MessageChannel();
  carrier.port1.postMessage(null, [port2]);
  assert_throws_dom('DataCloneError', () => carrier.port1.postMessage(null, [port2]));
  assert_throws_dom('DataCloneError', () => structuredClone(port2));
}, 'nor can it be transferred again');

test(() => {
  const carrier = new MessageChannel();
  const { port2 } = new MessageChannel();
  port2.close();
  assert_throws_dom('DataCloneError', () => carrier.port1.postMessage(null, [port2]));
}, 'a closed port cannot be transferred');

test(() => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  carrier.port1.close();
  carrier.port1.postMessage(null, [port2]);
  assert_throws_dom('DataCloneError', () => carrier.port2.postMessage(null, [port2]));
  const buffer = new ArrayBuffer(8);
  carrier.port2.postMessage(buffer, [buffer]);
  assert_equals(buffer.byteLength, 0);
}, 'objects transferred to a closed port are detached all the same');
