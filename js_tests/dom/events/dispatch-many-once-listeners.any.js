test(() => {
  const target = new EventTarget();
  let calls = 0;
  for (let i = 0; i < 5000; i++) target.addEventListener('x', () => { calls++; }, { once: true });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 5000);
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 5000);
}, 'thousands of listeners that go when they are called');
