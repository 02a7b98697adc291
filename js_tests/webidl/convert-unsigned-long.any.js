// META: title=Conversion to unsigned long
// https://webidl.spec.whatwg.org/#js-unsigned-long
const convert = (v) => new ErrorEvent('x', { lineno: v }).lineno;

for (const [value, expected] of [
  [0, 0], [-0, 0], [1.9, 1], [-0.9, 0], [-1, 4294967295], [4294967295, 4294967295], [4294967296, 0], [4294967297.5, 1],
  [-4294967297, 4294967295], [2 ** 53, 0], [2 ** 33 + 5, 5], [1e308, 0], [NaN, 0], [Infinity, 0], [-Infinity, 0],
  [undefined, 0], [null, 0], [true, 1], ['', 0], [' 12 ', 12], ['0x10', 16], ['12px', 0], [[7], 7], [[1, 2], 0],
  [new Date(5), 5], [{ valueOf() { return 9; } }, 9],
]) {
  test(() => { assert_equals(convert(value), expected); }, `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`);
}

test(() => {
  assert_throws_js(TypeError, () => convert(Symbol()));
  assert_throws_js(TypeError, () => convert(1n));
  const mine = new Error('mine');
  assert_throws_exactly(mine, () => convert({ valueOf() { throw mine; } }));
}, 'symbols and bigints throw');
