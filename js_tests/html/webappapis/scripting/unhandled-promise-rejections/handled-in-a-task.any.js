// META: script=/webmessaging/resources/settled.js
setup({ allow_uncaught_exception: true });
// The notifying task is queued at the end of the microtask checkpoint, so tasks that a script
// queued earlier run first.
// https://html.spec.whatwg.org/multipage/webappapis.html#notify-about-rejected-promises
function queue_task(f) {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = f;
  port1.postMessage(null);
}

async function rejections_of(f) {
  const log = [];
  const note = (e) => { e.preventDefault(); log.push(`${e.type} ${e.reason}`); };
  addEventListener('unhandledrejection', note);
  addEventListener('rejectionhandled', note);
  await new Promise((resolve) => queue_task(() => { f(log); resolve(); }));
  await settled();
  removeEventListener('unhandledrejection', note);
  removeEventListener('rejectionhandled', note);
  return log;
}

promise_test(async () => {
  assert_array_equals(await rejections_of(() => {
    const p = Promise.reject(1);
    queue_task(() => p.catch(() => {}));
  }), []);
  assert_array_equals(await rejections_of(() => {
    let p;
    queue_task(() => p.catch(() => {}));
    p = Promise.reject(1);
  }), []);
}, 'a task that the same script queued is in time');

promise_test(async () => {
  assert_array_equals(await rejections_of(() => {
    const p = Promise.reject(1);
    queueMicrotask(() => queueMicrotask(() => queue_task(() => p.catch(() => {}))));
  }), []);
}, 'so is one that its microtasks queued');

promise_test(async () => {
  assert_array_equals(await rejections_of(() => {
    const p = Promise.reject(1);
    queue_task(() => queue_task(() => p.catch(() => {})));
  }), ['unhandledrejection 1', 'rejectionhandled 1']);
  assert_array_equals(await rejections_of(() => {
    let p;
    queue_task(() => queue_task(() => p.catch(() => {})));
    p = Promise.reject(1);
  }), ['unhandledrejection 1', 'rejectionhandled 1']);
}, 'a task that such a task queued is too late');

promise_test(async () => {
  assert_array_equals(await rejections_of((log) => {
    queue_task(() => {
      Promise.reject('second');
      queue_task(() => log.push('third task'));
    });
    Promise.reject('first');
    queue_task(() => log.push('second task'));
  }), ['second task', 'unhandledrejection first', 'third task', 'unhandledrejection second']);
}, 'each task has its own notification');

promise_test(async () => {
  assert_array_equals(await rejections_of(() => {
    // A rejection that is handled at once must not cause an early notification of the other one.
    let p;
    Promise.reject('handled').catch(() => {});
    queue_task(() => {
      p = Promise.reject(1);
      queue_task(() => p.catch(() => {}));
    });
  }), []);
}, 'a rejection that is handled at once has no later effect');
