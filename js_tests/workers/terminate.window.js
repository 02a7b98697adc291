const worker_of = (source) => new Worker('data:text/javascript,' + encodeURIComponent(source));
const next = (target) => new Promise((resolve) => target.addEventListener('message', (e) => resolve(e.data), { once: true }));

promise_test(async () => {
  const worker = worker_of(`onmessage = (e) => { e.data.postMessage('here'); for (;;); }`);
  const { port1, port2 } = new MessageChannel();
  const closed = new Promise((resolve) => { port1.onclose = resolve; });
  port1.start();
  worker.postMessage(port2, [port2]);
  assert_equals(await next(port1), 'here');
  worker.terminate();
  await closed;
}, 'an endless loop ends, and its ports are closed');

promise_test(async () => {
  const worker = worker_of(`for (let i = 0; i < 10; i++) postMessage(i)`);
  const got = [];
  await new Promise((resolve) => {
    worker.onmessage = (e) => {
      got.push(e.data);
      worker.terminate();
      resolve();
    };
  });
  await next(worker_of('postMessage(1)'));
  assert_array_equals(got, [0]);
}, 'what it posted is dropped');

test(() => {
  const worker = worker_of('');
  assert_equals(worker.terminate(), undefined);
  worker.terminate();
  const { buffer } = new Uint8Array(3);
  worker.postMessage(buffer, [buffer]);
  assert_equals(buffer.byteLength, 0);
}, 'a message to one that was terminated is lost, with what it moves');
