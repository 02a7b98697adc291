test(() => {
  assert_throws_js(TypeError, () => new AbortSignal());
  class Sub extends AbortSignal {}
  assert_throws_js(TypeError, () => new Sub());
  assert_equals(Object.getPrototypeOf(Sub.abort()), AbortSignal.prototype, 'static operations make plain signals');
}, 'nor can it be subclassed');
