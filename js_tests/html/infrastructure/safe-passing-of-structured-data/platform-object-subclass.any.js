test(() => {
  class Bus extends EventTarget {
    name = 'bus';
  }
  assert_throws_dom('DataCloneError', () => structuredClone(new Bus()));
  assert_throws_dom('DataCloneError', () => structuredClone({ bus: new Bus() }));
}, 'a subclass of a platform object is a platform object');

test(() => {
  const o = Object.setPrototypeOf(new EventTarget(), Object.prototype);
  assert_throws_dom('DataCloneError', () => structuredClone(o));
  const e = Object.setPrototypeOf(new DOMException('m', 'AbortError'), null);
  assert_equals(structuredClone(e).name, 'AbortError');
}, 'whatever its prototype is');
