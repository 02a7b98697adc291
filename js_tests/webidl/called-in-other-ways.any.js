for (const [name, f] of Object.entries({
  'a call in a constructor': () => { class A { constructor() { return EventTarget(); } } return new A(); },
  'a call after super()': () => { class A extends EventTarget { constructor() { super(); EventTarget.call(this); } } return new A(); },
  'a function in the old style': () => { function A() { EventTarget.call(this); } return new A(); },
  'an optional call': () => EventTarget?.(),
  'a tagged template': () => EventTarget`x`,
  'a callback of a built-in': () => [1].forEach(EventTarget),
  'Reflect.apply': () => Reflect.apply(EventTarget, new EventTarget(), []),
  'a proxy': () => new Proxy(EventTarget, {})(),
  'a getter': () => ({ get e() { return EventTarget(); } }).e,
  eval: () => eval('EventTarget()'),
})) {
  test(() => { assert_throws_js(TypeError, f); }, name);
}
