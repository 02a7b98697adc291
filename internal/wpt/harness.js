// The test harness for WPT-style files: test(), async_test(), promise_test() and the assertions.
//
// This script evaluates to a function. The host calls it once, before any test file runs, with an
// object of callbacks:
//
//     title               string: name of tests that have none
//     timeoutMultiplier   number: factor for step_timeout() and step_wait()
//     worker              true in a worker, whose script ends with done()
//     created(index, name)
//     started(index)
//     result(index, name, status, message, stack)    status: PASS, FAIL, TIMEOUT, NOTRUN or PRECONDITION_FAILED
//     complete(status, message, stack)               status: OK, ERROR, TIMEOUT or PRECONDITION_FAILED; called once, last
//
// and gets back
//
//     loaded()            every script of the file has run; what is still pending may finish
//     timeUp()            give up: what is pending is reported as TIMEOUT or NOTRUN, then complete() follows
//
// Test files break things on purpose: they replace Promise.prototype.then, put setters on
// Object.prototype and throw from toString(). So the harness reads built-ins once, here; its lists
// have no prototype; a test is a record without prototype, and the Test object that scripts get
// only refers to it; and all code that calls into a script expects an exception.
//
// Tests are created (pending), get a result, run their cleanup functions and are complete. The file
// is complete when it has been loaded, no test is pending and no script asked to wait for done().
(function (host) {
'use strict';

// ---- built-ins, as they were before the test file could touch them ----

const global = globalThis;
const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { create, is: sameValue, setPrototypeOf } = Object;
const { isArray } = Array;
const { abs, max, min, round } = Math;
const { isFinite } = Number;
const { Error, Map, Promise, Set, String, TypeError } = global;
const { setTimeout } = global;
const uncurry = (method) => (self, ...args) => apply(method, self, args);
const hasOwn = uncurry(Object.prototype.hasOwnProperty);
const classString = uncurry(Object.prototype.toString);
const sourceOf = uncurry(Function.prototype.toString);
const charCodeAt = uncurry(String.prototype.charCodeAt);
const slice = uncurry(String.prototype.slice);
const toRadix = uncurry(Number.prototype.toString);
const exec = uncurry(RegExp.prototype.exec);
const mapGet = uncurry(Map.prototype.get);
const mapSet = uncurry(Map.prototype.set);
const setHas = uncurry(Set.prototype.has);
const setAdd = uncurry(Set.prototype.add);
const promiseThen = uncurry(Promise.prototype.then);

// list returns an array that setters on Array.prototype or Object.prototype do not affect.
const list = () => setPrototypeOf([], null);
const append = (items, item) => { items[items.length] = item; };

function join(items, separator) {
  let text = '';
  for (let i = 0; i < items.length; i++) text += (i > 0 ? separator : '') + items[i];
  return text;
}

// publicArray returns a copy of a list as an ordinary array for scripts.
function publicArray(items) {
  const array = [];
  for (let i = 0; i < items.length; i++) {
    defineProperty(array, i, { __proto__: null, value: items[i], writable: true, enumerable: true, configurable: true });
  }
  return array;
}

function newPromise(executor) {
  const promise = new Promise(executor);
  // then() would look up the constructor on a prototype that scripts can change.
  defineProperty(promise, 'constructor', { __proto__: null, value: undefined });
  return promise;
}

const adopt = (value) => newPromise((resolve) => resolve(value));

function isThenable(value) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
  return typeof value.then === 'function';
}

function seemsThenable(value) {
  try {
    return isThenable(value);
  } catch (e) {
    return false;
  }
}

// ---- text ----

// scalarText writes lone surrogates as text, since they cannot be passed to the host.
function scalarText(text) {
  let result = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = charCodeAt(text, i); // older engines compare strings by code points
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = charCodeAt(text, i + 1); // NaN at the end
    if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
      i++;
      continue;
    }
    result += slice(text, from, i) + 'U+' + toRadix(unit, 16);
    from = i + 1;
  }
  return from === 0 ? text : result + slice(text, from);
}

// stringify is String(value) for values whose conversion may throw.
function stringify(value) {
  try {
    return String(value);
  } catch (e) {
    return '(' + typeof value + ' that cannot be converted to a string)';
  }
}

const escapes = { __proto__: null, 0: '0', 8: 'b', 9: 't', 10: 'n', 11: 'v', 12: 'f', 13: 'r', 34: '"', 92: '\\' };

function quote(text) {
  let result = '"';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = charCodeAt(text, i);
    if (unit >= 32 && unit !== 34 && unit !== 92 && unit < 0xfffd) continue;
    const hex = toRadix(unit, 16);
    const escape = escapes[unit] || (unit < 32 ? 'x' + (unit < 16 ? '0' : '') + hex : 'u' + hex);
    result += slice(text, from, i) + '\\' + escape;
    from = i + 1;
  }
  return result + slice(text, from) + '"';
}

const longestText = 1000;
const longestArray = 1000;
const deepestArray = 50;

function formatArray(array, from, to, outer) {
  if (setHas(outer, array) || outer.depth >= deepestArray) return '[...]';
  setAdd(outer, array);
  outer.depth++;
  const items = list();
  if (from > 0) append(items, '\u2026');
  for (let i = from; i < to; i++) append(items, i in array ? format(array[i], outer) : '');
  if (to < array.length) append(items, '\u2026');
  outer.depth--;
  return '[' + join(items, ', ') + ']';
}

// format implements format_value(). outer holds the arrays that contain value.
function format(value, outer) {
  switch (typeof value) {
  case 'string':
    return quote(value);
  case 'number':
    return sameValue(value, -0) ? '-0' : '' + value;
  case 'bigint':
    return value + 'n';
  case 'boolean':
  case 'undefined':
    return '' + value;
  }
  if (value === null) return 'null';
  try {
    if (isArray(value)) {
      if (outer === undefined) {
        outer = new Set();
        outer.depth = 0;
      }
      return formatArray(value, 0, min(value.length, longestArray), outer);
    }
    let text = String(value);
    if (text.length > longestText) text = slice(text, 0, longestText - 3) + '...';
    return typeof value + ' "' + text + '"';
  } catch (e) {
    return '[stringifying object threw ' + stringify(e) + ' with type ' + typeof e + ']';
  }
}

function format_value(value) {
  return format(value);
}

const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');

// messageOf returns the message for a value that a script threw.
function messageOf(error) {
  if (typeof error === 'string') return error;
  if (isObject(error)) {
    try {
      const message = error.message;
      if (message !== undefined) return stringify(message);
    } catch (e) {
      // Reading the message threw. Format the object instead.
    }
  }
  return format(error);
}

