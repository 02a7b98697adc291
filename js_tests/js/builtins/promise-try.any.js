// https://tc39.es/ecma262/#sec-promise.try
promise_test(async (t) => {
  const log = [];
  const promise = Promise.try((...args) => { log.push(...args); return 'value'; }, 1, 2);
  log.push('after');
  assert_array_equals(log, [1, 2, 'after'], 'the function is called at once');
  assert_equals(await promise, 'value');
  const thrown = new Error('mine');
  await promise_rejects_exactly(t, thrown, Promise.try(() => { throw thrown; }));
  await promise_rejects_exactly(t, thrown, Promise.try(() => Promise.reject(thrown)));
  await promise_rejects_js(t, TypeError, Promise.try(1));
}, 'what the function returns or throws');

test(() => {
  class Sub extends Promise {}
  assert_true(Sub.try(() => 1) instanceof Sub);
  assert_throws_js(TypeError, () => Promise.try.call({}, () => 1));
  assert_equals(Promise.try.length, 1);
  assert_equals(Promise.try.name, 'try');
}, 'receivers');
