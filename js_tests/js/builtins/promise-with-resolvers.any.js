// https://tc39.es/ecma262/#sec-promise.withresolvers
promise_test(async () => {
  const result = Promise.withResolvers();
  assert_array_equals(Object.keys(result), ['promise', 'resolve', 'reject']);
  assert_equals(Object.getPrototypeOf(result), Object.prototype);
  assert_equals(Object.getPrototypeOf(result.promise), Promise.prototype);
  result.resolve(Promise.resolve(1));
  result.reject(2);
  assert_equals(await result.promise, 1);
}, 'withResolvers');

promise_test(async (t) => {
  const { promise, reject } = Promise.withResolvers();
  reject('why');
  await promise_rejects_exactly(t, 'why', promise);
}, 'rejected');

test(() => {
  class Sub extends Promise {}
  assert_true(Sub.withResolvers().promise instanceof Sub);
  for (const receiver of [undefined, {}, () => {}, function () {}, function (executor) { executor(() => {}); }]) {
    assert_throws_js(TypeError, () => Promise.withResolvers.call(receiver));
  }
  const d = Object.getOwnPropertyDescriptor(Promise, 'withResolvers');
  assert_equals(d.value.length, 0);
  assert_equals(d.value.name, 'withResolvers');
  assert_true(d.writable && d.configurable && !d.enumerable);
}, 'receivers');
