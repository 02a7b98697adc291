promise_setup(() => Promise.reject(new Error('setup')));
