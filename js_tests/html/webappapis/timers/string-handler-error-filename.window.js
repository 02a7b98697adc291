setup({ allow_uncaught_exception: true });
// The code of a string handler belongs to the script that armed the timer.
const reported = () => new Promise((resolve) => { onerror = (message, filename, lineno, colno) => { resolve({ filename, lineno, colno }); return true; }; });

promise_test(async () => {
  let error = reported();
  reportError(new Error('here'));
  const { filename } = await error;
  for (const code of ['undefined_variable', '{']) {
    error = reported();
    setTimeout(code);
    const e = await error;
    assert_equals(e.filename, filename, code);
    assert_equals(e.lineno, 1, code);
  }
  onerror = null;
}, 'of errors in the code of a timer');
