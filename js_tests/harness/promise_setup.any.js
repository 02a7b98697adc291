// META: title=promise_setup
let ready = false;
const log = [];

promise_test(async () => {
  log.push('before');
  assert_false(ready);
}, 'a test before the setup');

promise_setup(async () => {
  log.push('setup');
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  ready = true;
});

promise_test(async () => {
  assert_true(ready);
  assert_array_equals(log, ['before', 'setup']);
}, 'a test after the setup has waited for it');
