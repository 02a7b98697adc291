// Two overloads: (message, sequence<object> transfer) and (message, StructuredSerializeOptions options).
const { port1 } = new MessageChannel();
const detached_by = (argument) => {
  const buffer = new ArrayBuffer(1);
  port1.postMessage(null, argument(buffer));
  return buffer.byteLength === 0;
};

test(() => {
  assert_true(detached_by((b) => [b]));
  assert_true(detached_by((b) => new Set([b])));
  assert_true(detached_by((b) => (function* () { yield b; })()));
  assert_true(detached_by((b) => Object.assign(() => {}, { [Symbol.iterator]: () => [b].values() })));
}, 'an iterable is the transfer list');

test(() => {
  assert_true(detached_by((b) => ({ transfer: [b] })));
  assert_true(detached_by((b) => ({ transfer: new Set([b]) })));
  assert_true(detached_by((b) => Object.create({ transfer: [b] })));
  assert_true(detached_by((b) => Object.assign(() => {}, { transfer: [b] })));
  assert_true(detached_by((b) => ({ transfer: [b], [Symbol.iterator]: undefined })));
  assert_true(detached_by((b) => ({ transfer: [b], [Symbol.iterator]: null })));
}, 'another object is the options');

test(() => {
  assert_false(detached_by((b) => Object.assign([], { transfer: [b] })));
  assert_false(detached_by((b) => ({ [Symbol.iterator]: () => [].values(), transfer: [b] })));
}, 'an iterable that is also a dictionary is the list');

test(() => {
  for (const argument of [undefined, null, {}, [], { transfer: undefined }, { transfer: [] }]) {
    assert_equals(port1.postMessage(null, argument), undefined);
  }
}, 'undefined and null: nothing is transferred');

test(() => {
  for (const argument of [
    1, 'x', true, Symbol(), 1n, { transfer: null }, { transfer: 1 }, { transfer: {} }, { transfer: 'ab' },
    [1], [null], [undefined], { transfer: ['x'] }, { [Symbol.iterator]: 1 },
  ]) {
    assert_throws_js(TypeError, () => port1.postMessage(null, argument));
  }
}, 'anything else, and elements that are no objects, are TypeErrors');

test(() => {
  const mine = new Error('mine');
  assert_throws_exactly(mine, () => port1.postMessage(null, { get transfer() { throw mine; } }));
  assert_throws_exactly(mine, () => port1.postMessage(null, { get [Symbol.iterator]() { throw mine; } }));
  const log = [];
  assert_throws_js(TypeError, () => port1.postMessage({ get a() { log.push('message'); return 1; } }, [1]));
  assert_array_equals(log, [], 'the list is converted before the message is read');
}, 'an exception of a getter is rethrown');
