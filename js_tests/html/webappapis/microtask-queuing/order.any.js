promise_test(async () => {
  const log = [];
  queueMicrotask(() => log.push(1));
  Promise.resolve().then(() => log.push(2));
  queueMicrotask(() => {
    log.push(3);
    queueMicrotask(() => log.push(6));
    Promise.resolve().then(() => log.push(7));
  });
  (async () => {
    await null;
    log.push(4);
  })();
  queueMicrotask(() => log.push(5));
  await new Promise((resolve) => setTimeout(resolve));
  assert_array_equals(log, [1, 2, 3, 4, 5, 6, 7]);
}, 'one queue for promise reactions and queueMicrotask');

promise_test(async () => {
  const log = [];
  await new Promise((resolve) => {
    setTimeout(() => { log.push('task'); resolve(); });
    let n = 0;
    const again = () => {
      if (++n < 1000) queueMicrotask(again);
      else log.push('last of 1000 microtasks');
    };
    queueMicrotask(again);
  });
  assert_array_equals(log, ['last of 1000 microtasks', 'task']);
}, 'microtasks that queue microtasks all run before the next task');