function stackOf(error) {
  if (!isObject(error)) return null;
  try {
    const stack = error.stack;
    return typeof stack === 'string' ? stack : null;
  } catch (e) {
    return null;
  }
}

// ---- assertions ----

class AssertionError extends Error {
  constructor(message) {
    super(message === undefined ? '' : scalarText(stringify(message)));
  }
}

class OptionalFeatureUnsupportedError extends AssertionError {}

function isInstance(error, type) {
  try {
    return error instanceof type;
  } catch (e) {
    return false;
  }
}

function fail(name, description, reason) {
  if (description !== undefined && description !== null && description !== '') reason = stringify(description) + ' ' + reason;
  throw new AssertionError(name + ': ' + reason);
}

function assert_true(actual, description) {
  if (actual !== true) fail('assert_true', description, 'expected true got ' + format(actual));
}

function assert_false(actual, description) {
  if (actual !== false) fail('assert_false', description, 'expected false got ' + format(actual));
}

function assert_equals(actual, expected, description) {
  if (sameValue(actual, expected)) return;
  if (typeof actual === typeof expected) {
    fail('assert_equals', description, 'expected ' + format(expected) + ' but got ' + format(actual));
  }
  fail('assert_equals', description, 'expected (' + typeof expected + ') ' + format(expected) +
    ' but got (' + typeof actual + ') ' + format(actual));
}

function assert_not_equals(actual, expected, description) {
  if (sameValue(actual, expected)) fail('assert_not_equals', description, 'got disallowed value ' + format(actual));
}

function assert_in_array(actual, expected, description) {
  for (let i = 0; i < expected.length; i++) {
    if (expected[i] === actual) return;
  }
  fail('assert_in_array', description, 'value ' + format(actual) + ' not in array ' + format(expected));
}

function assert_object_equals(actual, expected, description) {
  const name = 'assert_object_equals';
  // This uses a work list, not recursion, since the values may be nested too deep for the stack.
  // compared holds the pairs seen so far, for cycles.
  const compared = new Map();
  const actuals = list();
  const expecteds = list();
  const compare = (a, e) => {
    let partners = mapGet(compared, a);
    if (partners === undefined) mapSet(compared, a, partners = new Set());
    if (setHas(partners, e)) return;
    setAdd(partners, e);
    append(actuals, a);
    append(expecteds, e);
  };
  if (typeof actual !== 'object' || actual === null) fail(name, description, 'value is ' + format(actual) + ', expected object');
  if (!isObject(expected)) fail(name, description, 'expected value is ' + format(expected) + ', not an object');
  compare(actual, expected);
  for (let i = 0; i < actuals.length; i++) {
    const a = actuals[i];
    const e = expecteds[i];
    for (const key in a) {
      if (!hasOwn(e, key)) fail(name, description, 'unexpected property ' + format(key));
      const one = a[key];
      const other = e[key];
      if (typeof one === 'object' && one !== null && isObject(other)) {
        compare(one, other);
      } else if (!sameValue(one, other)) {
        fail(name, description, 'property ' + format(key) + ' expected ' + format(other) + ' got ' + format(one));
      }
    }
    for (const key in e) {
      if (!hasOwn(a, key)) fail(name, description, 'expected property ' + format(key) + ' missing');
    }
  }
}

const isArrayLike = (value) => typeof value === 'object' && value !== null && 'length' in value;

// formatAround formats the part of a long array around an index.
function formatAround(array, index) {
  if (!isArray(array) || array.length <= 21) return format(array);
  const from = max(0, min(index - 10, array.length - 20));
  const outer = new Set();
  outer.depth = 0;
  try {
    return formatArray(array, from, from + 20, outer);
  } catch (e) {
    return format(array);
  }
}

function assert_array_equals(actual, expected, description) {
  const name = 'assert_array_equals';
  if (!isArrayLike(actual)) fail(name, description, 'value is ' + format(actual) + ', expected array');
  if (!isArrayLike(expected)) fail(name, description, 'expected value is ' + format(expected) + ', not an array');
  if (actual.length !== expected.length) {
    fail(name, description, 'lengths differ, expected array ' + formatAround(expected, expected.length) + ' length ' +
      format(expected.length) + ', got ' + formatAround(actual, actual.length) + ' length ' + format(actual.length));
  }
  for (let i = 0; i < actual.length; i++) {
    const present = hasOwn(actual, i);
    let reason;
    if (present !== hasOwn(expected, i)) {
      reason = present ? '"missing" but was "present"' : '"present" but was "missing"';
    } else if (!sameValue(expected[i], actual[i])) {
      reason = format(expected[i]) + ' but got ' + format(actual[i]);
    } else {
      continue;
    }
    fail(name, description, 'expected property ' + i + ' to be ' + reason + ' (expected array ' +
      formatAround(expected, i) + ' got ' + formatAround(actual, i) + ')');
  }
}

function assert_array_approx_equals(actual, expected, epsilon, description) {
  const name = 'assert_array_approx_equals';
  if (actual.length !== expected.length) {
    fail(name, description, 'lengths differ, expected ' + format(expected.length) + ' got ' + format(actual.length));
  }
  for (let i = 0; i < actual.length; i++) {
    const present = hasOwn(actual, i);
    if (present !== hasOwn(expected, i)) {
      fail(name, description, 'property ' + i + ', property expected to be ' +
        (present ? '"missing" but was "present"' : '"present" but was "missing"'));
    }
    if (typeof actual[i] !== 'number') {
      fail(name, description, 'property ' + i + ', expected a number but got a "' + typeof actual[i] + '"');
    }
    if (!(abs(actual[i] - expected[i]) <= epsilon)) {
      fail(name, description, 'property ' + i + ', expected ' + format(expected[i]) + ' +/- ' + format(epsilon) +
        ', expected ' + format(expected[i]) + ' but got ' + format(actual[i]));
    }
  }
}

function assert_approx_equals(actual, expected, epsilon, description) {
  const name = 'assert_approx_equals';
  if (typeof actual !== 'number') fail(name, description, 'expected a number but got a "' + typeof actual + '"');
  if (!isFinite(actual) && !isFinite(expected)) return assert_equals(actual, expected);
  if (abs(actual - expected) <= epsilon) return undefined;
  return fail(name, description, 'expected ' + format(expected) + ' +/- ' + format(epsilon) + ' but got ' + format(actual));
}

const isNumeric = (value) => typeof value === 'number' || typeof value === 'bigint';

