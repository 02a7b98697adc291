// META: script=/webmessaging/resources/settled.js
// In Bun a failed transfer was half applied: https://github.com/oven-sh/bun/pull/37966
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const moved = new MessageChannel();
  const first = new ArrayBuffer(1);
  const last = new ArrayBuffer(2);
  const log = [];
  port2.onmessage = () => log.push('message');
  assert_throws_dom('DataCloneError', () => {
    port1.postMessage({ get late() { structuredClone(last, { transfer: [last] }); return 1; } }, [first, moved.port1, last]);
  });
  assert_equals(first.byteLength, 1);
  moved.port2.onmessage = (e) => log.push(e.data);
  moved.port1.postMessage('still entangled');
  await settled();
  assert_array_equals(log, ['still entangled']);
}, 'a getter detaches the last of the list: the first ones are not transferred either');
