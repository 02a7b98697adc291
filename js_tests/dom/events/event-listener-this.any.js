test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', function () { 'use strict'; log.push(this === target); });
  target.addEventListener('x', function () { log.push(this === target); });
  const outer = this;
  target.addEventListener('x', () => log.push(this === outer));
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, [true, true, true]);
}, 'the current target, but for arrow functions');
