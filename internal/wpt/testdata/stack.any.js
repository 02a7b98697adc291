function inner() {
  assert_true(false);
}
test(() => { inner(); }, 'a stack with the frames of this file');
test(() => { null.x; }, 'also for exceptions');
