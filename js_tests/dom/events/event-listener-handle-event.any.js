test(() => {
  const target = new EventTarget();
  const log = [];
  const listener = {
    handleEvent(e) { log.push(this === listener, e.type, arguments.length); },
  };
  target.addEventListener('x', listener);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, [true, 'x', 1]);
}, 'handleEvent is called on the object');

test(() => {
  const target = new EventTarget();
  const log = [];
  const listener = {};
  target.addEventListener('x', listener);
  listener.handleEvent = () => log.push('one');
  target.dispatchEvent(new Event('x'));
  listener.handleEvent = () => log.push('two');
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['one', 'two']);
}, 'it is looked up for each event');

test(() => {
  const target = new EventTarget();
  let lookups = 0;
  target.addEventListener('x', { get handleEvent() { lookups++; return () => {}; } });
  assert_equals(lookups, 0);
  target.dispatchEvent(new Event('x'));
  target.dispatchEvent(new Event('x'));
  assert_equals(lookups, 2);
}, 'once per event, and not before');

test(() => {
  const target = new EventTarget();
  const log = [];
  const f = function () { log.push(this === target ? 'function' : 'other'); };
  f.handleEvent = () => log.push('handleEvent');
  target.addEventListener('x', f);
  target.dispatchEvent(new Event('x'));
  assert_array_equals(log, ['function']);
}, 'a function with a handleEvent is called itself');

test(() => {
  const target = new EventTarget();
  class Listener {
    #count = 0;
    handleEvent() { this.#count++; }
    get count() { return this.#count; }
  }
  const listener = new Listener();
  target.addEventListener('x', listener);
  target.dispatchEvent(new Event('x'));
  assert_equals(listener.count, 1);
}, 'it may be inherited');
