// META: title=setup
const ran = [];
setup(() => { ran.push('function'); });
setup({ explicit_done: true });
setup(() => { ran.push('function and properties'); }, { allow_uncaught_exception: true, timeout_multiplier: 2 });

test(() => { assert_array_equals(ran, ['function', 'function and properties']); }, 'setup calls its function');

async_test((t) => {
  const begin = performance.now();
  t.step_timeout(t.step_func_done(() => { assert_greater_than_equal(performance.now() - begin, 19); }), 10);
}, 'timeout_multiplier');

async_test((t) => {
  self.addEventListener('error', t.step_func_done((event) => {
    assert_equals(event.error.message, 'nobody catches this');
  }), { once: true });
  setTimeout(() => { throw new Error('nobody catches this'); });
}, 'allow_uncaught_exception');

setTimeout(() => {
  test(() => {
    setup(() => { ran.push('too late'); });
    assert_equals(ran.length, 2);
  }, 'setup does nothing once there are results');
  done();
}, 30);
