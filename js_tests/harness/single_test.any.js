// META: title=A file that is one test
setup({ single_test: true });
assert_true(true);
setTimeout(() => {
  assert_equals(typeof done, 'function');
  done();
}, 1);
