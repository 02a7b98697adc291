setup({ allow_uncaught_exception: true });
// Another engine did not report it: https://github.com/nooga/paserati/issues/484
promise_test(async () => {
  const mine = new Error('in a timer');
  const e = await new Promise((resolve) => {
    addEventListener('error', (event) => {
      event.preventDefault();
      resolve(event);
    }, { once: true });
    setTimeout(() => { throw mine; });
  });
  assert_equals(e.error, mine);
  assert_equals(e.message, 'Uncaught Error: in a timer');
  assert_true(e.filename.endsWith('throw-in-a-timer-is-reported.any.js'));
  assert_equals(e.lineno, 4);
}, 'as an ErrorEvent at the global object');
