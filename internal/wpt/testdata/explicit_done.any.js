setup({ explicit_done: true });
test(() => {}, 'at once');
setTimeout(() => {
  test(() => {}, 'later');
  done();
}, 5);
