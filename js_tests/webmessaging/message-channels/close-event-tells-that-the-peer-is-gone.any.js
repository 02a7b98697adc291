// META: script=/webmessaging/resources/settled.js
// Requested in https://github.com/whatwg/html/issues/1766 and
// https://github.com/denoland/deno/issues/21964. For the time of the event see
// https://github.com/whatwg/html/issues/12797
promise_test(async () => {
  const calls = new Map();
  const server = (port) => {
    calls.set(port, 0);
    port.onmessage = () => calls.set(port, calls.get(port) + 1);
    port.addEventListener('close', () => calls.delete(port));
  };
  const clients = [];
  for (let i = 0; i < 3; i++) {
    const { port1, port2 } = new MessageChannel();
    clients.push(port1);
    server(port2);
  }
  clients[0].postMessage(1);
  clients[1].postMessage(1);
  clients[0].close();
  clients[2].close();
  await settled();
  assert_equals(calls.size, 1);
  assert_array_equals([...calls.values()], [1]);
}, 'a server forgets clients that closed their end');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port2.onclose = () => log.push('close');
  for (let i = 0; i < 3; i++) port1.postMessage(i);
  port1.close();
  queueMicrotask(() => log.push('microtask'));
  await settled();
  assert_array_equals(log, ['microtask', 0, 1, 2, 'close']);
}, 'it comes after the messages posted before');
