test(() => {
  const { log, error, count, assert } = console;
  for (const f of [log, error, count, assert.bind(undefined, true)]) assert_equals(f('x'), undefined);
  assert_equals(console.log.call(null, 'x'), undefined);
  assert_equals(console.log.call(1, 'x'), undefined);
  [1, 2].forEach(console.log);
}, 'the functions need no receiver');
