// META: title=Assertions
// META: script=resources/fails.js

test(() => {
  assert_true(true);
  assert_false(false);
  for (const value of [1, 'true', {}, null, undefined, 0, '']) {
    fails(() => assert_true(value), `assert_true: expected true got ${format_value(value)}`);
    fails(() => assert_false(value, 'd'), `assert_false: d expected false got ${format_value(value)}`);
  }
}, 'assert_true and assert_false want the booleans');

test(() => {
  const object = {};
  for (const value of [0, -0, NaN, 1n, 'a', '', null, undefined, true, object, Symbol.iterator]) {
    assert_equals(value, value);
    fails(() => assert_not_equals(value, value), `assert_not_equals: got disallowed value ${format_value(value)}`);
  }
  const different = [0, -0, NaN, 1n, 1, '1', '', null, undefined, true, false, {}, {}, [], []];
  for (let i = 0; i < different.length; i++) {
    for (let k = 0; k < different.length; k++) {
      if (i !== k) assert_not_equals(different[i], different[k]);
    }
  }
  fails(() => assert_equals(1, '1', 'd'), 'assert_equals: d expected (string) "1" but got (number) 1');
  fails(() => assert_equals(0, -0), 'assert_equals: expected -0 but got 0');
}, 'assert_equals compares by SameValue');

test(() => {
  assert_array_equals([], []);
  assert_array_equals([1, NaN, -0, 'a'], [1, NaN, -0, 'a']);
  assert_array_equals([1, , 3], [1, , 3]);
  assert_array_equals(new Uint8Array([1, 2]), [1, 2]);
  assert_array_equals({ length: 1, 0: 'a' }, ['a']);
  (function () { assert_array_equals(arguments, [1, 2]); })(1, 2);
  fails(() => assert_array_equals([[1]], [[1]]),
    'assert_array_equals: expected property 0 to be [1] but got [1] (expected array [[1]] got [[1]])');
  fails(() => assert_array_equals([undefined], [,]),
    'assert_array_equals: expected property 0 to be "missing" but was "present" (expected array [] got [undefined])');
}, 'assert_array_equals compares elements and holes');

test(() => {
  assert_object_equals({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 });
  assert_object_equals({ 0: 'a' }, ['a']);
  assert_object_equals({ a: NaN, b: -0, c: null, d: undefined }, { a: NaN, b: -0, c: null, d: undefined });
  const one = { name: 'cycle' };
  one.self = one;
  const other = { name: 'cycle' };
  other.self = other;
  assert_object_equals(one, other);
  const shared = { n: 1 };
  fails(() => assert_object_equals({ a: shared, b: shared }, { a: { n: 1 }, b: { n: 2 } }),
    'assert_object_equals: property "n" expected 2 got 1');
}, 'assert_object_equals compares deeply');

test(() => {
  assert_approx_equals(1, 1.4, 0.5);
  assert_approx_equals(1, 1.5, 0.5);
  assert_approx_equals(NaN, NaN, 0);
  assert_approx_equals(Infinity, Infinity, 0);
  fails(() => assert_approx_equals(-Infinity, Infinity, 1),
    'assert_equals: expected Infinity but got -Infinity');
  fails(() => assert_approx_equals(1, Infinity, 1), 'assert_approx_equals: expected Infinity +/- 1 but got 1');
  assert_array_approx_equals([1, 2], [1.1, 1.9], 0.2);
}, 'approximate equality');

test(() => {
  assert_less_than(1, 2);
  assert_less_than(1n, 2n);
  assert_greater_than(2, 1);
  assert_less_than_equal(1, 1);
  assert_greater_than_equal(1n, 1n);
  assert_between_exclusive(1.5, 1, 2);
  assert_between_inclusive(1, 1, 2);
  assert_between_inclusive(2n, 1n, 2n);
  for (const name of ['assert_less_than', 'assert_greater_than', 'assert_less_than_equal', 'assert_greater_than_equal']) {
    fails(() => self[name]('1', 1), `${name}: expected a number but got a "string"`);
    fails(() => self[name](1, 1n), `${name}: expected a "bigint" but got a "number"`);
    fails(() => self[name](new Date(), 1), `${name}: expected a number but got a "object"`);
  }
}, 'order');

test(() => {
  assert_in_array(2, [1, 2]);
  assert_regexp_match('abc', /b/);
  assert_class_string([], 'Array');
  assert_class_string(null, 'Null');
  assert_class_string({ [Symbol.toStringTag]: 'Tag' }, 'Tag');
  assert_own_property({ a: undefined }, 'a');
  assert_not_own_property({}, 'toString');
  assert_inherits({}, 'toString');
  assert_idl_attribute(Object.create({ get a() { return 1; } }), 'a');
  assert_readonly(Object.freeze({ a: 1 }), 'a');
  assert_readonly(Object.create({ get a() { return 1; } }), 'a');
}, 'membership and properties');

test(() => {
  assert_throws_js(TypeError, () => { null.x; });
  class Custom extends Error {
    get name() { return 'Custom'; }
  }
  assert_throws_js(Custom, () => { throw new Custom(); });
  assert_throws_exactly('x', () => { throw 'x'; });
  assert_throws_exactly(undefined, () => { throw undefined; });
  const thrown = {};
  assert_throws_exactly(thrown, () => { throw thrown; });
  fails(() => assert_throws_js(TypeError, () => {}), 'assert_throws_js: function "() => {}" did not throw');
  fails(() => assert_throws_js(TypeError, () => assert_unreached('passes through')),
    'assert_unreached: passes through Reached unreachable code');
}, 'assert_throws_js and assert_throws_exactly');

test(() => {
  const abort = () => { throw new DOMException('m', 'AbortError'); };
  assert_throws_dom('AbortError', abort);
  assert_throws_dom('ABORT_ERR', abort);
  assert_throws_dom(20, abort);
  assert_throws_dom(DOMException.ABORT_ERR, DOMException, abort, 'with the constructor');
  assert_throws_dom('NotAllowedError', () => { throw new DOMException('m', 'NotAllowedError'); }, 'no code');
  class Derived extends DOMException {}
  fails(() => assert_throws_dom('AbortError', () => { throw new Derived('m', 'AbortError'); }, 'd'),
    `assert_throws_dom: d function "() => { throw new Derived('m', 'AbortError'); }" threw an exception from the wrong global`);
}, 'assert_throws_dom');

test(() => {
  assert_any(assert_equals, 2, [1, 2, 3]);
  assert_any(assert_approx_equals, 2, [1, 2.1], 0.2);
  assert_implements(1);
  assert_implements_optional({});
}, 'assert_any and assert_implements');

test(() => {
  const caught = (func) => {
    try {
      func();
    } catch (e) {
      return e;
    }
    return undefined;
  };
  const failure = caught(() => assert_unreached());
  assert_true(failure instanceof AssertionError);
  assert_true(failure instanceof Error);
  assert_false(failure instanceof OptionalFeatureUnsupportedError);
  const optional = caught(() => assert_implements_optional(false, 'd'));
  assert_true(optional instanceof OptionalFeatureUnsupportedError);
  assert_true(optional instanceof AssertionError);
  assert_equals(optional.message, 'd');
}, 'the exceptions of assertions');
