// META: title=navigator
// META: global=window
// https://html.spec.whatwg.org/multipage/system-state.html#the-navigator-object
test(() => {
  const d = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  assert_equals(typeof d.get, 'function');
  assert_equals(d.set, undefined);
  assert_true(d.enumerable);
  assert_true(d.configurable);
  assert_equals(navigator, globalThis.navigator, 'the same object');
  assert_throws_js(TypeError, () => { 'use strict'; globalThis.navigator = 1; });
}, 'a read only attribute of the global object');

test(() => {
  assert_true(navigator instanceof Navigator);
  assert_equals(Object.prototype.toString.call(navigator), '[object Navigator]');
  assert_throws_js(TypeError, () => new Navigator());
  for (const name of ['platform', 'userAgent', 'language', 'languages', 'onLine', 'hardwareConcurrency']) {
    const { get, set } = Object.getOwnPropertyDescriptor(Navigator.prototype, name);
    assert_equals(set, undefined, name);
    for (const receiver of [{}, undefined, Navigator.prototype, Object.create(navigator)]) {
      assert_throws_js(TypeError, () => get.call(receiver), name);
    }
  }
}, 'Navigator');

test(() => {
  assert_regexp_match(navigator.userAgent, /^gojs\/[^ ]+$/);
  assert_equals(typeof navigator.platform, 'string');
  assert_true(Number.isInteger(navigator.hardwareConcurrency) && navigator.hardwareConcurrency > 0);
  assert_true(navigator.onLine);
  assert_equals(navigator.language, 'en-US');
}, 'members');

test(() => {
  assert_array_equals(navigator.languages, ['en-US']);
  assert_equals(navigator.languages, navigator.languages, 'the same object');
  assert_true(Object.isFrozen(navigator.languages));
}, 'languages is a frozen array');
