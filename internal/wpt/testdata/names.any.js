// META: title=The title
// Names of tests that have none come from the function, or else from the title.

test(() => assert_true(true));
test(() => { assert_equals(1, 1); });
test(() => { assert_equals(1, 1); assert_equals(2, 2); });
test(() => assert_true(true));
test(() => {});
test(function () {});
test((t) => { assert_true(true); });
test(() => {
  assert_true(true);
});
test(() => {}, '');
test(() => {}, null);
test(() => {}, 3);
test(() => {}, 'lone \udfff surrogate');
test(() => {}, '__proto__');
async_test('no function').done();
async_test().done();
promise_test(() => Promise.resolve());
