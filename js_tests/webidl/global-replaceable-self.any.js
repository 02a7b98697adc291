// META: global=window
// https://webidl.spec.whatwg.org/#Replaceable
test(() => {
  self = 1;
  assert_equals(self, 1);
  assert_object_equals(Object.getOwnPropertyDescriptor(globalThis, 'self'),
    { value: 1, writable: true, enumerable: true, configurable: true });
}, 'self can be replaced: old scripts have a variable of that name');
