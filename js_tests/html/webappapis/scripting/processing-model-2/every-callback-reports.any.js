setup({ allow_uncaught_exception: true });
// An exception that a callback throws is reported at the global object, whatever calls the
// callback.
const paths = {
  timeout: (t) => setTimeout(t),
  interval: (t) => { const id = setInterval(() => { clearInterval(id); t(); }); },
  microtask: (t) => queueMicrotask(t),
  'event listener': (t) => { const e = new EventTarget(); e.addEventListener('x', t); e.dispatchEvent(new Event('x')); },
  handleEvent: (t) => { const e = new EventTarget(); e.addEventListener('x', { handleEvent: t }); e.dispatchEvent(new Event('x')); },
  onabort: (t) => { const c = new AbortController(); c.signal.onabort = t; c.abort(); },
  'AbortSignal.timeout': (t) => { AbortSignal.timeout(0).onabort = t; },
  onmessage: (t) => { const c = new MessageChannel(); c.port2.onmessage = t; c.port1.postMessage(1); },
  onclose: (t) => { const c = new MessageChannel(); c.port2.onclose = t; c.port1.close(); },
  'string of a timer': () => setTimeout('thrower()'),
  unhandledrejection: (t) => {
    addEventListener('unhandledrejection', (e) => { e.preventDefault(); t(); }, { once: true });
    Promise.reject(new Error('a rejection'));
  },
};
var thrower;

for (const name in paths) {
  promise_test(async () => {
    const mine = new Error(name);
    const reported = new Promise((resolve) => {
      addEventListener('error', (e) => { e.preventDefault(); resolve(e); }, { once: true });
    });
    thrower = () => { throw mine; };
    paths[name](thrower);
    const e = await reported;
    // Continue in a new task: a throw in a microtask of the error event would fire no other event.
    await new Promise((resolve) => setTimeout(resolve));
    assert_equals(e.error, mine);
    assert_equals(e.message, `Uncaught Error: ${name}`);
  }, name);
}
