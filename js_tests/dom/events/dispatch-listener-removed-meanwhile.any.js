test(() => {
  const target = new EventTarget();
  const log = [];
  const second = () => log.push('second');
  target.addEventListener('x', () => {
    log.push('first');
    target.removeEventListener('x', second);
  });
  target.addEventListener('x', second);
  target.addEventListener('x', () => log.push('third'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['first', 'third']);
}, 'one that was removed before its turn is not called');

test(() => {
  const target = new EventTarget();
  const log = [];
  const second = () => log.push('second');
  target.addEventListener('x', () => {
    target.removeEventListener('x', second);
    target.addEventListener('x', second);
  });
  target.addEventListener('x', second);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, [], 'it is another listener now');
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, [], 'and is replaced again');
}, 'nor is one that was removed and added again');

test(() => {
  const target = new EventTarget();
  const log = [];
  const own = () => {
    log.push('own');
    target.removeEventListener('x', own);
  };
  target.addEventListener('x', own);
  target.addEventListener('x', () => log.push('next'));
  target.dispatchEvent(new Event('x'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['own', 'next', 'next']);
}, 'a listener that removes itself does not hide the next one');

test(() => {
  const target = new EventTarget();
  const log = [];
  const bubbling = () => log.push('bubbling');
  target.addEventListener('x', () => target.removeEventListener('x', bubbling), true);
  target.addEventListener('x', bubbling);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, []);
}, 'a capturing listener removes one of the bubbling phase');
