test(() => {
  assert_equals(new Event('x', {}, 1, 2).type, 'x');
  assert_equals(new EventTarget(1, 2) instanceof EventTarget, true);
  assert_equals(new MessageChannel('a').port1 instanceof MessagePort, true);
  assert_true(new EventTarget().dispatchEvent(new Event('x'), 1));
  assert_equals(structuredClone(1, {}, 2), 1);
}, 'more arguments than wanted are ignored');
