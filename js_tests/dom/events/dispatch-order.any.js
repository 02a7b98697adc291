test(() => {
  const target = new EventTarget();
  const log = [];
  for (const [name, capture] of [['1', false], ['2', true], ['3', false], ['4', true], ['5', false]]) {
    target.addEventListener('x', (e) => log.push(name, e.eventPhase), capture);
  }
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['2', 2, '4', 2, '1', 2, '3', 2, '5', 2]);
}, 'at the target: those with capture first, else in the order of their addition');
