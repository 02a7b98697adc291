setup({ explicit_done: true });
test(() => {}, 'passes');
