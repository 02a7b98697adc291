// META: global=window
// Values on which testharness.js fails or takes very long.

test(() => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const hostile = [
    { toString() { throw 1; } },
    { get toString() { throw new Error('get'); } },
    { get [Symbol.toPrimitive]() { throw new Error('get'); } },
    { toString: () => ({}), valueOf: () => ({}) },
    Object.create(null),
    revoked.proxy,
    Array(4294967295),
    new Proxy([1, 2], { has() { throw new Error('has'); } }),
    new Proxy([1, 2], { get() { throw new Error('get'); } }),
  ];
  for (const value of hostile) assert_equals(typeof format_value(value), 'string');
  let deep = [];
  for (let i = 0; i < 100000; i++) deep = [deep];
  assert_less_than(format_value(deep).length, 200);
  assert_less_than(format_value({ toString: () => 'x'.repeat(100000) }).length, 1100);
}, 'values that fight back');
