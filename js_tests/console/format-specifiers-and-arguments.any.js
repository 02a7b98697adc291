test(() => {
  assert_equals(console.log('%d %i %f', 1n, '1', {}), undefined);
  assert_equals(console.log('%s %s'), undefined, 'too few');
  assert_equals(console.log('%s', 1, 2, 3), undefined, 'too many');
  assert_equals(console.log('%', '%%', '%x', 1), undefined, 'unknown ones');
}, 'need not match in number');

test(() => {
  const mine = new Error('mine');
  const value = { valueOf() { throw mine; }, toString() { throw mine; } };
  assert_throws_exactly(mine, () => console.log('%d', value));
}, 'what a conversion throws goes through');
