async_test((t) => {}, 'is under way');
test((t) => {
  t.add_cleanup(() => {});
  t.add_cleanup(() => { throw new Error('cleanup'); });
  t.add_cleanup(() => { test(() => {}, 'defined in a later cleanup function'); });
  t.add_cleanup(() => 'a value');
}, 'passes, its cleanup does not');
test(() => {}, 'does not run any more');
promise_test(() => Promise.resolve(), 'nor does this');
