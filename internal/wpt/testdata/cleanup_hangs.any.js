// META: global=window
promise_test((t) => {
  t.add_cleanup(() => new Promise(() => {}));
  return Promise.resolve();
}, 'passes, its cleanup never ends');
promise_test(() => Promise.resolve(), 'does not run any more');
