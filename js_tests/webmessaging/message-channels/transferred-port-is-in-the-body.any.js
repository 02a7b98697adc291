// META: script=/webmessaging/resources/settled.js
// In Deno it was only in event.ports: https://github.com/denoland/deno/issues/11102
promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const channel = new MessageChannel();
  const received = new Promise((resolve) => { port2.onmessage = resolve; });
  port1.postMessage({ type: 'connect', port: channel.port2 }, [channel.port2]);
  const e = await received;
  assert_true(e.data.port instanceof MessagePort);
  assert_equals(e.data.port, e.ports[0]);
  const answer = new Promise((resolve) => { channel.port1.onmessage = (m) => resolve(m.data); });
  e.data.port.postMessage('connected');
  assert_equals(await answer, 'connected');
}, 'a transferred port is in the message, where it was put');
