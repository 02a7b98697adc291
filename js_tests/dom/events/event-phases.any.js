test(() => {
  const target = new EventTarget();
  const e = new Event('x', { bubbles: true });
  const log = [];
  const note = () => log.push(e.eventPhase, e.currentTarget === target);
  target.addEventListener('x', note, true);
  target.addEventListener('x', note, false);
  target.dispatchEvent(e);
  log.push(e.eventPhase, e.currentTarget);
  assert_array_equals(log, [2, true, 2, true, 0, null]);
}, 'a target without parents is always AT_TARGET');
