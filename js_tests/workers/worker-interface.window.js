test(() => {
  assert_equals(Worker.length, 1);
  assert_equals(Object.getPrototypeOf(Worker), EventTarget);
  assert_equals(Object.getPrototypeOf(Worker.prototype), EventTarget.prototype);
  assert_equals(Object.prototype.toString.call(Worker.prototype), '[object Worker]');
}, 'Worker is an event target');

for (const [name, length] of [['postMessage', 1], ['terminate', 0]]) {
  test(() => {
    const d = Object.getOwnPropertyDescriptor(Worker.prototype, name);
    assert_equals(d.value.name, name);
    assert_equals(d.value.length, length);
    assert_true(d.enumerable && d.writable && d.configurable);
    assert_throws_js(TypeError, () => d.value.call({}, 1));
  }, `the operation ${name}`);
}

for (const name of ['onmessage', 'onmessageerror', 'onerror']) {
  test(() => {
    const d = Object.getOwnPropertyDescriptor(Worker.prototype, name);
    assert_equals(d.get.name, `get ${name}`);
    assert_equals(d.set.name, `set ${name}`);
    const worker = new Worker('data:,');
    assert_equals(worker[name], null);
    const f = () => {};
    worker[name] = f;
    assert_equals(worker[name], f);
    worker.terminate();
  }, `the event handler ${name}`);
}

test(() => {
  for (const name of ['WorkerGlobalScope', 'DedicatedWorkerGlobalScope', 'WorkerLocation', 'WorkerNavigator', 'FileReaderSync']) {
    assert_false(name in self, name);
  }
}, 'the interfaces of workers are not exposed in a page');
