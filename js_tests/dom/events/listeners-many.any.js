test(() => {
  const target = new EventTarget();
  const log = [];
  for (let i = 0; i < 1000; i++) target.addEventListener('x', () => log.push(i));
  target.dispatchEvent(new Event('x'));
  assert_equals(log.length, 1000);
  for (let i = 0; i < 1000; i++) assert_equals(log[i], i);
}, 'a thousand listeners, in order');
