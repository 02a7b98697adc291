test(() => {
  const clone = structuredClone([1, 'a', [2], { b: 3 }, undefined, null]);
  assert_true(Array.isArray(clone));
  assert_equals(Object.getPrototypeOf(clone), Array.prototype);
  assert_equals(clone.length, 6);
  assert_equals(clone[2][0], 2);
  assert_equals(clone[3].b, 3);
  assert_own_property(clone, 4);
}, 'elements');

test(() => {
  const holes = [1, , 3, , ,];
  const clone = structuredClone(holes);
  assert_equals(clone.length, 5);
  assert_array_equals(Object.keys(clone), ['0', '2']);
  assert_array_equals(structuredClone(new Array(3)), [, , ,]);
}, 'holes stay holes');

test(() => {
  const a = Object.assign([1, 2], { name: 'extra', '-1': 'minus', 1.5: 'half', [2 ** 32 - 1]: 'no index' });
  const clone = structuredClone(a);
  assert_equals(clone.length, 2);
  assert_equals(clone.name, 'extra');
  assert_equals(clone['-1'], 'minus');
  assert_equals(clone[1.5], 'half');
  assert_equals(clone[4294967295], 'no index');
  assert_array_equals(Object.keys(clone), Object.keys(a));
}, 'properties that are no elements');

test(() => {
  class List extends Array {
    get length2() { return 1; }
  }
  const clone = structuredClone(List.from([1, 2]));
  assert_equals(Object.getPrototypeOf(clone), Array.prototype);
  assert_array_equals(clone, [1, 2]);
}, 'of a subclass');

test(() => {
  const a = [];
  a.push(a, [a]);
  const clone = structuredClone(a);
  assert_equals(clone[0], clone);
  assert_equals(clone[1][0], clone);
}, 'that contain themselves');

test(() => {
  const a = [{ get x() { a.length = 1; return 1; } }, 2, 3];
  const clone = structuredClone(a);
  assert_equals(clone.length, 3, 'the length was read before');
  assert_array_equals(Object.keys(clone), ['0']);
}, 'that a getter shortens');

test(() => {
  const a = [{ get x() { a.push('late'); a[1] = 'changed'; return 1; } }, 2];
  const clone = structuredClone(a);
  assert_equals(clone.length, 2);
  assert_equals(clone[1], 'changed');
}, 'that a getter lengthens');

test(() => {
  const a = [1, 2];
  Object.defineProperty(a, 0, { get() { return 'got'; }, enumerable: true });
  Object.defineProperty(a, 1, { enumerable: false });
  const clone = structuredClone(a);
  assert_equals(clone[0], 'got');
  assert_not_own_property(clone, 1);
}, 'with accessors and hidden elements');

test(() => {
  Object.defineProperty(Array.prototype, 0, { set() { throw new Error('called'); }, get: () => 'inherited', configurable: true });
  try {
    const clone = structuredClone([, 1]);
    assert_not_own_property(clone, 0);
    assert_equals(structuredClone(Object.defineProperty([], 0, { value: 'own', enumerable: true }))[0], 'own');
  } finally {
    delete Array.prototype[0];
  }
}, 'setters on Array.prototype are not called');
