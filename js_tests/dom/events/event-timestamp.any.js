test(() => {
  const before = performance.now();
  const e = new Event('x');
  const after = performance.now();
  assert_between_inclusive(e.timeStamp, before, after);
  assert_equals(e.timeStamp, e.timeStamp, 'fixed');
}, 'the time of creation, on the clock of performance.now()');

async_test((t) => {
  const before = performance.now();
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = t.step_func_done((e) => { assert_between_inclusive(e.timeStamp, before, performance.now()); });
  port1.postMessage(1);
}, 'of events of the platform too');
