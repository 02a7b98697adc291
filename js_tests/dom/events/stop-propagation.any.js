test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', (e) => { log.push('1'); e.stopPropagation(); });
  target.addEventListener('x', () => log.push('2'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['1', '2']);
}, 'the other listeners of the same target and phase are called');

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', (e) => { log.push('capture 1'); e.stopPropagation(); }, true);
  target.addEventListener('x', () => log.push('capture 2'), true);
  target.addEventListener('x', () => log.push('bubble'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['capture 1', 'capture 2']);
}, 'a capturing listener stops it before the bubbling ones of the same target');
