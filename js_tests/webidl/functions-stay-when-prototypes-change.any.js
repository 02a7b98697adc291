// The bindings do not use functions that scripts can replace.
promise_test(async () => {
  const log = [];
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => { port2.onmessage = (e) => resolve(log.push(e.data.a)); });
  const saved = {
    then: Promise.prototype.then, iterator: Array.prototype[Symbol.iterator], push: Array.prototype.push,
    forEach: Map.prototype.forEach, setter: Object.getOwnPropertyDescriptor(Object.prototype, 'a'),
  };
  Array.prototype.push = Promise.prototype.then = Map.prototype.forEach = () => { throw new Error('replaced'); };
  Object.defineProperty(Object.prototype, 'a', { set() { throw new Error('setter'); }, configurable: true });
  try {
    queueMicrotask(() => { log[log.length] = 'microtask'; });
    port1.postMessage(structuredClone(JSON.parse('{"a":1}')));
    structuredClone(new Map([[1, new Set([2])]]));
    new EventTarget().dispatchEvent(new Event('x'));
  } finally {
    Promise.prototype.then = saved.then;
    Array.prototype.push = saved.push;
    Map.prototype.forEach = saved.forEach;
    delete Object.prototype.a;
  }
  await received;
  assert_array_equals(log, ['microtask', 1]);
}, 'replaced built-ins are not called');
