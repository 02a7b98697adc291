// https://console.spec.whatwg.org/#console-namespace
test(() => {
  const d = Object.getOwnPropertyDescriptor(globalThis, 'console');
  assert_true(d.writable);
  assert_false(d.enumerable);
  assert_true(d.configurable);
  assert_equals(typeof console, 'object');
  assert_throws_js(TypeError, () => new console());
  assert_throws_js(TypeError, () => console());
  assert_false('Console' in globalThis);
}, 'console is an object, not an interface');

test(() => {
  const proto = Object.getPrototypeOf(console);
  assert_equals(Object.getPrototypeOf(proto), Object.prototype);
  assert_array_equals(Reflect.ownKeys(proto), []);
}, 'its prototype is an empty object');

test(() => {
  assert_equals(Object.prototype.toString.call(console), '[object console]');
  const d = Object.getOwnPropertyDescriptor(console, Symbol.toStringTag);
  assert_false(d.writable);
  assert_false(d.enumerable);
  assert_true(d.configurable);
}, '@@toStringTag');

for (const name of [
  'assert', 'clear', 'debug', 'error', 'info', 'log', 'table', 'trace', 'warn', 'dir', 'dirxml', 'count', 'countReset',
  'group', 'groupCollapsed', 'groupEnd', 'time', 'timeLog', 'timeEnd',
]) {
  test(() => {
    const d = Object.getOwnPropertyDescriptor(console, name);
    assert_true(d.writable);
    assert_true(d.enumerable);
    assert_true(d.configurable);
    assert_equals(d.value.name, name);
    assert_equals(d.value.length, 0);
    assert_not_own_property(d.value, 'prototype');
    assert_throws_js(TypeError, () => new d.value());
  }, `${name}: an operation`);
}

test(() => {
  for (const name of ['timeline', 'timelineEnd', 'markTimeline']) assert_false(name in console, name);
}, 'what was dropped from the standard is not there');
