promise_test(async () => {
  await new Promise((resolve) => setTimeout(resolve));
  const log = [];
  const target = new EventTarget();
  target.addEventListener('x', () => {
    log.push('first');
    queueMicrotask(() => log.push('microtask'));
  });
  target.addEventListener('x', () => log.push('second'));
  target.dispatchEvent(new Event('x'));
  log.push('script');
  await null;
  assert_array_equals(log, ['first', 'second', 'script', 'microtask']);
}, 'dispatchEvent from a script runs no microtasks between listeners: the stack is not empty');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', () => {
    log.push('first');
    queueMicrotask(() => log.push('microtask'));
  });
  port2.addEventListener('message', t.step_func_done(() => {
    assert_array_equals(log, ['first', 'microtask']);
  }));
  port2.start();
  port1.postMessage(null);
}, 'an event of the platform does: the stack is empty after each listener');
