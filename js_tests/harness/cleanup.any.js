// META: title=Cleanup
const log = [];

test((t) => {
  t.add_cleanup(() => { log.push(1); });
  t.add_cleanup(() => {
    log.push(2);
    t.add_cleanup(() => { log.push(4); });
  });
  t.add_cleanup(() => { log.push(3); });
  log.push(0);
}, 'cleanup functions are added');

test(() => { assert_array_equals(log, [0, 1, 2, 3, 4]); }, 'and have run in order before the next test');

let statusInCleanup;
test((t) => {
  t.add_cleanup(() => { statusInCleanup = t.status; });
}, 'a cleanup function that looks at the status');
test((t) => { assert_equals(statusInCleanup, t.PASS); }, 'sees the result');

test((t) => {
  self.temporary = 1;
  t.add_cleanup(() => { delete self.temporary; });
}, 'a global is defined');
test(() => { assert_false('temporary' in self); }, 'and taken away');

promise_test(async (t) => {
  t.add_cleanup(() => undefined);
  t.add_cleanup(async () => {});
  t.add_cleanup(() => new Promise((resolve) => { setTimeout(resolve, 1); }));
}, 'promise tests may return promises from cleanup functions');
