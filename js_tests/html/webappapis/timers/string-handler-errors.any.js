setup({ allow_uncaught_exception: true });
promise_test(async () => {
  const errors = [];
  const onerror = (e) => { errors.push(e.error.name); e.preventDefault(); };
  addEventListener('error', onerror);
  setTimeout('syntax error here');
  setTimeout('throw new RangeError("r")');
  await new Promise((resolve) => setTimeout(resolve, 2));
  removeEventListener('error', onerror);
  assert_array_equals(errors, ['SyntaxError', 'RangeError']);
}, 'a syntax error and a throw are reported');

test(() => {
  assert_throws_js(TypeError, () => setTimeout(Symbol()));
  const mine = new Error('mine');
  assert_throws_exactly(mine, () => setTimeout({ toString() { throw mine; } }));
}, 'a handler that cannot be converted to a string throws at once');
