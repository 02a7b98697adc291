// Without a test so far there is nothing to wait for.
setTimeout(() => { test(() => {}, 'too late'); }, 10);
throw new Error('before any test');
