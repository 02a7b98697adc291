promise_test(async () => {
  let calls = 0;
  const start = performance.now();
  await new Promise((resolve) => {
    const id = setInterval(() => {
      if (++calls === 4) {
        clearInterval(id);
        resolve();
      }
    }, 5);
  });
  assert_greater_than_equal(performance.now() - start, 20);
  await new Promise((resolve) => setTimeout(resolve, 15));
  assert_equals(calls, 4);
}, 'repeats until it is cleared');

promise_test(async () => {
  const log = [];
  const id = setInterval(() => {
    log.push('in');
    const until = performance.now() + 8;
    while (performance.now() < until);
    log.push('out');
  }, 1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  clearInterval(id);
  for (let i = 0; i < log.length; i++) assert_equals(log[i], i % 2 === 0 ? 'in' : 'out');
}, 'a slow callback is not called while it runs');
