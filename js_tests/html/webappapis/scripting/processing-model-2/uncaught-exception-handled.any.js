setup({ allow_uncaught_exception: true });
function throw_in_a_task(value) {
  return new Promise((resolve) => {
    setTimeout(() => { throw value; });
    setTimeout(resolve);
  });
}

promise_test(async () => {
  const log = [];
  onerror = function (message, filename, lineno, colno, error) {
    log.push(this === globalThis, arguments.length, message, filename.endsWith('.any.js'), lineno > 0, colno > 0, error);
    return true;
  };
  addEventListener('error', (e) => log.push(e.defaultPrevented), { once: true });
  await throw_in_a_task('value');
  onerror = null;
  assert_array_equals(log, [true, 5, 'Uncaught value', true, true, true, 'value', true]);
}, 'onerror gets five arguments and handles the error by returning true');

promise_test(async () => {
  for (const result of [false, undefined, 1, 'true', {}]) {
    let prevented;
    onerror = () => result;
    addEventListener('error', (e) => { prevented = e.defaultPrevented; e.preventDefault(); }, { once: true });
    await throw_in_a_task('value');
    onerror = null;
    assert_false(prevented, String(result));
  }
}, 'only true handles it');

promise_test(async () => {
  const log = [];
  onerror = (...args) => { log.push(args.length, args[0] instanceof Event); };
  dispatchEvent(new Event('error'));
  dispatchEvent(new ErrorEvent('error', { message: 'm', filename: 'f', lineno: 1, colno: 2, error: 3 }));
  onerror = null;
  assert_array_equals(log, [1, true, 5, false]);
}, 'an event that is no ErrorEvent is handed over as it is');
