promise_test(async () => {
  const log = [];
  clearTimeout(setTimeout(() => log.push('timeout')));
  clearInterval(setInterval(() => log.push('interval')));
  clearInterval(setTimeout(() => log.push('timeout by clearInterval')));
  clearTimeout(setInterval(() => log.push('interval by clearTimeout')));
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert_array_equals(log, []);
}, 'either function clears both kinds');

promise_test(async () => {
  const log = [];
  const id = setTimeout(() => log.push('cleared'));
  clearTimeout(String(id));
  const other = setTimeout(() => log.push('cleared too'));
  clearTimeout(2 ** 32 + other);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert_array_equals(log, []);
}, 'the id is converted to a 32-bit integer');

promise_test(async () => {
  const log = [];
  setTimeout(() => log.push('alive'));
  for (const id of [undefined, null, 0, -1, NaN, 123456789, 'x', {}]) assert_equals(clearTimeout(id), undefined);
  assert_equals(clearTimeout(), undefined);
  assert_equals(clearInterval(), undefined);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert_array_equals(log, ['alive']);
}, 'ids of no timer do nothing');

promise_test(async () => {
  const log = [];
  const second = setTimeout(() => log.push('second'), 1);
  setTimeout(() => {
    log.push('first');
    clearTimeout(second);
  }, 0);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert_array_equals(log, ['first']);
}, 'one timer clears another');

promise_test(async () => {
  const log = [];
  let second;
  setTimeout(() => {
    log.push('first');
    clearTimeout(second);
  }, 1);
  second = setTimeout(() => log.push('second'), 1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert_array_equals(log, ['first']);
}, 'one that is due at the same time');
