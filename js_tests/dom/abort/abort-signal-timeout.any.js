promise_test(async () => {
  const start = performance.now();
  const signal = AbortSignal.timeout(10);
  assert_true(signal instanceof AbortSignal);
  assert_false(signal.aborted);
  assert_equals(signal.reason, undefined);
  const e = await new Promise((resolve) => { signal.onabort = resolve; });
  assert_greater_than_equal(performance.now() - start, 9);
  assert_true(e.isTrusted);
  assert_true(signal.aborted);
  assert_equals(signal.reason.constructor, DOMException);
  assert_equals(signal.reason.name, 'TimeoutError');
  assert_equals(signal.reason.code, 23);
}, 'aborts with a TimeoutError');

promise_test(async () => {
  const log = [];
  AbortSignal.timeout(0).onabort = () => log.push('abort');
  log.push('sync');
  await Promise.resolve();
  log.push('microtask');
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert_array_equals(log, ['sync', 'microtask', 'abort']);
}, 'zero milliseconds: in a task');

promise_test(async () => {
  const log = [];
  // The timeouts differ enough for a busy machine.
  AbortSignal.timeout(200).onabort = () => log.push(200);
  AbortSignal.timeout(1).onabort = () => log.push(1);
  const last = AbortSignal.timeout(200);
  await new Promise((resolve) => { last.onabort = resolve; });
  log.push('200 too');
  assert_array_equals(log, [1, 200, '200 too']);
}, 'in the order of their time, then of their creation');

test(() => {
  assert_throws_js(TypeError, () => AbortSignal.timeout());
  assert_throws_js(TypeError, () => AbortSignal.timeout(-1));
}, 'the time is a number of milliseconds');
