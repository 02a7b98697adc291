// Timers with the same time run in order. (In goja_nodejs their order is random.)
promise_test(async () => {
  const log = [];
  for (let i = 0; i < 100; i++) setTimeout(() => log.push(i), 3);
  await new Promise((resolve) => setTimeout(resolve, 3));
  assert_array_equals(log, Array.from({ length: 100 }, (_, i) => i));
}, 'the same time: the order of creation');

promise_test(async () => {
  const log = [];
  for (const n of [30, 10, 20, 0]) setTimeout(() => log.push(n), n);
  await new Promise((resolve) => setTimeout(resolve, 40));
  assert_array_equals(log, [0, 10, 20, 30]);
}, 'otherwise the order of their time');

promise_test(async () => {
  const log = [];
  await new Promise((resolve) => {
    setTimeout(() => log.push('zero'));
    setTimeout(() => log.push('negative'), -5);
    setTimeout(() => log.push('undefined'), undefined);
    setTimeout(() => log.push('NaN'), NaN);
    setTimeout(() => log.push('no number'), 'x');
    setTimeout(() => log.push('half'), 0.9);
    setTimeout(() => log.push('2^32'), 2 ** 32);
    setTimeout(resolve, 0);
  });
  assert_array_equals(log, ['zero', 'negative', 'undefined', 'NaN', 'no number', 'half', '2^32']);
}, 'a delay that is not a positive long counts as 0');
