const ask = (worker, data) => new Promise((resolve) => {
  worker.port.onmessage = (e) => resolve(e.data);
  worker.port.postMessage(data);
});

promise_test(async () => {
  const a = new SharedWorker('resources/hub.js', 'one');
  const b = new SharedWorker('resources/hub.js#fragment', { name: 'one' });
  const c = new SharedWorker('resources/hub.js', 'two');
  assert_equals((await ask(a, 1)).connections, 2);
  assert_object_equals(await ask(b, 2), { name: 'one', connections: 2, data: 2 });
  assert_object_equals(await ask(c, 3), { name: 'two', connections: 1, data: 3 });
}, 'there is one for a URL and a name');

test(() => {
  assert_equals(SharedWorker.length, 1);
  assert_equals(Object.getPrototypeOf(SharedWorker.prototype), EventTarget.prototype);
  const worker = new SharedWorker('resources/hub.js');
  assert_true(worker.port instanceof MessagePort);
  assert_equals(worker.port, worker.port);
  assert_false('postMessage' in worker);
  assert_throws_js(TypeError, () => new SharedWorker());
}, 'the interface');

promise_test(async () => {
  new SharedWorker('resources/hub.js', 'options');
  const other = new SharedWorker('resources/hub.js', { name: 'options', credentials: 'omit' });
  const e = await new Promise((resolve) => { other.onerror = resolve; });
  assert_equals(e.constructor, Event);
}, 'other options are an error event');

promise_test(async () => {
  for (let i = 0; i < 2; i++) {
    const { port } = new SharedWorker('resources/closes-after-one.js');
    const closed = new Promise((resolve) => { port.onclose = resolve; });
    const e = await new Promise((resolve) => { port.onmessage = resolve; });
    assert_equals(e.data, 'last words');
    await closed;
  }
}, 'after close() there is a new one');
