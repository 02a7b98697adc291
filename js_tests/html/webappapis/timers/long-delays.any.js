promise_test(async () => {
  const log = [];
  const ids = [];
  for (const delay of [2 ** 31, 2 ** 32, -(2 ** 31), Infinity, -1]) setTimeout(() => log.push(delay), delay);
  for (const delay of [2 ** 31 - 1, 2 ** 32 + 1e9, 1e9]) ids.push(setTimeout(() => log.push(delay), delay));
  await new Promise((resolve) => setTimeout(resolve, 5));
  ids.forEach(clearTimeout);
  assert_array_equals(log, [2 ** 31, 2 ** 32, -(2 ** 31), Infinity, -1]);
}, 'the delay is a 32-bit integer: 2^31 ms is no delay, 2^31 - 1 ms is 24 days');
