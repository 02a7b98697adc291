test(() => {
  const target = new EventTarget();
  const log = [];
  const add = (name, options) => target.addEventListener('x', () => log.push(name), options);
  add('none');
  add('undefined', undefined);
  add('null', null);
  add('false', false);
  add('zero', 0);
  add('empty string', '');
  add('NaN', NaN);
  add('object', {});
  add('true', true);
  add('one', 1);
  add('string', 'false');
  add('symbol', Symbol());
  add('bigint', 1n);
  add('capture', { capture: true });
  add('truthy capture', { capture: 'no' });
  add('function', () => {});
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, [
    'true', 'one', 'string', 'symbol', 'bigint', 'capture', 'truthy capture',
    'none', 'undefined', 'null', 'false', 'zero', 'empty string', 'NaN', 'object', 'function',
  ]);
}, 'options are a dictionary or, as in old scripts, the capture flag');

test(() => {
  const mine = new Error('mine');
  const target = new EventTarget();
  assert_throws_exactly(mine, () => target.addEventListener('x', null, { get once() { throw mine; } }));
  assert_throws_exactly(mine, () => target.removeEventListener('x', null, { get capture() { throw mine; } }));
}, 'they are read for a null callback too');
