test(() => {
  const a = performance.now();
  assert_equals(typeof a, 'number');
  assert_greater_than(a, 0);
  let last = a;
  for (let i = 0; i < 1000; i++) {
    const now = performance.now();
    assert_greater_than_equal(now, last);
    last = now;
  }
}, 'never goes back');

promise_test(async () => {
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const took = performance.now() - start;
  assert_greater_than_equal(took, 5);
}, 'counts milliseconds');

test(() => {
  const { now } = performance;
  assert_throws_js(TypeError, () => now());
  assert_equals(performance, self.performance, 'the same object each time');
}, 'is a method');
