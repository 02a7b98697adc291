const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const cycle = { name: 'cycle' };
cycle.self = cycle;
const hostile = [
  undefined, null, NaN, -0, 1n, 'text', Symbol('s'), () => {}, class A {}, {}, [], [, 1], Object.create(null), cycle, revoked,
  new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; }, getPrototypeOf() { throw 3; } }),
  { get a() { throw 1; }, toString() { throw 2; }, [Symbol.toPrimitive]() { throw 3; } },
  Object.defineProperty(new Error('m'), 'stack', { get() { throw 1; } }),
  Object.defineProperty(new Error('m'), 'message', { get() { throw 1; } }),
  Object.defineProperty({}, Symbol.toStringTag, { get() { throw 1; } }),
  Object.defineProperty({}, 'constructor', { get() { throw 1; } }),
  new Map([[{}, new Set([[]])]]), new WeakMap(), new Date(NaN), /r/g, new Uint8Array(3), new ArrayBuffer(2), Promise.resolve(1),
  new Event('x'), new MessageChannel(), new AbortController().signal, new DOMException('m', 'AbortError'), globalThis,
  EventTarget.prototype, MessageEvent.prototype, DOMException.prototype, '\uD800', '%s %d %i %f %j %o %O %c %%',
];
for (const name of ['log', 'error', 'dir', 'dirxml', 'trace', 'group', 'warn', 'info', 'debug', 'groupCollapsed']) {
  test(() => {
    for (const value of hostile) {
      assert_equals(console[name](value), undefined);
      assert_equals(console[name]([value]), undefined);
      if (name !== 'dir') assert_equals(console[name]('%o %O', value, value), undefined);
    }
    console.clear();
  }, `${name} takes any value`);
}

test(() => {
  for (const value of hostile) console.assert(false, value);
}, 'assert takes any value');

test(() => {
  for (const value of [undefined, null, 1, 'text', Symbol('s'), () => {}, {}, [], [1, [2]], [{ a: 1 }, { b: 2 }], cycle,
    new Map([[1, {}]]), new Set([[]]), new Uint8Array(2), new Event('x'), Object.create(null)]) {
    assert_equals(console.table(value), undefined);
    assert_equals(console.table(value, ['a']), undefined);
  }
}, 'table takes what can be looked at');
