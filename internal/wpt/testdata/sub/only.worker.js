importScripts('/resources/testharness.js');
test(() => {}, 'in a worker');
done();
