test(() => {
  const key = { k: 1 };
  const map = new Map([[key, 'by object'], ['s', key], [NaN, 'NaN'], [-0, 'zero'], [undefined, null]]);
  const clone = structuredClone(map);
  assert_equals(Object.getPrototypeOf(clone), Map.prototype);
  assert_equals(clone.size, 5);
  const keys = [...clone.keys()];
  assert_object_equals(keys[0], { k: 1 });
  assert_not_equals(keys[0], key);
  assert_equals(clone.get('s'), keys[0], 'identity of keys and values');
  assert_equals(clone.get(NaN), 'NaN');
  assert_equals(clone.get(0), 'zero');
  assert_equals(clone.get(undefined), null);
}, 'entries, in order');

test(() => {
  const map = new Map();
  map.set(map, map);
  const clone = structuredClone(map);
  assert_equals(clone.get(clone), clone);
}, 'a map that is its own key');

test(() => {
  const map = new Map([['a', { get x() { map.delete('b'); map.set('c', 3); return 1; } }], ['b', 2]]);
  const clone = structuredClone(map);
  assert_array_equals([...clone.keys()], ['a', 'b']);
  assert_equals(clone.get('b'), 2);
}, 'a getter that changes the map: the entries of the beginning count');

test(() => {
  class Sub extends Map {
    get size() { return 0; }
    forEach() { throw new Error('called'); }
    [Symbol.iterator]() { throw new Error('called'); }
  }
  const map = Object.assign(new Sub(), { extra: 1 });
  map.set(1, 2);
  const clone = structuredClone(map);
  assert_equals(clone.get(1), 2);
  assert_equals(Object.getPrototypeOf(clone), Map.prototype);
  assert_false('extra' in clone);
}, 'scripts are not asked');
