// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', () => log.push('first listener'));
  port2.onmessage = () => log.push('never: replaced');
  port2.addEventListener('message', () => log.push('second listener'));
  port2.onmessage = () => log.push('handler');
  port1.postMessage(1);
  await settled();
  assert_array_equals(log, ['first listener', 'handler', 'second listener']);
}, 'keeps its place among the listeners');

test(() => {
  const { port1 } = new MessageChannel();
  const f = () => {};
  const o = { handleEvent() {} };
  for (const name of ['onmessage', 'onmessageerror', 'onclose']) {
    port1[name] = f;
    assert_equals(port1[name], f);
    port1[name] = o;
    assert_equals(port1[name], o, 'an object is kept');
    for (const v of [1, 'x', undefined, null, Symbol(), true]) {
      port1[name] = f;
      port1[name] = v;
      assert_equals(port1[name], null);
    }
  }
}, 'a value that is not an object becomes null');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = { handleEvent() { log.push('never'); } };
  port1.postMessage(1);
  await settled();
  assert_array_equals(log, []);
}, 'an object is not called');
