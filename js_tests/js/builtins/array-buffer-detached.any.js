// https://tc39.es/ecma262/#sec-properties-of-the-arraybuffer-prototype-object
function detached() {
  const buffer = new ArrayBuffer(4);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

test(() => {
  const buffer = detached();
  for (const args of [[], [0], [0, 0], [1, 1]]) {
    assert_throws_js(TypeError, () => buffer.slice(...args), JSON.stringify(args));
  }
  assert_equals(buffer.byteLength, 0);
}, 'slice of a detached buffer throws');

test(() => {
  assert_true(detached().detached);
  assert_false(new ArrayBuffer(1).detached);
  assert_equals(Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached').get.name, 'get detached');
  assert_throws_js(TypeError, () => ArrayBuffer.prototype.detached);
}, 'detached');

for (const name of ['transfer', 'transferToFixedLength']) {
  test(() => {
    const view = new Uint8Array([1, 2, 3]);
    const { buffer } = view;
    const moved = buffer[name]();
    assert_true(buffer.detached);
    assert_equals(view.length, 0);
    assert_array_equals(new Uint8Array(moved), [1, 2, 3]);
    assert_array_equals(new Uint8Array(moved[name](5)), [1, 2, 3, 0, 0]);
    assert_array_equals(new Uint8Array(new Uint8Array([1, 2, 3]).buffer[name](1)), [1]);
    assert_throws_js(TypeError, () => buffer[name]());
    assert_throws_js(RangeError, () => new ArrayBuffer(1)[name](-1));
    assert_throws_js(TypeError, () => ArrayBuffer.prototype[name].call(new Uint8Array(1)));
    assert_equals(ArrayBuffer.prototype[name].length, 0);
    assert_equals(ArrayBuffer.prototype[name].name, name);
  }, name);
}

test(() => {
  const buffer = new ArrayBuffer(4);
  assert_throws_js(TypeError, () => buffer.slice(0, { valueOf() { buffer.transfer(); return 2; } }));
  const other = new ArrayBuffer(4);
  assert_throws_js(TypeError, () => other.transfer({ valueOf() { other.transfer(); return 2; } }));
}, 'a buffer that is detached while the arguments are converted');
