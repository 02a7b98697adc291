test(() => {}, 'before');
promise_setup(() => Promise.reject(new Error('setup')));
promise_test(() => Promise.resolve(), 'does not run');
