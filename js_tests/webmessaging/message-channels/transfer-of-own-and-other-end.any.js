// META: script=/webmessaging/resources/settled.js
// https://github.com/nodejs/node/pull/21540
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  assert_throws_dom('DataCloneError', () => port1.postMessage(null, [port1]));
  assert_throws_dom('DataCloneError', () => port1.postMessage(null, [port2, port1]));
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage('unharmed');
  await settled();
  assert_array_equals(log, ['unharmed']);
}, 'the own end throws, and harms neither');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = () => log.push('message');
  port1.postMessage(null, [port2]);
  port1.postMessage('lost');
  await settled();
  assert_array_equals(log, []);
}, 'the other end: no crash, no message');
