setup({ allow_uncaught_exception: true });

test(() => {
  const target = new EventTarget();
  const log = [];
  const mine = new Error('mine');
  const onerror = (e) => {
    log.push('error', e.error === mine, e.isTrusted, e.cancelable);
    e.preventDefault();
  };
  addEventListener('error', onerror);
  target.addEventListener('x', () => { log.push('first'); throw mine; });
  target.addEventListener('x', () => log.push('second'));
  const result = target.dispatchEvent(new Event('x', { cancelable: true }));
  removeEventListener('error', onerror);
  assert_true(result, 'dispatchEvent neither throws nor is canceled by it');
  assert_array_equals(log, ['first', 'error', true, true, true, 'second']);
}, 'is reported at once, and the next listener is called');

test(() => {
  const target = new EventTarget();
  const log = [];
  const onerror = (e) => { log.push(e.error); e.preventDefault(); };
  addEventListener('error', onerror);
  for (const thrown of [undefined, null, 0, 'text', false]) target.addEventListener('x', () => { throw thrown; });
  target.dispatchEvent(new Event('x'));
  removeEventListener('error', onerror);
  assert_array_equals(log, [undefined, null, 0, 'text', false]);
}, 'whatever is thrown');
