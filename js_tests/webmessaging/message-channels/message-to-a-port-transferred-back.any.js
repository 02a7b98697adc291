// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.postMessage(1);
  carrier.port1.postMessage(null, [port2]);
  port1.postMessage(2);
  carrier.port2.onmessage = (e) => carrier.port2.postMessage(null, [e.ports[0]]);
  const back = await new Promise((resolve) => { carrier.port1.onmessage = (e) => resolve(e.ports[0]); });
  port1.postMessage(3);
  back.onmessage = (e) => log.push(e.data);
  await settled();
  assert_array_equals(log, [1, 2, 3]);
}, 'there and back, nothing lost');
