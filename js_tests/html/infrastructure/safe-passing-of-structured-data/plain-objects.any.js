test(() => {
  const clone = structuredClone({ b: 1, a: { c: [] }, 2: 'two', 1: 'one', '': 0, __proto__: { inherited: 1 } });
  assert_array_equals(Object.keys(clone), ['1', '2', 'b', 'a', '']);
  assert_equals(Object.getPrototypeOf(clone), Object.prototype);
  assert_false('inherited' in clone);
}, 'own enumerable string keys, in their order');

test(() => {
  const o = { [Symbol('s')]: 1, visible: 1 };
  Object.defineProperty(o, 'hidden', { value: 1 });
  assert_array_equals(Reflect.ownKeys(structuredClone(o)), ['visible']);
}, 'symbols and properties that are not enumerable are not cloned');

test(() => {
  const o = Object.create(null);
  o.a = 1;
  assert_equals(Object.getPrototypeOf(structuredClone(o)), Object.prototype);
  class Point {
    x = 1;
    #secret = 2;
    get y() { return 3; }
  }
  const clone = structuredClone(new Point());
  assert_equals(Object.getPrototypeOf(clone), Object.prototype);
  assert_array_equals(Object.keys(clone), ['x'], 'neither accessors of the class nor private fields');
}, 'the prototype is not cloned');

test(() => {
  const o = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}');
  const clone = structuredClone(o);
  assert_equals(Object.getPrototypeOf(clone), Object.prototype);
  assert_array_equals(Object.keys(clone), ['__proto__', 'constructor', 'toString']);
  assert_equals(Object.getOwnPropertyDescriptor(clone, '__proto__').value.a, 1);
}, 'a property named __proto__ is a property');

test(() => {
  const clone = structuredClone(Object.freeze({ a: Object.seal({ b: 1 }) }));
  clone.c = 1;
  clone.a.d = 1;
  const d = Object.getOwnPropertyDescriptor(clone, 'a');
  assert_true(d.writable && d.enumerable && d.configurable);
}, 'frozen objects have clones that are not');

test(() => {
  const o = {};
  for (const key of ['\uD800', '\uFFFD', 'ü', '😀', '\0', ' ', '01', '-1', '4294967295', '1e3']) o[key] = key;
  const clone = structuredClone(o);
  assert_array_equals(Object.keys(clone), Object.keys(o));
  for (const key of Object.keys(o)) assert_equals(clone[key], key);
}, 'any string is a key');

test(() => {
  Object.defineProperty(Object.prototype, 'trap', { set() { throw new Error('called'); }, get: () => 'inherited', configurable: true });
  try {
    const o = Object.defineProperty({}, 'trap', { value: 'own', enumerable: true });
    assert_equals(Object.getOwnPropertyDescriptor(structuredClone(o), 'trap').value, 'own');
    assert_not_own_property(structuredClone({}), 'trap');
  } finally {
    delete Object.prototype.trap;
  }
}, 'setters on Object.prototype are not called');

test(() => {
  (function () {
    const clone = structuredClone(arguments);
    assert_equals(Object.getPrototypeOf(clone), Object.prototype);
    assert_array_equals(Object.keys(clone), ['0', '1']);
    assert_equals(clone[1], 'b');
  })('a', 'b');
}, 'an arguments object is a plain one');
