// META: global=window
// Objects that testharness.js compares less thoroughly: it visits none twice, and recurses.

test(() => {
  const one = { name: 'cycle' };
  one.self = one;
  const other = { name: 'cycle', self: { name: 'cycle', self: { name: 'no cycle' } } };
  assert_object_equals(one, other);
}, 'a cycle and what is none');

test(() => {
  let one = {};
  let other = {};
  for (let i = 0; i < 12000; i++) {
    one = { one };
    other = { one: other };
  }
  assert_object_equals(one, other);
}, 'assert_object_equals, 12,000 levels deep');

test(() => {
  assert_own_property(Object.create(null, { a: {} }), 'a');
}, 'an own property of an object without prototype');
