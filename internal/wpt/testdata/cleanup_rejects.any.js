promise_test((t) => {
  t.add_cleanup(() => new Promise((resolve) => { setTimeout(resolve, 5); }));
  t.add_cleanup(() => Promise.reject(new Error('cleanup')));
  t.add_cleanup(() => ({ then: 'not a function' }));
  return Promise.resolve();
}, 'passes, its cleanup does not');
promise_test(() => Promise.resolve(), 'does not run any more');
