// fails asserts that an assertion with this message fails in func.
function fails(func, message) {
  try {
    func();
  } catch (e) {
    if (!(e instanceof AssertionError)) throw e;
    assert_equals(e.message, message);
    return;
  }
  assert_unreached(`should have failed: ${message}`);
}
