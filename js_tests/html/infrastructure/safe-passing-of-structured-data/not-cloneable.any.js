// META: script=/webidl/resources/interface.js
const prefix = "Failed to execute 'structuredClone' on 'Window': ";
function named() {}
class Klass {
  method() {}
}
for (const [what, value, message] of [
  ['an arrow function', () => {}, '() => {} could not be cloned.'],
  ['a function', named, 'function named() {} could not be cloned.'],
  ['a class', class A {}, 'class A {} could not be cloned.'],
  ['a method', new Klass().method, 'method() {} could not be cloned.'],
  ['a generator function', function* g() {}, 'function* g() {} could not be cloned.'],
  ['a bound function', named.bind(null), undefined],
  ['a built-in function', parseInt, 'function parseInt() { [native code] } could not be cloned.'],
  ['a function of the platform', structuredClone, 'function structuredClone() { [native code] } could not be cloned.'],
  ['a symbol', Symbol('s'), 'Symbol(s) could not be cloned.'],
  ['a well-known symbol', Symbol.iterator, 'Symbol(Symbol.iterator) could not be cloned.'],
  ['a WeakMap', new WeakMap(), '#<WeakMap> could not be cloned.'],
  ['a WeakSet', new WeakSet(), '#<WeakSet> could not be cloned.'],
  ['a promise', Promise.resolve(), '#<Promise> could not be cloned.'],
  ['a proxy', new Proxy({}, {}), '#<Object> could not be cloned.'],
  ['a proxy of an array', new Proxy([], {}), undefined],
  ['a callable proxy', new Proxy(() => {}, {}), undefined],
  ['a generator', (function* () {})(), undefined],
  ['an iterator', [][Symbol.iterator](), undefined],
  ['a map iterator', new Map().keys(), undefined],
  ['an EventTarget', new EventTarget(), '#<EventTarget> could not be cloned.'],
  ['an Event', new Event('x'), '#<Event> could not be cloned.'],
  ['a MessageEvent', new MessageEvent('x'), '#<MessageEvent> could not be cloned.'],
  ['an AbortSignal', new AbortController().signal, '#<AbortSignal> could not be cloned.'],
  ['an AbortController', new AbortController(), '#<AbortController> could not be cloned.'],
  ['a MessageChannel', new MessageChannel(), '#<MessageChannel> could not be cloned.'],
  ['performance', performance, '#<Performance> could not be cloned.'],
]) {
  test(() => {
    for (const nested of [value, [value], { a: { b: value } }, new Map([[1, value]]), new Map([[value, 1]]), new Set([value])]) {
      const e = thrown_by(() => structuredClone(nested));
      assert_equals(e.constructor, DOMException);
      assert_equals(e.name, 'DataCloneError');
      assert_true(e.message.endsWith(' could not be cloned.'), e.message);
      if (message !== undefined && self.GLOBAL.isWindow()) assert_equals(e.message, prefix + message);
    }
  }, what);
}

test(() => {
  const e = thrown_by(() => structuredClone(globalThis));
  assert_equals(e.name, 'DataCloneError');
}, 'the global object');

test(() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert_throws_dom('DataCloneError', () => structuredClone(proxy));
  const log = [];
  const trap = new Proxy({}, new Proxy({}, { get(_, key) { log.push(key); } }));
  assert_throws_dom('DataCloneError', () => structuredClone(trap));
  assert_array_equals(log, [], 'no trap is called');
}, 'proxies are not touched');

test(() => {
  class Odd extends EventTarget {
    static get name() { throw new Error('called'); }
    get [Symbol.toStringTag]() { throw new Error('called'); }
    toString() { throw new Error('called'); }
  }
  assert_throws_dom('DataCloneError', () => structuredClone(new Odd()));
}, 'no script is asked for the name');

test(() => {
  const forged = Object.create(EventTarget.prototype);
  assert_object_equals(structuredClone(forged), {}, 'an object that only looks like a platform object is cloned as a plain one');
  class Plain {}
  assert_object_equals(structuredClone(new Plain()), {});
}, 'plain objects with odd prototypes');
