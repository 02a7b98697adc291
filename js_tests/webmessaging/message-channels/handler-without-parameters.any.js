// META: script=/webmessaging/resources/settled.js
// A handler that has no parameter for the event is called for each message, whatever the message
// is.
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = function () { log.push(this === port2); };
  for (const message of [1, 'two', { three: [3] }, new Map([[4, 4]]), new Date(5)]) port1.postMessage(message);
  await settled();
  assert_array_equals(log, [true, true, true, true, true]);
}, 'it is called once for each message, on the port');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = () => {
    log.push('first');
    port2.onmessage = e => { log.push(e.data); };
  };
  for (const message of [1, 2, { three: 3 }]) port1.postMessage(message);
  await settled();
  assert_equals(JSON.stringify(log), '["first",2,{"three":3}]');
}, 'the handler that it sets gets the next message');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', () => { port2.onmessage = e => { log.push(e.data); }; });
  port2.onmessage = () => { log.push('replaced'); };
  port1.postMessage({ a: 1 });
  await settled();
  assert_equals(JSON.stringify(log), '[{"a":1}]');
}, 'a listener before it can set another, which gets the same message');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = function () { log.push(arguments.length, arguments[0].data); };
  port1.postMessage('seen');
  await settled();
  port2.onmessage = function () { eval('log.push(arguments[0].data)'); };
  port1.postMessage('by eval');
  await settled();
  assert_array_equals(log, [1, 'seen', 'by eval']);
}, 'arguments has the event');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const inner = new MessageChannel();
  const log = [];
  const buffer = new ArrayBuffer(8);
  port2.onmessage = () => { log.push('message'); };
  inner.port2.onmessage = e => { log.push(e.data); };
  port1.postMessage({ port: inner.port1, buffer }, [inner.port1, buffer]);
  assert_equals(buffer.byteLength, 0);
  inner.port2.postMessage('nobody has the other end');
  await settled();
  assert_array_equals(log, ['message']);
}, 'objects transferred to it are detached');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', () => { log.push('once'); }, { once: true });
  port2.start();
  port1.postMessage({});
  port1.postMessage({});
  await settled();
  assert_array_equals(log, ['once']);
}, 'a listener that is to be called once is called once');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const name = `gojs ${location.href} ${Math.random()}`;
  const [a, b] = [new BroadcastChannel(name), new BroadcastChannel(name)];
  await new Promise(resolve => {
    b.onmessage = () => { if (log.push('broadcast') === 2) resolve(); };
    a.postMessage(1);
    a.postMessage({ two: 2 });
  });
  a.close();
  b.close();
  assert_array_equals(log, ['broadcast', 'broadcast']);
}, 'a handler of a BroadcastChannel is called too');
