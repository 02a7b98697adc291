// META: script=/webmessaging/resources/settled.js
// Node lost it: https://github.com/nodejs/node/pull/27705. Deno lost it in workers that post and
// then close: https://github.com/denoland/deno/issues/11526
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => {
    log.push(e.data);
    if (e.data === 'question') {
      port2.postMessage('answer');
      port2.close();
    }
  };
  port1.onmessage = (e) => log.push(e.data);
  port1.onclose = () => log.push('close');
  port1.postMessage('question');
  await settled();
  assert_array_equals(log, ['question', 'answer', 'close']);
}, 'post and close in one task: the message arrives, then the close event');
