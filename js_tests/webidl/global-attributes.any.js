// META: global=window
for (const name of ['onerror', 'onunhandledrejection', 'onrejectionhandled']) {
  test(() => {
    const d = Object.getOwnPropertyDescriptor(globalThis, name);
    assert_true(d.enumerable);
    assert_true(d.configurable);
    assert_equals(d.get.name, `get ${name}`);
    assert_equals(d.get.length, 0);
    assert_equals(d.set.name, `set ${name}`);
    assert_equals(d.set.length, 1);
    assert_throws_js(TypeError, () => d.get.call({}));
    assert_throws_js(TypeError, () => d.set.call({}, null));
    assert_equals(d.get.call(undefined), null, 'undefined means the global object');
  }, `${name}: an event handler attribute`);
}

test(() => {
  const saved = Object.getOwnPropertyDescriptor(globalThis, 'performance');
  assert_equals(saved.set.name, 'set performance');
  performance = 'mine';
  assert_equals(performance, 'mine');
  assert_object_equals(Object.getOwnPropertyDescriptor(globalThis, 'performance'),
    { value: 'mine', writable: true, enumerable: true, configurable: true });
  Object.defineProperty(globalThis, 'performance', saved);
  assert_equals(performance.constructor, Performance);
}, 'performance: [Replaceable]');
