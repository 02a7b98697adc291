promise_test(async () => {
  const log = [];
  await new Promise((resolve) => {
    setTimeout(() => {
      log.push('timer 1');
      queueMicrotask(() => log.push('microtask 1'));
    });
    setTimeout(() => {
      log.push('timer 2');
      Promise.resolve().then(() => log.push('microtask 2'));
    });
    setTimeout(resolve);
    queueMicrotask(() => log.push('microtask of the script'));
    log.push('script');
  });
  assert_array_equals(log, ['script', 'microtask of the script', 'timer 1', 'microtask 1', 'timer 2', 'microtask 2']);
}, 'each timer is a task: its microtasks run before the next one');
