// META: title=Conversion to DOMString
// https://webidl.spec.whatwg.org/#js-DOMString
const type = (v) => new Event(v).type;

test(() => {
  assert_equals(type('x'), 'x');
  assert_equals(type(''), '');
  assert_equals(type(undefined), 'undefined');
  assert_equals(type(null), 'null');
  assert_equals(type(true), 'true');
  assert_equals(type(-0), '0');
  assert_equals(type(1e21), '1e+21');
  assert_equals(type(12345678901234567890n), '12345678901234567890');
  assert_equals(type([1, [2, 3]]), '1,2,3');
  assert_equals(type(new String('s')), 's');
}, 'as String() does');

test(() => {
  for (const s of ['\uD800', 'a\uDC00b', '\u0000', '\uFFFD', 'ü', '😀']) assert_equals(type(s), s);
}, 'lone surrogates and NUL stay as they are');

test(() => {
  const log = [];
  assert_equals(type({ toString() { log.push('toString'); return 'a'; }, valueOf() { log.push('valueOf'); return 'b'; } }), 'a');
  assert_equals(type({ toString() { log.push('toString'); return {}; }, valueOf() { log.push('valueOf'); return 2; } }), '2');
  assert_equals(type({ [Symbol.toPrimitive](hint) { log.push(hint); return 'c'; } }), 'c');
  assert_array_equals(log, ['toString', 'toString', 'valueOf', 'string']);
}, 'through toString, then valueOf, or toPrimitive');

test(() => {
  assert_throws_js(TypeError, () => type(Symbol('s')));
  assert_throws_js(TypeError, () => type(Object(Symbol('s'))));
  assert_throws_js(TypeError, () => type(Object.create(null)));
  assert_throws_js(TypeError, () => type({ toString() { return Symbol(); } }));
}, 'not a symbol, not an object that has no way to become a string');

test(() => {
  const mine = new Error('mine');
  assert_throws_exactly(mine, () => type({ toString() { throw mine; } }));
}, 'an exception of toString is rethrown');
