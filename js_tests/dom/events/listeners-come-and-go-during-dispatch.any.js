test(() => {
  const target = new EventTarget();
  const log = [];
  const other = () => log.push('other');
  target.addEventListener('x', () => {
    for (let i = 0; i < 5000; i++) {
      target.addEventListener('x', other);
      target.removeEventListener('x', other);
    }
    target.addEventListener('x', other);
    log.push('first');
  }, { once: true });
  target.addEventListener('x', () => log.push('second'));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['first', 'second']);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['first', 'second', 'second', 'other']);
}, 'thousands of times');

test(() => {
  const target = new EventTarget();
  const log = [];
  const fs = Array.from({ length: 100 }, (_, i) => () => log.push(i));
  let depth = 0;
  target.addEventListener('x', () => {
    depth++;
    if (depth === 1) {
      for (let i = 0; i < 90; i++) target.removeEventListener('x', fs[i]);
      target.dispatchEvent(new Event('x'));
      log.push('back');
      for (let i = 0; i < 10; i++) target.addEventListener('x', fs[i]);
    }
  });
  for (const f of fs) target.addEventListener('x', f);
  target.dispatchEvent(new Event('x'));
  const last = [90, 91, 92, 93, 94, 95, 96, 97, 98, 99];
  assert_array_equals(log, [...last, 'back', ...last]);
  log.length = 0;
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, [...last, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}, 'most of them removed by the first one, which dispatches again');

test(() => {
  const target = new EventTarget();
  const log = [];
  const f = () => log.push('f');
  target.addEventListener('x', () => {
    target.removeEventListener('x', f);
    target.removeEventListener('x', f);
    target.addEventListener('x', f);
    target.addEventListener('x', f);
    target.removeEventListener('x', f);
    target.addEventListener('x', f);
  });
  target.addEventListener('x', f);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, []);
  target.removeEventListener('x', f);
  target.dispatchEvent(new Event('y'));
  target.addEventListener('y', f);
  target.dispatchEvent(new Event('y'));
  assert_array_equals(log, ['f']);
}, 'one that comes and goes is there once or not at all');
