test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener('x', function (e) {
    log.push(e.type, this === target, e.target === target, e.srcElement === target, e.currentTarget === target, e.eventPhase);
  });
  const e = new Event('x');
  assert_true(target.dispatchEvent(e));
  assert_array_equals(log, ['x', true, true, true, true, Event.AT_TARGET]);
  assert_equals(e.target, target, 'target stays');
  assert_equals(e.currentTarget, null);
  assert_equals(e.eventPhase, Event.NONE);
}, 'an EventTarget of its own takes listeners and events');

test(() => {
  class Store extends EventTarget {
    #value = 0;
    get value() { return this.#value; }
    set value(v) {
      this.#value = v;
      this.dispatchEvent(new CustomEvent('change', { detail: v }));
    }
  }
  const store = new Store();
  const log = [];
  store.addEventListener('change', (e) => log.push(e.detail, e.target.value));
  store.value = 5;
  assert_array_equals(log, [5, 5]);
}, 'subclasses are where it is of use');
