// META: title=Blob.slice
// https://w3c.github.io/FileAPI/#slice-method-algo
const blob = new Blob(['0123456789'], { type: 'text/plain' });

for (const [args, expected] of [
  [[], '0123456789'], [[undefined, undefined], '0123456789'], [[3], '3456789'], [[-3], '789'], [[2, 5], '234'], [[2, -5], '234'],
  [[-5, -2], '567'], [[5, 2], ''], [[10], ''], [[11, 12], ''], [[-20, 3], '012'], [[0, 20], '0123456789'], [[0, -20], ''],
  [[NaN, Infinity], '0123456789'], [[-Infinity, 2], '01'], [[null, null], ''], [['2', '4'], '23'], [[0.5, 1.5], '01'],
  [[2 ** 53, 2 ** 64], ''], [[-(2 ** 64), 2 ** 64], '0123456789'],
]) {
  promise_test(async () => {
    const slice = blob.slice(...args);
    assert_equals(await slice.text(), expected);
    assert_equals(slice.size, expected.length);
    assert_equals(slice.type, '');
  }, format_value(args));
}

promise_test(async () => {
  const slice = blob.slice(2, 8, 'Text/HTML').slice(1, -1);
  assert_equals(await slice.text(), '3456');
  assert_equals(slice.type, '', 'the type is not inherited');
  assert_not_equals(blob.slice(), blob);
}, 'a slice of a slice');

test(() => {
  const slice = new File(['abc'], 'n').slice(1);
  assert_equals(Object.getPrototypeOf(slice), Blob.prototype);
  assert_false(slice instanceof File);
}, 'of a file is a blob');

test(() => {
  class Mine extends Blob {}
  assert_equals(Object.getPrototypeOf(new Mine(['a']).slice()), Blob.prototype);
}, 'of a subclass is a blob');
