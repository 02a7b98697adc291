promise_setup(() => Promise.resolve());
test(() => {}, 'not allowed after promise_setup');
