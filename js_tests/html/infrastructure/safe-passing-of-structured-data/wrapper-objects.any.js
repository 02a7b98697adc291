for (const value of [true, false, 0, -0, NaN, 1.5, '', 'text', 'ü\uD800', 10n, -(2n ** 70n)]) {
  test(() => {
    const clone = structuredClone(Object(value));
    assert_equals(typeof clone, 'object');
    assert_equals(clone.valueOf(), value);
    assert_equals(Object.getPrototypeOf(clone), Object.getPrototypeOf(Object(value)));
  }, `${typeof value} ${Object.is(value, -0) ? '-0' : value}`);
}

test(() => {
  const s = Object.assign(new String('abc'), { extra: 1 });
  const clone = structuredClone(s);
  assert_equals(clone.length, 3);
  assert_equals(clone[1], 'b');
  assert_false('extra' in clone);
  assert_false('extra' in structuredClone(Object.assign(new Number(1), { extra: 1 })));
}, 'properties of their own are not cloned');

test(() => {
  class Sub extends Number {}
  assert_equals(Object.getPrototypeOf(structuredClone(new Sub(3))), Number.prototype);
  const n = new Number(4);
  n.valueOf = n.toString = () => { throw new Error('called'); };
  assert_equals(structuredClone(n).valueOf(), 4, 'scripts are not asked');
}, 'the value in the internal slot counts');

test(() => {
  assert_throws_dom('DataCloneError', () => structuredClone(Object(Symbol('s'))));
}, 'a symbol object cannot be cloned');
