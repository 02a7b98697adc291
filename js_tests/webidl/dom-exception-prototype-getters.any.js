test(() => {
  for (const key of ['name', 'message', 'code']) {
    assert_throws_js(TypeError, () => DOMException.prototype[key], key);
    assert_throws_js(TypeError, () => Reflect.get(DOMException.prototype, key, new Error()), key);
  }
}, 'the getters want a DOMException');

test(() => {
  const e = new DOMException('m', 'AbortError');
  e.name = 'ignored';
  e.code = 1;
  assert_equals(e.name, 'AbortError');
  assert_equals(e.code, 20);
  Object.defineProperty(e, 'name', { value: 'own' });
  assert_equals(e.name, 'own');
  assert_equals(e.code, 20, 'code depends on the name that it was made with');
}, 'read only');
