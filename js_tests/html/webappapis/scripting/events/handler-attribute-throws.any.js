setup({ allow_uncaught_exception: true });
test(() => {
  const { signal } = new AbortController();
  const log = [];
  const onerror = (e) => { e.preventDefault(); log.push(e.error); };
  addEventListener('error', onerror);
  signal.onabort = () => { throw 'thrown'; };
  assert_true(signal.dispatchEvent(new Event('abort', { cancelable: true })));
  removeEventListener('error', onerror);
  assert_array_equals(log, ['thrown']);
}, 'an exception of a handler is reported');
