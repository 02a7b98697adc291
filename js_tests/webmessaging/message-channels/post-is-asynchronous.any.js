async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = t.step_func_done(() => {
    log.push('message');
    assert_array_equals(log, ['sync', 'microtask', 'message']);
  });
  port1.postMessage(1);
  queueMicrotask(() => log.push('microtask'));
  log.push('sync');
}, 'a message is a task: it comes after the script and its microtasks');
