// In goja_nodejs the event loop got stuck: https://github.com/dop251/goja_nodejs/issues/70
promise_test(async () => {
  const log = [];
  const id = setTimeout(() => {
    log.push('timeout');
    clearTimeout(id);
    clearTimeout(id);
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  log.push('the loop goes on');
  assert_array_equals(log, ['timeout', 'the loop goes on']);
}, 'a timeout that clears itself');

promise_test(async () => {
  let calls = 0;
  await new Promise((resolve) => {
    const id = setInterval(() => {
      if (++calls === 3) {
        clearInterval(id);
        resolve();
      }
    }, 1);
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert_equals(calls, 3);
}, 'an interval that clears itself');

promise_test(async () => {
  const log = [];
  await new Promise((resolve) => {
    const id = setInterval(() => {
      clearInterval(id);
      log.push('interval');
      // The id is free again. A timer that gets it must not be mistaken for the interval.
      setTimeout(() => {
        log.push('timeout');
        setTimeout(resolve, 5);
      });
    }, 1);
  });
  assert_array_equals(log, ['interval', 'timeout']);
}, 'and starts another timer');
