// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => {
    log.push(`begin ${e.data}`);
    if (e.data < 3) port1.postMessage(e.data + 1);
    log.push(`end ${e.data}`);
  };
  port1.postMessage(1);
  await settled();
  assert_array_equals(log, ['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
}, 'a message that is posted in onmessage comes in a task of its own');
