// A listener list of any length keeps its order and has no duplicates.
function names(target, type = 'x') {
  const log = [];
  target.dispatchEvent(Object.assign(new Event(type), { log }));
  return log.join();
}

const listeners = Array.from({ length: 200 }, (_, i) => e => e.log.push(i));
const numbers = (from, to, step = 1) => {
  const result = [];
  for (let i = from; i < to; i += step) result.push(i);
  return result;
};

test(() => {
  const target = new EventTarget();
  for (let round = 0; round < 2; round++) for (const f of listeners) target.addEventListener('x', f);
  assert_equals(names(target), numbers(0, 200).join());
}, 'the same callback is added once');

test(() => {
  const target = new EventTarget();
  for (const f of listeners) target.addEventListener('x', f);
  for (const i of numbers(0, 200, 2)) target.removeEventListener('x', listeners[i]);
  assert_equals(names(target), numbers(1, 200, 2).join());
  for (const i of numbers(0, 200, 2)) target.addEventListener('x', listeners[i]);
  assert_equals(names(target), [...numbers(1, 200, 2), ...numbers(0, 200, 2)].join());
}, 'a listener that is removed and added again comes last');

test(() => {
  const target = new EventTarget();
  for (const f of listeners) {
    target.addEventListener('x', f);
    target.addEventListener('x', f, true);
    target.addEventListener('y', f);
  }
  for (const f of listeners) target.removeEventListener('x', f, true);
  assert_equals(names(target), numbers(0, 200).join());
  assert_equals(names(target, 'y'), numbers(0, 200).join());
  for (const f of listeners) target.removeEventListener('y', f);
  assert_equals(names(target, 'y'), '');
  assert_equals(names(target), numbers(0, 200).join());
}, 'type and capture tell listeners apart');

test(() => {
  const target = new EventTarget();
  for (const f of listeners) target.addEventListener('x', f);
  for (const f of listeners) target.removeEventListener('x', f);
  assert_equals(names(target), '');
  target.addEventListener('x', listeners[7]);
  target.addEventListener('x', listeners[3]);
  target.addEventListener('x', listeners[7]);
  assert_equals(names(target), '7,3');
}, 'a list that was long and is short again');

test(() => {
  const target = new EventTarget();
  for (const i of numbers(0, 200)) {
    target.addEventListener('x', e => {
      e.log.push(i);
      target.removeEventListener('x', listeners[i]);
      target.addEventListener('x', listeners[i], { once: true });
    }, { once: true });
    target.addEventListener('x', listeners[i]);
  }
  assert_equals(names(target), numbers(0, 200).join(), 'removed before its turn');
  assert_equals(names(target), numbers(0, 200).join());
  assert_equals(names(target), '');
}, 'listeners that replace others during dispatch');

test(() => {
  const target = new EventTarget();
  const controller = new AbortController();
  for (const i of numbers(0, 200)) target.addEventListener('x', listeners[i], i % 3 ? { signal: controller.signal } : {});
  for (const i of numbers(0, 200, 2)) target.removeEventListener('x', listeners[i]);
  for (const i of numbers(0, 200, 4)) target.addEventListener('x', listeners[i]);
  controller.abort();
  assert_equals(names(target), [...numbers(0, 200).filter(i => i % 3 === 0 && i % 2), ...numbers(0, 200, 4)].join());
}, 'a signal removes those that it was given with, and no other');

test(() => {
  const port = new MessageChannel().port1;
  for (const f of listeners) port.addEventListener('message', f);
  port.onmessage = e => e.log.push('handler');
  for (const f of listeners.slice(50)) port.removeEventListener('message', f);
  for (const f of listeners.slice(50)) port.addEventListener('message', f);
  assert_equals(names(port, 'message'), [...numbers(0, 50), 'handler', ...numbers(50, 200)].join());
  port.onmessage = null;
  assert_equals(names(port, 'message'), numbers(0, 200).join());
}, 'an event handler keeps its place');
