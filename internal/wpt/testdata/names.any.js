// META: title=The title
// A test without a name is named after its function, or else after the title.

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
