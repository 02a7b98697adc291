// META: global=window
// META: script=/webidl/resources/interface.js
test(() => {
  check_required(() => structuredClone(), "Failed to execute 'structuredClone' on 'Window': ", 1, 0);
  assert_equals(structuredClone(undefined), undefined);
}, 'the value is required, and may be undefined');

test(() => {
  for (const options of [undefined, null, {}, { transfer: undefined }, { transfer: [] }, [], () => {}]) {
    assert_equals(structuredClone(1, options), 1);
  }
  for (const options of [1, 'x', true, Symbol(), { transfer: null }, { transfer: 1 }, { transfer: {} }, { transfer: [1] }]) {
    assert_throws_js(TypeError, () => structuredClone(1, options));
  }
}, 'options');

test(() => {
  const buffer = new ArrayBuffer(1);
  assert_equals(structuredClone(1, [buffer]), 1, 'unlike postMessage it has no overload for a list');
  assert_equals(buffer.byteLength, 1);
  assert_equals(structuredClone(buffer, { transfer: new Set([buffer]) }).byteLength, 1);
  assert_equals(buffer.byteLength, 0);
}, 'transfer');
