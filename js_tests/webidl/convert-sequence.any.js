// META: title=Conversion to sequence
// https://webidl.spec.whatwg.org/#js-sequence
const { port1, port2 } = new MessageChannel();
const ports = (v) => new MessageEvent('x', { ports: v }).ports;

test(() => {
  assert_array_equals(ports([port1, port2]), [port1, port2]);
  assert_array_equals(ports([]), []);
  assert_array_equals(ports(new Set([port1])), [port1]);
  assert_array_equals(ports((function* () { yield port2; yield port1; })()), [port2, port1]);
  assert_array_equals(ports({ [Symbol.iterator]: () => [port1].values() }), [port1]);
}, 'any iterable');

test(() => {
  for (const v of [1, 'ab', true, Symbol(), {}, { length: 1, 0: port1 }, null, { [Symbol.iterator]: 1 }]) {
    assert_throws_js(TypeError, () => ports(v), typeof v);
  }
}, 'nothing else: a string is no object, an array-like no iterable');

test(() => {
  const log = [];
  const iterable = {
    get [Symbol.iterator]() {
      log.push('get iterator');
      return function () {
        log.push(`iterator of ${this === iterable}`);
        let n = 0;
        return {
          get next() {
            log.push('get next');
            return () => ({
              get done() { log.push('done'); return n === 1; },
              get value() { log.push('value'); n++; return port1; },
            });
          },
        };
      };
    },
  };
  assert_array_equals(ports(iterable), [port1]);
  assert_array_equals(log, ['get iterator', 'iterator of true', 'get next', 'done', 'value', 'done']);
}, 'the iterator and its next method are looked up once');

test(() => {
  let closed = false;
  const iterable = {
    [Symbol.iterator]: () => ({ next: () => ({ value: 'no port' }), return() { closed = true; return {}; } }),
  };
  assert_throws_js(TypeError, () => ports(iterable));
  assert_false(closed);
}, 'an element of the wrong type ends it without a call of return()');

test(() => {
  const mine = new Error('mine');
  const f = () => { throw mine; };
  assert_throws_exactly(mine, () => ports({ get [Symbol.iterator]() { throw mine; } }));
  assert_throws_exactly(mine, () => ports({ [Symbol.iterator]: f }));
  assert_throws_exactly(mine, () => ports({ [Symbol.iterator]: () => ({ next: f }) }));
  assert_throws_exactly(mine, () => ports({ [Symbol.iterator]: () => ({ next: () => ({ get done() { throw mine; } }) }) }));
  assert_throws_exactly(mine, () => ports({ [Symbol.iterator]: () => ({ next: () => ({ get value() { throw mine; } }) }) }));
}, 'an exception of the iterator is rethrown');

test(() => {
  assert_throws_js(TypeError, () => ports({ [Symbol.iterator]: () => 1 }));
  assert_throws_js(TypeError, () => ports({ [Symbol.iterator]: () => ({}) }));
  assert_throws_js(TypeError, () => ports({ [Symbol.iterator]: () => ({ next: () => 1 }) }));
}, 'a broken iterator is a TypeError');
