test(() => {
  const o = {};
  const clone = structuredClone(new Set([o, 1, 'a', [o], NaN, undefined]));
  assert_equals(Object.getPrototypeOf(clone), Set.prototype);
  const values = [...clone];
  assert_equals(values.length, 6);
  assert_equals(values[1], 1);
  assert_equals(values[3][0], values[0]);
  assert_not_equals(values[0], o);
  assert_true(clone.has(NaN));
}, 'values, in order');

test(() => {
  const set = new Set();
  set.add(set);
  const clone = structuredClone(set);
  assert_true(clone.has(clone));
  assert_equals(clone.size, 1);
}, 'a set that contains itself');

test(() => {
  const set = new Set();
  set.add({ get x() { set.clear(); set.add('late'); return 1; } }).add('b');
  const clone = structuredClone(set);
  assert_equals(clone.size, 2);
  assert_true(clone.has('b'));
}, 'a getter that changes the set: the entries of the beginning count');
