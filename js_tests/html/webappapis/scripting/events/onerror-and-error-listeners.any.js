setup({ allow_uncaught_exception: true });
test(() => {
  const log = [];
  const listener = (e) => log.push(e.type, e.message);
  onerror = (message) => { log.push(message); return true; };
  addEventListener('error', listener);
  reportError(new Error('e'));
  onerror = null;
  removeEventListener('error', listener);
  assert_array_equals(log, ['Uncaught Error: e', 'error', 'Uncaught Error: e']);
}, 'both are called, in the order of their addition');

test(() => {
  onerror = 1;
  assert_equals(onerror, null);
  const o = {};
  onerror = o;
  assert_equals(onerror, o);
  onerror = null;
  assert_equals(onerror, null);
}, 'onerror is an event handler attribute');
