// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => {
    log.push(e.data);
    port2.close();
    port1.postMessage('too late');
  };
  port1.postMessage(1);
  port1.postMessage(2);
  port1.postMessage(3);
  await settled();
  assert_array_equals(log, [1, 2, 3]);
}, 'does not cancel the messages that had arrived');
