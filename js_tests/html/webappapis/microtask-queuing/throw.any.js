setup({ allow_uncaught_exception: true });
promise_test(async () => {
  const log = [];
  const mine = new Error('mine');
  const onerror = (e) => {
    log.push(e.error === mine, e.message, e.lineno);
    e.preventDefault();
  };
  addEventListener('error', onerror);
  queueMicrotask(() => { throw mine; });
  queueMicrotask(() => log.push('next'));
  await new Promise((resolve) => setTimeout(resolve));
  removeEventListener('error', onerror);
  assert_array_equals(log, [true, 'Uncaught Error: mine', 4, 'next']);
}, 'a throw is reported, and the next microtask runs');
