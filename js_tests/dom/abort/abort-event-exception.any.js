setup({ allow_uncaught_exception: true });
test(() => {
  const controller = new AbortController();
  const log = [];
  const mine = new Error('mine');
  const onerror = (e) => { log.push(e.error === mine); e.preventDefault(); };
  addEventListener('error', onerror);
  controller.signal.addEventListener('abort', () => { throw mine; });
  controller.signal.addEventListener('abort', () => log.push('next'));
  controller.abort();
  removeEventListener('error', onerror);
  assert_array_equals(log, [true, 'next']);
}, 'an exception of a listener is reported, not thrown by abort()');
