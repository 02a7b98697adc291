// The properties that cloned errors keep are under-specified:
// https://github.com/whatwg/html/issues/11321, https://github.com/whatwg/html/issues/5665. gojs keeps name, message, stack and cause.
for (const Type of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
  test(() => {
    const e = new Type('message');
    const clone = structuredClone(e);
    assert_not_equals(clone, e);
    assert_equals(Object.getPrototypeOf(clone), Type.prototype);
    assert_equals(clone.name, Type.name);
    assert_equals(clone.message, 'message');
    assert_equals(Object.prototype.toString.call(clone), '[object Error]');
    assert_not_own_property(clone, 'name');
    const d = Object.getOwnPropertyDescriptor(clone, 'message');
    assert_true(d.writable);
    assert_false(d.enumerable);
    assert_true(d.configurable);
  }, Type.name);
}

test(() => {
  assert_not_own_property(structuredClone(new Error()), 'message');
  assert_own_property(structuredClone(new Error('')), 'message');
}, 'no message stays no message');

test(() => {
  const e = Object.assign(new Error('m'), { name: 'RangeError' });
  assert_equals(Object.getPrototypeOf(structuredClone(e)), RangeError.prototype, 'the name decides');
  const custom = Object.assign(new TypeError('m'), { name: 'CustomError' });
  const clone = structuredClone(custom);
  assert_equals(Object.getPrototypeOf(clone), Error.prototype);
  assert_equals(clone.name, 'Error');
  class MyError extends RangeError {}
  assert_equals(Object.getPrototypeOf(structuredClone(new MyError('m'))), RangeError.prototype);
}, 'names');

test(() => {
  const e = new Error('m');
  const clone = structuredClone(e);
  assert_equals(clone.stack, e.stack);
  assert_false(Object.getOwnPropertyDescriptor(clone, 'stack').enumerable);
}, 'the stack is that of the original');

test(() => {
  const cause = { why: new TypeError('deep') };
  const e = new Error('m', { cause });
  const clone = structuredClone({ e, cause });
  assert_equals(clone.e.cause, clone.cause);
  assert_true(clone.e.cause.why instanceof TypeError);
  assert_false(Object.getOwnPropertyDescriptor(clone.e, 'cause').enumerable);
  const own = new Error('m');
  own.cause = own;
  const clone2 = structuredClone(own);
  assert_equals(clone2.cause, clone2);
  assert_equals(structuredClone(new Error('m', { cause: undefined })).cause, undefined);
  assert_own_property(structuredClone(new Error('m', { cause: undefined })), 'cause');
  assert_not_own_property(structuredClone(new Error('m')), 'cause');
}, 'cause');

test(() => {
  const e = Object.assign(new Error('m'), { code: 'ENOENT', detail: {} });
  const clone = structuredClone(e);
  assert_not_own_property(clone, 'code');
  assert_not_own_property(clone, 'detail');
}, 'other properties are not cloned');

test(() => {
  const e = new Error();
  Object.defineProperty(e, 'message', { get() { throw new Error('called'); } });
  assert_not_own_property(structuredClone(e), 'message', 'an accessor is no message');
  const number = new Error();
  number.message = 42;
  assert_equals(structuredClone(number).message, '42');
  const mine = new Error('mine');
  const throws = new Error();
  throws.message = { toString() { throw mine; } };
  assert_throws_exactly(mine, () => structuredClone(throws));
  assert_throws_exactly(mine, () => structuredClone(Object.defineProperty(new Error(), 'name', { get() { throw mine; } })));
}, 'odd messages and names');

test(() => {
  const clone = structuredClone(new AggregateError([new Error('inner')], 'm'));
  assert_true(clone instanceof Error);
  assert_equals(clone.message, 'm');
}, 'AggregateError becomes an Error');

test(() => {
  assert_throws_dom('DataCloneError', () => structuredClone(new Error('m', { cause: () => {} })));
}, 'a cause that cannot be cloned');