function assertOrder(name, actual, expected, description, holds, relation) {
  if (!isNumeric(actual)) fail(name, description, 'expected a number but got a "' + typeof actual + '"');
  if (typeof actual !== typeof expected) {
    fail(name, description, 'expected a "' + typeof expected + '" but got a "' + typeof actual + '"');
  }
  if (!holds) fail(name, description, 'expected a number ' + relation + ' ' + format(expected) + ' but got ' + format(actual));
}

function assert_less_than(actual, expected, description) {
  assertOrder('assert_less_than', actual, expected, description, isNumeric(actual) && actual < expected, 'less than');
}

function assert_greater_than(actual, expected, description) {
  assertOrder('assert_greater_than', actual, expected, description, isNumeric(actual) && actual > expected, 'greater than');
}

function assert_less_than_equal(actual, expected, description) {
  assertOrder('assert_less_than_equal', actual, expected, description, isNumeric(actual) && actual <= expected,
    'less than or equal to');
}

function assert_greater_than_equal(actual, expected, description) {
  assertOrder('assert_greater_than_equal', actual, expected, description, isNumeric(actual) && actual >= expected,
    'greater than or equal to');
}

function assertBetween(name, actual, lower, upper, description, holds, above, below) {
  if (typeof lower !== typeof upper) {
    fail(name, description, 'expected lower ("' + typeof lower + '") and upper ("' + typeof upper + '") types to match (test error)');
  }
  if (!isNumeric(actual)) fail(name, description, 'expected a number but got a "' + typeof actual + '"');
  if (typeof actual !== typeof lower) {
    fail(name, description, 'expected a "' + typeof lower + '" but got a "' + typeof actual + '"');
  }
  if (!holds()) {
    fail(name, description, 'expected a number ' + above + ' ' + format(lower) + ' and ' + below + ' ' + format(upper) +
      ' but got ' + format(actual));
  }
}

function assert_between_exclusive(actual, lower, upper, description) {
  assertBetween('assert_between_exclusive', actual, lower, upper, description, () => actual > lower && actual < upper,
    'greater than', 'less than');
}

function assert_between_inclusive(actual, lower, upper, description) {
  assertBetween('assert_between_inclusive', actual, lower, upper, description, () => actual >= lower && actual <= upper,
    'greater than or equal to', 'less than or equal to');
}

function assert_regexp_match(actual, expected, description) {
  if (!expected.test(actual)) {
    fail('assert_regexp_match', description, 'expected ' + format(expected) + ' but got ' + format(actual));
  }
}

function assert_class_string(object, className, description) {
  const actual = classString(object);
  const expected = '[object ' + className + ']';
  if (actual !== expected) {
    fail('assert_class_string', description, 'expected ' + format(expected) + ' but got ' + format(actual));
  }
}

function assert_own_property(object, key, description) {
  if (!hasOwn(object, key)) fail('assert_own_property', description, 'expected property ' + format(key) + ' missing');
}

function assert_not_own_property(object, key, description) {
  if (hasOwn(object, key)) {
    fail('assert_not_own_property', description, 'unexpected property ' + format(key) + ' is found on object');
  }
}

function assertInherited(name, object, key, description) {
  if (!isObject(object)) fail(name, description, 'provided value is not an object');
  if (hasOwn(object, key)) {
    fail(name, description, 'property ' + format(key) + ' found on object expected in prototype chain');
  }
  if (!(key in object)) fail(name, description, 'property ' + format(key) + ' not found in prototype chain');
}

function assert_inherits(object, key, description) {
  assertInherited('assert_inherits', object, key, description);
}

function assert_idl_attribute(object, key, description) {
  assertInherited('assert_idl_attribute', object, key, description);
}

function assert_readonly(object, key, description) {
  const name = 'assert_readonly';
  for (let holder = object; isObject(holder); holder = getPrototypeOf(holder)) {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    if (descriptor === undefined) continue;
    if (hasOwn(descriptor, 'writable')) {
      if (descriptor.writable) fail(name, description, 'descriptor [[Writable]] expected false got true');
    } else if (descriptor.set !== undefined) {
      fail(name, description, 'property ' + format(key) +
        ' is an accessor property with a [[Set]] attribute, cannot test readonly-ness');
    }
    return;
  }
  fail(name, description, 'property ' + format(key) + ' not found');
}

// thrownBy calls func and passes the exception it throws to check. A failed assertion is not passed
// on: it fails the test.
function thrownBy(name, func, description, check) {
  if (typeof func !== 'function') fail(name, description, format(func) + ' is not a function');
  try {
    apply(func, undefined, []);
  } catch (e) {
    if (isInstance(e, AssertionError)) throw e;
    check(e);
    return;
  }
  fail(name, description, format(func) + ' did not throw');
}

function assertThrownObject(name, error, func, description) {
  if (typeof error === 'object' && error !== null) return;
  const type = error === null ? '' : ' with type "' + typeof error + '"';
  fail(name, description, format(func) + ' threw ' + format(error) + type + ', not an object');
}

function checkThrowsJS(name, constructor, func, description) {
  thrownBy(name, func, description, (e) => {
    assertThrownObject(name, e, func, description);
    if (typeof constructor !== 'function') fail(name, description, format(constructor) + ' is not a constructor');
    let base = constructor;
    while (base !== null && base.name !== 'Error') base = getPrototypeOf(base);
    if (base === null) fail(name, description, format(constructor) + ' is not an Error subtype');
    if (e.constructor !== constructor || e.name !== constructor.name) {
      fail(name, description, format(func) + ' threw ' + format(e) + ' (' + format(e.name) + ') expected instance of ' +
        format(constructor) + ' (' + format(constructor.name) + ')');
    }
  });
}

function assert_throws_js(constructor, func, description) {
  checkThrowsJS('assert_throws_js', constructor, func, description);
}

// https://webidl.spec.whatwg.org/#dfn-error-names-table
const codeOfName = {
  __proto__: null,
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11,
  SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17,
  SecurityError: 18, NetworkError: 19, AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23,
  InvalidNodeTypeError: 24, DataCloneError: 25, EncodingError: 0, NotReadableError: 0, UnknownError: 0, ConstraintError: 0,
  DataError: 0, TransactionInactiveError: 0, ReadOnlyError: 0, VersionError: 0, OperationError: 0, NotAllowedError: 0,
  OptOutError: 0,
};

