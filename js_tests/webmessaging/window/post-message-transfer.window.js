const received = (type = 'message') => new Promise((resolve) => addEventListener(type, resolve, { once: true }));

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const buffer = new ArrayBuffer(8);
  port1.postMessage('queued');
  postMessage({ port: port2, buffer }, '*', [buffer, port2]);
  assert_equals(buffer.byteLength, 0);
  const e = await received();
  assert_equals(e.data.buffer.byteLength, 8);
  assert_equals(e.ports.length, 1);
  assert_equals(e.ports[0], e.data.port);
  assert_not_equals(e.ports[0], port2);
  assert_equals(e.ports, e.ports);
  assert_true(Object.isFrozen(e.ports));
  const answer = new Promise((resolve) => { e.ports[0].onmessage = resolve; });
  assert_equals((await answer).data, 'queued');
  port1.close();
}, 'a port and a buffer');

promise_test(async () => {
  const a = new MessageChannel();
  const b = new MessageChannel();
  postMessage(0, { transfer: [b.port1, a.port1, a.port2] });
  const { ports } = await received();
  assert_equals(ports.length, 3);
  const answer = new Promise((resolve) => { ports[2].onmessage = resolve; });
  ports[1].postMessage('through');
  assert_equals((await answer).data, 'through');
  b.port2.close();
  ports[1].close();
}, 'ports keep their order');

test(() => {
  const { port1, port2 } = new MessageChannel();
  const buffer = new ArrayBuffer(1);
  assert_throws_dom('DataCloneError', () => postMessage(port1, '*'), 'not in the list');
  assert_throws_dom('DataCloneError', () => postMessage(1, '*', [buffer, port1, port1]), 'twice');
  assert_throws_dom('DataCloneError', () => postMessage(() => {}, '*', [buffer, port1]), 'with what cannot be cloned');
  assert_throws_dom('DataCloneError', () => postMessage(1, '*', [buffer, {}]), 'not transferable');
  assert_equals(buffer.byteLength, 1, 'nothing was transferred');
  port1.postMessage(1, [port2]);
  assert_throws_dom('DataCloneError', () => postMessage(1, '*', [buffer, port2]), 'again');
  assert_equals(buffer.byteLength, 1, 'nothing was transferred');
  port1.close();
}, 'errors');
