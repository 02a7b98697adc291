// META: title=Callbacks
const log = [];
add_start_callback(() => { log.push('start'); });
add_test_state_callback((t) => { log.push(`state ${t.name} ${t.phase}`); });
add_result_callback((t) => { log.push(`result ${t.name} ${t.status}`); });
add_completion_callback((tests, status) => {
  if (tests.length !== 3 || status.status !== status.OK) throw new Error('completion callback');
});

test(() => {}, 'first');
const second = async_test('second');
test(() => {
  assert_array_equals(log, [
    'start', 'state first 0', 'state first 1', 'result first 0', 'state second 0', 'state third 0', 'state third 1',
  ]);
  second.done();
  assert_equals(log[log.length - 1], 'result second 0');
}, 'third');