const nameOfConstant = {
  __proto__: null,
  INDEX_SIZE_ERR: 'IndexSizeError', HIERARCHY_REQUEST_ERR: 'HierarchyRequestError', WRONG_DOCUMENT_ERR: 'WrongDocumentError',
  INVALID_CHARACTER_ERR: 'InvalidCharacterError', NO_MODIFICATION_ALLOWED_ERR: 'NoModificationAllowedError',
  NOT_FOUND_ERR: 'NotFoundError', NOT_SUPPORTED_ERR: 'NotSupportedError', INUSE_ATTRIBUTE_ERR: 'InUseAttributeError',
  INVALID_STATE_ERR: 'InvalidStateError', SYNTAX_ERR: 'SyntaxError', INVALID_MODIFICATION_ERR: 'InvalidModificationError',
  NAMESPACE_ERR: 'NamespaceError', INVALID_ACCESS_ERR: 'InvalidAccessError', TYPE_MISMATCH_ERR: 'TypeMismatchError',
  SECURITY_ERR: 'SecurityError', NETWORK_ERR: 'NetworkError', ABORT_ERR: 'AbortError', URL_MISMATCH_ERR: 'URLMismatchError',
  QUOTA_EXCEEDED_ERR: 'QuotaExceededError', TIMEOUT_ERR: 'TimeoutError', INVALID_NODE_TYPE_ERR: 'InvalidNodeTypeError',
  DATA_CLONE_ERR: 'DataCloneError',
};

// domExceptionName returns the name that a name, a legacy constant's name or a legacy code stands
// for.
function domExceptionName(name, type, description) {
  if (typeof type === 'string') {
    const found = nameOfConstant[type] || type;
    if (codeOfName[found] === undefined) fail(name, description, format(type) + ' is not the name of a DOMException (test error)');
    return found;
  }
  if (typeof type !== 'number') fail(name, description, format(type) + ' is not a number or string');
  if (type === 0) fail(name, description, 'code 0 belongs to several DOMExceptions, use the name (test error)');
  for (const found in codeOfName) {
    if (codeOfName[found] === type) return found;
  }
  fail(name, description, type + ' is not the code of a DOMException (test error)');
}

function checkThrowsDOM(name, type, constructor, func, description) {
  thrownBy(name, func, description, (e) => {
    assertThrownObject(name, e, func, description);
    const expectedName = domExceptionName(name, type, description);
    const expected = { __proto__: null, code: codeOfName[expectedName], name: expectedName };
    for (const key in expected) {
      if (e[key] === expected[key]) continue;
      fail(name, description, format(func) + ' threw ' + format(e) + ' that is not a DOMException ' + type +
        ': property "' + key + '" is equal to ' + format(e[key]) + ', expected ' + format(expected[key]));
    }
    if (e.constructor !== constructor) {
      fail(name, description, format(func) + ' threw an exception from the wrong global');
    }
  });
}

// splitConstructor reads the optional DOMException constructor before the last two arguments.
function splitConstructor(constructor, subject, description) {
  if (typeof constructor === 'function' && constructor.name === 'DOMException') return { __proto__: null, constructor, subject, description };
  return { __proto__: null, constructor: global.DOMException, subject: constructor, description: subject };
}

function assert_throws_dom(type, constructorOrFunc, funcOrDescription, maybeDescription) {
  const { constructor, subject, description } = splitConstructor(constructorOrFunc, funcOrDescription, maybeDescription);
  checkThrowsDOM('assert_throws_dom', type, constructor, subject, description);
}

function checkThrowsExactly(name, exception, func, description) {
  thrownBy(name, func, description, (e) => {
    if (sameValue(e, exception)) return;
    fail(name, description, format(func) + ' threw ' + format(e) + ' but we expected it to throw ' + format(exception));
  });
}

function assert_throws_exactly(exception, func, description) {
  checkThrowsExactly('assert_throws_exactly', exception, func, description);
}

// https://webidl.spec.whatwg.org/#quotaexceedederror
function checkThrowsQuota(name, func, requested, quota, constructor, description) {
  const expected = { __proto__: null, requested, quota };
  for (const key in expected) {
    const want = expected[key];
    if (want !== null && typeof want !== 'number' && typeof want !== 'function') {
      fail(name, description, format(want) + ' is not null, a number, or a function');
    }
  }
  thrownBy(name, func, description, (e) => {
    assertThrownObject(name, e, func, description);
    if (e.name !== 'QuotaExceededError' || e.code !== 22) {
      fail(name, description, format(func) + ' threw ' + format(e) + ' that is not a QuotaExceededError');
    }
    if (e.constructor !== constructor) fail(name, description, format(func) + ' threw an exception from the wrong global');
    for (const key in expected) {
      const want = expected[key];
      if (typeof want === 'function' ? !want(e[key]) : e[key] !== want) {
        fail(name, description, format(func) + ' threw a QuotaExceededError whose "' + key + '" is ' + format(e[key]) +
          ', expected ' + format(want));
      }
    }
  });
}

function assert_throws_quotaexceedederror(func, requested, quota, ...rest) {
  const constructor = typeof rest[0] === 'function' ? rest[0] : global.QuotaExceededError;
  checkThrowsQuota('assert_throws_quotaexceedederror', func, requested, quota, constructor,
    typeof rest[0] === 'function' ? rest[1] : rest[0]);
}

function assert_unreached(description) {
  fail('assert_unreached', description, 'Reached unreachable code');
}

function assert_any(assertion, actual, expectedArray, ...args) {
  const messages = list();
  for (let i = 0; i < expectedArray.length; i++) {
    const all = list();
    append(all, actual);
    append(all, expectedArray[i]);
    for (let k = 0; k < args.length; k++) append(all, args[k]);
    try {
      apply(assertion, undefined, all);
      return;
    } catch (e) {
      append(messages, messageOf(e));
    }
  }
  throw new AssertionError(join(messages, '\n\n'));
}

function assert_implements(condition, description) {
  if (!condition) throw new AssertionError('assert_implements: ' + (description ? stringify(description) : 'not implemented'));
}

function assert_implements_optional(condition, description) {
  if (!condition) throw new OptionalFeatureUnsupportedError(description ? description : 'optional feature not implemented');
}

// ---- tests ----

const phases = { INITIAL: 0, STARTED: 1, HAS_RESULT: 2, CLEANING: 3, COMPLETE: 4 };
const { INITIAL, STARTED, HAS_RESULT, CLEANING, COMPLETE } = phases;
const PASS = 0, FAIL = 1, TIMEOUT = 2, NOTRUN = 3, PRECONDITION_FAILED = 4;
const testStatuses = setPrototypeOf(['PASS', 'FAIL', 'TIMEOUT', 'NOTRUN', 'PRECONDITION_FAILED'], null);
const OK = 0, HARNESS_ERROR = 1, HARNESS_TIMEOUT = 2, HARNESS_PRECONDITION_FAILED = 3;
const harnessStatuses = setPrototypeOf(['OK', 'ERROR', 'TIMEOUT', 'PRECONDITION_FAILED'], null);

