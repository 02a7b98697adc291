const next = (target) => new Promise((resolve) => target.addEventListener('message', resolve, { once: true }));

promise_test(async (t) => {
  const worker = new Worker('resources/echo.js');
  t.add_cleanup(() => worker.terminate());
  for (let i = 0; i < 3; i++) worker.postMessage(i);
  for (let i = 0; i < 3; i++) assert_equals((await next(worker)).data, i);
}, 'what is posted before the script has run waits for it');

promise_test(async (t) => {
  const worker = new Worker('resources/echo.js');
  t.add_cleanup(() => worker.terminate());
  const { port1, port2 } = new MessageChannel();
  worker.postMessage('there and back', [port2]);
  const e = await next(worker);
  assert_equals(e.data, 'there and back');
  assert_equals(e.origin, '');
  assert_equals(e.source, null);
  assert_true(e.isTrusted);
  e.ports[0].postMessage('still connected');
  port1.start();
  assert_equals((await next(port1)).data, 'still connected');
}, 'a port goes to a worker and back');

promise_test(async (t) => {
  const worker = new Worker('resources/echo.js');
  t.add_cleanup(() => worker.terminate());
  const { buffer } = new Uint8Array([1, 2, 3]);
  worker.postMessage(buffer, { transfer: [buffer] });
  assert_equals(buffer.byteLength, 0);
  assert_array_equals(new Uint8Array((await next(worker)).data), [1, 2, 3]);
}, 'a buffer is moved');

test((t) => {
  const worker = new Worker('resources/echo.js');
  t.add_cleanup(() => worker.terminate());
  const { buffer } = new Uint8Array(3);
  assert_throws_dom('DataCloneError', () => worker.postMessage(() => {}, [buffer]));
  assert_equals(buffer.byteLength, 3);
  assert_throws_dom('DataCloneError', () => worker.postMessage(worker));
  assert_throws_dom('DataCloneError', () => worker.postMessage(null, [worker]));
}, 'what cannot be cloned moves nothing');
