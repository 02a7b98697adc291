// META: title=One test in the file
setup({ single_test: true });
assert_true(true);
setTimeout(done, 1);
