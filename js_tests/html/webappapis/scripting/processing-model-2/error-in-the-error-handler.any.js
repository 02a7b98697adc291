setup({ allow_uncaught_exception: true });
promise_test(async () => {
  const log = [];
  const onerror = (e) => {
    log.push(e.error);
    e.preventDefault();
    if (log.length < 10) throw 'second';
  };
  addEventListener('error', onerror);
  await new Promise((resolve) => {
    setTimeout(() => { throw 'first'; });
    setTimeout(resolve);
  });
  removeEventListener('error', onerror);
  assert_array_equals(log, ['first']);
}, 'a throw in an error listener does not fire another error event');

promise_test(async () => {
  const log = [];
  const a = (e) => { log.push('a'); e.preventDefault(); throw 'in a'; };
  const b = () => log.push('b');
  addEventListener('error', a);
  addEventListener('error', b);
  reportError('x');
  removeEventListener('error', a);
  removeEventListener('error', b);
  assert_array_equals(log, ['a', 'b']);
}, 'the other listeners are called');

promise_test(async () => {
  const log = [];
  const onerror = (e) => {
    log.push(e.error);
    e.preventDefault();
    reportError('nested');
  };
  addEventListener('error', onerror);
  reportError('outer');
  reportError('again');
  removeEventListener('error', onerror);
  assert_array_equals(log, ['outer', 'again']);
}, 'nor does reportError in one');
