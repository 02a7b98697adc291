setup({ allow_uncaught_exception: true });
promise_test(async () => {
  let calls = 0;
  const errors = [];
  const onerror = (e) => { errors.push(e.error); e.preventDefault(); };
  addEventListener('error', onerror);
  await new Promise((resolve) => {
    const id = setInterval(() => {
      if (++calls === 3) {
        clearInterval(id);
        resolve();
      }
      throw calls;
    }, 1);
  });
  await new Promise((resolve) => setTimeout(resolve, 1));
  removeEventListener('error', onerror);
  assert_array_equals(errors, [1, 2, 3]);
}, 'each throw is reported, and the interval goes on');
