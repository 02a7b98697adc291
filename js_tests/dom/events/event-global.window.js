setup({ allow_uncaught_exception: true });
// https://dom.spec.whatwg.org/#window-current-event
test(() => {
  assert_equals(window.event, undefined);
  const target = new EventTarget();
  const e = new Event('x');
  let seen;
  target.addEventListener('x', () => { seen = window.event; });
  target.dispatchEvent(e);
  assert_equals(seen, e);
  assert_equals(window.event, undefined);
}, 'is the event while its listeners run');

test(() => {
  const target = new EventTarget();
  const outer = new Event('outer');
  const inner = new Event('inner');
  const log = [];
  target.addEventListener('outer', () => {
    log.push(event === outer);
    target.dispatchEvent(inner);
    log.push(event === outer);
  });
  target.addEventListener('inner', () => log.push(event === inner));
  target.dispatchEvent(outer);
  assert_array_equals(log, [true, true, true]);
}, 'nested dispatch');

test(() => {
  const target = new EventTarget();
  const e = new Event('x');
  let seen;
  target.addEventListener('x', { get handleEvent() { seen = window.event; return () => {}; } });
  target.dispatchEvent(e);
  assert_equals(seen, e);
}, 'while handleEvent is looked up');

promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  let seen;
  const received = new Promise((resolve) => {
    port2.onmessage = (e) => {
      seen = window.event === e;
      setTimeout(() => resolve(window.event));
    };
  });
  port1.postMessage(1);
  assert_equals(await received, undefined, 'later');
  assert_true(seen, 'of an event handler');
  port1.close();
}, 'of events that are not a script\'s');

test(() => {
  const target = new EventTarget();
  let seen;
  addEventListener('error', (e) => { seen = window.event === e; }, { once: true });
  target.addEventListener('x', () => { throw new Error('reported'); });
  target.dispatchEvent(new Event('x'));
  assert_true(seen, 'in the error event');
  assert_equals(window.event, undefined);
}, 'a listener that throws');
