promise_test(async () => {
  const log = [];
  await new Promise((resolve) => {
    setTimeout(function (...args) { log.push(this === globalThis, args.length, ...args); }, 0, 'a', undefined, 3);
    setTimeout(function () { 'use strict'; log.push(this === globalThis, arguments.length); });
    setTimeout(resolve);
  });
  assert_array_equals(log, [true, 3, 'a', undefined, 3, true, 0]);
}, 'a timeout');

promise_test(async () => {
  const log = [];
  const object = {};
  await new Promise((resolve) => {
    const id = setInterval((...args) => {
      log.push(args.length, args[0] === object);
      if (log.length === 4) {
        clearInterval(id);
        resolve();
      }
    }, 0, object);
  });
  assert_array_equals(log, [1, true, 1, true]);
}, 'an interval gets them each time');
