// META: script=/webmessaging/resources/settled.js
// Ladybird lost the queue: https://github.com/LadybirdBrowser/ladybird/pull/8491. Bun delivered
// messages at the wrong place: https://github.com/oven-sh/bun/issues/15931,
// https://github.com/oven-sh/bun/pull/22637
promise_test(async () => {
  const first = new MessageChannel();
  const second = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.postMessage('queued 1');
  port1.postMessage('queued 2');
  first.port1.postMessage('take it', [port2]);
  first.port2.onmessage = (e) => {
    log.push('first hop');
    port1.postMessage('queued 3');
    second.port1.postMessage(e.data, e.ports);
  };
  second.port2.onmessage = (e) => {
    log.push('second hop');
    port1.postMessage('queued 4');
    e.ports[0].onmessage = (m) => log.push(m.data);
  };
  await settled();
  assert_array_equals(log, ['first hop', 'second hop', 'queued 1', 'queued 2', 'queued 3', 'queued 4']);
}, 'over two hops, in order');
