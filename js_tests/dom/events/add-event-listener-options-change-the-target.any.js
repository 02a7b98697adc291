test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  let calls = 0;
  target.addEventListener('x', () => { calls++; }, {
    get signal() {
      controller.abort();
      return controller.signal;
    },
  });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 0);
}, 'a getter that aborts the signal it returns');

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', () => log.push('outer'), {
    get once() {
      target.addEventListener('x', () => log.push('inner'));
      return false;
    },
  });
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['inner', 'outer']);
}, 'a getter that adds another listener');
