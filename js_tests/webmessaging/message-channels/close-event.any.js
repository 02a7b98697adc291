// META: script=/webmessaging/resources/settled.js
// https://html.spec.whatwg.org/multipage/web-messaging.html#disentangle
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.onclose = () => log.push('own');
  const closed = new Promise((resolve) => { port2.onclose = function (e) { resolve([this, e]); }; });
  port1.close();
  const [receiver, e] = await closed;
  assert_equals(receiver, port2);
  assert_equals(e.type, 'close');
  assert_equals(Object.getPrototypeOf(e), Event.prototype);
  assert_equals(e.target, port2);
  assert_true(e.isTrusted);
  assert_false(e.bubbles);
  assert_false(e.cancelable);
  await settled();
  assert_array_equals(log, []);
}, 'fires at the other end only');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onclose = () => log.push('close');
  port1.close();
  log.push('sync');
  await Promise.resolve();
  log.push('microtask');
  await settled();
  assert_array_equals(log, ['sync', 'microtask', 'close']);
}, 'in a task');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port2.onclose = () => log.push('close');
  port1.postMessage(1);
  port1.postMessage(2);
  port1.close();
  port1.postMessage(3);
  await settled();
  assert_array_equals(log, [1, 2, 'close']);
}, 'as the last entry of the queue');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('close', () => log.push('close'));
  port1.close();
  await settled();
  assert_array_equals(log, ['close']);
}, 'without start(), where nothing is before it');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', (e) => log.push(e.data));
  port2.addEventListener('close', () => log.push('close'));
  port1.postMessage(1);
  port1.close();
  await settled();
  assert_array_equals(log, []);
  port2.start();
  await settled();
  assert_array_equals(log, [1, 'close']);
}, 'but not before messages that wait for start()');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  let calls = 0;
  port1.onclose = port2.onclose = () => { calls++; };
  port1.close();
  port1.close();
  port2.close();
  await settled();
  assert_equals(calls, 1);
}, 'once: at the end that was closed second');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  let calls = 0;
  port2.onclose = () => {
    calls++;
    port2.postMessage('nobody is there');
    port2.close();
  };
  port1.close();
  await settled();
  assert_equals(calls, 1);
}, 'posting and closing in it is harmless');
