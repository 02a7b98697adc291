// META: title=Order
const log = [];

promise_test(async () => {
  log.push('p1');
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  log.push('p1 end');
}, 'a promise test begins when the script has ended');

promise_test((t) => {
  log.push('p2');
  t.add_cleanup(() => { log.push('p2 cleanup 1'); });
  t.add_cleanup(() => new Promise((resolve) => {
    setTimeout(() => {
      log.push('p2 cleanup 2');
      resolve();
    }, 5);
  }));
  return Promise.resolve();
}, 'and waits for the one before');

promise_test(async (t) => {
  log.push('p3');
  promise_test(async () => {
    log.push('p5');
    assert_array_equals(log, [
      'sync', 'async', 'last of the script', 'p1', 'p1 end', 'p2', 'p2 cleanup 1', 'p2 cleanup 2', 'p3', 'p4', 'p5',
    ]);
  }, 'a nested one comes after all that were there');
}, 'and for its cleanup');

promise_test((t) => {
  log.push('p4');
  t.done();
  return new Promise(() => {});
}, 'done() ends a promise test whose promise never settles');

test(() => { log.push('sync'); }, 'a test runs at once');
async_test((t) => {
  log.push('async');
  t.done();
}, 'so does an async test');
log.push('last of the script');

const other = [];
async_test((t) => {
  t.add_cleanup(() => { other.push('cleanup'); });
  t.step(() => { other.push('step'); });
  t.done();
  other.push('after done');
  t.step(() => { other.push('never'); });
  t.step_func(() => { other.push('never'); })();
  t.step_func_done(() => { other.push('never'); })();
  t.step_timeout(() => { other.push('never'); }, 0);
}, 'a test that is done runs no more steps');

async_test((t) => {
  setTimeout(t.step_func_done(() => { assert_array_equals(other, ['step', 'cleanup', 'after done']); }), 10);
}, 'and has been cleaned up at once');

promise_test(async () => {
  let turns = 0;
  promise_test(async () => { assert_greater_than(turns, 0); }, 'the next test begins in another microtask');
  Promise.resolve().then(() => { turns++; });
}, 'before the next test');
