test(() => {
  const log = [];
  console.assert(true, { get a() { log.push('a'); return 1; }, toString() { log.push('toString'); } });
  console.assert(1, Symbol());
  console.assert({});
  assert_array_equals(log, []);
}, 'a condition that holds: nothing is looked at');

test(() => {
  assert_equals(console.assert(), undefined);
  assert_equals(console.assert(false), undefined);
  assert_equals(console.assert(0, '%s', 'message'), undefined);
}, 'one that does not hold throws nothing');
