// META: title=Comments at the top
// META: script=resources/add.js
// META: script=/resources/add.js
// META: script=/resources/testharness.js
// META: global=window,worker
// META: timeout=long
// META: variant=?1-2
// META: variant=?3-last
test(() => { assert_equals(add(1, 2), 3); }, `add, in ${location.search}`);
test(() => {
  assert_equals(location.pathname, '/meta.any.html');
  assert_equals(String(location), location.origin + location.pathname + location.search);
  assert_true(GLOBAL.isWindow());
  assert_false(GLOBAL.isWorker());
  assert_false(GLOBAL.isShadowRealm());
}, 'where it runs');
