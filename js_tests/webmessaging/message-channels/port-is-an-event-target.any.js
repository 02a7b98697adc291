// META: script=/webmessaging/resources/settled.js
test(() => {
  const { port1 } = new MessageChannel();
  const log = [];
  port1.onmessage = (e) => log.push(e.data, e.isTrusted);
  port1.dispatchEvent(new MessageEvent('message', { data: 'by hand' }));
  assert_array_equals(log, ['by hand', false]);
}, 'scripts may dispatch events at a port, at once');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  const controller = new AbortController();
  port2.addEventListener('message', (e) => log.push(`once ${e.data}`), { once: true });
  port2.addEventListener('message', (e) => {
    log.push(`signal ${e.data}`);
    controller.abort();
  }, { signal: controller.signal });
  port2.start();
  port1.postMessage(1);
  port1.postMessage(2);
  await settled();
  assert_array_equals(log, ['once 1', 'signal 1']);
}, 'the options of addEventListener');