const tests = list();
const harness = {
  __proto__: null,
  status: OK, message: null, stack: null,
  pending: 0,               // tests that are not complete
  results: 0,               // tests that are complete
  setups: 0,                // calls of promise_setup() whose promise is not settled
  remotes: 0,               // workers whose tests are not complete
  promiseSetup: false,      // promise_setup() was called
  loaded: false,
  awaitingDone: host.worker === true,
  allowUncaught: false,
  single: null,             // the only test, after setup({single_test: true})
  multiplier: host.timeoutMultiplier > 0 ? host.timeoutMultiplier : 1,
  stopping: false,          // no test starts any more
  complete: false,
};
const callbacks = { __proto__: null, start: list(), test_state: list(), result: list(), completion: list() };
const names = create(null);
const duplicates = list();
const defaultNames = create(null);

function harnessError(message, stack) {
  harness.status = HARNESS_ERROR;
  harness.message = scalarText(message);
  harness.stack = stack === undefined ? null : stack;
}

function notify(kind, ...args) {
  const functions = callbacks[kind];
  for (let i = 0; i < functions.length; i++) {
    try {
      apply(functions[i], undefined, args);
    } catch (e) {
      if (!harness.allowUncaught) harnessError('a ' + kind + ' callback threw ' + stringify(e), stackOf(e));
    }
  }
}

// nameFor returns a test's name, or one derived from its function, or the file's title. The latter
// two are numbered.
function nameFor(func, name) {
  if (name) return scalarText(stringify(name));
  let base = '';
  if (typeof func === 'function') {
    const source = exec(/^\(\)\s*=>\s*(.*)$/, sourceOf(func));
    if (source !== null) {
      const body = exec(/^\{(.*)\}\s*$/, source[1]);
      const statement = exec(/^\s*(.*?)\s*$/, body === null ? source[1] : body[1])[1];
      const single = exec(/^([^;]*?)\s*(?:;\s*)+$/, statement);
      base = single === null ? statement : single[1];
    }
  }
  if (base === '') base = stringify(host.title);
  const number = defaultNames[base] || 0;
  defaultNames[base] = number + 1;
  return scalarText(number > 0 ? base + ' ' + number : base);
}

function createTest(name, properties, returnsPromise) {
  const record = {
    __proto__: null,
    index: tests.length, name, properties: properties || {}, returnsPromise,
    phase: INITIAL, status: NOTRUN, message: null, stack: null,
    cleanups: list(), released: list(), controller: null, facade: null,
  };
  record.facade = new Test(record);
  if (harness.complete) {
    // The file is complete, so the test neither runs nor is reported.
    record.phase = COMPLETE;
    return record;
  }
  if (names[name] === undefined) {
    names[name] = 1;
  } else if (++names[name] === 2) {
    append(duplicates, name);
  }
  append(tests, record);
  harness.pending++;
  host.created(record.index, name);
  if (tests.length === 1) notify('start', {});
  notify('test_state', record.facade);
  if (harness.stopping) settle(record);
  return record;
}

// settle completes a test with its current status.
function settle(record) {
  if (record.phase === COMPLETE) return;
  record.phase = COMPLETE;
  harness.pending--;
  harness.results++;
  notify('result', record.facade);
  host.result(record.index, record.name, testStatuses[record.status], record.message, record.stack);
  for (let i = 0; i < record.released.length; i++) apply(record.released[i], undefined, []);
  checkComplete();
}

function setResult(record, status, message, stack) {
  record.status = status;
  record.message = message === null ? null : scalarText(message);
  record.stack = stack;
  record.phase = HAS_RESULT;
}

function start(record) {
  if (record.phase !== INITIAL) return;
  record.phase = STARTED;
  record.status = TIMEOUT;
  record.message = 'Test timed out';
  host.started(record.index);
  notify('test_state', record.facade);
}

function failWith(record, error, message) {
  if (record.phase > STARTED) return;
  const status = isInstance(error, OptionalFeatureUnsupportedError) ? PRECONDITION_FAILED : FAIL;
  setResult(record, status, message === undefined ? messageOf(error) : message, stackOf(error));
  finish(record);
}

// step calls a function as part of a test, unless the test has its result already.
function step(record, func, receiver, args) {
  if (record.phase > STARTED) return undefined;
  start(record);
  try {
    if (typeof func !== 'function') throw new TypeError(format(func) + ' is not a function');
    return apply(func, receiver, args);
  } catch (e) {
    failWith(record, e);
    return undefined;
  }
}

// finish ends a test and runs its cleanup functions. The test passes if it has no result yet.
function finish(record) {
  if (record.phase >= CLEANING) return;
  if (record.phase <= STARTED) setResult(record, PASS, null, null);
  record.phase = CLEANING;
  cleanUp(record);
}

function cleanUp(record) {
  let failed = 0;
  let odd = 0;
  let waiting = 1;
  const settled = () => {
    if (--waiting > 0 || record.phase === COMPLETE) return;
    if (failed > 0 || odd > 0) abortAfterCleanup(record, failed, odd);
    settle(record);
  };
  for (let i = 0; i < record.cleanups.length; i++) {
    // After a failed cleanup the shared state cannot be trusted, so no test starts any more.
    if (failed > 0 || odd > 0) harness.stopping = true;
    let value;
    try {
      value = apply(record.cleanups[i], undefined, []);
    } catch (e) {
      failed++;
      continue;
    }
    if (value === undefined) continue;
    if (!record.returnsPromise || !seemsThenable(value)) {
      odd++;
      continue;
    }
    waiting++;
    promiseThen(adopt(value), settled, () => {
      failed++;
      settled();
    });
  }
  abortSignal(record);
  settled();
}

function abortSignal(record) {
  if (record.controller === null) return;
  try {
    record.controller.abort();
  } catch (e) {
    harnessError('AbortController.abort() threw ' + stringify(e), stackOf(e));
  }
}

function abortAfterCleanup(record, failed, odd) {
  const count = record.cleanups.length;
  let message = "Test named '" + record.name + "' specified " + count + " 'cleanup' function" + (count > 1 ? 's' : '');
  if (failed > 0) message += ', and ' + failed + ' failed';
  if (odd > 0) message += ', and ' + odd + ' returned a non-' + (record.returnsPromise ? 'thenable' : 'undefined') + ' value';
  harnessError(message + '.');
  stop(record);
}

// stop settles all tests but one as they are, because the state they share cannot be trusted any
// more.
function stop(except) {
  harness.stopping = true;
  for (let i = 0; i < tests.length; i++) {
    const record = tests[i];
    if (record !== except && record.phase < CLEANING) settle(record);
  }
}

class Test {
  #record;

  constructor(record) {
    this.#record = record;
  }

