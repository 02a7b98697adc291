// META: script=/webmessaging/resources/settled.js
// Whether they still fire was an open question: https://github.com/whatwg/html/issues/5765. They
// do, as in browsers and in WPT.
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage(1);
  port1.postMessage(2);
  port2.close();
  await settled();
  assert_array_equals(log, [1, 2]);
}, 'messages that had arrived at an enabled port fire after it is closed');
