// META: script=/webmessaging/resources/settled.js
promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  carrier.port1.postMessage({ inside: port2, twice: [port2] }, [port2]);
  const e = await received;
  assert_equals(e.ports.length, 1);
  const [moved] = e.ports;
  assert_true(moved instanceof MessagePort);
  assert_not_equals(moved, port2);
  assert_equals(e.data.inside, moved);
  assert_equals(e.data.twice[0], moved);
  const answer = new Promise((resolve) => { port1.onmessage = (m) => resolve(m.data); });
  moved.postMessage('hello');
  assert_equals(await answer, 'hello');
}, 'a port moves: the new object is entangled with the other end');

promise_test(async () => {
  const carrier = new MessageChannel();
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  carrier.port1.postMessage('no port in here', { transfer: [port1, port2] });
  const e = await received;
  assert_equals(e.data, 'no port in here');
  const answer = new Promise((resolve) => { e.ports[1].onmessage = (m) => resolve(m.data); });
  e.ports[0].postMessage('both ends moved');
  assert_equals(await answer, 'both ends moved');
}, 'it need not be in the message; both ends may go');

promise_test(async () => {
  const carrier = new MessageChannel();
  const a = new MessageChannel();
  const b = new MessageChannel();
  const buffer = new ArrayBuffer(1);
  const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
  carrier.port1.postMessage([b.port1, a.port1], [a.port1, buffer, b.port1]);
  const e = await received;
  assert_array_equals(e.ports, [e.data[1], e.data[0]], 'ports are those of the transfer list, in its order');
}, 'several ports');

promise_test(async () => {
  let { port1, port2 } = new MessageChannel();
  for (let i = 0; i < 20; i++) {
    const carrier = new MessageChannel();
    const received = new Promise((resolve) => { carrier.port2.onmessage = resolve; });
    carrier.port1.postMessage(null, [port2]);
    port1.postMessage(i);
    port2 = (await received).ports[0];
  }
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  await settled();
  assert_array_equals(log, Array.from({ length: 20 }, (_, i) => i));
}, 'twenty times, its queue with it');
