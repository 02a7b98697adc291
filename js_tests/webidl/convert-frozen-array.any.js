// META: title=FrozenArray attributes
test(() => {
  const { port1 } = new MessageChannel();
  const list = [port1];
  const e = new MessageEvent('x', { ports: list });
  list.push(1);
  assert_equals(e.ports, e.ports, 'the same array each time');
  assert_array_equals(e.ports, [port1]);
  assert_true(Array.isArray(e.ports));
  assert_true(Object.isFrozen(e.ports));
  assert_not_equals(e.ports, list);
  assert_throws_js(TypeError, () => e.ports.push(2));
}, 'ports of a MessageEvent');

test(() => {
  const saved = Object.freeze;
  Object.freeze = () => { throw new Error('replaced'); };
  try {
    assert_true(Object.isFrozen(new MessageEvent('x').ports));
  } finally {
    Object.freeze = saved;
  }
}, 'made without the help of scripts');
