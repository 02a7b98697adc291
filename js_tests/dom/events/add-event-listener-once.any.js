test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', () => log.push('once'), { once: true });
  target.addEventListener('x', () => log.push('always'));
  target.dispatchEvent(new Event('y'));
  target.dispatchEvent(new Event('x'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['once', 'always', 'always']);
}, 'called once');

test(() => {
  const target = new EventTarget();
  let calls = 0;
  target.addEventListener('x', () => {
    calls++;
    target.dispatchEvent(new Event('x'));
  }, { once: true });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 1);
}, 'it is removed before it is called');

test(() => {
  const target = new EventTarget();
  let calls = 0;
  const f = () => {
    calls++;
    target.addEventListener('x', f, { once: true });
  };
  target.addEventListener('x', f, { once: true });
  target.dispatchEvent(new Event('x'));
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 2);
}, 'it may add itself again');

test(() => {
  const target = new EventTarget();
  let calls = 0;
  const f = () => { calls++; };
  target.addEventListener('x', f, { once: true });
  target.removeEventListener('x', f);
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 0);
}, 'it can be removed before');
