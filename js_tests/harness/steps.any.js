// META: title=Steps

test(function (t) {
  assert_equals(this, t);
  assert_equals(t.name, 'the test object');
  assert_equals(t.properties.extra, 1);
  assert_equals(t.status, t.TIMEOUT, 'as long as it has no result');
  assert_equals(t.phase, t.phases.STARTED);
  assert_array_equals([t.PASS, t.FAIL, t.TIMEOUT, t.NOTRUN, t.PRECONDITION_FAILED], [0, 1, 2, 3, 4]);
}, 'the test object', { extra: 1 });

async_test((t) => {
  assert_equals(t.step(() => 5), 5);
  t.step(function (...args) {
    assert_equals(this, t);
    assert_array_equals(args, []);
  });
  const receiver = {};
  t.step(function (...args) {
    assert_equals(this, receiver);
    assert_array_equals(args, [1, 2]);
  }, receiver, 1, 2);
  t.done();
}, 'step: receiver, arguments and value');

async_test((t) => {
  const receiver = {};
  const func = t.step_func(function (...args) {
    assert_equals(this, receiver);
    return args.length;
  }, receiver);
  assert_equals(func(1, 2, 3), 3);
  t.step_func_done(function (...args) {
    assert_equals(this, t);
    assert_array_equals(args, ['a']);
  })('a');
}, 'step_func and step_func_done');

async_test((t) => { setTimeout(t.step_func_done(), 1); }, 'step_func_done without a function');

async_test((t) => {
  const begin = performance.now();
  t.step_timeout(function (...args) {
    assert_equals(this, t);
    assert_array_equals(args, [1, 2]);
    assert_greater_than_equal(performance.now() - begin, 9);
    t.done();
  }, 10, 1, 2);
}, 'step_timeout');

async_test((t) => { clearTimeout(t.step_timeout(t.unreached_func('cleared'), 1)); t.step_timeout(() => t.done(), 10); },
  'clearTimeout stops step_timeout');

async_test((t) => {
  step_timeout((...args) => {
    t.step(() => { assert_array_equals(args, ['a']); });
    t.done();
  }, 1, 'a');
}, 'the global step_timeout');

promise_test(async (t) => {
  let asked = 0;
  assert_equals(await t.step_wait(() => ++asked === 3, 'third time', 3000, 1), undefined);
  assert_equals(asked, 3);
}, 'step_wait');

promise_test(async (t) => {
  let asked = 0;
  await t.step_wait(async () => ++asked === 2, 'second time', 3000, 1);
  assert_equals(asked, 2);
}, 'step_wait with an async condition');

promise_test(async (t) => {
  let now = false;
  const waiting = t.step_wait(() => now = true);
  assert_true(now, 'asked at once');
  await waiting;
}, 'step_wait asks at once');

async_test((t) => {
  let asked = 0;
  t.step_wait_func(() => ++asked > 1, () => {
    assert_equals(asked, 2);
    t.done();
  }, 'second time', 3000, 1);
}, 'step_wait_func');

async_test((t) => { t.step_wait_func_done(() => true, () => assert_true(true)); }, 'step_wait_func_done');
async_test((t) => { t.step_wait_func_done(() => true); }, 'step_wait_func_done without a function');

const signals = [];
test((t) => {
  const signal = t.get_signal();
  assert_true(signal instanceof AbortSignal);
  assert_equals(t.get_signal(), signal);
  assert_false(signal.aborted);
  signals.push(signal);
}, 'get_signal');
test(() => { assert_true(signals[0].aborted); }, 'is aborted when the test is over');

test((t) => {
  t.expando = 1;
  t.status_when_done = t.status;
  assert_equals(t.expando, 1);
}, 'tests may keep their own properties on the test object');
