// fails asserts that func fails with an assertion, in these words.
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
