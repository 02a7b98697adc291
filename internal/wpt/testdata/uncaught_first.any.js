// An uncaught exception before the first test ends the file.
setTimeout(() => { test(() => {}, 'too late'); }, 10);
throw new Error('before any test');
