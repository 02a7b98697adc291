// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage({ get a() { port1.postMessage('inner'); return 'outer'; } });
  await settled();
  assert_equals(log[0], 'inner');
  assert_object_equals(log[1], { a: 'outer' });
}, 'one that posts is first');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port2.onclose = () => log.push('close');
  const buffer = new ArrayBuffer(1);
  port1.postMessage({ get a() { port1.close(); return 1; } }, [buffer]);
  await settled();
  assert_equals(buffer.byteLength, 0);
  assert_array_equals(log, ['close']);
}, 'one that closes the port: the message is lost');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const carrier = new MessageChannel();
  const log = [];
  carrier.port2.onmessage = (e) => { e.ports[0].onmessage = () => log.push('to the moved port'); };
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage({ get a() { carrier.port1.postMessage(null, [port1]); return 1; } });
  await settled();
  assert_array_equals(log, []);
}, 'one that transfers the port away: the message is lost');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const moved = new MessageChannel();
  assert_throws_dom('DataCloneError', () => {
    port1.postMessage({ get a() { moved.port1.close(); return 1; } }, [moved.port1]);
  });
}, 'one that closes a port of the transfer list: a DataCloneError');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data.x);
  let m = { x: 'bottom' };
  for (let i = 0; i < 50; i++) {
    const inner = m;
    m = { get x() { port1.postMessage(inner); return i; } };
  }
  port1.postMessage(m);
  await settled();
  assert_array_equals(log, ['bottom', ...Array.from({ length: 50 }, (_, i) => i)]);
}, 'fifty posts, one in another');
