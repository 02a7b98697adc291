// The clone has this realm's intrinsics as prototypes, even if scripts replaced the globals.
test(() => {
  const saved = { Map, Date, RegExp, Error, Uint8Array, ArrayBuffer, Array, Object };
  const value = { m: new Map([[1, 2]]), d: new Date(3), r: /x/g, e: new TypeError('t'), b: new Uint8Array([4]), a: [5] };
  let clone;
  try {
    for (const name in saved) globalThis[name] = function () { throw new saved.Error('replaced'); };
    clone = structuredClone(value);
  } finally {
    for (const name in saved) globalThis[name] = saved[name];
  }
  assert_equals(clone.m.get(1), 2);
  assert_equals(clone.d.getTime(), 3);
  assert_equals(clone.r.flags, 'g');
  assert_equals(Object.getPrototypeOf(clone.e), TypeError.prototype);
  assert_equals(clone.b[0], 4);
  assert_array_equals(clone.a, [5]);
}, 'replaced constructors are not called');
