test(() => {
  assert_true(performance instanceof EventTarget);
  let calls = 0;
  performance.addEventListener('x', () => { calls++; });
  performance.dispatchEvent(new Event('x'));
  assert_equals(calls, 1);
}, 'performance is an EventTarget');
