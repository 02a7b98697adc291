// META: global=window
test(() => {
  assert_equals(self, globalThis);
  assert_equals(self.self, self);
  assert_equals(globalThis.self.setTimeout, setTimeout);
  const d = Object.getOwnPropertyDescriptor(globalThis, 'self');
  assert_equals(d.get.name, 'get self');
  assert_true(d.enumerable);
}, 'self is the global object');

test(() => {
  assert_throws_js(TypeError, () => Object.getOwnPropertyDescriptor(globalThis, 'self').get.call({}));
}, 'its getter wants the global object');
