test(() => {
  const target = new EventTarget();
  const log = [];
  let depth = 0;
  target.addEventListener('x', (e) => {
    log.push(`in ${depth}`);
    if (depth++ < 3) target.dispatchEvent(new Event('x'));
    log.push(`out ${--depth} ${e.eventPhase}`);
  });
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['in 0', 'in 1', 'in 2', 'in 3', 'out 3 2', 'out 2 2', 'out 1 2', 'out 0 2']);
}, 'another event of the same type at the same target');

test(() => {
  const target = new EventTarget();
  const log = [];
  const a = () => {
    log.push('a');
    target.removeEventListener('x', a);
    target.addEventListener('x', c);
    target.dispatchEvent(new Event('x'));
    log.push('a end');
  };
  const b = () => log.push('b');
  const c = () => log.push('c');
  target.addEventListener('x', a);
  target.addEventListener('x', b);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['a', 'b', 'c', 'a end', 'b']);
}, 'listeners come and go on two levels');
