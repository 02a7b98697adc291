setup({ allow_uncaught_exception: true });
// The event has the position of the exception: https://github.com/oven-sh/bun/pull/32345
promise_test(async () => {
  const e = await new Promise((resolve) => {
    addEventListener('error', (event) => { event.preventDefault(); resolve(event); }, { once: true });
    setTimeout(() => {
      const o = undefined;
      o.property;
    });
  });
  assert_true(e.error instanceof TypeError);
  assert_true(e.message.startsWith('Uncaught TypeError: '), e.message);
  assert_true(e.filename.endsWith('/uncaught-exception-position.any.js'), e.filename);
  assert_equals(e.lineno, 8);
  assert_greater_than(e.colno, 0);
}, 'message, file, line and column');
