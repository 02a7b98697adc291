// https://tc39.es/ecma262/#sec-arraybuffer.prototype.slice
const bytes = (buffer) => [...new Uint8Array(buffer)];

test(() => {
  const { buffer } = new Uint8Array([1, 2, 3, 4]);
  for (const [args, expected] of [
    [[], [1, 2, 3, 4]],
    [[1], [2, 3, 4]],
    [[-2], [3, 4]],
    [[1, 3], [2, 3]],
    [[1, -1], [2, 3]],
    [[-3, -2], [2]],
    [[3, 1], []],
    [[-9, 9], [1, 2, 3, 4]],
    [[1.9, '3'], [2, 3]],
    [[NaN, Infinity], [1, 2, 3, 4]],
    [[-Infinity, undefined], [1, 2, 3, 4]],
  ]) {
    assert_array_equals(bytes(buffer.slice(...args)), expected, JSON.stringify(args));
  }
  assert_equals(ArrayBuffer.prototype.slice.length, 2);
}, 'positions');

test(() => {
  class Sub extends ArrayBuffer {}
  assert_true(new Sub(4).slice() instanceof Sub);

  const of = (species) => {
    const buffer = new ArrayBuffer(4);
    buffer.constructor = { [Symbol.species]: species };
    return buffer;
  };
  assert_equals(Object.getPrototypeOf(of(undefined).slice()), ArrayBuffer.prototype);
  assert_equals(Object.getPrototypeOf(of(null).slice()), ArrayBuffer.prototype);
  const same = of(function () { return same; });
  for (const buffer of [
    of(1), of(() => {}), of(function () { return {}; }), of(function () { return new ArrayBuffer(3); }), same,
    of(function () { return new ArrayBuffer(4).transfer(1); }),
  ]) {
    assert_throws_js(TypeError, () => buffer.slice());
  }
  const buffer = new ArrayBuffer(1);
  buffer.constructor = 1;
  assert_throws_js(TypeError, () => buffer.slice());
}, 'the species of a buffer');