  get name() { return this.#record.name; }
  get index() { return this.#record.index; }
  get properties() { return this.#record.properties; }
  get phase() { return this.#record.phase; }
  get status() { return this.#record.status; }
  get message() { return this.#record.message; }
  get stack() { return this.#record.stack; }

  format_status() {
    return testStatuses[this.#record.status];
  }

  step(func, receiver, ...args) {
    return step(this.#record, func, receiver === undefined ? this : receiver, args);
  }

  step_func(func, receiver) {
    return (...args) => step(this.#record, func, receiver === undefined ? this : receiver, args);
  }

  step_func_done(func, receiver) {
    return (...args) => {
      if (func) step(this.#record, func, receiver === undefined ? this : receiver, args);
      finish(this.#record);
    };
  }

  unreached_func(description) {
    return this.step_func(() => assert_unreached(description));
  }

  step_timeout(func, delay, ...args) {
    return setTimeout(() => { step(this.#record, func, this, args); }, delay * harness.multiplier);
  }

  step_wait_func(condition, func, description, timeout = 3000, interval = 100) {
    waitFor(this.#record, condition, () => { step(this.#record, func, this, []); }, description, timeout, interval);
  }

  step_wait_func_done(condition, func, description, timeout = 3000, interval = 100) {
    waitFor(this.#record, condition, () => {
      if (func) step(this.#record, func, this, []);
      finish(this.#record);
    }, description, timeout, interval);
  }

  step_wait(condition, description, timeout = 3000, interval = 100) {
    return newPromise((resolve) => {
      waitFor(this.#record, condition, () => resolve(), description, timeout, interval);
    });
  }

  add_cleanup(func) {
    append(this.#record.cleanups, func);
  }

  force_timeout() {
    const record = this.#record;
    if (record.phase > STARTED) return;
    setResult(record, TIMEOUT, 'Test timed out', null);
    finish(record);
  }

  done() {
    finish(this.#record);
  }

  get_signal() {
    const record = this.#record;
    if (record.controller === null) {
      const { AbortController } = global;
      if (typeof AbortController !== 'function') throw new Error('get_signal: there is no AbortController here');
      record.controller = new AbortController();
      if (record.phase >= CLEANING) abortSignal(record);
    }
    return record.controller.signal;
  }
}

for (let i = 0; i < testStatuses.length; i++) {
  defineProperty(Test.prototype, testStatuses[i], { value: i, writable: false, enumerable: true, configurable: true });
}
defineProperty(Test.prototype, 'phases', { value: phases, writable: false, enumerable: true, configurable: true });

// waitFor calls func once condition() returns true or a promise for true. It asks every interval
// ms, for at most timeout ms.
function waitFor(record, condition, func, description, timeout, interval) {
  let remaining = round(timeout * harness.multiplier / interval);
  const ask = () => {
    const answer = step(record, condition, record.facade, []);
    if (record.phase > STARTED) return;
    if (seemsThenable(answer)) {
      promiseThen(adopt(answer), decide, (e) => failWith(record, e));
    } else {
      decide(answer);
    }
  };
  const decide = (holds) => {
    if (record.phase > STARTED) return;
    if (holds) {
      func();
    } else if (remaining <= 0) {
      step(record, () => fail('step_wait_func', description, 'Timed out waiting on condition'), undefined, []);
    } else {
      remaining--;
      setTimeout(ask, interval);
    }
  };
  ask();
}

// ---- defining tests ----

// refused reports whether a kind of test cannot be defined now.
function refused(kind) {
  if (harness.single !== null) {
    throw new Error('Tried to create a test with `' + kind + '` in a file that called setup({ single_test: true })');
  }
  if (!harness.promiseSetup || kind === 'promise_test') return false;
  if (!harness.complete) {
    harnessError('`' + kind + '` invoked after `promise_setup`');
    complete();
  }
  return true;
}

function returnedValue(record, kind, value) {
  let message = 'Test named "' + record.name + '" passed a function to `' + kind + '` that returned a value.';
  if (seemsThenable(value)) message += ' Consider using `promise_test` instead when using Promises or async/await.';
  return message;
}

function test(func, name, properties) {
  if (refused('test')) return;
  const record = createTest(nameFor(func, name), properties, false);
  const value = step(record, func, record.facade, [record.facade]);
  if (value !== undefined && harness.status === OK) harnessError(returnedValue(record, 'test', value));
  finish(record);
}

function async_test(func, name, properties) {
  if (refused('async_test')) return undefined;
  if (typeof func !== 'function') {
    properties = name;
    name = func;
    func = null;
  }
  const record = createTest(nameFor(func, name), properties, false);
  if (func !== null) {
    const value = step(record, func, record.facade, [record.facade]);
    if (value !== undefined && !harness.complete) {
      harnessError(returnedValue(record, 'async_test', value));
      complete();
    }
  }
  return record.facade;
}

// Promise tests and promise setups run one after another. The first waits for the end of the
// running script, each other for a microtask after its predecessor called release().
const queue = list();
let next = 0;
let busy = false;

function enqueue(run) {
  append(queue, run);
  if (!busy) runNext();
}

function runNext() {
  busy = next < queue.length;
  if (!busy) return;
  const run = queue[next];
  queue[next++] = null;
  promiseThen(adopt(undefined), () => run(runNext));
}

function promise_test(func, name, properties) {
  if (typeof func !== 'function' && name === undefined) {
    name = func;
    func = undefined;
  }
  if (refused('promise_test')) return;
  const record = createTest(nameFor(func, name), properties, true);
  enqueue((release) => {
    if (record.phase === COMPLETE) return release();
    append(record.released, release);
    const value = step(record, func, record.facade, [record.facade]);
    step(record, () => {
      if (!isThenable(value)) {
        fail('promise_test', undefined, "test body must return a 'thenable' object (received " +
          (value ? 'an object with no `then` method' : format(value)) + ')');
      }
    }, undefined, []);
    // Handle the promise even if the test has its result, so that a rejection does not count as
    // unhandled.
    promiseThen(adopt(value), () => finish(record), (e) => {
      if (isInstance(e, AssertionError)) return failWith(record, e);
      return failWith(record, e, 'promise_test: Unhandled rejection with value: ' + format(e));
    });
    return undefined;
  });
}

function promise_setup(func, properties) {
  if (harness.complete) return;
  if (typeof func !== 'function') {
    harnessError('`promise_setup` invoked without a function');
    complete();
    return;
  }
  harness.promiseSetup = true;
  harness.setups++;
  enqueue((release) => {
    const settled = () => {
      harness.setups--;
      release();
      checkComplete();
    };
    const failed = (e) => {
      harnessError(stringify(e), stackOf(e));
      stop(null);
      settled();
      if (tests.length === 0) complete();
    };
    if (harness.stopping) return settled();
    try {
      configure(properties);
      const value = apply(func, undefined, []);
      if (!isThenable(value)) throw 'Non-thenable returned by function passed to `promise_setup`';
      promiseThen(adopt(value), settled, failed);
    } catch (e) {
      failed(e);
    }
    return undefined;
  });
}

// checkRejection implements promise_rejects_* with the check of the matching assert_throws_*.
function checkRejection(name, testObject, promise, description, check) {
  if (!isThenable(promise)) fail(name, description, format(promise) + ' is not a promise');
  const suffix = description === undefined ? '' : ': ' + stringify(description);
  return promiseThen(adopt(promise), testObject.unreached_func('Should have rejected' + suffix), (e) => {
    check(() => { throw e; });
  });
}

function promise_rejects_js(testObject, constructor, promise, description) {
  const name = 'promise_rejects_js';
  return checkRejection(name, testObject, promise, description, (func) => checkThrowsJS(name, constructor, func, description));
}

function promise_rejects_dom(testObject, type, constructorOrPromise, promiseOrDescription, maybeDescription) {
  const name = 'promise_rejects_dom';
  const { constructor, subject, description } =
    splitConstructor(constructorOrPromise, promiseOrDescription, maybeDescription);
  return checkRejection(name, testObject, subject, description,
    (func) => checkThrowsDOM(name, type, constructor, func, description));
}

function promise_rejects_exactly(testObject, exception, promise, description) {
  const name = 'promise_rejects_exactly';
  return checkRejection(name, testObject, promise, description,
    (func) => checkThrowsExactly(name, exception, func, description));
}

function promise_rejects_quotaexceedederror(testObject, promise, requested, quota, ...rest) {
  const name = 'promise_rejects_quotaexceedederror';
  const constructor = typeof rest[0] === 'function' ? rest[0] : global.QuotaExceededError;
  const description = typeof rest[0] === 'function' ? rest[1] : rest[0];
  return checkRejection(name, testObject, promise, description,
    (func) => checkThrowsQuota(name, func, requested, quota, constructor, description));
}

function generate_tests(func, parameterLists, properties) {
  for (let i = 0; i < parameterLists.length; i++) {
    const parameters = parameterLists[i];
    const args = list();
    for (let k = 1; k < parameters.length; k++) append(args, parameters[k]);
    test(function () { apply(func, this, args); }, parameters[0], isArray(properties) ? properties[i] : properties);
  }
}

// ---- the file as a whole ----

const option = (properties, name) => isObject(properties) && hasOwn(properties, name) ? properties[name] : undefined;

function configure(properties) {
  if (harness.results > 0 || harness.complete) return;
  if (option(properties, 'allow_uncaught_exception') !== undefined) {
    harness.allowUncaught = !!option(properties, 'allow_uncaught_exception');
  }
  if (option(properties, 'explicit_done')) harness.awaitingDone = true;
  const multiplier = option(properties, 'timeout_multiplier');
  if (typeof multiplier === 'number' && multiplier > 0) harness.multiplier = multiplier;
  if (option(properties, 'single_test') && harness.single === null) {
    if (tests.length > 0) throw new Error('Tried to set single_test after creating a test');
    harness.awaitingDone = true;
    harness.single = createTest(nameFor(undefined, undefined), {}, false);
  }
}

function setup(funcOrProperties, maybeProperties) {
  if (harness.results > 0 || harness.complete) return;
  const isFunction = typeof funcOrProperties === 'function';
  configure(isFunction || !funcOrProperties ? maybeProperties : funcOrProperties);
  if (!isFunction) return;
  try {
    apply(funcOrProperties, undefined, []);
  } catch (e) {
    harnessError(stringify(e), stackOf(e));
    if (isInstance(e, OptionalFeatureUnsupportedError)) harness.status = HARNESS_PRECONDITION_FAILED;
    complete();
  }
}

function done() {
  if (harness.complete) return;
  if (tests.length === 0) {
    harnessError('done() was called without first defining any tests');
    complete();
    return;
  }
  if (harness.single !== null) finish(harness.single);
  harness.awaitingDone = false;
  checkComplete();
}

function checkComplete() {
  if (harness.pending > 0 || harness.setups > 0 || harness.remotes > 0 || tests.length === 0) return;
  if (harness.loaded && !harness.awaitingDone) complete();
}

// Completion callbacks get a TestsStatus.
function TestsStatus() {
  const members = { __proto__: null, status: harness.status, message: harness.message, stack: harness.stack };
  for (const key in members) {
    defineProperty(this, key, { value: members[key], writable: true, enumerable: true, configurable: true });
  }
}
for (let i = 0; i < harnessStatuses.length; i++) {
  defineProperty(TestsStatus.prototype, harnessStatuses[i], { value: i, writable: false, enumerable: true, configurable: true });
}

function complete() {
  if (harness.complete) return;
  harness.complete = true;
  stop(null);
  for (let i = 0; i < tests.length; i++) settle(tests[i]);
  if (harness.status === OK && duplicates.length > 0) {
    const quoted = list();
    for (let i = 0; i < duplicates.length; i++) append(quoted, '"' + duplicates[i] + '"');
    harnessError(quoted.length + ' duplicate test name' + (quoted.length > 1 ? 's' : '') + ': ' + join(quoted, ', '));
  }
  const facades = list();
  for (let i = 0; i < tests.length; i++) append(facades, tests[i].facade);
  notify('completion', publicArray(facades), new TestsStatus());
  host.complete(harnessStatuses[harness.status], harness.message, harness.stack);
}

function timeUp() {
  if (harness.complete) return;
  if (harness.status === OK) harness.status = HARNESS_TIMEOUT;
  harness.stopping = true;
  for (let i = 0; i < tests.length; i++) {
    const record = tests[i];
    if (record.phase === CLEANING) {
      harnessError('Timeout while running cleanup for test named "' + record.name + '".');
      continue;
    }
    if (record.phase > CLEANING) continue;
    // The file ends here, so these cleanup functions are not awaited and their failures do not
    // count.
    record.phase = CLEANING;
    for (let k = 0; k < record.cleanups.length; k++) {
      try {
        apply(record.cleanups[k], undefined, []);
      } catch (e) {
        continue;
      }
    }
    abortSignal(record);
    settle(record);
  }
  complete();
}

// uncaught handles an exception or rejection that the test file did not handle.
function uncaught(message, error) {
  if (harness.complete) return;
  if (harness.single !== null) {
    start(harness.single);
    failWith(harness.single, error, message);
    done();
    return;
  }
  if (harness.allowUncaught) return;
  harnessError(message, stackOf(error));
  // The exception may have ended the script before its call of done().
  harness.awaitingDone = false;
  if (tests.length === 0) complete();
  else checkComplete();
}

const { addEventListener } = global;
if (typeof addEventListener === 'function') {
  apply(addEventListener, global, ['error', (event) => {
    uncaught(event.message ? stringify(event.message) : messageOf(event.error), event.error);
  }]);
  apply(addEventListener, global, ['unhandledrejection', (event) => {
    uncaught('Unhandled rejection: ' + messageOf(event.reason), event.reason);
  }]);
}

// ---- workers ----

const isShared = (worker) => typeof global.SharedWorker === 'function' && isInstance(worker, global.SharedWorker);

// fetch_tests_from_worker includes the tests of a worker in which worker.js runs this harness. It
// returns a promise that is resolved when they are complete.
function fetch_tests_from_worker(worker) {
  if (harness.complete) return undefined;
  harness.remotes++;
  return newPromise((resolve) => {
    const records = list();
    let begun = false;
    let over = false;
    const end = (status, message, stack) => {
      over = true;
      harness.remotes--;
      if (status !== 'OK' && harness.status === OK) {
        harnessError(message === null ? 'the worker ended with ' + status : message, stack);
        for (let i = 0; i < harnessStatuses.length; i++) if (harnessStatuses[i] === status) harness.status = i;
      }
      for (let i = 0; i < records.length; i++) settle(records[i]);
      resolve();
      if (tests.length === 0) complete();
      else checkComplete();
    };
    const onMessage = ({ data }) => {
      if (over || harness.complete || !isObject(data) || typeof data.harness !== 'string') return;
      const record = records[data.index];
      switch (data.harness) {
      case 'begin':
        begun = true;
        break;
      case 'created':
        records[data.index] = createTest(data.name, {}, false);
        break;
      case 'started':
        start(record);
        break;
      case 'result':
        if (record.phase === COMPLETE) break;
        for (let i = 0; i < testStatuses.length; i++) {
          if (testStatuses[i] === data.status) setResult(record, i, data.message, data.stack);
        }
        settle(record);
        break;
      case 'complete':
        end(data.status, data.message, data.stack);
      }
    };
    // Once the harness runs in the worker, it handles the worker's exceptions itself.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (!begun && !over && !harness.complete) end('ERROR', 'Error in worker: ' + stringify(event.message), null);
    });
    const port = isShared(worker) ? worker.port : worker;
    port.addEventListener('message', onMessage);
    if (port !== worker) port.start();
  });
}

// ---- helpers for test files ----

function step_timeout(func, delay, ...args) {
  return setTimeout(() => { apply(func, undefined, args); }, delay * harness.multiplier);
}

function on_event(target, type, callback) {
  target.addEventListener(type, callback, false);
}

// EventWatcher turns the events of a target into promises. An event that no promise waits for fails
// the test.
class EventWatcher {
  constructor(testObject, target, types, timeoutPromise) {
    const watched = list();
    if (typeof types === 'string') append(watched, types);
    else for (let i = 0; i < types.length; i++) append(watched, types[i]);
    let waiting = null;

    const onEvent = testObject.step_func((event) => {
      assert_true(waiting !== null, 'Not expecting event, but got ' + event.type + ' event');
      const type = waiting.types[waiting.next];
      assert_equals(event.type, type, 'Expected ' + type + ' event, but got ' + event.type + ' event instead');
      append(waiting.events, event);
      if (++waiting.next < waiting.types.length) return;
      const { resolve, events, all } = waiting;
      waiting = null;
      resolve(all ? publicArray(events) : event);
    });
    for (let i = 0; i < watched.length; i++) target.addEventListener(watched[i], onEvent, false);

    this.wait_for = (expected, options) => newPromise((resolve, reject) => {
      if (waiting !== null) return reject('Already waiting for an event or events');
      const expectedTypes = list();
      if (typeof expected === 'string') append(expectedTypes, expected);
      else for (let i = 0; i < expected.length; i++) append(expectedTypes, expected[i]);
      const wait = waiting = {
        __proto__: null, types: expectedTypes, next: 0, events: list(), all: option(options, 'record') === 'all', resolve,
      };
      if (typeof timeoutPromise === 'function') {
        promiseThen(adopt(timeoutPromise()), testObject.step_func(() => {
          assert_true(waiting !== wait, 'Timed out waiting for ' + join(expectedTypes, ', '));
        }), testObject.step_func((e) => { throw e; }));
      }
      return undefined;
    });

    this.stop_watching = () => {
      for (let i = 0; i < watched.length; i++) target.removeEventListener(watched[i], onEvent, false);
    };
    onSettled(testObject, this.stop_watching);
  }
}

// onSettled runs func when a test is complete. func does not count as a cleanup function.
function onSettled(testObject, func) {
  for (let i = 0; i < tests.length; i++) {
    if (tests[i].facade !== testObject) continue;
    append(tests[i].released, func);
    if (tests[i].phase === COMPLETE) func();
    return;
  }
}

const adder = (kind) => (callback) => { append(callbacks[kind], callback); };

const api = {
  __proto__: null,
  test, async_test, promise_test, promise_setup, setup, done, timeout: timeUp, generate_tests, fetch_tests_from_worker,
  promise_rejects_js, promise_rejects_dom, promise_rejects_exactly, promise_rejects_quotaexceedederror,
  step_timeout, on_event, format_value, EventWatcher, AssertionError, OptionalFeatureUnsupportedError,
  add_start_callback: adder('start'), add_test_state_callback: adder('test_state'),
  add_result_callback: adder('result'), add_completion_callback: adder('completion'),
  assert_true, assert_false, assert_equals, assert_not_equals, assert_in_array, assert_object_equals, assert_array_equals,
  assert_array_approx_equals, assert_approx_equals, assert_less_than, assert_greater_than, assert_between_exclusive,
  assert_less_than_equal, assert_greater_than_equal, assert_between_inclusive, assert_regexp_match, assert_class_string,
  assert_own_property, assert_not_own_property, assert_inherits, assert_idl_attribute, assert_readonly,
  assert_throws_js, assert_throws_dom, assert_throws_exactly, assert_throws_quotaexceedederror,
  assert_unreached, assert_any, assert_implements, assert_implements_optional,
};
for (const name in api) {
  defineProperty(global, name, { value: api[name], writable: true, enumerable: true, configurable: true });
}

return {
  loaded() {
    harness.loaded = true;
    checkComplete();
  },
  timeUp,
};
})
